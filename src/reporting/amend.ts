import type { Amount } from './amounts.ts'
import { spanOf } from './fold.ts'
import { fitOf } from './measures.ts'
import type { ReadInput } from './read.ts'
import { type ReportingBureau, type Sheet, sheetOf, wordsOf } from './sheet.ts'

/** A number as said in a correction. */
export interface Stated {
  value: number
  /** “户”; empty where none is told. */
  measure: string
  span: { start: number; end: number }
  words: string
}

/** What a message says of figures that are already on record: which ones, what they were, what they should be. */
export interface Amendment {
  indicators: string[]
  /** Unit ids. */
  orgs: string[]
  /** YYYY-MM-DD, both included. */
  period?: { from: string; to: string }
  /** “昨天报的…”: it was said then, whatever days it was of. */
  saidThen: boolean
  was?: Stated
  now?: Stated
  /** “多报了2户” is −2, “少报了2户” is 2. */
  shift?: Stated
  /** Everything that is meant (都、全部). */
  all: boolean
}

const NOT = /不是\s*$/
const BECOMES =
  /(?:应为|应该?是|应该?为|改[为成到]|更正[为成]|修正[为成]|→|-+>|其实是|实际[上是]*|实为|而?是|变成)\s*$/
const MISTAKEN = /[写报填打记说输]成了?\s*$/
const SHIFT = /(?:([多少])[报写打填记算]了?|[报写打填记算]([多少])了?)\s*$/
const SAID = /^(?:上?报|发|填|登记?|录)了?的/
const ALL = /全部|所有|(?<!首)都(?!市)|统统/

/** Reads how a message points to figures on record. Pure; what it means is decided on the ledger. */
export function readAmendment(input: ReadInput, bureau: ReportingBureau): Amendment {
  const sheet = sheetOf(input, bureau)
  const [first, second] = sheet.amounts.filter((one) => one.value !== undefined && !one.vague)
  const period = sheet.periods[0]
  return {
    indicators: [...new Set(sheet.mentions.flatMap((one) => one.of.map(({ id }) => id)))],
    orgs: [...new Set(sheet.units.flatMap((one) => (one.of ? [one.of.id] : [])))],
    ...(period ? { period: { from: period.from, to: period.to } } : {}),
    ...(first ? numbersIn(sheet, first, second) : {}),
    saidThen: period !== undefined && SAID.test(sheet.text.slice(period.end, period.end + 4)),
    all: ALL.test(sheet.nameless),
  }
}

function numbersIn(
  sheet: Sheet,
  first: Amount,
  second: Amount | undefined,
): Pick<Amendment, 'was' | 'now' | 'shift'> {
  const before = sheet.text.slice(0, first.start)
  const one = stated(sheet, first)
  const shift = SHIFT.exec(before)
  if (shift && !second) {
    const sign = (shift[1] ?? shift[2]) === '多' ? -1 : 1
    return { shift: { ...one, value: one.value * sign } }
  }
  if (!second) {
    if (NOT.test(before)) return { was: one }
    return BECOMES.test(before) || /更正|改|订正/.test(before) ? { now: one } : { was: one }
  }
  const between = sheet.text.slice(first.end, second.start)
  const other = stated(sheet, second)
  if (NOT.test(before)) return { was: one, now: other }
  if (NOT.test(between) || MISTAKEN.test(between)) return { was: other, now: one }
  return BECOMES.test(between) ? { was: one, now: other } : {}
}

function stated(sheet: Sheet, amount: Amount): Stated {
  return {
    value: amount.value ?? 0,
    measure: amount.measure,
    span: spanOf(sheet.folded, amount.start, amount.end),
    words: wordsOf(sheet, amount.start, amount.end),
  }
}

/** A stated number in a base unit; undefined when it is counted in something else. */
export function inUnit(number: Stated, unit: string): number | undefined {
  const fit = fitOf(number.measure, unit)
  return fit ? Math.round(number.value * fit.factor * 1000) / 1000 : undefined
}
