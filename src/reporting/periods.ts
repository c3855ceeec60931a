import { Temporal } from 'temporal-polyfill'

type Day = Temporal.PlainDate

/** A time expression of a text and the days it means. */
export interface PeriodMention {
  start: number
  end: number
  /** YYYY-MM-DD, both included. */
  from: string
  to: string
  /** 截至, 累计 since 1 January: a running total may stand with it. */
  since: boolean
}

const D = '[一二三四五六七八九十廿卅〇零两\\d]'
const WEEKDAY: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7, 末: 7 }

/** Fixed holidays that people report by; those that move belong to the bureau's own table. */
const HOLIDAYS: Record<string, [number, number, number]> = {
  国庆: [10, 1, 7],
  五一: [5, 1, 5],
  元旦: [1, 1, 3],
}

interface Rule {
  pattern: RegExp
  read(match: RegExpExecArray, sent: Day): [Day, Day] | undefined
  since?: boolean
}

/** Longer expressions first: of two that overlap the earlier rule wins. */
const RULES: Rule[] = [
  {
    pattern: /今年以来|年初以来|年初至今|全年累计|今年累计|本年累计|年累计/g,
    read: (_, s) => [january(s), s],
    since: true,
  },
  {
    // 截至10月底, 截止6月7日, 截至昨天, 截至目前
    pattern: new RegExp(`截[至止]到?(?:(\\d{4})年)?(${D}{1,3})月(?:份)?(?:(${D}{1,3})[日号]|底|末)`, 'g'),
    read: ([, year, month, day], s) => {
      const end = monthDay(year, month, day ?? 'end', s)
      return end && [january(end), end]
    },
    since: true,
  },
  {
    pattern: /截[至止]到?(?:昨天|昨日)/g,
    read: (_, s) => [january(s), s.subtract({ days: 1 })],
    since: true,
  },
  {
    pattern: /截[至止]到?(?:上周末?|上个?周日)/g,
    read: (_, s) => [january(s), monday(s).subtract({ days: 1 })],
    since: true,
  },
  {
    pattern: /截[至止]到?上个?月底?/g,
    read: (_, s) => [january(s), s.with({ day: 1 }).subtract({ days: 1 })],
    since: true,
  },
  {
    pattern: /截[至止]到?(?:目前|现在|今天|今日|当前|此刻)?|到目前(?:为止)?|至今/g,
    read: (_, s) => [january(s), s],
    since: true,
  },
  {
    // 6月15日至6月21日, 6月15日—21日, 6.15-6.21
    pattern: new RegExp(
      `(?:(\\d{4})年)?(${D}{1,3})[月.](${D}{1,3})[日号]?\\s?(?:至|到|[-—–~～]{1,2})\\s?(?:(${D}{1,3})[月.])?(${D}{1,3})(?:[日号]|(?=[\\s，,：:]|$))`,
      'g',
    ),
    read: ([, year, month, day, toMonth, toDay], s) => {
      const to = monthDay(year, toMonth ?? month, toDay, s)
      const from = to && monthDay(String(to.year), month, day, to)
      return from && to ? [from, to] : undefined
    },
  },
  {
    pattern: new RegExp(
      `(?:(\\d{4})年)?(${D}{1,3})月?(?:份)?(?:至|到|[-—–~～]{1,2})(${D}{1,3})月(?:份)?(?![\\d一二三四五六七八九十])`,
      'g',
    ),
    read: ([, year, first, last], s) => {
      const to = wholeMonth(year, last, s)
      const from = to && wholeMonth(String(to[0].year), first, s)
      return from && to && [from[0], to[1]]
    },
  },
  {
    pattern: new RegExp(`(?:(\\d{4})年)?(${D}{1,3})月(${D}{1,3})[日号]?(?![\\d人户])`, 'g'),
    read: ([, year, month, day], s) => {
      const at = monthDay(year, month, day, s)
      return at && [at, at]
    },
  },
  {
    pattern: new RegExp(
      `(?:(${D}{1,3})月(?:份)?|(本|上个?|这个)月)?([上中下])(旬)|(?:(${D}{1,3})月(?:份)?|(本|上个?|这个)月)?([上下])半月`,
      'g',
    ),
    read: (m, s) => partOfMonth(m, s),
  },
  {
    pattern: new RegExp(`(?:今年)?前(${D}{1,2})个?月`, 'g'),
    read: ([, count], s) => {
      const last = wholeMonth(String(s.year), count, s)
      return last && [january(s), last[1]]
    },
    since: true,
  },
  { pattern: /(\d{4})年?第?([一二三四1234])季度|第?([一二三四1234])季度/g, read: (m, s) => quarter(m, s) },
  { pattern: /(\d{4})?年?([上下])半年/g, read: ([, year, half], s) => halfYear(year, half === '上', s) },
  {
    pattern: new RegExp(`(?:(\\d{4})年)?(${D}{1,3})月(?:份)?`, 'g'),
    read: ([, year, month], s) => wholeMonth(year, month, s),
  },
  { pattern: /第(\d{1,2})周/g, read: ([, week], s) => isoWeek(Number(week), s) },
  {
    pattern: /上上(?:个?星期|周|个?礼拜)/g,
    read: (_, s) => [monday(s).subtract({ days: 14 }), monday(s).subtract({ days: 8 })],
  },
  {
    pattern: /上(?:个?星期|周|个?礼拜)([一二三四五六天]|日(?![间照托常均报]))/g,
    read: ([, day = ''], s) => one(monday(s).subtract({ days: 8 - (WEEKDAY[day] ?? 1) })),
  },
  {
    pattern: /上(?:个?星期|一?周|个?礼拜)/g,
    read: (_, s) => [monday(s).subtract({ days: 7 }), monday(s).subtract({ days: 1 })],
  },
  {
    pattern: /(?:[本这]个?)?(?:周|星期|礼拜)([一二三四五六天]|日(?![间照托常均报]))(?![期次])/g,
    read: ([, day = ''], s) => one(latestWeekday(WEEKDAY[day] ?? 1, s)),
  },
  { pattern: /[本这](?:个?星期|一?周|个?礼拜)/g, read: (_, s) => [monday(s), s] },
  {
    pattern: /[本这]个?季度/g,
    read: (_, s) => [s.with({ month: s.month - ((s.month - 1) % 3), day: 1 }), s],
  },
  { pattern: /(?:本|这个|当)月/g, read: (_, s) => [s.with({ day: 1 }), s] },
  {
    pattern: /上个?月/g,
    read: (_, s) => [s.with({ day: 1 }).subtract({ months: 1 }), s.with({ day: 1 }).subtract({ days: 1 })],
  },
  { pattern: /大前天/g, read: (_, s) => one(s.subtract({ days: 3 })) },
  { pattern: /前天|前日/g, read: (_, s) => one(s.subtract({ days: 2 })) },
  { pattern: /昨天|昨日|昨儿|昨晚/g, read: (_, s) => one(s.subtract({ days: 1 })) },
  { pattern: /今天|今日|今儿|本日|当天|当日|今晚|今早/g, read: (_, s) => one(s) },
  { pattern: /(国庆|五一|元旦)(?:期间|假期|节|长假)*/g, read: ([, name = ''], s) => holiday(name, s) },
  { pattern: /去年/g, read: (_, s) => [january(s).subtract({ years: 1 }), january(s).subtract({ days: 1 })] },
  { pattern: /今年|本年度?|全年/g, read: (_, s) => [january(s), s], since: true },
  { pattern: /目前|现在|当前/g, read: (_, s) => one(s), since: true },
  {
    pattern: new RegExp(`(?<![\\d月第〕])(${D}{1,3})[号日](?![\\d楼窗院])`, 'g'),
    read: ([, day], s) => {
      const number = small(day)
      if (!number || number > 31) return undefined
      const here = safe(s.year, s.month, number)
      if (here && Temporal.PlainDate.compare(here, s) <= 0) return one(here)
      const last = s.subtract({ months: 1 })
      const before = safe(last.year, last.month, number)
      return before && one(before)
    },
  },
]

/** The time expressions of a text in order; none overlaps another. `sent`: the sending day in the bureau's zone. */
export function findPeriods(text: string, sentDay: string): PeriodMention[] {
  const sent = Temporal.PlainDate.from(sentDay)
  const found: PeriodMention[] = []
  for (const { pattern, read, since } of RULES)
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (found.some((one) => start < one.end && one.start < end)) continue
      const days = read(match as RegExpExecArray, sent)
      if (!days) continue
      const [from, to] = cut(days, sent)
      found.push({ start, end, from: from.toString(), to: to.toString(), since: since ?? false })
    }
  return asOf(
    joined(
      text,
      found.filter((one) => !/[比较]$/.test(text.slice(0, one.start))).sort((a, b) => a.start - b.start),
    ),
    text,
    sentDay,
  )
}

/** “6月1日到昨天”, “周一至周三”: two days with a word between them are one period. */
function joined(text: string, mentions: PeriodMention[]): PeriodMention[] {
  const all: PeriodMention[] = []
  for (const one of mentions) {
    const last = all.at(-1)
    const between = last && text.slice(last.end, one.start)
    if (last && /^\s*(?:到|至|[-—–~～]{1,2})\s*$/.test(between ?? '') && last.from <= one.to)
      Object.assign(last, { end: one.end, to: one.to })
    else all.push({ ...one })
  }
  return all
}

/** “截至昨天，今年累计…”: what runs to the sending day ends when the message says that it was counted. */
function asOf(mentions: PeriodMention[], text: string, sentDay: string): PeriodMention[] {
  const [until, ...more] = mentions.filter((one) => /^截[至止]/.test(text.slice(one.start)))
  if (!until || more.length) return mentions
  return mentions.map((one) => (one.to === sentDay && one.from <= until.to ? { ...one, to: until.to } : one))
}

/** A period that still runs ends on the sending day. */
function cut([from, to]: [Day, Day], sent: Day): [Day, Day] {
  const runs = Temporal.PlainDate.compare(to, sent) > 0 && Temporal.PlainDate.compare(from, sent) <= 0
  return [from, runs ? sent : to]
}

const one = (day: Day): [Day, Day] => [day, day]
const january = (day: Day) => day.with({ month: 1, day: 1 })
const monday = (day: Day) => day.subtract({ days: day.dayOfWeek - 1 })

function latestWeekday(weekday: number, sent: Day): Day {
  return sent.subtract({ days: (sent.dayOfWeek - weekday + 7) % 7 })
}

/** Up to 39, Arabic or Chinese. */
function small(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  const digits = '〇一二三四五六七八九'
  const plain = text.replace('零', '〇').replace('两', '二').replace('廿', '二十').replace('卅', '三十')
  const [, tens = '', ten, ones = ''] = /^([一二三])?(十)?([一二三四五六七八九])?$/.exec(plain) ?? []
  if (!ten) return tens && !ones ? digits.indexOf(tens) : ones ? digits.indexOf(ones) : undefined
  return (tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0)
}

function safe(year: number, month: number, day: number): Day | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

/** A month without a year is the latest one that has begun by the sending day. */
function monthDay(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  sent: Day,
): Day | undefined {
  const m = small(month)
  if (!m || m > 12) return undefined
  const y = year ? Number(year) : m > sent.month ? sent.year - 1 : sent.year
  if (day === 'end') return safe(y, m, 1)?.add({ months: 1 }).subtract({ days: 1 })
  const d = small(day)
  const found = d ? safe(y, m, d) : undefined
  // 10月8日 said on 7 October: nobody reports what lies ahead, nor a year back; it stays as it was said.
  return found
}

function wholeMonth(year: string | undefined, month: string | undefined, sent: Day): [Day, Day] | undefined {
  const first = monthDay(year, month, '1', sent)
  return first && [first, first.add({ months: 1 }).subtract({ days: 1 })]
}

function partOfMonth(match: RegExpExecArray, sent: Day): [Day, Day] | undefined {
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

function quarter(match: RegExpExecArray, sent: Day): [Day, Day] | undefined {
  const sign = match[2] ?? match[3] ?? ''
  const number = small(sign)
  if (!number || number > 4) return undefined
  const month = number * 3 - 2
  const year = match[1] ? Number(match[1]) : month > sent.month ? sent.year - 1 : sent.year
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return [first, first.add({ months: 3 }).subtract({ days: 1 })]
}

function halfYear(year: string | undefined, firstHalf: boolean, sent: Day): [Day, Day] {
  const y = year ? Number(year) : !firstHalf && sent.month < 7 ? sent.year - 1 : sent.year
  const first = Temporal.PlainDate.from({ year: y, month: firstHalf ? 1 : 7, day: 1 })
  return [first, first.add({ months: 6 }).subtract({ days: 1 })]
}

function isoWeek(week: number, sent: Day): [Day, Day] | undefined {
  if (week < 1 || week > 53) return undefined
  const first = monday(Temporal.PlainDate.from({ year: sent.year, month: 1, day: 4 })).add({
    days: (week - 1) * 7,
  })
  return [first, first.add({ days: 6 })]
}

function holiday(name: string, sent: Day): [Day, Day] | undefined {
  const dates = HOLIDAYS[name]
  if (!dates) return undefined
  const [month, first, last] = dates
  const from = Temporal.PlainDate.from({ year: sent.year, month, day: first })
  const year = Temporal.PlainDate.compare(from, sent) > 0 ? sent.year - 1 : sent.year
  return [from.with({ year }), from.with({ year, day: last })]
}
