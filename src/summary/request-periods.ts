import { Temporal } from 'temporal-polyfill'
import { lastPeriods, type PeriodKind, periodAt, periodOf, type Span } from './periods.ts'
import { REPORT_KINDS } from './request-words.ts'

/** A time expression of a text and the days it means, as the reporting calendar reads it. */
interface PeriodMention extends Span {
  start: number
  end: number
}

export type ReadPeriods = (text: string) => readonly PeriodMention[]

export interface AskedPeriod extends Span {
  kind: PeriodKind
}

export interface Trend {
  every: 'week' | 'month'
  count: number
}

export interface PeriodsIn {
  /** In the order they were said. */
  spans: AskedPeriod[]
  trend?: Trend
  /** Two days the wrong way round. */
  reversed?: boolean
  /** The text without the time expressions. */
  rest: string
}

const GAP = '□'
const AHEAD: readonly [RegExp, (today: string) => AskedPeriod][] = [
  [/下下?个?(?:周|星期|礼拜)/, (today) => asked(periodAt('week', plus(today, { days: 7 })))],
  [/下个?月/, (today) => asked(periodAt('month', plus(today, { months: 1 })))],
  [/下个?季度/, (today) => asked(periodAt('quarter', plus(today, { months: 3 })))],
  [/明年/, (today) => asked(periodAt('year', plus(today, { years: 1 })))],
  [/明天|后天/, (today) => asked(periodAt('day', plus(today, { days: 1 })))],
]
const LATELY = /(?:最?近|过去|前)(\d{1,2}|[一二两三四五六七八九十]{1,3}|半)(?:个)?(周|星期|礼拜|月|季度|年)/
const COMPARING = /对比|相比|[比较跟与和]/g

/** The periods a request names; “本周” is the whole week here, since what is still to come will be in it. */
export function periodsIn(text: string, today: string, read: ReadPeriods): PeriodsIn {
  const lately = latelyIn(text, today)
  let rest = lately ? text.replace(lately.words, GAP) : text
  for (const [pattern, of] of AHEAD) {
    const match = pattern.exec(rest)
    if (match) return { spans: [of(today)], rest: rest.replace(match[0], GAP) }
  }
  // “现在” asks for the present state, not for what was reported today.
  rest = rest.replace(/(?<!截[至止])(?:现在|目前|当前)/g, GAP).replace(/(去年|上年)(?:全年|年度)/g, '$1□□')
  const separate = rest.replace(COMPARING, (words) => ';'.repeat(words.length))
  const found = read(separate)
  const spans = found.map((mention) =>
    wholePeriod(separate.slice(mention.start, mention.end), mention, today),
  )
  let masked = rest
  for (const { start, end } of [...found].reverse())
    masked = `${masked.slice(0, start)}${GAP}${masked.slice(end)}`
  const reversed = found.some((mention, i) => {
    const next = found[i + 1]
    return (
      next && /^(?:到|至|[-—–~])$/.test(separate.slice(mention.end, next.start)) && next.from < mention.from
    )
  })
  return {
    spans: lately ? [lately.span, ...spans] : spans,
    ...(lately ? { trend: lately.trend } : {}),
    ...(reversed ? { reversed } : {}),
    rest: masked,
  }
}

/** The period that a kind of report means by itself: 周报 is this week's. */
export function reportPeriod(text: string, today: string): AskedPeriod | undefined {
  const kind = REPORT_KINDS.find(([pattern]) => pattern.test(text))?.[1]
  // In its first month the half that has just ended is meant.
  return kind && asked(periodAt(kind, kind === 'half' ? plus(today, { months: -1 }) : today))
}

export function asked({ from, to, kind }: AskedPeriod): AskedPeriod {
  return { from, to, kind }
}

/** What runs to today is meant as a whole: the week, the month … that it is the beginning of. */
function wholePeriod(words: string, span: Span, today: string): AskedPeriod {
  if (
    /截|以来|至今|今年|本年|全年|年初|今年/.test(words) &&
    span.from.endsWith('-01-01') &&
    !/月|季|半年/.test(words.replace(/截.*/, ''))
  )
    return span.from.slice(0, 4) < today.slice(0, 4)
      ? asked(periodOf(span.from, span.to))
      : { ...days(span), kind: 'year-to-date' }
  if (/以来|至今|起/.test(words)) return { ...days(span), kind: 'span' }
  if (span.to === today) {
    const last = lastDay(words, today)
    if (last && last > today) return asked(periodOf(span.from, last))
    if (/(?:周|星期|礼拜)$/.test(words)) return asked(periodAt('week', today))
    if (/季度?$/.test(words)) return asked(periodAt('quarter', today))
    if (/[上下]半年$/.test(words)) return asked(periodAt('half', today))
    if (/(?:月|月份)$/.test(words)) return asked(periodAt('month', today))
  }
  return asked(periodOf(span.from, span.to))
}

/** “6月22日到28日”, asked on the 24th: the calendar of reports ends on the day, a request means the 28th. */
function lastDay(words: string, today: string): string | undefined {
  const match = /[到至\-—–~](?:(\d{1,2})[月.])?(\d{1,2})[日号]?$/.exec(words)
  if (!match) return undefined
  const fields = { day: Number(match[2]), ...(match[1] ? { month: Number(match[1]) } : {}) }
  try {
    return Temporal.PlainDate.from(today).with(fields, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

function days({ from, to }: Span): Span {
  return { from, to }
}

function latelyIn(
  text: string,
  today: string,
): { words: string; span: AskedPeriod; trend: Trend } | undefined {
  const match = LATELY.exec(text)
  if (!match) return undefined
  const [words, number = '', unit = ''] = match
  const count =
    number === '半' ? (unit === '年' ? 6 : 1) : small(number) * (unit === '年' ? 12 : unit === '季度' ? 3 : 1)
  if (!count) return undefined
  const every = /周|星期|礼拜/.test(unit) ? 'week' : 'month'
  const periods = lastPeriods(every, today, Math.min(count, 36))
  const first = periods[0]
  if (!first) return undefined
  return {
    words,
    span: { from: first.from, to: periodAt(every, today).to, kind: 'span' },
    trend: { every, count: periods.length },
  }
}

function small(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens, ones] = text.includes('十') ? text.split('十') : [undefined, text]
  const digit = (sign: string | undefined) =>
    '〇一二三四五六七八九'.indexOf(sign === '两' ? '二' : ((sign ?? '')[0] ?? '〇'))
  return (tens === undefined ? 0 : tens ? digit(tens) * 10 : 10) + (ones ? digit(ones) : 0)
}

function plus(day: string, by: { days?: number; months?: number; years?: number }): string {
  return Temporal.PlainDate.from(day).add(by).toString()
}
