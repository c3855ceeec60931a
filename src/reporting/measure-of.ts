import { Temporal } from 'temporal-polyfill'
import type { Assigned } from './assign.ts'
import type { Indicator } from './catalogue.ts'
import type { Measure } from './entry.ts'
import type { PeriodMention } from './periods.ts'
import type { Sheet } from './sheet.ts'

interface Days {
  from: string
  to: string
  measure: Measure
}

const TOTAL = /累计|累积|总计达|至今/

/** Days and measure of an amount: by the indicator's kind, the time named, and 累计 or 截至 beside it. */
export function measureOf(sheet: Sheet, one: Assigned, indicator: Indicator): Days {
  const { period, previous, lead } = one
  const here = period === undefined || previous === undefined || previous.start < period.end
  const words = sheet.text.slice(lead.start, lead.end)
  return daysOf(sheet.sentDay, period, indicator, { total: TOTAL.test(words), here })
}

/** `total`: 累计 is said of it; `here`: beside the time itself, which then is the stretch that is added up. */
export function daysOf(
  sentDay: string,
  period: PeriodMention | undefined,
  indicator: Indicator,
  said: { total: boolean; here: boolean },
): Days {
  const to = period?.to ?? sentDay
  if (indicator.kind === 'level') return { from: to, to, measure: 'level' }
  const january = `${to.slice(0, 4)}-01-01`
  if (period?.since) return { from: january, to, measure: 'cumulative' }
  // “今天新增7人，累计611人”: a running total behind a day or a week is the year's.
  if (said.total && (!period || (!said.here && lengthOf(period) <= 7)))
    return { from: january, to, measure: 'cumulative' }
  return { from: period?.from ?? sentDay, to, measure: 'increment' }
}

function lengthOf(period: { from: string; to: string }): number {
  return Temporal.PlainDate.from(period.from).until(Temporal.PlainDate.from(period.to)).days + 1
}
