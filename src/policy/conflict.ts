import { holds, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { amountIn } from './tell.ts'
import { held, isMeasure, type Weighed } from './weights.ts'

const LIMIT = /(?:不超过|不高于|最高|限额|上限|额度)[^，。；]{0,8}\d[\d.,]*(?:万|千)?元|\d(?:万|千)?元以内/
const RHYTHM = /每[人户家床]?每?[餐次月年天单小时半天]+/

/** 不得超过8%: the limit of a share. */
const SHARE = /(?:不得?超过|不高于|最高|上限)[^，。；]{0,8}?(\d+(?:\.\d+)?)%/
const limitIn = (told: string) => [...told.matchAll(new RegExp(SHARE, 'g'))].map((match) => Number(match[1]))

/** What an amount is set for: a meal, a month …, or the limit of a single case. */
function rhythmOf(told: string): string | undefined {
  return RHYTHM.exec(told)?.[0].slice(-1) ?? (LIMIT.test(told) ? 'limit' : undefined)
}

/**
 * A unit of another document in force that sets another amount for the same thing: both are told, with no verdict.
 * The same rhythm (每餐), the same subject, conditions that the facts meet.
 */
export function disagreeing(
  best: Scored,
  asked: Asked,
  units: readonly Scored[],
  terms: readonly Weighed[],
): Scored | undefined {
  const share = asked.kinds.includes('percent')
  if (!share && !asked.kinds.includes('money')) return undefined
  const rhythmIn = (told: string) => (share ? (SHARE.test(told) ? 'share' : undefined) : rhythmOf(told))
  const amountsIn = (told: string) => (share ? limitIn(told) : amountIn(told).map((one) => one.amount))
  const rhythm = rhythmIn(best.unit.told)
  const amounts = amountsIn(best.unit.told)
  if (!rhythm || !amounts.length) return undefined
  // What is paid for a meal is the same thing, whoever says how much; a month names nothing.
  const meal = rhythm === '餐' && best.signs.fits > 0
  const subject = terms.filter(
    (term) => !term.category && !isMeasure(term) && (best.matches.get(term) ?? 0) > 0.6,
  )
  return units.find((one) => {
    const { unit } = one
    if (
      unit.passage.document === best.unit.passage.document ||
      one.coverage < best.coverage - (meal ? 0.35 : 0.1) ||
      one.score < best.score - 0.3
    )
      return false
    if (rhythmIn(unit.told) !== rhythm) return false
    if (rhythm === 'limit' && (amounts.length > 1 || unit.kind === 'row')) return false
    const other = amountsIn(unit.told)
    if (!other.length || other.some((amount) => amounts.includes(amount))) return false
    if (
      meal
        ? one.signs.fits <= 0
        : !subject.every((term) => held(term, `${unit.own}\n${unit.near}\n${unit.far}`) > 0.6)
    )
      return false
    return rangesOf(unit.own).every((range) => {
      const fact = asked.facts.find((each) => each.dimension === range.dimension)
      return fact === undefined || holds(range, fact.value)
    })
  })
}
