import type { Unit } from '../roster/organization.ts'
import { type Amount, fits } from './amounts.ts'
import type { Indicator } from './catalogue.ts'
import type { Clause } from './clauses.ts'
import type { Mention } from './mentions.ts'
import type { PeriodMention } from './periods.ts'

/** Everything found in a message, by place. */
export interface Findings {
  text: string
  clauses: Clause[]
  amounts: Amount[]
  indicators: Mention<Indicator>[]
  units: Mention<Unit>[]
  periods: PeriodMention[]
}

/** An amount with what it counts, where and when; `indicator` undefined: nobody knows what. */
export interface Assigned {
  amount: Amount
  indicator: Mention<Indicator> | undefined
  unit: Unit | undefined
  period: PeriodMention | undefined
  clause: Clause
  /** The figure stands beside its unit in a list of units: “其中新河20”. */
  part: boolean
}

/** Between an indicator and a bare number stands at most this. */
const ADJACENT = /^[\s:：=为是有共计了达到完成新增实际开展发放支出拨付用合累又干完做办到“”"'（()]*$/

/** Between a unit and its own figure in a list. */
const BESIDE = /^[\s:：有是报共完成各]*$/

/** Gives each amount its indicator, unit and period by nearness: within its clause, else what was said before. */
export function assign(found: Findings, fallback?: Indicator): Assigned[] {
  const carried: { indicator: Mention<Indicator> | undefined } = { indicator: undefined }
  return found.amounts.flatMap((amount) => {
    const clause = found.clauses.find((one) => one.start <= amount.start && amount.start < one.end)
    if (!clause) return []
    const unitMention = unitOf(found.units, amount, clause)
    const unit = unitMention?.of[0]
    const beside = unitMention !== undefined && BESIDE.test(found.text.slice(unitMention.end, amount.start))
    const here = unitMention !== undefined && unitMention.start >= clause.start
    const own = inClause(found.indicators, clause, amount, found.periods)
    const indicator = own ?? inherited(found, amount, clause, here, carried.indicator, fallback)
    if (own) carried.indicator = own
    return [
      {
        amount,
        indicator,
        unit,
        period: periodOf(found, amount, clause),
        clause,
        part: here && (!own || beside),
      },
    ]
  })
}

/** An indicator of the amount's own clause: the nearest before it, else the nearest after it. */
function inClause(
  indicators: readonly Mention<Indicator>[],
  clause: Clause,
  amount: Amount,
  periods: readonly PeriodMention[],
): Mention<Indicator> | undefined {
  const here = indicators.filter((one) => one.start >= clause.start && one.end <= clause.end)
  const before = here.findLast((one) => one.end <= amount.start)
  const after = here.find((one) => one.start >= amount.end)
  const text = (from: number, to: number) => withoutPeriods(clause, periods, from, to)
  const close = (one: Mention<Indicator>) =>
    amount.measure !== '' || ADJACENT.test(text(one.end, amount.start))
  const fitting = (one: Mention<Indicator> | undefined) =>
    one && one.of.some((indicator) => fits(amount.measure, indicator)) ? one : undefined
  if (before && close(before)) return fitting(before) ?? fitting(after) ?? before
  return amount.measure !== '' ? fitting(after) : undefined
}

/** “适老化改造：新河6户，梅岭3户”: a list goes on with what it began with, as long as the measure allows. */
function inherited(
  found: Findings,
  amount: Amount,
  clause: Clause,
  unitHere: boolean,
  carried: Mention<Indicator> | undefined,
  fallback: Indicator | undefined,
): Mention<Indicator> | undefined {
  const heading = found.indicators.findLast((one) => one.end <= amount.start)
  const before = carried && heading && heading.start < carried.start ? carried : (heading ?? carried)
  const behind = found.indicators.find(
    (one) => one.start >= amount.end && /[成错]/.test(clauseAt(found, one.start)),
  )
  const known = before ?? (fallback && { start: 0, end: 0, of: [fallback] }) ?? behind
  if (!known?.of.some((indicator) => fits(amount.measure, indicator))) return undefined
  // A bare number needs its unit beside it, or the word of a correction; one with a measure may stand alone in the list.
  const corrects =
    fallback !== undefined && /(?:是|为|成)\s*$/.test(clause.text.slice(0, amount.start - clause.start))
  if (amount.measure === '' && !unitHere && !corrects) return undefined
  if (
    known.end > 0 &&
    known.end <= amount.start &&
    /[。！!？?]/.test(found.text.slice(known.end, amount.start))
  )
    return undefined
  return known
}

function clauseAt(found: Findings, place: number): string {
  return found.clauses.find((one) => one.start <= place && place < one.end)?.text ?? ''
}

/** A place where something was held belongs to its clause; a unit that reports, to what follows. */
function unitOf(units: readonly Mention<Unit>[], amount: Amount, clause: Clause): Mention<Unit> | undefined {
  const before = units.findLast((one) => one.end <= amount.start && (one.start >= clause.start || !one.place))
  // “公益活动1场（渔湾）”: right behind the figure, in its own clause.
  return before ?? units.find((one) => one.start >= amount.end && one.end <= clause.end)
}

/** What stands between two places of a clause, time expressions left out. */
function withoutPeriods(clause: Clause, periods: readonly PeriodMention[], from: number, to: number): string {
  const signs = [...clause.text.slice(from - clause.start, to - clause.start)]
  for (const period of periods)
    for (let at = Math.max(period.start, from); at < Math.min(period.end, to); at++) signs[at - from] = ''
  return signs.join('')
}

/** The last period said before it; the first one after it in the same sentence when none was. */
function periodOf(found: Findings, amount: Amount, clause: Clause): PeriodMention | undefined {
  const before = found.periods.findLast((one) => one.end <= amount.start)
  if (before) return before
  const sentence = found.clauses.filter((one) => one.sentence === clause.sentence)
  const end = sentence.at(-1)?.end ?? clause.end
  return found.periods.find((one) => one.start >= amount.end && one.end <= end)
}
