import type { ChatRef } from '../../message.ts'
import type { Button, Reply, SummaryReply } from '../../reply.ts'
import type { Catalogue } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import { findPeriods } from '../../reporting/periods.ts'
import { heirsOf, type Person, unitById, withParts } from '../../roster/organization.ts'
import { visibleUnits } from '../../roster/permissions.ts'
import { tellingOf } from '../../summary/narrative.ts'
import { type Period, periodOf, type Span, sameLastYear } from '../../summary/periods.ts'
import { readSummaryRequest, type SummaryRequest } from '../../summary/request.ts'
import type { Names } from '../../summary/tables.ts'
import { type Tally, tally } from '../../summary/tally.ts'
import * as views from '../../summary/views.ts'
import { waitingFor } from '../../summary/waiting.ts'
import { momentText, spanText } from '../../summary/wording.ts'
import { ALL_KNOWN } from '../ports.ts'
import { type Scene, timeIn } from '../scene.ts'
import type { PostedSummary } from '../turn.ts'
import { casesIn, shownCases } from './case-part.ts'
import { partsOf, withCases } from './summary-parts.ts'

/** Whose rights count, and where the answer will stand. */
export interface Audience {
  person: Person
  chat: ChatRef
  /** A leader has ordered it into this group: all figures may stand there. */
  published?: boolean
}

export interface Composed {
  reply: Reply
  /** Of a card that can live on: what the outbox row is remembered with. */
  posted?: PostedSummary
}

/** What a text asks for, with the calendar that messages are read with. */
export function requestIn(
  text: string,
  scene: Pick<Scene, 'bureau' | 'today'>,
  more: { context?: SummaryRequest; person?: Person | undefined } = {},
): SummaryRequest | undefined {
  const { catalogue, organization, glossary } = scene.bureau
  return readSummaryRequest(text, {
    ...{ today: scene.today, catalogue, organization, glossary },
    readPeriods: (words) => findPeriods(words, scene.today),
    ...(more.person ? { own: more.person.unit } : {}),
    ...(more.context ? { context: more.context } : {}),
  })
}

/** Units whose figures may stand in the answer: in a group everybody reads along, so only the asker's own unit's. */
export function unitsFor({ person, chat, published }: Audience, scene: Scene): Set<string> | 'all' {
  const { organization } = scene.bureau
  if (chat.kind === 'private' || published) return visibleUnits(person, organization)
  return visibleUnits({ ...person, role: 'staff' }, organization)
}

/** The figures that the asker may see, as a card. `key`: the outbox key of that card, which its buttons refer to. */
export async function summarize(
  request: SummaryRequest,
  audience: Audience,
  key: string,
  scene: Scene,
): Promise<Composed> {
  const refusal = refuse(request, audience, scene)
  if (refusal) return { reply: refusal }
  const scope = scopeOf(request, audience, scene)
  const period = comparedPeriod(request)
  const at = scene.now
  // Read first: what is written meanwhile is looked at again (living.ts).
  const seen = await scene.ledger.mark()
  const yearAt = yearEnd(period, scene.today)
  const read = await readFor(period, yearAt, scope, scene)
  const { organization } = scene.bureau
  const { from, to } = period
  const result = tally({
    ...{ entries: read, catalogue: scope.catalogue, organization, from, to, at, period, yearAt },
    orgs: scope.orgs,
    ...(request.indicators ? { indicators: new Set(request.indicators) } : {}),
  })
  const names: Names = {
    ...tellingOf(result, scope.catalogue, scene.today, comparedWords(request, scene)),
    organization,
    waiting: waitingIn(result, scene),
  }
  const cases = await casesIn(request, audience, scene)
  const parts = withCases(await partsOf(request, result, names, scope, scene), cases, { ...names, to })
  const title = views.titleOf({ ...request.period }, scene.today, scope.title)
  const reply: SummaryReply = {
    ...{ kind: 'summary', title, changes: [] },
    footer: `${understood(request, scene)}${footer(request, result, audience, scope, scene)}`,
    ...parts,
    buttons: buttons(request, key),
  }
  const posted: PostedSummary = {
    personId: audience.person.openId,
    request,
    ...(audience.published ? { published: true } : {}),
    ...{ from, to },
    shown: { seen, ...shownIn(result), cases: shownCases(cases), changes: [] },
  }
  return { reply, posted }
}

/** Of a week that runs into the next year the year is the one that still runs. */
export function yearEnd({ to }: Period, today: string): string {
  const year = today.slice(0, 4)
  return year < to.slice(0, 4) ? `${year}-12-31` : to
}

async function readFor(period: Period, yearAt: string, { orgs }: Scope, scene: Scene): Promise<Entry[]> {
  const how = { allUnits: orgs === 'all', heirs: heirsOf(scene.bureau.organization) }
  const { ledger } = scene
  const read = await ledger.forSummary(ALL_KNOWN, period, period.previous, how)
  if (yearAt === period.to) return read
  const ending = { from: period.from, to: yearAt }
  const year = await ledger.forSummary(ALL_KNOWN, ending, ending, how)
  return [...new Map([...read, ...year].map((one) => [one.id, one])).values()]
}

function shownIn({ indicators, levels }: Tally) {
  return {
    totals: Object.fromEntries(indicators.map((one) => [one.indicator, one.total])),
    years: Object.fromEntries(indicators.map((one) => [one.indicator, one.yearToDate])),
    levels: Object.fromEntries(levels.map((one) => [`${one.indicator} ${one.org}`, one.value])),
  }
}

export interface Scope {
  orgs: Set<string> | 'all'
  /** Without targets where only some units are counted: the target is the whole bureau's. */
  catalogue: Catalogue
  title: string
}

/** Which units and which catalogue a request is answered with, and what that is called. */
export function scopeOf(request: SummaryRequest, audience: Audience, scene: Scene): Scope {
  const { organization, catalogue } = scene.bureau
  const visible = unitsFor(audience, scene)
  const asked = request.orgs && withParts(request.orgs, organization)
  const orgs = !asked
    ? visible
    : visible === 'all'
      ? asked
      : new Set([...asked].filter((id) => visible.has(id)))
  if (orgs === 'all') return { orgs, catalogue, title: '重点工作' }
  const named = request.orgs ?? [audience.person.unit]
  const name = named.length === 1 ? (unitById(organization, named[0] ?? '')?.name ?? '') : ''
  return { orgs, catalogue: catalogue.map((one) => ({ ...one, targets: {} })), title: `${name}重点工作` }
}

/** What cannot be summed up, said in one line; what the asker may not see is not told apart from what is not there. */
function refuse(request: SummaryRequest, audience: Audience, scene: Scene): Reply | undefined {
  const { words } = scene
  if (request.problem === 'reversed') return line(words.periodReversed)
  if (request.problem === 'unknown') return line(words.noSuchIndicator(request.words ?? ''))
  if (request.period.from > scene.today) return line(words.periodAhead(spanText(request.period, scene.today)))
  const visible = unitsFor(audience, scene)
  if (visible === 'all') return undefined
  const { person, chat } = audience
  if (
    chat.kind === 'group' &&
    person.role !== 'staff' &&
    unitById(scene.bureau.organization, person.unit)?.kind === 'section'
  )
    return line(words.summaryInPrivate)
  if (request.orgs && !request.orgs.some((id) => visible.has(id))) return line(words.ownUnitOnly)
  return undefined
}

function line(text: string): Reply {
  return { kind: 'notice', tone: 'grey', title: '', lines: [text], buttons: [] }
}

/** The period with what it is compared with. */
export function comparedPeriod({ period, compare }: SummaryRequest): Period {
  const plain = { ...periodOf(period.from, period.to), kind: period.kind }
  const base: Period = period.kind === 'year-to-date' ? { ...plain, previous: sameLastYear(plain) } : plain
  if (compare === 'last-year') return { ...base, previous: sameLastYear(base) }
  return typeof compare === 'object' ? { ...base, previous: { from: compare.from, to: compare.to } } : base
}

export function comparedWords(
  { compare }: SummaryRequest,
  scene: Scene,
): { words: string; span: Span } | undefined {
  if (compare === 'last-year') return { words: '去年同期', span: { from: '', to: '' } }
  if (typeof compare !== 'object') return undefined
  return { words: spanText(periodOf(compare.from, compare.to), scene.today), span: compare }
}

function waitingIn(result: Tally, scene: Scene): Names['waiting'] & object {
  const { organization, years } = scene.bureau
  const { late, open } = waitingFor(result, organization, scene.now, years)
  return {
    late,
    ...(open ? { open: scene.words.notDue(open.complete, open.owing, timeIn(open.dueAt, scene)) } : {}),
  }
}

function understood({ restated }: SummaryRequest, scene: Scene): string {
  return restated ? `${scene.words.restated(restated)} · ` : ''
}

function footer(
  request: SummaryRequest,
  result: Tally,
  audience: Audience,
  scope: Scope,
  scene: Scene,
): string {
  const at = `截至${momentText(result.at, scene.bureau.organization.timezone)}`
  // Over many periods nobody has reported for all of them.
  const oneTime = request.view !== 'trend' && request.view !== 'months'
  const reported = scope.orgs === 'all' && oneTime ? views.reportedText(result, scene.bureau) : ''
  const group = audience.chat.kind === 'group' && !audience.published && audience.person.role !== 'staff'
  return [
    [at, reported].filter(Boolean).join('，'),
    scene.words.livingSummary,
    group ? scene.words.summaryInPrivate : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

function buttons(request: SummaryRequest, key: string): Button[] {
  const value = { summary: key }
  const other =
    request.view === 'by-unit'
      ? { label: '上一期', action: 'summary.previous', value }
      : { label: '按单位', action: 'summary.by-unit', value }
  return [
    other,
    { label: '数据来源', action: 'summary.sources', value },
    { label: 'Word', action: 'summary.docx', value },
    { label: 'Excel', action: 'summary.xlsx', value },
  ]
}
