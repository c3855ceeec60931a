import { Temporal } from 'temporal-polyfill'
import {
  type Day,
  type Days,
  halfYear,
  holiday,
  isoWeek,
  january,
  latestWeekday,
  monday,
  monthDay,
  one,
  partOfMonth,
  quarter,
  safe,
  small,
  wholeMonth,
} from './calendar.ts'

/** Days as people write them: a pattern and what its match means on the sending day. */
const D = '[一二三四五六七八九十廿卅〇零两\\d]'
const YEAR = '(?:(\\d{4}|今|去|本|上)年\\s?)?'
const MONTH = `${YEAR}(${D}{1,3})月(?:份)?`
const DAY = `${MONTH}(${D}{1,3})[日号]`
const WEEK = '(?:个?星期|周|个?礼拜)'
const TO = '\\s?(?:至|到|[-—–~]{1,2})\\s?'
/** Behind a date without 日 (3.9, 3/9): blank, mark or a word that counts nothing. */
const NO_MEASURE =
  '(?=[\\s:,，、]|[\\u4e00-\\u9fa5□])(?!\\s?[吨万千百亿元公里小米毫升平斤亩克户人个次场张家名件台套株棵处倍位所册剂])'
const STARTS = '(?<=^|[\\n\\s(，,。；;:、])'
const WEEKDAY: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7, 末: 7 }

export interface Rule {
  pattern: RegExp
  read(match: RegExpExecArray, sent: Day): Days | undefined
  since?: boolean
}

const rule = (pattern: string, read: Rule['read'], since = false): Rule => ({
  pattern: new RegExp(pattern, 'g'),
  read,
  since,
})
const back = (days: number) => (_: RegExpExecArray, sent: Day) => one(sent.subtract({ days }))
const untilDay = (day: Day | undefined): Days | undefined => day && [january(day), day]

/** Longer expressions first: of two that overlap the earlier rule wins. */
export const RULES: readonly Rule[] = [
  rule('(20\\d{2}|去)年(?:度|全年|整年|全年度)', ([, year = ''], s) =>
    wholeYear(year === '去' ? s.year - 1 : Number(year), s),
  ),
  rule(`${DAY}(?:起?至今|以来|起(?![诉火])|到现在)`, ([, y, m, d], s) => sinceDay(monthDay(y, m, d, s), s)),
  rule(`${MONTH}(?:以来|至今)`, ([, y, m], s) => sinceDay(monthDay(y, m, '1', s), s)),
  rule(
    '(?:今年|年初|本年度?|全年)(?:以来|至今|到现在|开年以来)|(?:全|今|本)年(?:度)?累计',
    (_, s) => [january(s), s],
    true,
  ),
  rule(
    `(?:截[至止]到?|${STARTS}[至到])${MONTH}(?:(${D}{1,3})[日号]|底|末)`,
    ([, y, m, d], s) => untilDay(monthDay(y, m, d ?? 'end', s)),
    true,
  ),
  rule('截[至止]到?(?:昨天|昨日|昨晚)', (_, s) => untilDay(s.subtract({ days: 1 })), true),
  rule(
    `截[至止]到?上(?:周末?|${WEEK}[五六日天末])`,
    (_, s) => untilDay(monday(s).subtract({ days: 1 })),
    true,
  ),
  rule(
    '(?<![一二三四五六日天号月末初起])到(?:昨天|昨日|昨晚)(?=[^，,。;；\\d]{0,6}(?:累计|总共|一共))',
    (_, s) => untilDay(s.subtract({ days: 1 })),
    true,
  ),
  rule('截[至止]到?上个?月底?', (_, s) => untilDay(s.with({ day: 1 }).subtract({ days: 1 })), true),
  rule('截[至止]到?(?=\\s?\\d{1,2}(?:[:点时]))', back(0)),
  rule(
    '截[至止]到?(?:本周|本月|目前|现在|今天|今日|今晚|当前|此刻|发稿)?(?:为止)?|到(?:目前|现在|今天)(?:为止)|到目前|至今',
    (_, s) => untilDay(s),
    true,
  ),
  rule(`(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)`, ([, y, m, d], s) => sameDay(monthDay(y, m, d, s))),
  rule('(?<!\\d)(20\\d{2})(0[1-9]|1[0-2])([0-2]\\d|3[01])(?!\\d)', ([, y, m, d], s) =>
    sameDay(monthDay(y, m, d, s)),
  ),
  // 6月15日至6月21日, 6月15日—21日, 6.15-6.21
  rule(
    `${YEAR}(${D}{1,3})[月.](${D}{1,3})[日号]?${TO}(?:(${D}{1,3})[月.])?(${D}{1,3})(?:[日号]|(?=[\\s，,：:□]|$))`,
    ([, y, m, d, toM, toD], s) => {
      const given = monthDay(y, m, d, s)
      const to = y && given ? following(given, toM ?? m, toD) : monthDay(y, toM ?? m, toD, s)
      const from = y ? given : to && monthDay(undefined, m, d, to)
      return from && to && before(from, to) ? [from, to] : undefined
    },
  ),
  rule(`${YEAR}(${D}{1,3})月?(?:份)?${TO}(${D}{1,3})月(?:份)?(?!${D})`, ([, y, first, last], s) => {
    const to = wholeMonth(y, last, s)
    const from = to && wholeMonth(y, first, to[0])
    return from && to && before(from[0], to[1]) ? [from[0], to[1]] : undefined
  }),
  // 10月17、18日两天
  rule(
    `${MONTH}(${D}{1,3})[日号]?\\s?[、和及]\\s?(${D}{1,3})[日号]?(?:这?[两二2]天)`,
    ([, y, m, d, next], s) => {
      const from = monthDay(y, m, d, s)
      const to = from && safe(from.year, from.month, small(next) ?? 0)
      return from && to && from.until(to).days === 1 ? [from, to] : undefined
    },
  ),
  rule(
    `${DAY}|${MONTH}(${D}{1,3})(?![${'\\d'}一二三四五六七八九十人户旬个场次家名张件])`,
    ([, y, m, d, y2, m2, d2], s) => sameDay(monthDay(y ?? y2, m ?? m2, d ?? d2, s)),
  ),
  rule('(?<![\\d.])(1[0-2]|0?[1-9])[.](3[01]|[12]\\d|0?[1-9])[日号]', ([, m, d], s) =>
    sameDay(monthDay(undefined, m, d, s)),
  ),
  rule(
    `(?:${STARTS}|(?<=□)(?=[\\d./]{3,5}\\s?(?:的|工作|数据|日报|情况|汇总|上报|[□:])))(1[0-2]|0?[1-9])[./](3[01]|[12]\\d|0?[1-9])${NO_MEASURE}(?![./\\d])`,
    ([, m, d], s) => sameDay(monthDay(undefined, m, d, s)),
  ),
  rule(
    `(?:(${D}{1,3})月(?:份)?|(本|上个?|这个)月)?([上中下])(旬)|(?:(${D}{1,3})月(?:份)?|(本|上个?|这个)月)?([上下])半月`,
    (m, s) => partOfMonth(m, s),
  ),
  rule(
    `(?:今年)?前(${D}{1,2})个?月`,
    ([, count], s) => {
      const last = wholeMonth(String(s.year), count, s)
      return last && [january(s), last[1]]
    },
    true,
  ),
  rule(`${YEAR}前([二两三23])个?季度`, ([, y, count], s) => {
    const last = quarter(y, count, s)
    return last && [january(last[1]), last[1]]
  }),
  rule(`${YEAR}第?([一二三四1-4])季度`, ([, y, q], s) => quarter(y, q, s)),
  rule(`${YEAR}([上下])半年`, ([, y, half], s) => halfYear(y, half === '上', s)),
  rule(MONTH, ([, y, month], s) => wholeMonth(y, month, s)),
  rule(`第(${D}{1,3})周`, ([, week], s) => isoWeek(small(week) ?? 0, s)),
  rule(`上上${WEEK}`, (_, s) => [monday(s).subtract({ days: 14 }), monday(s).subtract({ days: 8 })]),
  rule(`上${WEEK}末`, (_, s) => [monday(s).subtract({ days: 2 }), monday(s).subtract({ days: 1 })]),
  rule(`上${WEEK}([一二三四五六日天])`, ([, day = ''], s) =>
    one(monday(s).subtract({ days: 8 - (WEEKDAY[day] ?? 1) })),
  ),
  rule(`上(?:个?星期|一?周|个?礼拜)`, (_, s) => [
    monday(s).subtract({ days: 7 }),
    monday(s).subtract({ days: 1 }),
  ]),
  rule(
    `(?:[本这]个?)?${WEEK}([一二三四五六日天])(?![期次]|[\\u4e00-\\u9fa5]{1,2}[也都]?没)`,
    ([, day = ''], s) => one(latestWeekday(WEEKDAY[day] ?? 1, s)),
  ),
  rule(`[本这](?:个?星期|一?周|个?礼拜)`, (_, s) => [monday(s), s]),
  rule('[本这]个?季度', (_, s) => [s.with({ month: s.month - ((s.month - 1) % 3), day: 1 }), s]),
  rule('上个?季度', (_, s) => {
    const first = s.with({ month: s.month - ((s.month - 1) % 3), day: 1 })
    return [first.subtract({ months: 3 }), first.subtract({ days: 1 })]
  }),
  rule(`(?:本|这个|当)月(${D}{1,3})[日号]`, ([, d], s) => sameDay(safe(s.year, s.month, small(d) ?? 0))),
  rule('(?:本|这个|当)月', (_, s) => [s.with({ day: 1 }), s]),
  rule('上个?月', (_, s) => [
    s.with({ day: 1 }).subtract({ months: 1 }),
    s.with({ day: 1 }).subtract({ days: 1 }),
  ]),
  rule('(?:昨今|前昨)两[天日]|昨天(?:和|、)今天', ([words = ''], s) =>
    words.startsWith('前')
      ? [s.subtract({ days: 2 }), s.subtract({ days: 1 })]
      : [s.subtract({ days: 1 }), s],
  ),
  rule('(?:近|这|最近|过去|前)([两三四五六七])[天日]', ([words = '', count], s) => {
    const days = small(count) ?? 1
    return words.startsWith('前')
      ? [s.subtract({ days }), s.subtract({ days: 1 })]
      : [s.subtract({ days: days - 1 }), s]
  }),
  rule('(?:[本这]个?)?周末|双休日', (_, s) => [
    latestWeekday(7, s.add({ days: s.dayOfWeek === 6 ? 1 : 0 })).subtract({ days: 1 }),
    latestWeekday(7, s.add({ days: s.dayOfWeek === 6 ? 1 : 0 })),
  ]),
  rule('大前天', back(3)),
  rule('前天|前日', back(2)),
  rule('昨天|昨日|昨儿|昨晚|昨夜', back(1)),
  rule('今天|今日|今儿|今朝(?!有)|今晨|今夜|本日|当天|当日|今晚|今早|今晨', back(0)),
  rule('(?:近|最近|过去)(?:一周|七天|7天)', (_, s) => [s.subtract({ days: 6 }), s]),
  rule('(国庆|五一|元旦|十一)(?:期间|假期|节|长假|小长假|[一三五七]天假)+', ([, name = ''], s) =>
    holiday(name, s),
  ),
  rule('(20\\d{2})年(?![\\d一二三四五六七八九十])', ([, year], s) => wholeYear(Number(year), s)),
  rule('去年(?!同|这)', (_, s) => [january(s).subtract({ years: 1 }), january(s).subtract({ days: 1 })]),
  rule('今年|本年度?|全年', (_, s) => [january(s), s], true),
  rule('目前|当前', (_, s) => [january(s), s], true),
  rule('现在', back(0)),
  rule(`(?<![\\d月第〕年])(${D}{1,3})[日号](?!\\d{0,4}\\s?(?:[楼窗院线室栋幢号门]|单元))`, ([, day], s) =>
    dayOfMonth(day, s),
  ),
]

function wholeYear(year: number, sent: Day): Days | undefined {
  const first = safe(year, 1, 1)
  return first && before(first, sent) ? [first, first.with({ month: 12, day: 31 })] : undefined
}

function before(a: Day, b: Day): boolean {
  return Temporal.PlainDate.compare(a, b) <= 0
}

/** The first such day after another: “2025年12月28日至1月3日”. */
function following(from: Day, month: string | undefined, day: string | undefined): Day | undefined {
  const same = monthDay(String(from.year), month, day, from)
  return same && before(from, same) ? same : monthDay(String(from.year + 1), month, day, from)
}

function sinceDay(day: Day | undefined, sent: Day): Days | undefined {
  return day && Temporal.PlainDate.compare(day, sent) <= 0 ? [day, sent] : undefined
}

function sameDay(day: Day | undefined): Days | undefined {
  return day && one(day)
}

/** “10号”: of this month, or of the last one when it still lies ahead. */
function dayOfMonth(day: string | undefined, sent: Day): Days | undefined {
  const number = small(day)
  if (!number || number > 31) return undefined
  const here = safe(sent.year, sent.month, number)
  if (here && Temporal.PlainDate.compare(here, sent) <= 0) return one(here)
  const last = sent.subtract({ months: 1 })
  return sameDay(safe(last.year, last.month, number))
}
