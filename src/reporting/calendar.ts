import { Temporal } from 'temporal-polyfill'

export type Day = Temporal.PlainDate
export type Days = [from: Day, to: Day]

/** Holidays that fall on the same days each year; the others come from the bureau's own table. */
const HOLIDAYS: Record<string, [month: number, first: number, last: number]> = {
  国庆: [10, 1, 7],
  十一: [10, 1, 7],
  五一: [5, 1, 5],
  元旦: [1, 1, 3],
}

export const one = (day: Day): Days => [day, day]
export const january = (day: Day): Day => day.with({ month: 1, day: 1 })
export const monday = (day: Day): Day => day.subtract({ days: day.dayOfWeek - 1 })

/** The year that “2026”, 今, 本, 去, 上 before 年 means; undefined: none told. */
function yearOf(word: string | undefined, sent: Day): number | undefined {
  if (!word) return undefined
  if (/\d/.test(word)) return Number(word)
  return /[去上]/.test(word) ? sent.year - 1 : sent.year
}

export function latestWeekday(weekday: number, sent: Day): Day {
  return sent.subtract({ days: (sent.dayOfWeek - weekday + 7) % 7 })
}

/** Up to 39, Arabic or Chinese. */
export function small(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  const digits = '〇一二三四五六七八九'
  const plain = text.replace('零', '〇').replace('两', '二').replace('廿', '二十').replace('卅', '三十')
  const [, tens = '', ten, ones = ''] = /^([一二三])?(十)?([一二三四五六七八九])?$/.exec(plain) ?? []
  if (!ten) return tens && !ones ? digits.indexOf(tens) : ones ? digits.indexOf(ones) : undefined
  return (tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0)
}

export function safe(year: number, month: number, day: number): Day | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

/** A month without a year is the latest one that has begun by the sending day. */
export function monthDay(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  sent: Day,
): Day | undefined {
  const m = small(month)
  if (!m || m > 12) return undefined
  const y = yearOf(year, sent) ?? (m > sent.month ? sent.year - 1 : sent.year)
  if (day === 'end') return safe(y, m, 1)?.add({ months: 1 }).subtract({ days: 1 })
  const d = small(day)
  return d ? safe(y, m, d) : undefined
}

export function wholeMonth(year: string | undefined, month: string | undefined, sent: Day): Days | undefined {
  const first = monthDay(year, month, '1', sent)
  return first && [first, first.add({ months: 1 }).subtract({ days: 1 })]
}

export function partOfMonth(match: RegExpExecArray, sent: Day): Days | undefined {
  const [, month1, named1, part, xun, month2, named2, half] = match
  const base = month1 || month2 ? monthDay(undefined, month1 ?? month2, '1', sent) : sent.with({ day: 1 })
  if (!base) return undefined
  const first = (named1 ?? named2 ?? '').startsWith('上') ? base.subtract({ months: 1 }) : base
  const last = first.add({ months: 1 }).subtract({ days: 1 })
  if (xun) {
    if (part === '上') return [first, first.with({ day: 10 })]
    return part === '中'
      ? [first.with({ day: 11 }), first.with({ day: 20 })]
      : [first.with({ day: 21 }), last]
  }
  return half === '上' ? [first, first.with({ day: 15 })] : [first.with({ day: 16 }), last]
}

export function quarter(word: string | undefined, sign: string | undefined, sent: Day): Days | undefined {
  const number = small(sign)
  if (!number || number > 4) return undefined
  const month = number * 3 - 2
  const year = yearOf(word, sent) ?? (month > sent.month ? sent.year - 1 : sent.year)
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return [first, first.add({ months: 3 }).subtract({ days: 1 })]
}

export function halfYear(year: string | undefined, firstHalf: boolean, sent: Day): Days {
  const y = yearOf(year, sent) ?? (!firstHalf && sent.month < 7 ? sent.year - 1 : sent.year)
  const first = Temporal.PlainDate.from({ year: y, month: firstHalf ? 1 : 7, day: 1 })
  return [first, first.add({ months: 6 }).subtract({ days: 1 })]
}

/** “第46周” by ISO 8601: the latest one of that number that has begun. */
export function isoWeek(week: number, sent: Day): Days | undefined {
  if (week < 1 || week > 53) return undefined
  const firstIn = (year: number) =>
    monday(Temporal.PlainDate.from({ year, month: 1, day: 4 })).add({ days: (week - 1) * 7 })
  const here = firstIn(sent.year)
  const first = Temporal.PlainDate.compare(here, sent) > 0 ? firstIn(sent.year - 1) : here
  return [first, first.add({ days: 6 })]
}

export function holiday(name: string, sent: Day): Days | undefined {
  const dates = HOLIDAYS[name]
  if (!dates) return undefined
  const [month, first, last] = dates
  const from = Temporal.PlainDate.from({ year: sent.year, month, day: first })
  const year = Temporal.PlainDate.compare(from, sent) > 0 ? sent.year - 1 : sent.year
  return [from.with({ year }), from.with({ year, day: last })]
}
