import { Temporal } from 'temporal-polyfill'
import { LIFE } from './question.ts'

/** The day whose rules are asked for, and how the question says so. */
export interface AskedDay {
  day: string
  shift: 'none' | 'past' | 'future'
  /** Two versions are to be told beside each other. */
  both: boolean
}

/** “2024年5月那会儿”, “去年”, “9月份以后”: the day whose rules count. What happened to a person at some time is no such day. */
export function askedDay(text: string, asOf: string): AskedDay {
  const both =
    /(?:下半年|\d月)[^，。?]{0,6}(?:涨|提高|增加|降)了?(?:多少|几)/.test(text) ||
    /(?:旧|老|原来?|以前|之前|去年|过去|\d{4}年)[^，。?]{0,12}(?:和|跟|与|比)[^，。?]{0,8}(?:新|现|今年)|(?:新|现在|现行|目前|今年)[^。?]{0,14}(?:和|跟|与|比)[^。?]{0,10}(?:旧|老|原|去年|以前|新标准|月起|月份?[以之]?后|之前)|比(?:上半年|去年|上年|以前|之前|原来|过去)[^，。?]{0,6}[多少高低涨降]|涨了多少|提高了多少|变了多少/.test(
      text,
    )
  const today = Temporal.PlainDate.from(asOf)
  const now = /现在|目前|今年|如今|到现在/.test(text)
  const year = /(?<![〔[(\d])(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})[日号])?/.exec(text.replace(LIFE, ''))
  if (year && !now) {
    const [, y, m, d] = year
    const day = `${y}-${(m ?? '12').padStart(2, '0')}-${(d ?? (m ? '15' : '31')).padStart(2, '0')}`
    if (Number(y) < today.year) return { day: valid(day) ?? asOf, shift: 'past', both }
    if (day > asOf && (Number(y) > today.year || (m && /以后|之后|起|开始/.test(text))))
      return { day: valid(day) ?? asOf, shift: 'future', both }
  }
  const past = /去年|前年/.exec(text)?.[0]
  if (past && !now && !/[，,。].{30,}/.test(text)) {
    const day = today.subtract({ years: past === '去年' ? 1 : 2 }).toString()
    return { day, shift: 'past', both }
  }
  const later = /(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号])?(?:份)?(?:以后|之后|过后|起|开始|后)/.exec(text)
  if (later) {
    const [, y, m = '', d] = later
    const make = (one: number) => valid(`${one}-${m.padStart(2, '0')}-${(d ?? '1').padStart(2, '0')}`)
    const day = make(Number(y ?? today.year))
    if (day && day > asOf) return { day, shift: 'future', both }
  }
  // 8月份发多少: what will be paid then.
  const month = /(?<![\d年])(\d{1,2})月份?(?=[^，。？?]{0,6}(?:发|领|拿|标准|是?多少))/.exec(text)?.[1]
  const half = /下半年/.test(text) ? '7' : undefined
  const coming = valid(`${today.year}-${(month ?? half ?? '').padStart(2, '0')}-01`)
  if (coming && coming > asOf) return { day: coming, shift: 'future', both }
  if (/明年/.test(text)) return { day: today.add({ years: 1 }).toString(), shift: 'future', both }
  return { day: asOf, shift: 'none', both }
}

function valid(day: string): string | undefined {
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

/** 2026-09-01 → 2026年9月1日. */
export function dayText(day: string): string {
  const [y, m, d] = day.split('-').map(Number)
  return `${y}年${m}月${d}日`
}

/** The days that a relative word of a schedule means, both included; undefined where none is named. */
export function spanAsked(text: string, asOf: string): { from: string; to: string } | undefined {
  const today = Temporal.PlainDate.from(asOf)
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const span = (from: Temporal.PlainDate, days: number) => ({
    from: from.toString(),
    to: from.add({ days: days - 1 }).toString(),
  })
  const weekday = /(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text)
  if (weekday) {
    const week = { 下下: 14, 下: 7, 上: -7 }[weekday[1] ?? ''] ?? 0
    const at = '一二三四五六日'.indexOf((weekday[2] ?? '').replace('天', '日'))
    return span(monday.add({ days: week + at }), 1)
  }
  if (/大后天/.test(text)) return span(today.add({ days: 3 }), 1)
  if (/后天/.test(text)) return span(today.add({ days: 2 }), 1)
  if (/明天|明日/.test(text)) return span(today.add({ days: 1 }), 1)
  if (/今天|今日/.test(text)) return span(today, 1)
  if (/下个?(?:周|星期|礼拜)/.test(text)) return span(monday.add({ days: 7 }), 7)
  if (/(?:这|本)个?(?:周|星期|礼拜)/.test(text)) return span(monday, 7)
  const month = (date: Temporal.PlainDate) => span(date.with({ day: 1 }), date.daysInMonth)
  if (/下个?月/.test(text)) return month(today.add({ months: 1 }).with({ day: 1 }))
  if (/(?:这|本)个?月/.test(text)) return month(today)
  const date = /(\d{1,2})月(?:(\d{1,2})[日号])?/.exec(text)
  if (date && Number(date[1]) >= 1 && Number(date[1]) <= 12) {
    const first = Temporal.PlainDate.from({ year: today.year, month: Number(date[1]), day: 1 })
    if (!date[2]) return month(first)
    return Number(date[2]) <= first.daysInMonth && Number(date[2])
      ? span(first.with({ day: Number(date[2]) }), 1)
      : undefined
  }
  return undefined
}
