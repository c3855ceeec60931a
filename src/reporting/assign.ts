import type { Amount } from './amounts.ts'
import type { Indicator } from './catalogue.ts'
import type { Clause } from './clauses.ts'
import { contentOf, isFiller } from './filler.ts'
import { type Guess, guess, type Mention } from './lexicon.ts'
import { fitOf } from './measures.ts'
import type { PeriodMention } from './periods.ts'
import type { Sheet } from './sheet.ts'
import { soundsLike } from './typos.ts'
import type { UnitMention } from './units.ts'
import { Where } from './where.ts'

/** An amount with what it counts, where and when. */
export interface Assigned {
  amount: Amount
  clause: Clause
  previous: Amount | undefined
  /** Between the amount before it (or the clause's start) and itself; behind itself up to the next. */
  lead: { start: number; end: number }
  tail: { start: number; end: number }
  /** What it can count; none: nobody knows. Several: to be asked about. */
  of: Indicator[]
  /** Where the indicator is named; undefined: taken over from what was said before. */
  named: { start: number; end: number } | undefined
  /** Where the words of its name stand, when it is not named as a whole. */
  pieces: readonly { start: number; end: number }[]
  unit: UnitMention | undefined
  /** Its unit is named in its own clause. */
  unitHere: boolean
  period: PeriodMention | undefined
  /** The words about it hold nothing else (no “师傅”, no “早餐”). */
  plain: boolean
}

interface Run {
  sheet: Sheet
  /** The last indicator that was named or counted. */
  carried: { of: Indicator[]; at: number; clause: Clause; counted: boolean } | undefined
  /** “6户改造，11人评估”: this clause names behind the number. */
  behind: Clause | undefined
  where: Where
}

/** Gives each amount its indicator, unit and period. `fallback`: what the talk was about before this message. */
export function assign(sheet: Sheet, fallback?: Indicator, correcting = false): Assigned[] {
  const run: Run = { sheet, carried: undefined, behind: undefined, where: new Where(sheet) }
  const start = sheet.clauses[0]
  if (fallback && start) run.carried = { of: [fallback], at: 0, clause: start, counted: false }
  // “应为17户，上午适老化改造报成71户了”: a correction may name its subject last.
  const [last] = correcting && !fallback ? sheet.mentions : []
  if (last && start && last.start >= start.end)
    run.carried = { of: last.of, at: 0, clause: start, counted: false }
  const all: Assigned[] = []
  for (const [place, clause] of sheet.clauses.entries()) {
    const { amounts } = clause
    if (!amounts.length) carryMentions(run, clause)
    for (const [index, amount] of amounts.entries()) {
      const from = index ? (amounts[index - 1]?.end ?? clause.start) : clause.start
      const lead = { start: from, end: amount.start }
      const tail = { start: amount.end, end: amounts[index + 1]?.start ?? clause.end }
      const previous = all.at(-1)?.amount
      all.push(assignOne(run, { amount, clause, previous, lead, tail }, place))
    }
    const [mention] = clause.mentions.slice(-1)
    // “幸福食堂：早40 中90，共160人次”: named, but not counted by what stands beside it.
    if (mention && run.carried?.clause !== clause)
      run.carried = { of: mention.of, at: mention.start, clause, counted: false }
    run.where.pass(clause)
  }
  return all
}

type Spot = Pick<Assigned, 'amount' | 'clause' | 'lead' | 'tail' | 'previous'>

function assignOne(run: Run, spot: Spot, place: number): Assigned {
  const { sheet } = run
  const { amount, clause, lead, tail } = spot
  const unit = run.where.unitOf(amount, clause, place)
  const unitHere = unit !== undefined && unit.start >= clause.start && unit.start < clause.end
  const first = run.behind === clause ? undefined : inPhrase(run, spot, lead, true)
  const behind = (measured(spot) || run.behind === clause) && !isElse(sheet, spot)
  const found = first ?? (behind ? (inPhrase(run, spot, tail, false) ?? around(run, spot)) : undefined)
  if (found && !first) run.behind = clause
  const taken = found ?? inherited(run, spot, unitHere)
  const phrase = sheet.masked.slice(lead.start, lead.end)
  if (found) run.carried = { of: found.of, at: found.start, clause, counted: true }
  else if (taken && run.carried) run.carried = { ...run.carried, counted: true, clause }
  return {
    ...spot,
    of: taken?.of ?? [],
    named: found,
    pieces: found?.pieces ?? [],
    unit,
    unitHere,
    period: run.where.periodOf(amount, clause, place),
    plain: isFiller(phrase),
  }
}

/** “化解了2起纠纷”: the number stands amid the words of the name. */
function around(run: Run, { amount, clause, lead, tail }: Spot): Found | undefined {
  const { sheet } = run
  const words = `${withoutNames(sheet, clause, lead)} ${withoutNames(sheet, clause, tail)}`
  const fits = (indicator: Indicator) => fitOf(amount.measure, indicator.unit) !== undefined
  const [one, ...more] = guessed(sheet, words, amount.measure, fits).filter((other) => other.clean)
  if (!one || more.length || clause.mentions.length || one.pieces.length < 2) return undefined
  return { ...trimmed(sheet, lead), of: [one.indicator], pieces: [] }
}

function measured({ amount }: Spot): boolean {
  return amount.measure !== ''
}

/** A clause that names an indicator without counting it: “今天的助餐报一下，”. */
function carryMentions(run: Run, clause: Clause): void {
  const mention = clause.mentions.at(-1)
  if (mention) {
    run.carried = { of: mention.of, at: mention.start, clause, counted: false }
    return
  }
  if (!/^\s*[^\s]{2,16}\s*$/.test(clause.text)) return
  const guesses = guess(run.sheet.masked.slice(clause.start, clause.end), run.sheet.lexicon, () => true)
  if (guesses.length === 1 && guesses[0]!.whole)
    run.carried = { of: [guesses[0]!.indicator], at: clause.start, clause, counted: false }
}

/** More meanings than these are no question any more. */
const MAX_CHOICES = 4

interface Found {
  of: Indicator[]
  pieces?: { start: number; end: number }[]
  start: number
  end: number
}

/** The indicator that a phrase beside the number names: a whole name, words of a name, or one written wrongly. */
function inPhrase(
  run: Run,
  spot: Spot,
  phrase: { start: number; end: number },
  before: boolean,
): Found | undefined {
  const { sheet } = run
  const { measure } = spot.amount
  if (phrase.end - phrase.start < 2 || (before && isElse(sheet, spot))) return undefined
  const fits = (indicator: Indicator) => fitOf(measure, indicator.unit) !== undefined
  const here = spot.clause.mentions.filter((one) => one.start >= phrase.start && one.end <= phrase.end)
  const near = before ? here.toReversed() : here
  const whole = near.find((one) => named(one, measure) && belongs(sheet, one, spot))
  const words = withoutNames(sheet, spot.clause, phrase)
  const guesses = guessed(sheet, words, measure, fits).filter(
    (one) => one.clean || fitOf(measure, one.indicator.unit)?.strict,
  )
  const covered = guesses[0]?.covered ?? 0
  if (whole && covered <= whole.end - whole.start)
    return { ...whole, of: preferred(run, whole.of.filter(fits), measure, true) }
  const best = preferred(
    run,
    guesses.map((one) => one.indicator),
    measure,
  )
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
  const alike = here.length ? [] : soundsLike(words, sheet.lexicon, fits)
  return alike.length === 1 ? { ...trimmed(sheet, phrase), of: alike } : undefined
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
  const signs = sheet.text.slice(phrase.start, phrase.end).split('')
  for (let at = phrase.start; at < phrase.end; at++)
    if (sheet.numbers[at] === ' ') signs[at - phrase.start] = ' '
  for (const { start, end } of [...clause.units, ...clause.periods])
    if (start < phrase.end && end > phrase.start)
      signs.fill(' ', Math.max(0, start - phrase.start), Math.max(0, end - phrase.start))
  return signs.join('').replace(/\([^()\d]{1,4}\)/g, (words) => ' '.repeat(words.length))
}

function trimmed(sheet: Sheet, phrase: { start: number; end: number }): { start: number; end: number } {
  const words = sheet.text.slice(phrase.start, phrase.end)
  const start = phrase.start + words.length - words.trimStart().length
  return { start, end: phrase.end }
}

/** Of several that fit: those counted in this very measure, then what the talk, the sender's section or duties point to. */
function preferred(run: Run, of: readonly Indicator[], measure: string, shared = false): Indicator[] {
  const narrow = (list: readonly Indicator[], by: (one: Indicator) => boolean) => {
    const kept = list.filter(by)
    return kept.length ? kept : [...list]
  }
  const strict = narrow(of, (one) => fitOf(measure, one.unit)?.strict === true)
  // A name that the catalogue gives to two indicators is always asked about.
  if (shared || strict.length < 2) return strict
  const last = run.carried?.of[0]
  const talk = last ? narrow(strict, (one) => one.id !== last.id && sharesWords(one.name, last.name)) : strict
  if (talk.length < 2) return talk
  const { organization } = run.sheet.bureau
  const sender = organization.units.find((unit) => unit.id === run.sheet.sender)
  const section = narrow(talk, (one) => sender?.kind === 'section' && one.section === sender.name)
  if (section.length < 2) return section
  const owed = new Set(
    organization.reporting.flatMap((duty) => (duty.units.includes(run.sheet.sender) ? duty.indicators : [])),
  )
  return narrow(section, (one) => owed.has(one.id))
}

/** Three signs in a row. */
function sharesWords(a: string, b: string): boolean {
  for (let at = 0; at + 3 <= a.length; at++) if (b.includes(a.slice(at, at + 3))) return true
  return false
}

/** “适老化改造：新河6户，梅岭3户”, “昨天198人次，今天204人次”: a list goes on with what it began with. */
function inherited(run: Run, spot: Spot, unitHere: boolean): Found | undefined {
  const { sheet, carried } = run
  const { amount, clause, lead, tail } = spot
  if (!carried) return undefined
  const of = carried.of.filter((one) => fitOf(amount.measure, one.unit))
  if (!of.length) return undefined
  const words = sheet.masked.slice(lead.start, lead.end)
  const strict = of.some((one) => fitOf(amount.measure, one.unit)?.strict)
  // “今天下雨只完成2户”: whatever else is told, this was done.
  const done = strict && /(?:完成|完工|实际|做了|办了|办结|搞了|改了)了?\s?$/.test(words)
  if ((contentOf(words) && !done) || contentOf(sheet.masked.slice(tail.start, tail.end))) return undefined
  if (/其中|含|包括|另/.test(words) && !unitHere) return undefined
  const period = clause.periods.length > 0
  const total = /累计|共|合计|总计/.test(words)
  // In brackets behind a figure: only parts by unit, or another stretch of time.
  if (clause.aside && !unitHere && !period && !total) return undefined
  const fresh = !carried.counted || unitHere || period
  if (amount.measure === '' && !fresh && !total) return undefined
  const broken = carried.clause.stops !== clause.stops
  return broken && !fresh ? undefined : { of, start: carried.at, end: carried.at }
}
