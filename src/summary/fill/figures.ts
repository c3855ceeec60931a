import type { Catalogue, Indicator } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import type { Organization } from '../../roster/organization.ts'
import { type Period, periodAt, periodOf, type Span, sameLastYear } from '../periods.ts'
import { type LevelTally, type Tally, tally } from '../tally.ts'
import { periodWords, spanText } from '../wording.ts'
import { seenLevels } from './levels.ts'
import type { Asked, When } from './quantity.ts'

/** A figure with what it is made of, or why there is none. `value` in the indicator's base unit, or percent. */
export interface Figure {
  value?: number
  entries: Entry[]
  /** “今年以来”, “6月22日—28日”. */
  time: string
  /** Why there is no figure, or why it should be looked at. */
  reason: string
  /** What to know about one that may stand. */
  note?: string
  /** Figures that must not be added up, each with whom it is of: one of them is meant. */
  apart?: { of: string; figure: Figure }[]
}

/** The ledger added up for whichever period a blank asks for; each period once. */
export interface Books {
  period: Period
  /** `part`: of a level told by several only this one (`pick.ts`). */
  of(asked: Asked, indicator: Indicator, org: string | undefined, part?: string): Figure
  tally: Tally
}

export interface BookInput {
  entries: readonly Entry[]
  catalogue: Catalogue
  organization: Organization
  from: string
  to: string
  /** UTC ISO */
  at: string
}

export function openBooks(input: BookInput): Books {
  const known = new Map<string, Tally>()
  const report = periodOf(input.from, input.to)
  const added = (period: Span & Partial<Period>): Tally => {
    const key = `${period.from}:${period.to}`
    const before = known.get(key)
    if (before) return before
    const now = tally({
      ...input,
      from: period.from,
      to: period.to,
      ...(period.kind ? { period: period as Period } : {}),
    })
    known.set(key, now)
    return now
  }
  return {
    period: report,
    tally: added(report),
    of(asked, indicator, org, part) {
      const when = periodFor(asked.when, report)
      if ('reason' in when) return none('', when.reason)
      if (indicator.kind === 'level' && asked.quantity === 'new') {
        const levels = added(when).levels.filter(
          (one) => one.indicator === indicator.id && (!org || one.org === org),
        )
        return levelOf(levels, indicator, when, input.organization, part)
      }
      return figureOf(asked, indicator, org, when, added, report)
    },
  }
}

function figureOf(
  asked: Asked,
  indicator: Indicator,
  org: string | undefined,
  period: Period,
  added: (period: Span & Partial<Period>) => Tally,
  report: Period,
): Figure {
  const time = timeText(period, report)
  if (asked.quantity === 'target') {
    const value = indicator.targets[period.to.slice(0, 4)]
    return value === undefined || org
      ? none(time, '没有设这一年的目标')
      : { value, entries: [], time: `${period.to.slice(0, 4)}年目标`, reason: '' }
  }
  if (indicator.kind === 'level') return none(time, '时点数没有增量')
  const now = flowOf(added(period), indicator, org, isYear(period))
  if (now.value === undefined)
    return none(
      time,
      `${time}没有单位报过${indicator.name}${now.pending ? `（有${now.pending}条待确认）` : ''}`,
    )
  const base: Figure = { value: now.value, entries: now.entries, time, reason: '' }
  if (asked.quantity === 'new') return base
  if (asked.quantity === 'share') {
    const target = indicator.targets[period.to.slice(0, 4)]
    if (!target || org) return none(time, '没有设这一年的目标，算不出比例')
    return { ...base, value: (now.value / target) * 100 }
  }
  const other = asked.against === 'lastYearSame' ? sameLastYear(period) : period.previous
  const before = flowOf(added(other), indicator, org, isYear(period))
  if (before.value === undefined) return none(time, '拿来比较的那一期没有数')
  return changed(base, now.value, before, asked)
}

function changed(
  base: Figure,
  now: number,
  before: { value?: number; entries: Entry[] },
  asked: Asked,
): Figure {
  const was = before.value ?? 0
  const change = Math.round((now - was) * 100) / 100
  const entries = [...base.entries, ...before.entries]
  if (asked.quantity === 'changeShare' && was === 0) return none(base.time, '上一期是0，算不出百分比')
  const value = asked.quantity === 'changeShare' ? Math.abs(change / was) * 100 : Math.abs(change)
  const wrong =
    (asked.direction === 'up' && change < 0) ||
    (asked.direction === 'down' && change > 0) ||
    change === 0 ||
    !asked.direction
  const reason = wrong ? `实际是${change > 0 ? '增加' : change < 0 ? '减少' : '持平'}，请改这句话` : ''
  return { value, entries, time: base.time, reason }
}

interface Flow {
  value?: number
  entries: Entry[]
  pending: number
}

function flowOf(result: Tally, indicator: Indicator, org: string | undefined, year: boolean): Flow {
  const line = result.indicators.find((one) => one.indicator === indicator.id)
  const pending = result.pending.filter(
    (one) => one.indicator === indicator.id && (!org || one.org === org),
  ).length
  const byOrg = (year ? line?.yearByOrg : line?.byOrg) ?? {}
  const all = (year ? line?.yearEntries : line?.entries) ?? []
  if (org) {
    const value = byOrg[org]
    return {
      ...(value === undefined ? {} : { value }),
      entries: all.filter((one) => one.org === org),
      pending,
    }
  }
  if (!Object.keys(byOrg).length) return { entries: [], pending }
  return { value: (year ? line?.yearToDate : line?.total) ?? 0, entries: all, pending }
}

/** Units that may be added up are; where several keep a list of the same, each stands apart. */
function levelOf(
  levels: readonly LevelTally[],
  indicator: Indicator,
  period: Period,
  organization: Organization,
  part: string | undefined,
): Figure {
  const { together, apart, reason } = seenLevels(levels, organization)
  const chosen = part ? apart.find((one) => one.of === part)?.levels : undefined
  if (apart.length && !chosen)
    return {
      ...none(`截至${dayWords(period.to)}`, reason),
      apart: apart.map((one) => ({ of: one.of, figure: { ...sumOf(one.levels, period), reason } })),
    }
  const found = chosen ?? together
  if (!found.length)
    return none(`截至${dayWords(period.to)}`, `截至${dayWords(period.to)}没有单位报过${indicator.name}`)
  const sum = sumOf(found, period)
  return reason ? { ...sum, note: reason } : sum
}

function sumOf(levels: readonly LevelTally[], period: Period): Figure {
  const newest = levels.reduce((best, one) => (one.at > best ? one.at : best), '')
  const stale =
    newest < `${Number(period.to.slice(0, 4)) - 1}${period.to.slice(4)}` ? `最近一次是${newest}的数` : ''
  return {
    value: Math.round(levels.reduce((sum, one) => sum + one.value, 0) * 100) / 100,
    entries: levels.map((one) => one.entry),
    time: `截至${dayWords(newest)}`,
    reason: stale,
    note: levels.length > 1 ? `由${levels.length}个单位各自的数相加` : '',
  }
}

function periodFor(when: When, report: Period): Period | { reason: string } {
  const year = Number(report.to.slice(0, 4))
  switch (when.kind) {
    case 'report':
      return report
    case 'week':
      return report.kind === 'week' || report.kind === 'span'
        ? report
        : fits(periodAt('week', report.to), report, '本周')
    case 'month':
      return report.kind === 'month' ? report : upTo(periodAt('month', report.to), report)
    case 'quarter':
      return report.kind === 'quarter' ? report : upTo(periodAt('quarter', report.to), report)
    case 'half':
      return report.kind === 'half' ? report : upTo(periodAt('half', report.to), report)
    case 'year':
      return periodAt('year-to-date', report.to)
    case 'before':
      return periodOf(report.previous.from, report.previous.to)
    case 'lastYear':
      return periodAt('year', `${year - 1}-12-31`)
    case 'lastYearSame': {
      const span = sameLastYear(report)
      return periodOf(span.from, span.to)
    }
    case 'month-of':
      return within(
        periodAt('month', `${when.year ?? year}-${String(when.number).padStart(2, '0')}-01`),
        report,
      )
    case 'quarter-of':
      return within(
        periodAt('quarter', `${when.year ?? year}-${String(when.number * 3).padStart(2, '0')}-01`),
        report,
      )
    case 'year-of':
      if (when.year > year) return { reason: `底稿写的是${when.year}年，还没有数` }
      return when.year === year ? periodAt('year-to-date', report.to) : periodAt('year', `${when.year}-12-31`)
  }
}

function fits(period: Period, report: Period, word: string): Period | { reason: string } {
  return report.kind === 'day'
    ? period
    : { reason: `底稿写的是“${word}”，填的却是${spanText(report, report.to)}` }
}

/** A month that still runs ends with the report. */
function upTo(period: Period, report: Period): Period {
  return period.to > report.to ? { ...period, to: report.to } : period
}

function within(period: Period, report: Period): Period | { reason: string } {
  return period.from > report.to ? { reason: '这段时间还没有到' } : upTo(period, report)
}

/** Since January running totals count too: the year to date is more than its increments. */
function isYear(period: Period): boolean {
  return period.from.endsWith('-01-01') && period.from.slice(0, 4) === period.to.slice(0, 4)
}

function timeText(period: Period, report: Period): string {
  if (isYear(period) && period.to === report.to) return '今年以来'
  return period.from === report.from && period.to === report.to && period.kind !== 'span'
    ? periodWords(period.kind).now
    : spanText(period, report.to)
}

function dayWords(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
}

function none(time: string, reason: string): Figure {
  return { entries: [], time, reason }
}
