import type { Ask } from './asks.ts'
import type { Assigned } from './assign.ts'
import type { ReportingContext } from './context.ts'
import type { Figure } from './entry.ts'
import { fitOf } from './measures.ts'
import { indicatorOf, type Sheet } from './sheet.ts'

const SHIFT = /(?:([多少])[报写打填记算]了?|[报写打填记算]([多少])了?)\s*$/

/** “多报了2户”, “少报了2人次”: by how much the last figure was wrong. Undefined: nothing of the kind is said. */
export function shiftedBy(
  sheet: Sheet,
  assigned: readonly Assigned[],
  figures: readonly Figure[],
): { figures: Figure[]; asks: Ask[]; context: ReportingContext } | undefined {
  const [shift, ...more] = assigned.flatMap((one) => {
    const said = SHIFT.exec(
      sheet.text.slice(Math.max(one.clause.start, one.amount.start - 8), one.amount.start),
    )
    return said ? [{ one, sign: (said[1] ?? said[2]) === '多' ? -1 : 1 }] : []
  })
  if (!shift || more.length) return undefined
  // “多报了2户，应为10户”: the right figure is told.
  const told = figures.some((figure) => figure.value !== shift.one.amount.value || !shift.one.of.length)
  if (told && figures.length) return undefined
  const { amount, unit, of } = shift.one
  const last = sheet.context.figures.findLast(
    (figure) =>
      (!of[0] || !sheet.mentions.length || figure.indicator === of[0].id) &&
      (!unit?.of || figure.org === unit.of.id),
  )
  const indicator = last && indicatorOf(sheet, last.indicator)
  const fit = indicator && fitOf(amount.measure, indicator.unit)
  const value =
    last && fit && amount.value !== undefined ? last.value + shift.sign * amount.value * fit.factor : -1
  if (!last || value < 0)
    return {
      figures: [],
      asks: [{ kind: 'correction', question: '更正后一共是多少？请把改正后的数再报一次。' }],
      context: sheet.context,
    }
  const figure = { ...last, value: Math.round(value * 1000) / 1000 }
  return { figures: [figure], asks: [], context: { figures: [figure] } }
}
