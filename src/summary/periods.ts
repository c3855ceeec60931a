import { Temporal } from 'temporal-polyfill'

/** Days YYYY-MM-DD, both included. */
export interface Span {
  from: string
  to: string
}

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'year-to-date' | 'span'

export interface Period extends Span {
  kind: PeriodKind
  /** The period before, of the same kind. */
  previous: Span
}

const date = (day: string) => Temporal.PlainDate.from(day)
const MONTHS: Partial<Record<PeriodKind, number>> = { month: 1, quarter: 3, half: 6, year: 12 }

/** What a pair of days is (a calendar week, month …) decides what it is compared with. */
export function periodOf(from: string, to: string): Period {
  const kind = kindOf(from, to)
  return { from, to, kind, previous: before({ from, to }, kind) }
}

/** The calendar period of a kind that holds `day`; a year to date ends on it. */
export function periodAt(kind: Exclude<PeriodKind, 'span'>, day: string): Period {
  const at = date(day)
  if (kind === 'day') return periodOf(day, day)
  if (kind === 'year-to-date') return { ...periodOf(`${day.slice(0, 4)}-01-01`, day), kind }
  if (kind === 'week') {
    const monday = at.subtract({ days: at.dayOfWeek - 1 })
    return periodOf(monday.toString(), monday.add({ days: 6 }).toString())
  }
  const months = MONTHS[kind] ?? 1
  const first = at.with({ month: at.month - ((at.month - 1) % months), day: 1 })
  return periodOf(first.toString(), first.add({ months }).subtract({ days: 1 }).toString())
}

/** The same stretch a year ago; of a week the week 52 weeks ago, so that weekdays agree. */
export function sameLastYear(period: Period): Span {
  if (period.kind === 'week') return shift(period, { days: -364 })
  const to = date(period.to)
  const lastOfMonth = to.day === to.daysInMonth
  const end = to.subtract({ years: 1 })
  const day = lastOfMonth ? end.daysInMonth : end.day
  return { from: date(period.from).subtract({ years: 1 }).toString(), to: end.with({ day }).toString() }
}

/** How much of the year of `day` is over at its end: 0…1. */
export function shareOfYear(day: string): number {
  const at = date(day)
  return at.dayOfYear / at.daysInYear
}

/** The last `count` periods of a kind up to the one that holds `day`, oldest first: for charts and tables over time. */
export function lastPeriods(kind: 'week' | 'month', day: string, count: number): Period[] {
  const periods: Period[] = []
  let period = periodAt(kind, day)
  for (let i = 0; i < count; i++) {
    periods.unshift(period)
    period = periodOf(period.previous.from, period.previous.to)
  }
  return periods
}

/** Number of days, both ends included. */
export function lengthOf(span: Span): number {
  return date(span.from).until(date(span.to)).days + 1
}

/** A day that exists, written as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return date(text).toString() === text
  } catch {
    return false
  }
}

function kindOf(from: string, to: string): PeriodKind {
  if (from === to) return 'day'
  const start = date(from)
  const end = date(to)
  if (start.dayOfWeek === 1 && start.add({ days: 6 }).equals(end)) return 'week'
  if (start.day === 1) {
    for (const kind of ['month', 'quarter', 'half', 'year'] as const) {
      const months = MONTHS[kind] ?? 1
      const aligned = (start.month - 1) % months === 0
      if (aligned && start.add({ months }).subtract({ days: 1 }).equals(end)) return kind
    }
    if (start.month === 1 && start.year === end.year) return 'year-to-date'
  }
  return 'span'
}

function before(span: Span, kind: PeriodKind): Span {
  const months = MONTHS[kind]
  if (months !== undefined) {
    const first = date(span.from).subtract({ months })
    return { from: first.toString(), to: date(span.from).subtract({ days: 1 }).toString() }
  }
  if (kind === 'year-to-date') return shift(span, { years: -1 })
  return shift(span, { days: -lengthOf(span) })
}

function shift(span: Span, by: { days?: number; years?: number }): Span {
  return { from: date(span.from).add(by).toString(), to: date(span.to).add(by).toString() }
}
