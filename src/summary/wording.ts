import { Temporal } from 'temporal-polyfill'
import type { PeriodKind, Span } from './periods.ts'

/** “12”, “386,520”, “8.65”: thousands commas from five digits on. */
export function numberText(value: number): string {
  return Math.abs(value) >= 10_000
    ? value.toLocaleString('en-US', { maximumFractionDigits: 2 })
    : String(Math.round(value * 100) / 100)
}

/** “71%”; one decimal below ten percent, so that a slow start shows. */
export function percentText(share: number): string {
  const percent = share * 100
  return `${percent > 0 && percent < 10 ? Math.round(percent * 10) / 10 : Math.round(percent)}%`
}

/** How a report calls its own period and the one before it. */
export function periodWords(kind: PeriodKind): { now: string; before: string } {
  return WORDS[kind]
}

const WORDS: Record<PeriodKind, { now: string; before: string }> = {
  day: { now: '当日', before: '前一日' },
  week: { now: '本周', before: '上周' },
  month: { now: '本月', before: '上月' },
  quarter: { now: '本季度', before: '上季度' },
  half: { now: '本期', before: '上期' },
  year: { now: '全年', before: '上年' },
  'year-to-date': { now: '今年以来', before: '去年同期' },
  span: { now: '本期', before: '上期' },
}

const NUMERALS = ['一', '二', '三', '四']

/** “6月15日—21日”, “2026年6月”, “2026年三季度”, “2026年1月1日—6月24日”. The year is left out of days of the year of `today`. */
export function spanText(span: Span & { kind?: PeriodKind }, today: string): string {
  const from = Temporal.PlainDate.from(span.from)
  const to = Temporal.PlainDate.from(span.to)
  const year = `${from.year}年`
  if (span.kind === 'month') return `${year}${from.month}月`
  if (span.kind === 'quarter') return `${year}${NUMERALS[(from.month - 1) / 3]}季度`
  if (span.kind === 'half') return `${year}${from.month === 1 ? '上' : '下'}半年`
  if (span.kind === 'year') return year
  const start = `${from.year === Number(today.slice(0, 4)) ? '' : year}${dayText(from)}`
  if (span.from === span.to) return start
  if (from.year !== to.year) return `${year}${dayText(from)}—${to.year}年${dayText(to)}`
  return `${start}—${from.month === to.month ? `${to.day}日` : dayText(to)}`
}

/** “6月22日9:00” of a UTC ISO time in a zone. */
export function momentText(instant: string, timezone: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone)
  return `${at.month}月${at.day}日${at.hour}:${String(at.minute).padStart(2, '0')}`
}

function dayText(day: Temporal.PlainDate): string {
  return `${day.month}月${day.day}日`
}
