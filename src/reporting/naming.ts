import type { Amount } from './amounts.ts'
import type { Indicator } from './catalogue.ts'
import { preferred, strictest } from './choice.ts'
import type { Clause } from './clauses.ts'
import { contentOf, isFiller } from './filler.ts'
import { type Guess, guess, type Mention } from './lexicon.ts'
import { fitOf } from './measures.ts'
import type { Sheet } from './sheet.ts'
import { beginningIn, within } from './stretch.ts'
import { soundsLike } from './typos.ts'

/** An amount and the phrases on both sides of it. */
export interface Spot {
  amount: Amount
  clause: Clause
  previous: Amount | undefined
  /** Between the amount before it (or the clause's start) and itself; behind itself up to the next. */
  lead: { start: number; end: number }
  tail: { start: number; end: number }
}

/** What a phrase names, and where. Several in `of`: to be asked about. */
export interface Named {
  of: Indicator[]
  /** Where the words of its name stand, when it is not named as a whole. */
  pieces?: { start: number; end: number }[]
  start: number
  end: number
}

/** More meanings than these are no question any more. */
const MAX_CHOICES = 4

/** The indicator named before a number. `talk`: what was counted last. */
export function namedBefore(sheet: Sheet, spot: Spot, talk: Indicator | undefined): Named | undefined {
  return isElse(sheet, spot) ? undefined : inPhrase(sheet, spot, true, talk)
}

/** The indicator named behind a number, or on both sides of it. */
export function namedBehind(sheet: Sheet, spot: Spot, talk: Indicator | undefined): Named | undefined {
  return isElse(sheet, spot) ? undefined : (inPhrase(sheet, spot, false, talk) ?? around(sheet, spot))
}

/** The indicator that a phrase beside the number names: a whole name, words of a name, or one written wrongly. */
function inPhrase(sheet: Sheet, spot: Spot, before: boolean, talk: Indicator | undefined): Named | undefined {
  const phrase = before ? spot.lead : spot.tail
  const { measure } = spot.amount
  if (phrase.end - phrase.start < 2) return undefined
  const fits = (indicator: Indicator) => fitOf(measure, indicator.unit) !== undefined
  const here = beginningIn(spot.clause.mentions, phrase.start, phrase.end).filter(
    (one) => one.end <= phrase.end,
  )
  const near = before ? here.toReversed() : here
  const whole = near.find((one) => named(one, measure) && belongs(sheet, one, spot))
  const words = withoutNames(sheet, spot.clause, phrase)
  const guesses = guessed(sheet, words, measure, fits).filter(
    (one) =>
      fitOf(measure, one.indicator.unit)?.strict ||
      (one.clean && (one.whole || !isHeads(measure, one.indicator))),
  )
  const covered = guesses[0]?.covered ?? 0
  if (whole && covered <= whole.end - whole.start)
    return { ...whole, of: ofKind(sheet, spot, strictest(whole.of.filter(fits), measure)) }
  const meant = guesses.map((one) => one.indicator)
  const best = preferred(sheet, strictest(meant, measure), talk)
  // Behind the number many things may stand: only what is plain counts.
  if (best.length && best.length <= (before ? MAX_CHOICES : 1))
    return { ...trimmed(sheet, phrase), of: best, pieces: piecesOf(guesses, best, phrase.start) }
  if (whole) return { ...whole, of: whole.of.filter(fits) }
  // The name stands right here, only the measure does not fit: to be asked about.
  const clash =
    before && isFiller(sheet.masked.slice(spot.tail.start, spot.tail.end))
      ? near.find((one) => !one.weak && counts(sheet, one, spot.amount))
      : undefined
  if (clash) return clash
  const alike = here.length ? [] : sounding(sheet, words, measure, fits)
  return alike.length === 1 ? { ...trimmed(sheet, phrase), of: alike } : undefined
}

/** “参与居民60人”: heads are no visits (人次) where only words of the name stand. */
function isHeads(measure: string, { unit }: Indicator): boolean {
  return unit === '人次' && /^[人名位]$/.test(measure)
}

/** Of several that share a name, 新增 and 现有 point to the one whose own name says so. */
function ofKind(sheet: Sheet, { lead }: Spot, of: Indicator[]): Indicator[] {
  if (of.length < 2) return of
  const words = sheet.text.slice(lead.start, lead.end)
  const said = [/新增|净增/, /现有|在册|实有|目前/].find((kind) => kind.test(words))
  const kept = of.filter((one) => said?.test(one.name))
  return kept.length === 1 ? kept : of
}

/** “一荤两素”, “巡逻3圈”: a number without a known measure that another word follows at once; “住在2个避难点”: a place. */
function isElse(sheet: Sheet, { amount, clause, tail }: Spot): boolean {
  if (/(?:在|分[到在]|位于|前往)\s?$/.test(sheet.masked.slice(Math.max(0, amount.start - 4), amount.start)))
    return true
  if (amount.measure !== '' || !/^[\u4e00-\u9fa5]/.test(sheet.masked.slice(tail.start, tail.start + 1)))
    return false
  const words = sheet.masked.slice(tail.start, tail.end)
  return contentOf(words) !== '' && !guessed(sheet, withoutNames(sheet, clause, tail), '', () => true).length
}

/**
 * Whether the number counts what is named: only filler between them, or the indicator's very measure while nothing else is
 * told behind (“适老化改造师傅收尾2户”, not “随访名单有46人”).
 */
function belongs(sheet: Sheet, one: Mention, { amount, tail }: Spot): boolean {
  if (adjacent(sheet, one, amount)) return true
  const strict = one.of.some((indicator) => fitOf(amount.measure, indicator.unit)?.strict)
  if (!strict) return false
  return one.start >= amount.end || !contentOf(sheet.masked.slice(tail.start, tail.end))
}

/** Said as a count of the thing itself, in a measure that cannot be right: “适老化改造今天8人”. */
function counts(sheet: Sheet, one: Mention, amount: Amount): boolean {
  const between = sheet.masked.slice(one.end, amount.start).replace(/[□\s:：,，]/g, '')
  return /^(?:完成|做|办|开展|共|合计|新增|达到?|为|是|有|了|数)*$/.test(between)
}

/** A name that can be counted in this measure; a mere synonym only in the indicator's very unit. */
function named(one: Mention, measure: string): boolean {
  return one.of.some((indicator) => {
    const fit = fitOf(measure, indicator.unit)
    return fit !== undefined && (!one.weak || fit.strict)
  })
}

function piecesOf(guesses: readonly Guess[], best: readonly Indicator[], from: number): Guess['pieces'] {
  const pieces = guesses.find((one) => one.indicator === best[0])?.pieces ?? []
  return pieces.map(({ start, end }) => ({ start: from + start, end: from + end }))
}

function guessed(
  sheet: Sheet,
  words: string,
  measure: string,
  fits: (indicator: Indicator) => boolean,
): readonly Guess[] {
  const key = `${measure}|${words}`
  const before = sheet.guesses.get(key)
  if (before) return before
  const found = guess(words, sheet.lexicon, fits)
  sheet.guesses.set(key, found)
  return found
}

function sounding(
  sheet: Sheet,
  words: string,
  measure: string,
  fits: (indicator: Indicator) => boolean,
): Indicator[] {
  const key = `${measure}|${words}`
  const found = sheet.slips.get(key) ?? soundsLike(words, sheet.lexicon, fits)
  sheet.slips.set(key, found)
  return found
}

/** Only filler stands between the name and the number. */
function adjacent(sheet: Sheet, one: { start: number; end: number }, amount: Amount): boolean {
  const between =
    one.end <= amount.start
      ? sheet.masked.slice(one.end, amount.start)
      : sheet.masked.slice(amount.end, one.start)
  return isFiller(between)
}

/** The phrase with units, times and numbers of other kinds blanked, names of indicators kept. */
function withoutNames(sheet: Sheet, clause: Clause, phrase: { start: number; end: number }): string {
  const said = sheet.text.slice(phrase.start, phrase.end)
  const others = [...within(clause.units, phrase), ...within(clause.periods, phrase)]
  if (!others.length && !sheet.numbers.slice(phrase.start, phrase.end).includes(' ')) return unbracketed(said)
  const signs = said.split('')
  for (let at = phrase.start; at < phrase.end; at++)
    if (sheet.numbers[at] === ' ') signs[at - phrase.start] = ' '
  for (const { start, end } of others)
    signs.fill(' ', Math.max(0, start - phrase.start), Math.max(0, end - phrase.start))
  return unbracketed(signs.join(''))
}

function unbracketed(phrase: string): string {
  return phrase.replace(/\([^()\d]{1,4}\)/g, (words) => ' '.repeat(words.length))
}

function trimmed(sheet: Sheet, phrase: { start: number; end: number }): { start: number; end: number } {
  const words = sheet.text.slice(phrase.start, phrase.end)
  const start = phrase.start + words.length - words.trimStart().length
  return { start, end: phrase.end }
}

/** “化解了2起纠纷”: the number stands amid the words of the name. */
function around(sheet: Sheet, { amount, clause, lead, tail }: Spot): Named | undefined {
  const words = `${withoutNames(sheet, clause, lead)} ${withoutNames(sheet, clause, tail)}`
  const fits = (indicator: Indicator) => fitOf(amount.measure, indicator.unit) !== undefined
  const [one, ...more] = guessed(sheet, words, amount.measure, fits).filter((other) => other.clean)
  if (!one || more.length || clause.mentions.length || one.pieces.length < 2) return undefined
  return { ...trimmed(sheet, lead), of: [one.indicator], pieces: [] }
}
