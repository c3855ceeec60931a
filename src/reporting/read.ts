import type { Ask, Asked } from './asks.ts'
import { type Assigned, assign } from './assign.ts'
import { barredAmounts } from './bars.ts'
import type { Indicator } from './catalogue.ts'
import { unusual } from './check.ts'
import type { Clause } from './clauses.ts'
import type { ReportingContext } from './context.ts'
import { distribute } from './distribute.ts'
import type { Figure } from './entry.ts'
import { collect } from './figures.ts'
import { followUp } from './follow-up.ts'
import {
  corrects,
  type Manner,
  type Questions,
  questionsIn,
  replaces,
  takesBackReport,
  wantsSummary,
} from './manner.ts'
import { hasMood, isForm, isForwarded } from './modality.ts'
import { indicatorOf, type ReportingBureau, type Sheet, sheetOf, wordsOf } from './sheet.ts'
import { shiftedBy } from './shifts.ts'
import { readTable } from './tables.ts'
import { correctsUnknown, type Found, saysDoing, unmatchedIn } from './unmatched.ts'
import { zeroClauses, zeroFigures } from './zeros.ts'

export type { Ask } from './asks.ts'
export type { ReportingBureau } from './sheet.ts'

export const PARSER_VERSION = '5'

export interface ReadInput {
  text: string
  /** ISO time with zone. */
  sentAt: string
  /** Unit id; empty for nobody in the list. */
  sender: { name: string; unit: string }
  context?: ReportingContext | undefined
}

export interface Reading {
  kind: Manner
  figures: Figure[]
  /** Hardly said as a report: each is asked about (`asks` holds it) and waits for a yes. */
  unsure: Figure[]
  asks: Ask[]
  /** Of an `other`: it tells figures of what is still to be done. */
  planned?: boolean
  /** Numbers with a measure that no indicator covers. */
  unmatched: { words: string; start: number }[]
  /** Indicators that a withdrawal names. */
  targets: string[]
  /** A question beside the report, to be answered too. */
  rest: string
  context: ReportingContext
}

/** Reads one message: what it is, and the figures in it with the very words. Pure; the bureau's zone gives the day. */
export function readMessage(input: ReadInput, bureau: ReportingBureau): Reading {
  const sheet = sheetOf(input, bureau)
  if (isForm(sheet.text)) return silent(sheet, 'other')
  const questions = questionsIn(sheet)
  if (!questions.asking.length) {
    const follow = followUp(sheet)
    if (follow) return { ...silent(sheet, follow.kind), figures: follow.figures, context: follow.context }
  }
  return read(sheet, questions)
}

/** Reads the first table of a text and nothing beside it: sheets hold notes, signatures and telephone numbers. */
export function readTableText(input: ReadInput, bureau: ReportingBureau): Reading {
  const sheet = sheetOf(input, bureau)
  const table = readTable(sheet)
  if (!table) return silent(sheet, 'other')
  return {
    ...silent(sheet, table.figures.length || table.asked.length ? 'report' : 'other'),
    figures: table.figures,
    asks: asksOf(sheet, table.figures, table.asked),
    unmatched: table.unmatched,
    context: contextOf(sheet, table.figures, table.asked),
  }
}

function silent({ context }: Sheet, kind: Manner): Reading {
  return { kind, figures: [], unsure: [], asks: [], unmatched: [], targets: [], rest: '', context }
}

function read(sheet: Sheet, questions: Questions): Reading {
  const forwarded = isForwarded(sheet.text)
  const correcting = !forwarded && corrects(sheet.nameless)
  const takingBack = takesBackReport(sheet.nameless) && !questions.asking.length
  const table = readTable(sheet)
  const found = table ? withoutTable(sheet, table) : sheet
  const nothing = zeroClauses(found)
  const skip = new Set([...questions.covered, ...nothing, ...(takingBack ? clausesTaken(found) : [])])
  const spoken = spokenOf(sheet, correcting)
  const assigned = distribute(found, assign(found, spoken, correcting))
  const barred = barredAmounts(found, assigned)
  const numbers = { assigned, barred }
  const collected = collect(found, numbers, {
    ...{ correcting, skip, apart: questions.apart },
    continues: spoken !== undefined,
  })
  const zeros = forwarded
    ? []
    : zeroFigures(found, new Set([...nothing].filter((one) => !questions.covered.has(one))))
  const figures = distinct([...(table?.figures ?? []), ...collected.figures, ...zeros])
  const asked = [...(table?.asked ?? []), ...collected.asked]
  if (takingBack && !(replaces(sheet.nameless) && figures.length) && !freshFigures(sheet, figures))
    return withdrawal(sheet)
  const shifted = correcting ? shiftedBy(sheet, assigned, figures) : undefined
  if (shifted) return { ...silent(sheet, 'correction'), ...shifted }
  const { unsure } = collected
  if (!figures.length && asked.length === unsure.length)
    return {
      ...noFigures(found, numbers, questions, correcting),
      ...waiting(sheet, unsure, asked, questions),
    }
  const completed =
    correcting || sheet.context.figures.length ? fromTalk(sheet, assigned, figures, correcting) : figures
  return {
    ...silent(sheet, correcting ? 'correction' : 'report'),
    figures: completed,
    unsure,
    asks: asksOf(sheet, completed, asked),
    unmatched: [...(table?.unmatched ?? []), ...unmatchedIn(found, numbers, skip, completed)],
    rest: restOf(sheet, questions),
    context: contextOf(sheet, completed, asked),
  }
}

function restOf(sheet: Sheet, { asking }: Questions): string {
  return asking.map((clause) => wordsOf(sheet, clause.start, clause.end)).join('，')
}

/** Nothing but doubtful figures. */
function waiting(
  sheet: Sheet,
  unsure: Figure[],
  asked: readonly Asked[],
  questions: Questions,
): Partial<Reading> {
  if (!unsure.length) return {}
  return { unsure, asks: asked.map(({ ask }) => ask), unmatched: [], rest: restOf(sheet, questions) }
}

/** Without figures: a question, a wish for a summary, a number that nothing counts, or none of our business. */
function noFigures(sheet: Sheet, found: Found, questions: Questions, correcting: boolean): Reading {
  if (wantsSummary(sheet.nameless)) return silent(sheet, 'summary')
  if (questions.asking.length) return silent(sheet, 'question')
  if (correcting && correctsUnknown(sheet, found))
    return {
      ...silent(sheet, 'correction'),
      asks: [{ kind: 'correction', question: '请说明更正哪一项、哪一天，改成多少。' }],
    }
  const told = saysDoing(sheet.text) && sheet.clauses.length <= 2 && !hasMood(sheet.nameless)
  const unmatched = told ? unmatchedIn(sheet, found, new Set()) : []
  return { ...silent(sheet, 'other'), unmatched, ...(isPlan(found) ? { planned: true } : {}) }
}

function isPlan({ assigned, barred }: Found): boolean {
  const counted = assigned.filter((one) => one.of.length)
  return counted.length > 0 && counted.every((one) => barred.get(one.amount) === 'plan')
}

function withdrawal(sheet: Sheet): Reading {
  return {
    ...silent(sheet, 'withdrawal'),
    targets: [...new Set(sheet.mentions.flatMap((one) => one.of.map(({ id }) => id)))],
    context: { figures: [] },
  }
}

/** Beside what is taken back a new figure is told: “昨天那条作废，今天5户”. */
function freshFigures(sheet: Sheet, figures: readonly Figure[]): boolean {
  return figures.length > 0 && sheet.clauses.length > 1
}

/** The clauses that take something back, and those before them that say what. */
function clausesTaken(sheet: Sheet): Clause[] {
  const words = (clause: Clause) => sheet.nameless.slice(clause.start, clause.end)
  return sheet.clauses.filter((clause, place) => {
    const next = sheet.clauses[place + 1]
    const pointed =
      /[报发填记写]的|那条|这条|上一?条/.test(words(clause)) && next?.sentence === clause.sentence
    return takesBackReport(words(clause)) || (pointed && takesBackReport(`${words(clause)}，${words(next)}`))
  })
}

/** What the talk was about, where the message itself names nothing. */
function spokenOf(sheet: Sheet, correcting: boolean): Indicator | undefined {
  const last = sheet.context.figures.at(-1)
  if (!last || sheet.mentions.length) return undefined
  return correcting || CONTINUES.test(sheet.text) ? indicatorOf(sheet, last.indicator) : undefined
}

const CONTINUES = /还有|漏了|漏报|再加|另外|补报|补充|加上|又|再报|外加/

/** Time and unit that a follow-up leaves out are those of the figure it follows. */
function fromTalk(
  sheet: Sheet,
  assigned: readonly Assigned[],
  figures: Figure[],
  correcting: boolean,
): Figure[] {
  const last = sheet.context.figures.at(-1)
  const named = sheet.mentions.length || assigned.some((one) => one.named)
  if (correcting && named && !sheet.periods.length)
    return figures.map((figure) => ({ ...figure, ...daysBefore(sheet, figure) }))
  if (!last || sheet.mentions.length || !assigned.some((one) => one.of.length && !one.named)) return figures
  return figures.map((figure) => ({
    ...figure,
    ...(sheet.periods.length ? {} : { from: last.from, to: last.to, measure: last.measure }),
    ...(correcting && !sheet.units.length ? { org: last.org } : {}),
  }))
}

/** “辅具不是6件是9件”: of the day that the figure was reported for. */
function daysBefore(sheet: Sheet, { indicator, org, measure }: Figure): Partial<Figure> {
  const before = sheet.context.figures.findLast(
    (one) => one.indicator === indicator && one.org === org && one.measure === measure,
  )
  return before ? { from: before.from, to: before.to } : {}
}

function asksOf(sheet: Sheet, figures: readonly Figure[], asked: readonly Asked[]): Ask[] {
  const strange = figures.flatMap((figure): Ask[] => {
    const indicator = indicatorOf(sheet, figure.indicator)
    const remark = indicator && unusual(figure, indicator)
    return remark ? [{ kind: 'unusual', question: remark.question, figure }] : []
  })
  const all = [...asked.map(({ ask }) => ask), ...strange]
  return firstOf(all, (ask) => `${ask.question}${ask.figure?.span.start ?? ''}${ask.figure?.org ?? ''}`)
}

function contextOf(sheet: Sheet, figures: Figure[], asked: readonly Asked[]): ReportingContext {
  const open = asked.flatMap((one) => one.open ?? [])
  return { figures: figures.length ? figures : sheet.context.figures, ...(open.length ? { open } : {}) }
}

function firstOf<T>(list: readonly T[], key: (one: T) => string): T[] {
  const seen = new Set<string>()
  return list.filter((one) => !seen.has(key(one)) && seen.add(key(one)))
}

function distinct(figures: readonly Figure[]): Figure[] {
  const key = (one: Figure) => [one.indicator, one.org, one.from, one.to, one.measure, one.value].join()
  return firstOf(figures, key)
}

/** The sheet with the table's own lines taken out. */
function withoutTable(sheet: Sheet, table: { start: number; end: number }): Sheet {
  const outside = (one: { start: number; end: number }) => one.end <= table.start || one.start >= table.end
  return { ...sheet, amounts: sheet.amounts.filter(outside), clauses: sheet.clauses.filter(outside) }
}
