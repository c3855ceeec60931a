import type { Indicator } from './catalogue.ts'
import type { Entry, Figure } from './entry.ts'
import { countsMoney } from './measures.ts'
import { count, daysOf, instead, type Remark } from './remark.ts'

/** Fewer earlier figures than this tell nothing of what is usual; of money, where factors are huge, two do. */
const ENOUGH = 3
/** How many of the latest are looked at. */
const LATEST = 8

/** Against the unit's own figures of the same kind: a zero too many, 元 for 万元, a state that leaps. */
export function strange(figure: Figure, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  const earlier = same
    .filter((entry) => entry.status === 'recorded' && alike(entry, figure))
    .sort((a, b) => (a.to < b.to ? 1 : -1))
    .slice(0, LATEST)
    .map((entry) => entry.value)
  if (figure.measure === 'level') return leap(figure, earlier, indicator)
  if (figure.measure !== 'increment') return undefined
  const known = earlier.filter((value) => value > 0)
  return countsMoney(indicator.unit)
    ? (scale(figure, known, indicator) ?? tenfold(figure, known, indicator))
    : tenfold(figure, known, indicator)
}

/** A day is compared with days, a week with weeks, a month with months. */
function alike(entry: Entry, figure: Figure): boolean {
  return (
    entry.measure === figure.measure && (figure.measure === 'level' || lengthOf(entry) === lengthOf(figure))
  )
}

function lengthOf(figure: Figure): number {
  const days = daysOf(figure)
  return [1, 7, 31, 92].findIndex((limit) => days <= limit)
}

/** Ten times the middle of the last ones; or one zero too many, and without it an ordinary figure. */
function tenfold(figure: Figure, known: readonly number[], indicator: Indicator): Remark | undefined {
  if (known.length < ENOUGH) return undefined
  const most = Math.max(...known)
  const tenth = figure.value / 10
  const ordinary = Number.isInteger(tenth) && tenth >= Math.min(...known) && tenth <= most
  if (figure.value < middle(known) * 10 && !(ordinary && figure.value >= most * 4)) return undefined
  // Two or three instead of none is no slip of the pen.
  if (figure.value < 10) return undefined
  return {
    kind: 'unusual',
    question: `比平常多${times(figure.value / middle(known))}倍（最近${known.length}次 ${list(known, indicator)}），请确认：${indicator.name} ${count(figure.value, indicator)}？`,
    ...(ordinary ? { suggest: instead(tenth, indicator) } : {}),
  }
}

/** A hundred times more or less money than usual: 元 and 万元 were mixed up. */
function scale(figure: Figure, known: readonly number[], indicator: Indicator): Remark | undefined {
  if (known.length < 2 || figure.value <= 0) return undefined
  const usual = middle(known)
  const factor = figure.value / usual
  if (factor < 100 && factor > 1 / 100) return undefined
  const meant = factor >= 100 ? figure.value / 10_000 : figure.value * 10_000
  const likely = meant / usual < 20 && meant / usual > 1 / 20
  const told = factor >= 100 ? `是平常的${times(factor)}倍` : '比平常少得多'
  return {
    kind: 'unit',
    question: `${told}（最近${known.length}次 ${list(known, indicator)}），元和万元是不是弄混了？请确认：${indicator.name} ${count(figure.value, indicator)}。`,
    ...(likely ? { suggest: instead(Math.round(meant * 100) / 100, indicator) } : {}),
  }
}

/** A state changes little by little: half or double at once is asked about. */
function leap(figure: Figure, earlier: readonly number[], indicator: Indicator): Remark | undefined {
  const [last] = earlier
  if (last === undefined) return undefined
  const [low, high] = [Math.min(last, figure.value), Math.max(last, figure.value)]
  if (low * 2 > high || high - low < 5) return undefined
  const told = figure.value < last ? '少了' : '多了'
  return {
    kind: 'jump',
    question: `上次报的是 ${count(last, indicator)}，这次${told}${count(Math.round((high - low) * 1000) / 1000, indicator)}，请确认：${indicator.name} ${count(figure.value, indicator)}？`,
  }
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

function times(factor: number): string {
  return Math.floor(factor).toLocaleString('en-US', { useGrouping: factor >= 10_000 })
}

function list(values: readonly number[], indicator: Indicator): string {
  return values
    .slice(0, 3)
    .map((value) => count(value, indicator))
    .join('、')
}
