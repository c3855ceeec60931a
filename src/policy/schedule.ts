import type { Asked } from './question.ts'
import { dayText, spanAsked } from './times.ts'
import type { Unit } from './units.ts'
import { held, isMeasure, type Weighed } from './weights.ts'
import { plain } from './words.ts'

/** A dated row of a table or line of a list: a course, a session, a deadline. */
export interface Event {
  unit: Unit
  /** YYYY-MM-DD */
  start: string
  end: string
  /** Header of the column that dates it, where a row has a session a column: 第二期. */
  session?: string
}

export interface Scheduled {
  lead: string
  events: { unit: Unit; session?: string }[]
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const CHINESE_DAYS =
  /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s*[—–\-~至到]+\s*(?:(\d{1,2})月)?(\d{1,2})日)?(?:[（(].*)?$/
const DEADLINE = /截止|截至|报名|登记|提交/

/** A row of a table that says on which days something is. */
export function isEvent(unit: Unit, asOf: string): boolean {
  return eventOf(unit, asOf).length > 0
}

/** What a question about dates means in tables with dates; undefined when it is none. */
export function scheduled(
  asked: Asked,
  terms: readonly Weighed[],
  units: readonly Unit[],
  asOf: string,
): Scheduled | undefined {
  const events = units.flatMap((unit) => eventOf(unit, asOf))
  if (!events.length) return undefined
  const named = byName(events, terms, asked)
  if (!named.length) return undefined
  const span = spanAsked(asked.text, asOf)
  const sorted = [...named].sort((a, b) => (a.start < b.start ? -1 : 1))
  const upcoming = sorted.filter((event) => event.end >= asOf)
  const session = /第[一二三四五六七八九十\d]+[期场次批]/.exec(asked.text)?.[0]
  if (session) {
    const of = sorted.filter((event) => (event.session ?? event.unit.own).includes(session))
    return of.length ? { lead: '', events: of } : undefined
  }
  if (/下一?[期次场批]|最近一?[期次场]|接下来/.test(asked.text)) return next(upcoming, sorted)
  if (span) {
    const within = sorted.filter((event) => event.start <= span.to && event.end >= span.from)
    if (within.length) return { lead: '', events: within }
    const when = span.from === span.to ? dayText(span.from) : `${dayText(span.from)}至${dayText(span.to)}`
    const later = sorted.find((event) => event.start > span.to)
    if (later) return { lead: `${when}没有安排，之后最近的一期：`, events: [later] }
    const last = sorted.at(-1)
    return last ? { lead: `${when}没有安排，最后一期：`, events: [last] } : undefined
  }
  if (named.length === 1 || upcoming.length <= 3) {
    const shown = upcoming.length ? upcoming : sorted.slice(-1)
    return {
      lead: upcoming.length ? '' : '已经没有后续安排，最后一期：',
      events: shown,
    }
  }
  return next(upcoming, sorted)
}

function next(upcoming: readonly Event[], sorted: readonly Event[]): Scheduled | undefined {
  const [first] = upcoming
  if (first) return { lead: '', events: [first] }
  const last = sorted.at(-1)
  return last ? { lead: '已经没有后续安排，最后一期：', events: [last] } : undefined
}

export function eventOf(one: Unit, asOf: string): Event[] {
  const unit = one.kind === 'row' || one.passage.cells ? one : lineOf(one)
  if (!unit) return []
  const { cells = [], columns = [] } = unit.passage
  const year = /(\d{4})年/.exec(unit.passage.title)?.[1] ?? asOf.slice(0, 4)
  const dated = cells.flatMap((cell, place) => {
    const span = DEADLINE.test(columns[place] ?? '') ? undefined : spanIn(cell, year)
    return span ? [{ ...span, column: columns[place] ?? '' }] : []
  })
  const [first, second] = dated
  if (!first) return []
  // A row with a column a session is so many events; one with a beginning and an end is one.
  if (dated.filter((one) => SESSION.test(one.column)).length > 1)
    return dated.map(({ start, end, column }) => ({ unit, start, end, session: column }))
  return [{ unit, start: first.start, end: second && second.start > first.end ? second.start : first.end }]
}

/** 儿童主任培训班：7月16日至7月17日，9:00—16:30，报告厅，66人，7月10日报名截止，联系人夏知秋: a line, as a row would have it. */
function lineOf(unit: Unit): Unit | undefined {
  const [, name = '', rest = ''] = LINE.exec(unit.text) ?? []
  if (!name) return undefined
  const parts = rest.replace(/[。；;]$/, '').split(/[，,；;]/)
  const told = parts.map((part, place) => columnOf(part.trim(), place))
  const cells = [name, ...told.map(([cell]) => cell)]
  const columns = ['', ...told.map(([, column]) => column)]
  return { ...unit, passage: { ...unit.passage, cells, columns } }
}

const LINE =
  /^(?:\d{1,2}[.、．]\s*|[（(][一二三四五六七八九十]+[）)])?([^，。：:；]{3,24})[:：](\d{1,2}月\d{1,2}日.+)$/

/** A piece of such a line with the header that it would stand under. */
function columnOf(part: string, place: number): [cell: string, column: string] {
  const deadline = /^(\d{1,2}月\d{1,2}日)(?:前)?(报名截止|截止报名|截止)$/.exec(part)
  if (deadline) return [deadline[1] ?? '', '报名截止']
  const person = /^联系人[:：]?(.+)$/.exec(part)
  if (person) return [person[1] ?? '', '联系人']
  if (/^\d+[人名]$/.test(part)) return [part, '名额']
  if (place === 0) return [part, '日期']
  return /\d[:：]\d{2}/.test(part) ? [part, '时间'] : [part, '地点']
}

const SESSION = /第?[一二三四五六七八九十\d]+[期场次批班]|[上下]半年|[春夏秋冬]季/

/** The days of a cell: 2026-07-06, 7月6日, 7月6日—10日, 7月28日至8月2日. */
export function spanIn(cell: string, year: string): { start: string; end: string } | undefined {
  const text = cell.normalize('NFKC').trim()
  if (DAY.test(text)) return { start: text, end: text }
  const match = CHINESE_DAYS.exec(text)
  if (!match) return undefined
  const [, y = year, month = '', day = '', lastMonth = month, last = day] = match
  const made = (one: string, two: string) => `${y}-${one.padStart(2, '0')}-${two.padStart(2, '0')}`
  return { start: made(month, day), end: made(lastMonth, last) }
}

/** The events that the question names; all of them where it names no more than the table's own title. */
function byName(events: readonly Event[], terms: readonly Weighed[], asked: Asked): Event[] {
  const subject = terms.filter((term) => !isMeasure(term) && !isColumn(term, events))
  const title = plain(
    `${events[0]?.unit.passage.title ?? ''}${events[0]?.unit.passage.headings.join('') ?? ''}`,
  )
  const weight = subject.reduce((sum, term) => sum + term.weight, 0)
  if (
    !subject.length ||
    (subject.every((term) => held(term, title) > 0.8) && spanAsked(asked.text, '2026-01-01'))
  )
    return [...events]
  const scored = events.map((event) => ({
    event,
    share: subject.reduce((sum, term) => sum + term.weight * held(term, event.unit.own), 0) / weight,
  }))
  const best = Math.max(...scored.map((one) => one.share))
  if (best < 0.5) return []
  const chosen = scored.filter((one) => one.share > best - 0.08).map((one) => one.event)
  // The name of the event itself must be meant, not its place or its audience.
  const meant = (event: Event) =>
    subject.some((term) => held(term, plain(event.unit.passage.cells?.[0] ?? '')) > 0.6)
  return chosen.some(meant) ? chosen.filter(meant) : []
}

function isColumn(term: Weighed, events: readonly Event[]): boolean {
  return (events[0]?.unit.passage.columns ?? []).some((column) => held(term, plain(column)) === 1)
}

/** One event in a line: everything that its row tells. */
export function tellEvent({ unit, session }: { unit: Unit; session?: string }): string {
  const { cells = [], columns = [] } = unit.passage
  const days = cells.filter((cell) => DAY.test(cell.trim()))
  const parts = columns.flatMap((column, place) => {
    const cell = cells[place]?.trim() ?? ''
    if (!cell || place === 0) return []
    if (session !== undefined && column !== session && spanIn(cell, '2000')) return []
    if (session !== undefined && /^[—–\-/无]+$/.test(cell)) return []
    if (column === session) return [`${column}${cell}`]
    if (DAY.test(cell)) {
      if (DEADLINE.test(column)) return [`${column}${monthDay(cell)}`]
      const [start, end] = days
      if (
        cell === end &&
        start !== end &&
        place > 0 &&
        columns[place - 1] &&
        DAY.test(cells[place - 1]?.trim() ?? '')
      )
        return []
      return [
        start && end && end > start && /开始|起/.test(column)
          ? `${monthDay(start)}至${monthDay(end)}`
          : monthDay(cell),
      ]
    }
    if (DEADLINE.test(column) && /^\d{1,2}月/.test(cell)) return [`${column}${cell}`]
    return [
      /名额|人数/.test(column)
        ? `${column}${cell}${/^\d+$/.test(cell) ? '人' : ''}`
        : /联系|对象/.test(column)
          ? `${column}${cell}`
          : cell,
    ]
  })
  return `${cells[0]}：${[...new Set(parts)].join('，')}`
}

function monthDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}
