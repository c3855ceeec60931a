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
const ADJACENT = /^[\s:：=为是有共计了达到完成新增实际开展发放支出合累“”"'（()]*$/

/** Gives each amount its indicator, unit and period by nearness: within its clause, else what was said before. */
export function assign(found: Findings, fallback?: Indicator): Assigned[] {
  const carried: { indicator: Mention<Indicator> | undefined } = { indicator: undefined }
  return found.amounts.flatMap((amount) => {
    const clause = found.clauses.find((one) => one.start <= amount.start && amount.start < one.end)
    if (!clause) return []
    const unitMention = nearestBefore(found.units, amount, found)
    const unit = unitMention?.of[0]
    const here = unitMention !== undefined && unitMention.start >= clause.start
    const own = inClause(found.indicators, clause, amount)
    const indicator = own ?? inherited(found, amount, clause, here, carried.indicator, fallback)
    if (own) carried.indicator = own
    return [{ amount, indicator, unit, period: periodOf(found, amount, clause), clause, part: here && !own }]
  })
}

/** An indicator of the amount's own clause: the nearest before it, else the nearest after it. */
function inClause(
  indicators: readonly Mention<Indicator>[],
  clause: Clause,
  amount: Amount,
): Mention<Indicator> | undefined {
  const here = indicators.filter((one) => one.start >= clause.start && one.end <= clause.end)
  const before = here.findLast((one) => one.end <= amount.start)
  const after = here.find((one) => one.start >= amount.end)
  const text = (from: number, to: number) => clause.text.slice(from - clause.start, to - clause.start)
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
  const known = before ?? (fallback && { start: 0, end: 0, of: [fallback] })
  if (!known?.of.some((indicator) => fits(amount.measure, indicator))) return undefined
  // A bare number needs its unit beside it; one with a measure may stand alone in the list.
  if (amount.measure === '' && !unitHere) return undefined
  const between = found.text.slice(known.end, amount.start)
  if (known.end > 0 && /[。！!？?]/.test(between)) return undefined
  return amount.measure !== '' || ADJACENT.test(clause.text.slice(0, 0)) ? known : undefined
}

/** The unit that an amount belongs to: the last one named before it, not across a sentence that names its own. */
function nearestBefore(
  units: readonly Mention<Unit>[],
  amount: Amount,
  found: Findings,
): Mention<Unit> | undefined {
  const clause = found.clauses.find((one) => one.start <= amount.start && amount.start < one.end)
  const before = units.filter((one) => one.end <= amount.start)
  const last = before.at(-1)
  if (last) return last
  // “公益活动1场（渔湾）”: right behind the figure, in its own clause.
  return units.find((one) => clause && one.start >= amount.end && one.end <= clause.end)
}

/** The last period said before it; the first one after it in the same sentence when none was. */
function periodOf(found: Findings, amount: Amount, clause: Clause): PeriodMention | undefined {
  const before = found.periods.findLast((one) => one.end <= amount.start)
  if (before) return before
  const sentence = found.clauses.filter((one) => one.sentence === clause.sentence)
  const end = sentence.at(-1)?.end ?? clause.end
  return found.periods.find((one) => one.start >= amount.end && one.end <= end)
}
