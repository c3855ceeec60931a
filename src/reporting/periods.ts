import { Temporal } from 'temporal-polyfill'
import { type Day, type Days, monthDay } from './calendar.ts'
import { RULES } from './period-rules.ts'

/** A time expression of a text and the days it means. */
export interface PeriodMention {
  start: number
  end: number
  /** YYYY-MM-DD, both included. */
  from: string
  to: string
  /** 截至, 累计 since 1 January: a running total may stand with it. */
  since: boolean
  /** Why the days cannot be taken as said: no such day, or nobody knows which (a holiday that moves). */
  problem?: 'nonexistent' | 'unknown'
}

/** A holiday that moves, from the bureau's own table. */
export interface HolidayDays {
  name: string
  from: string
  to: string
}

const MOVING = /(春节|清明|端午|中秋|元宵|重阳)(?:节)?(?:期间|假期|长假|小长假|以来|至今)/g
/** 9月31日, 13月5日: said like a date, but there is no such day. 6月第三周: nobody counts weeks of months alike. */
const DATE_LIKE =
  /(\d{1,2})月(\d{1,2})(?:[日号]?\s?(?:到|至|[-—–~]{1,2})\s?(\d{1,2}))?[日号]|\d{1,2}月(?:份)?第[一二三四五1-5]周/g

/** The time expressions of a folded text in order; none overlaps another. `sentDay`: the sending day in the bureau's zone. */
export function findPeriods(
  text: string,
  sentDay: string,
  holidays: readonly HolidayDays[] = [],
): PeriodMention[] {
  const sent = Temporal.PlainDate.from(sentDay)
  const found: PeriodMention[] = [...moving(text, sentDay, holidays), ...impossible(text, sent)]
  const taken = new Uint8Array(text.length)
  for (const { start, end } of found) taken.fill(1, start, end)
  const readings = new Map<string, Days | undefined>()
  for (const [place, { pattern, read, since }] of RULES.entries())
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (taken[start] || taken[end - 1]) continue
      const key = `${place}:${match[0]}`
      if (!readings.has(key)) {
        const days = read(match as RegExpExecArray, sent)
        readings.set(key, days && cut(days, sent))
      }
      const days = readings.get(key)
      if (!days) continue
      const [from, to] = days
      taken.fill(1, start, end)
      found.push({ start, end, from: from.toString(), to: to.toString(), since: since ?? false })
    }
  const compared = found.filter(
    (other) => !/[比较]$/.test(text.slice(Math.max(0, other.start - 1), other.start)),
  )
  const inOrder = ofLastWeek(
    text,
    compared.sort((a, b) => a.start - b.start),
    sentDay,
  )
  return asOf(joined(text, inOrder, sentDay), text, sentDay)
}

function impossible(text: string, sent: Day): PeriodMention[] {
  return [...text.matchAll(DATE_LIKE)].flatMap((match): PeriodMention[] => {
    const [words, month, day, end] = match
    const isDay = (one: string | undefined) => !one || monthDay(undefined, month, one, sent) !== undefined
    if (month && isDay(day) && isDay(end)) return []
    const place = { start: match.index, end: match.index + words.length, since: false }
    const days = { from: sent.toString(), to: sent.toString() }
    return [{ ...place, ...days, problem: month ? 'nonexistent' : 'unknown' }]
  })
}

/** Holidays that move: the latest of that name in the bureau's table that has begun. */
function moving(text: string, sentDay: string, holidays: readonly HolidayDays[]): PeriodMention[] {
  return [...text.matchAll(MOVING)].map((match) => {
    const [words, name = ''] = match
    const place = { start: match.index, end: match.index + words.length, since: false }
    const known = holidays
      .filter((day) => day.name.includes(name) && day.from <= sentDay)
      .sort((a, b) => (a.from < b.from ? 1 : -1))[0]
    return known
      ? { ...place, from: known.from, to: known.to < sentDay ? known.to : sentDay }
      : { ...place, from: sentDay, to: sentDay, problem: 'unknown' as const }
  })
}

/** “6月1日到昨天”, “周一至周三”: two days with a word between them are one period; “今日(24日)” says one day twice. */
function joined(text: string, mentions: PeriodMention[], sentDay: string): PeriodMention[] {
  const all: PeriodMention[] = []
  for (const next of mentions) {
    const last = all.at(-1)
    const between = last ? text.slice(last.end, next.start) : ''
    // “本周目前9户”: the stretch as it runs now.
    if (
      last &&
      between.trim() === '' &&
      !last.since &&
      last.to === sentDay &&
      NOW.test(text.slice(next.start, next.end))
    ) {
      last.end = next.end
      continue
    }
    const ranged = last !== undefined && between.length < 5 && /^\s*(?:到|至|[-—–~]{1,2})\s*$/.test(between)
    // “周一至周五”, said on a Wednesday: of the week before.
    if (last && ranged && last.from > next.to && isWeekday(text, last)) last.from = dayBefore(last.from, 7)
    const problem = last?.problem ?? next.problem
    // A stretch with an end that no calendar has is none.
    if (last && ranged && problem) Object.assign(last, { end: next.end, problem })
    else if (last && ranged && last.from <= next.to) Object.assign(last, { end: next.end, to: next.to })
    else if (
      last &&
      TOGETHER.test(between) &&
      follows(last, next) &&
      ADDED_UP.test(text.slice(next.end, next.end + 4))
    )
      Object.assign(last, { end: next.end, to: next.to })
    else if (last && between.length < 4 && /^[\s,，(的]*$/.test(between) && within(next, last))
      Object.assign(last, { end: next.end, from: next.from, to: next.to, since: last.since && next.since })
    else all.push({ ...next })
  }
  return all
}

function isWeekday(text: string, { start }: PeriodMention): boolean {
  return /^[本这]?个?(?:周|星期|礼拜)[一二三四五六日天]/.test(text.slice(start, start + 5))
}

function dayBefore(day: string, days: number): string {
  return Temporal.PlainDate.from(day).subtract({ days }).toString()
}

/** “上周…：周一46人次”: a weekday behind 上周 is one of that week. */
function ofLastWeek(text: string, mentions: PeriodMention[], sentDay: string): PeriodMention[] {
  const week = mentions.find(({ start, end }) => /^上(?:个?星期|一?周|个?礼拜)$/.test(text.slice(start, end)))
  if (!week) return mentions
  return mentions
    .map((one) => {
      if (
        one.start < week.end ||
        !/^(?:周|星期|礼拜)/.test(text.slice(one.start, one.start + 2)) ||
        one.from <= week.to
      )
        return one
      return { ...one, from: dayBefore(one.from, 7), to: dayBefore(one.to, 7) }
    })
    .filter((one) => one.from <= sentDay)
}

const NOW = /^(?:截[至止]到?|到)?(?:目前|现在|当前)(?:为止)?$/

/** “周三、周四共评估20人” */
const TOGETHER = /^\s?(?:、|和|及|与)\s?$/
const ADDED_UP = /^\s?(?:两[天日])?(?:一?共|合计|总共|累计)/

function follows(a: PeriodMention, b: PeriodMention): boolean {
  return Temporal.PlainDate.from(a.to).add({ days: 1 }).toString() === b.from
}

/** “本月10日”, “昨天(9号)”, “本周周一”: the narrower one behind the wider one is what is meant. */
function within(inner: PeriodMention, outer: PeriodMention): boolean {
  return !inner.since && !outer.since && outer.from <= inner.from && inner.to <= outer.to
}

/** “截至昨天，今年累计…”: what runs to the sending day ends when the message says that it was counted. */
function asOf(mentions: PeriodMention[], text: string, sentDay: string): PeriodMention[] {
  const [until, ...more] = mentions.filter(({ start }) => /^截[至止]/.test(text.slice(start, start + 2)))
  if (!until || more.length) return mentions
  return mentions.map((other) =>
    other.to === sentDay && other.from <= until.to ? { ...other, to: until.to } : other,
  )
}

/** A period that still runs ends on the sending day. */
function cut([from, to]: Days, sent: Day): Days {
  const runs = Temporal.PlainDate.compare(to, sent) > 0 && Temporal.PlainDate.compare(from, sent) <= 0
  return [from, runs ? sent : to]
}
