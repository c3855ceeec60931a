import { type Asked, askOrganization } from './asks.ts'
import type { Assigned } from './assign.ts'
import { contentOf } from './filler.ts'
import { measureOf } from './measure-of.ts'
import { type Sheet, wordsOf } from './sheet.ts'

/** “北塘20，南塘18，石坡10”: behind two units with their figures, a name that nobody knows with one. */
export function strangerIn(sheet: Sheet, all: readonly Assigned[], place: number): Asked | undefined {
  const [one, last, first] = [all[place], all[place - 1], all[place - 2]]
  if (!one || one.of.length || one.amount.value === undefined || !last || !first) return undefined
  const [indicator, ...more] = last.of
  const alike = [last, first].every(
    ({ of, unitHere, clause, amount, unit }) =>
      (of[0] === indicator && unitHere && unit?.of && unit.of.kind !== 'section') === true &&
      amount.measure === one.amount.measure &&
      clause.sentence === one.clause.sentence,
  )
  if (!indicator || more.length || !alike || one.clause.units.length || one.clause.amounts.length > 1)
    return undefined
  const start =
    one.clause.start + (sheet.text.slice(one.clause.start, one.amount.start).match(/^\s*/)?.[0].length ?? 0)
  const name = /^[\u4e00-\u9fa5]{2,4}(?=[\s:：]*$)/.exec(sheet.masked.slice(start, one.amount.start))?.[0]
  if (
    !name ||
    /其[他它余]|剩|外地|各/.test(name) ||
    contentOf(name) !== name ||
    contentOf(sheet.masked.slice(one.amount.end, one.clause.end))
  )
    return undefined
  const words = wordsOf(sheet, start, one.amount.end)
  const span = { start: sheet.folded.at[start] ?? 0, end: (sheet.folded.at[one.amount.end - 1] ?? 0) + 1 }
  const figure = {
    indicator: indicator.id,
    value: one.amount.value,
    org: '',
    ...measureOf(sheet, one, indicator),
    span,
    words,
  }
  return askOrganization(sheet, figure, { start, end: start + name.length, words: name })
}
