import { Temporal } from 'temporal-polyfill'
import type { Glossary } from '../knowledge/document.ts'
import type { Organization } from '../roster/organization.ts'
import { type Amount, findAmounts, withoutOtherNumbers } from './amounts.ts'
import type { Catalogue, Indicator } from './catalogue.ts'
import { type Clause, clausesOf } from './clauses.ts'
import type { ReportingContext } from './context.ts'
import { type Folded, foldText, spanOf } from './fold.ts'
import { findMentions, type Lexicon, lexiconOf, type Mention } from './lexicon.ts'
import { findPeriods, type HolidayDays, type PeriodMention } from './periods.ts'
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

interface Stretch {
  start: number
  end: number
}

/** Longer texts are read up to here; nobody types more figures than stand before it. */
const MAX_TEXT = 20_000

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
  const named = findUnits(text, organization).filter((unit) => !mentions.some((one) => overlap(one, unit)))
  const people = findPeople(text, organization)
  const nameless = blank(text, [...mentions, ...named])
  const periods = findPeriods(blank(nameless, people), sentDay, bureau.holidays)
  const known = blank(nameless, periods)
  const units = [...named, ...unknownUnits(known, organization)].sort((a, b) => a.start - b.start)
  const masked = blank(known, [...units, ...people])
  const numbers = withoutOtherNumbers(masked)
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
    clauses: clausesOf(text),
    amounts: findAmounts(numbers, catalogue),
    sender: input.sender.unit,
    context: input.context ?? { figures: [] },
  }
}

/** The day of an instant in the bureau's zone. */
function dayIn(sentAt: string, timezone: string): string {
  return Temporal.Instant.from(sentAt).toZonedDateTimeISO(timezone).toPlainDate().toString()
}

function overlap(a: Stretch, b: Stretch): boolean {
  return a.start < b.end && b.start < a.end
}

/** The same text with stretches blanked, sign for sign. */
export function blank(text: string, stretches: readonly Stretch[]): string {
  if (!stretches.length) return text
  const signs = text.split('')
  for (const { start, end } of stretches) signs.fill('□', start, end)
  return signs.join('')
}

/** The sender's very words of a stretch of the folded text. */
export function wordsOf(sheet: Sheet, start: number, end: number): string {
  const span = spanOf(sheet.folded, start, end)
  return sheet.original.slice(span.start, span.end).trim()
}

export function indicatorOf(sheet: Sheet, id: string): Indicator | undefined {
  return sheet.bureau.catalogue.find((one) => one.id === id)
}
