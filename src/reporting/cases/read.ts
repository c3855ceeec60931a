import type { RecordField, RecordKind, Stage } from '../../knowledge/records.ts'
import type { Organization } from '../../roster/organization.ts'
import { foldText } from '../fold.ts'
import { findPeriods } from '../periods.ts'
import { findUnits } from '../units.ts'
import { fieldsIn, withoutPlaces } from './fields.ts'

export interface CaseWords {
  text: string
  /** YYYY-MM-DD, the sending day in the bureau's zone. */
  sentDay: string
  /** Unit id of the sender. */
  unit: string
}

/** What a sentence tells of a case. */
export interface CaseReading {
  kind: RecordKind
  /** Unit id. */
  org: string
  stage?: Stage
  day: string
  fields: Record<string, string>
  /** A code that names a known case: “个案7F3A”. */
  code?: string
}

/** What asks for a list: “适老化改造个案进度”, “还有几户没验收”. `notYet`: a stage that must not be reached. */
export interface CaseQuery {
  kind: RecordKind
  notYet?: Stage
  /** Unit ids; empty: all that may be seen. */
  orgs: string[]
}

const PLANNED =
  /(?:计划|预计|拟|将于?|力争|争取|确保|要在|目标|明年|后年|下个?(?:月|周|季度))|(?<!目)前\s*$|底\s*$/
const NEGATED = /(?:没有?|未|尚未|还没|不|待|等待?|准备|开始前)\s*$/
const ASKS = /[?？吗呢]|多少|几[户个条件]|哪[些几]|怎么|如何|什么/
const LISTS = /进度|进展|情况|列表|清单|台账|明细|名单|多少|几[户个条件]|哪[些几]|汇总|统计/

/**
 * Reads a sentence as the update of a case; undefined where it is none. A case needs its kind's name with a stage and what
 * tells it from others: “适老化改造12户” stays a figure.
 */
export function readCase(
  words: CaseWords,
  kinds: readonly RecordKind[],
  organization: Organization,
): CaseReading | undefined {
  const { text } = foldText(words.text)
  if (ASKS.test(text)) return undefined
  const units = findUnits(text, organization)
  const org = units.find((one) => one.of)?.of?.id ?? words.unit
  for (const kind of kinds) {
    const named = namesOf(kind).find((name) => text.includes(name))
    if (!named) continue
    const code = codeIn(text, kind)
    const { fields } = fieldsIn(
      blanked(text, [...units, ...placesOf(text, named)]),
      text,
      kind,
      words.sentDay,
    )
    const stage = stageIn(text, kind, words.sentDay)
    const identified = kind.fields.some((one) => one.identifies && fields[one.id])
    const told = stage ?? (kind.kind === 'lead' && isNewLead(text, named) ? kind.stages[0] : undefined)
    const enough =
      kind.kind === 'case'
        ? stage !== undefined && (identified || code !== undefined)
        : kind.kind === 'milestone'
          ? stage !== undefined || Object.keys(fields).length > 0
          : told !== undefined
    if (!enough) continue
    return {
      ...{ kind, org, fields, day: dayIn(text, words.sentDay) },
      ...(told ? { stage: told } : {}),
      ...(code ? { code } : {}),
    }
  }
  return undefined
}

/** A new lead says that something was found, or goes on behind a colon. */
function isNewLead(text: string, named: string): boolean {
  return (
    /发现|上报|收到|接到|排查到|新增/.test(text) ||
    /^\s*[:：]/.test(text.slice(text.indexOf(named) + named.length))
  )
}

/** Reads a wish for the list of a kind. Names that are also an indicator's ask for figures, unless a stage is missing. */
export function readCaseQuery(
  text: string,
  kinds: readonly RecordKind[],
  organization: Organization,
  indicatorNames: ReadonlySet<string>,
): CaseQuery | undefined {
  const said = foldText(text).text
  if (said.length > 60) return undefined
  const orgs = findUnits(said, organization).flatMap((one) => (one.of ? [one.of.id] : []))
  const open = kinds.flatMap((kind) =>
    kind.stages
      .filter((stage) =>
        stage.words.some((word) => new RegExp(`(?:没有?|未|待)(?:完成|进行|做)?${escaped(word)}`).test(said)),
      )
      .map((notYet) => ({ kind, notYet })),
  )
  const named = (kind: RecordKind) => namesOf(kind).filter((name) => said.includes(name))
  const missing = open.filter(({ kind }) => named(kind).length)
  const one = missing[0] ?? (open.length === 1 ? open[0] : undefined)
  if (one && (LISTS.test(said) || ASKS.test(said))) return { ...one, orgs }
  const kind = kinds.find((each) => named(each).some((name) => !indicatorNames.has(name)))
  return kind && LISTS.test(said) ? { kind, orgs } : undefined
}

function namesOf(kind: RecordKind): string[] {
  return [kind.name, ...kind.aliases]
}

/** The furthest stage that is said to be reached; one that is planned or denied is not. */
function stageIn(text: string, kind: RecordKind, sentDay: string): Stage | undefined {
  const reached = kind.stages.filter((stage) =>
    stage.words.some((word) => {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        const clause = clauseBefore(text, at)
        if (NEGATED.test(clause) || insideName(text, at, kind, word)) continue
        if (!isPlanned(clause, sentDay)) return true
      }
      return false
    }),
  )
  return reached.at(-1)
}

/** “适老化改造” tells no stage 改造; the name of the kind is only its name. */
function insideName(text: string, at: number, kind: RecordKind, word: string): boolean {
  return namesOf(kind).some((name) =>
    placesOf(text, name).some((place) => place.start <= at && at + word.length <= place.end),
  )
}

function isPlanned(before: string, sentDay: string): boolean {
  const day = findPeriods(before, sentDay).at(-1)
  return PLANNED.test(before) || (day !== undefined && day.from > sentDay)
}

/** The day that is told and past; else the day of sending. A day before or by which something is to be is none. */
function dayIn(text: string, sentDay: string): string {
  const plain = withoutPlaces(text)
  const told = findPeriods(plain, sentDay).find(
    ({ start, end, from, to }) =>
      from === to &&
      to <= sentDay &&
      !/^\s?(?:之|以)?前/.test(plain.slice(end)) &&
      !isPlanned(clauseBefore(plain, start), sentDay),
  )
  return told?.to ?? sentDay
}

function clauseBefore(text: string, at: number): string {
  return (
    text
      .slice(0, at)
      .split(/[，,。;；\n]/)
      .at(-1) ?? ''
  )
}

function codeIn(text: string, kind: RecordKind): string | undefined {
  const names = namesOf(kind).map(escaped).join('|')
  return new RegExp(`(?:${names}|个案|线索|编号)\\s*[:：#]?\\s*([0-9A-Fa-f]{4})(?![0-9A-Za-z路号])`)
    .exec(text)?.[1]
    ?.toUpperCase()
}

function placesOf(text: string, word: string): { start: number; end: number }[] {
  const start = text.indexOf(word)
  return start < 0 ? [] : [{ start, end: start + word.length }]
}

function blanked(text: string, places: readonly { start: number; end: number }[]): string {
  return places.reduce(
    (left, { start, end }) => `${left.slice(0, start)}${'□'.repeat(end - start)}${left.slice(end)}`,
    text,
  )
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Of a case that has no name of its own: what of the required is still to be asked for. */
export function missingOf(kind: RecordKind, fields: Record<string, string>): RecordField[] {
  return kind.fields.filter((one) => one.required && !fields[one.id])
}
