import { Temporal } from 'temporal-polyfill'
import type { Entry, Measure } from '../reporting/entry.ts'
import { type Organization, unitById } from '../roster/organization.ts'
import { phrases } from './phrases.ts'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** “12户”, “386,520元”: thousands commas from five digits on. */
export function valueText(value: number, unit: string): string {
  const text =
    Math.abs(value) >= 10_000 ? value.toLocaleString('en-US', { maximumFractionDigits: 2 }) : String(value)
  return `${text}${unit}`
}

/** “6月24日（周三）”, “6月22日—28日”, “截至6月7日累计”; the year only when it is not that of `today`. */
export function periodText(figure: { from: string; to: string; measure: Measure }, today: string): string {
  const from = Temporal.PlainDate.from(figure.from)
  const to = Temporal.PlainDate.from(figure.to)
  const year = to.year === Number(today.slice(0, 4)) ? '' : `${to.year}年`
  const end = `${year}${to.month}月${to.day}日`
  if (figure.measure === 'cumulative') return `截至${end}累计`
  if (figure.measure === 'level') return `${end}`
  if (figure.from === figure.to) return `${end}（周${WEEKDAYS[to.dayOfWeek - 1]}）`
  const startYear = from.year === to.year ? year : `${from.year}年`
  const last = from.month === to.month && from.year === to.year ? `${to.day}日` : `${to.month}月${to.day}日`
  return `${startYear}${from.month}月${from.day}日—${last}`
}

/** “今天17:00”, “明天9:00”, “6月26日（周五）17:00”, in the bureau's zone; `today` YYYY-MM-DD. */
export function timeText(instant: string, timezone: string, today: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone)
  const clock = `${at.hour}:${String(at.minute).padStart(2, '0')}`
  const days = Temporal.PlainDate.from(today).until(at.toPlainDate()).days
  if (days === 0 || days === 1) return `${days ? '明天' : '今天'}${clock}`
  const year = at.year === Number(today.slice(0, 4)) ? '' : `${at.year}年`
  return `${year}${at.month}月${at.day}日（周${WEEKDAYS[at.dayOfWeek - 1]}）${clock}`
}

/** Monday of the week of a day, as YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}

/** “这是梅岭街道张敏登记的，只有……可以改。” */
export function ownerText(entry: Entry, organization: Organization): string {
  return phrases.notYours(entry.reporterName, unitById(organization, entry.org)?.name ?? '')
}
