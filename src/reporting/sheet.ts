import { Temporal } from 'temporal-polyfill'
import type { Glossary } from '../knowledge/document.ts'
import type { Organization } from '../roster/organization.ts'
import { type Amount, findAmounts, withoutOtherNumbers } from './amounts.ts'
import type { Catalogue, Indicator } from './catalogue.ts'
import { type Clause, clausesOf } from './clauses.ts'
import type { ReportingContext } from './context.ts'
import { type Folded, foldText, spanOf } from './fold.ts'
import { findMentions, type Guess, type Lexicon, lexiconOf, type Mention } from './lexicon.ts'
import { findPeriods, type HolidayDays, type PeriodMention } from './periods.ts'
import { apart, type Stretch } from './stretch.ts'
import { findPeople, findUnits, type UnitMention, unknownUnits } from './units.ts'

export interface ReportingBureau {
  catalogue: Catalogue
  organization: Organization
  glossary: Glossary
  /** Holidays that move, where the bureau keeps a table of them. */
  holidays?: readonly HolidayDays[]
}

/** Everything found in a message, by place in its folded text. */
export interface Sheet {
  /** Guesses made so far, by phrase and measure: pasted texts repeat themselves. */
  guesses: Map<string, Guess[]>
  /** And what phrases sound like. */
  slips: Map<string, Indicator[]>
  original: string
  folded: Folded
  text: string
  /** Names of indicators and units and time expressions blanked with □, sign for sign. */
  masked: string
  /** As `masked`, and numbers of other kinds (phones, rooms, ordinals) blanked. */
  numbers: string
  /** Only the names blanked: words of time stay. */
  nameless: string
  clauses: Clause[]
  amounts: Amount[]
  mentions: Mention[]
  units: UnitMention[]
  periods: PeriodMention[]
  /** YYYY-MM-DD in the bureau's zone. */
  sentDay: string
  /** Unit id of the sender; empty for nobody in the list. */
  sender: string
  bureau: ReportingBureau
  lexicon: Lexicon
  context: ReportingContext
}

/** Longer texts are read up to here; nobody types more figures than stand before it. */
export const MAX_TEXT = 30_000

/** Finds names, times and numbers, each where the others are not. */
export function sheetOf(
  input: { text: string; sentAt: string; sender: { unit: string }; context?: ReportingContext | undefined },
  bureau: ReportingBureau,
): Sheet {
  const { catalogue, organization, glossary } = bureau
  const original = input.text.slice(0, MAX_TEXT)
  const folded = foldText(original)
  const { text } = folded
  const sentDay = dayIn(input.sentAt, organization.timezone)
  const lexicon = lexiconOf(catalogue, glossary)
  const mentions = findMentions(text, lexicon)
  const named = apart(findUnits(text, organization), mentions)
  const people = findPeople(text, organization)
  const nameless = blank(text, [...mentions, ...named])
  const periods = findPeriods(blank(nameless, people), sentDay, bureau.holidays)
  const known = blank(nameless, periods)
  const units = [...named, ...unknownUnits(known, organization)].sort((a, b) => a.start - b.start)
  const masked = blank(known, [...units, ...people])
  const numbers = withoutOtherNumbers(masked)
  const amounts = findAmounts(numbers, catalogue)
  return {
    ...{
      original,
      folded,
      text,
      masked,
      numbers,
      nameless,
      mentions,
      units,
      periods,
      sentDay,
      bureau,
      lexicon,
    },
    guesses: new Map(),
    slips: new Map(),
    amounts,
    clauses: filled(clausesOf(text), { amounts, mentions, units, periods }),
    sender: input.sender.unit,
    context: input.context ?? { figures: [] },
  }
}

/** Puts what was found into the clause that it begins in. All lists are in order. */
function filled(
  clauses: Clause[],
  found: Pick<Clause, 'amounts' | 'mentions' | 'units' | 'periods'>,
): Clause[] {
  put(clauses, found.amounts, (clause) => clause.amounts)
  put(clauses, found.mentions, (clause) => clause.mentions)
  put(clauses, found.units, (clause) => clause.units)
  put(clauses, found.periods, (clause) => clause.periods)
  return clauses
}

function put<T extends Stretch>(
  clauses: readonly Clause[],
  found: readonly T[],
  into: (clause: Clause) => T[],
): void {
  let place = 0
  for (const one of found) {
    while (clauses[place] && clauses[place]!.end <= one.start) place += 1
    const clause = clauses[place]
    if (clause && clause.start <= one.start) into(clause).push(one)
  }
}

/** The day of an instant in the bureau's zone. */
function dayIn(sentAt: string, timezone: string): string {
  return Temporal.Instant.from(sentAt).toZonedDateTimeISO(timezone).toPlainDate().toString()
}

/** The same text with stretches blanked, sign for sign. */
export function blank(text: string, stretches: readonly Stretch[]): string {
  let blanked = ''
  let at = 0
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue
    const from = Math.max(start, at)
    blanked += text.slice(at, from) + '□'.repeat(end - from)
    at = end
  }
  return blanked + text.slice(at)
}

/** The sender's very words of a stretch of the folded text. */
export function wordsOf(sheet: Sheet, start: number, end: number): string {
  const span = spanOf(sheet.folded, start, end)
  return sheet.original.slice(span.start, span.end).trim()
}

export function indicatorOf(sheet: Sheet, id: string): Indicator | undefined {
  return sheet.bureau.catalogue.find((one) => one.id === id)
}
