import { Temporal } from 'temporal-polyfill'
import type { Indicator } from './catalogue.ts'

/** Why a figure should be confirmed before it counts, as a question; `suggest`: the figure that was perhaps meant. */
export interface Remark {
  kind: 'unusual' | 'unit' | 'jump' | 'repeated' | 'covered' | 'below' | 'disagrees' | 'future' | 'closed'
  question: string
  suggest?: { label: string; value: number }
}

export function count(value: number, indicator: Indicator): string {
  return `${value.toLocaleString('en-US', { useGrouping: value >= 10_000, maximumFractionDigits: 3 })}${indicator.unit}`
}

export function instead(value: number, indicator: Indicator): { label: string; value: number } {
  return { label: `改成${count(value, indicator)}`, value }
}

/** “6月24日” */
export function dayText(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

export function daysOf(figure: { from: string; to: string }): number {
  return Temporal.PlainDate.from(figure.from).until(Temporal.PlainDate.from(figure.to)).days + 1
}
