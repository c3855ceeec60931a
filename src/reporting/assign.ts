import type { Indicator } from './catalogue.ts'
import type { Clause } from './clauses.ts'
import { contentOf, isFiller } from './filler.ts'
import { guess } from './lexicon.ts'
import { answersItself } from './manner.ts'
import { fitOf } from './measures.ts'
import { type Named, namedBefore, namedBehind, type Spot } from './naming.ts'
import type { PeriodMention } from './periods.ts'
import type { Sheet } from './sheet.ts'
import type { UnitMention } from './units.ts'
import { Where } from './where.ts'

/** An amount with what it counts, where and when. */
export interface Assigned extends Spot {
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

/** Parts stand at most this far behind 其中. */
const MAX_PARTS = 60

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

function assignOne(run: Run, spot: Spot, place: number): Assigned {
  const { sheet } = run
  const { amount, clause, lead } = spot
  const unit = run.where.unitOf(amount, clause, place)
  const unitHere = unit !== undefined && unit.start >= clause.start && unit.start < clause.end
  const talk = run.carried?.of[0]
  const first = run.behind === clause ? undefined : namedBefore(sheet, spot, talk)
  const behind = run.behind === clause || (amount.measure !== '' && mayNameBehind(sheet, spot))
  const found = first ?? (behind ? namedBehind(sheet, spot, talk) : undefined)
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

/** “九十七人次探访十二人次”: where nothing stands behind the last number, names stand before theirs. */
function mayNameBehind(sheet: Sheet, { amount, clause }: Spot): boolean {
  const last = clause.amounts.at(-1)
  if (!last || last === amount) return true
  const foot = sheet.text.slice(last.end, Math.min(clause.end, last.end + 16))
  const known = sheet.guesses.get(`foot|${foot}`) ?? guess(foot, sheet.lexicon, () => true)
  sheet.guesses.set(`foot|${foot}`, known)
  return known.length > 0 || (clause.mentions.at(-1)?.start ?? 0) >= last.end
}

/** A clause that names an indicator without counting it: “今天的助餐报一下，”. */
function carryMentions(run: Run, clause: Clause): void {
  const mention = clause.mentions.at(-1)
  if (mention) {
    run.carried = { of: mention.of, at: mention.start, clause, counted: false }
    return
  }
  if (!/^\s*[^\s]{2,16}\s*$/.test(clause.text)) return
  const guesses = guess(run.sheet.numbers.slice(clause.start, clause.end), run.sheet.lexicon, () => true)
  if (guesses.length === 1 && (guesses[0]!.whole || guesses[0]!.clean))
    run.carried = { of: [guesses[0]!.indicator], at: clause.start, clause, counted: false }
}

/** “适老化改造：新河6户，梅岭3户”, “昨天198人次，今天204人次”: a list goes on with what it began with. */
function inherited(run: Run, spot: Spot, unitHere: boolean): Named | undefined {
  const { sheet, carried } = run
  const { amount, clause, lead, tail } = spot
  if (!carried) return undefined
  const of = carried.of.filter((one) => fitOf(amount.measure, one.unit))
  if (!of.length) return undefined
  const words = sheet.numbers.slice(lead.start, lead.end)
  const strict = of.some((one) => fitOf(amount.measure, one.unit)?.strict)
  // “今天下雨只完成2户”: whatever else is told, this was done.
  const done = strict && /(?:完成|完工|实际|办结|[^报写填打记错多少]了)了?\s?$/.test(words)
  if ((contentOf(words) && !done) || contentOf(sheet.masked.slice(tail.start, tail.end))) return undefined
  if (/其中|含|包括|另/.test(words) && !unitHere) return undefined
  const period = clause.periods.length > 0
  const total = /累计|共|合计|总计/.test(words)
  // “其中堂食350人次，外带62人次”
  const since = sheet.text.slice(Math.max(carried.at, lead.start - MAX_PARTS), lead.start)
  if (
    /其中|包括/.test(since) &&
    carried.clause.sentence === clause.sentence &&
    !unitHere &&
    !period &&
    !total
  )
    return undefined
  // In brackets behind a figure: only parts by unit, or another stretch of time.
  if (clause.aside && !unitHere && !period && !total) return undefined
  const fresh = !carried.counted || unitHere || period
  if (amount.measure === '' && !fresh && !total) return undefined
  const broken = carried.clause.stops !== clause.stops
  // “…？不对，数了下是231人次”: the same thing again.
  return broken && !fresh && !answersItself(sheet, carried.clause)
    ? undefined
    : { of, start: carried.at, end: carried.at }
}
