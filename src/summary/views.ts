import type { Chart, SummaryReply } from '../reply.ts'
import { behind, headlines, missingLine, sentence, shortName } from './narrative.ts'
import type { Period, Span } from './periods.ts'
import {
  missingTable,
  type Names,
  rankTable,
  restText,
  sectionTables,
  targetTable,
  unitName,
  unitTable,
} from './tables.ts'
import type { Tally } from './tally.ts'
import { type Course, sparkline, type Unusual } from './trends.ts'
import { numberText, percentText, spanText } from './wording.ts'

/** The part of a card that a view fills. */
export type ViewParts = Pick<SummaryReply, 'headlines' | 'missing' | 'tables'> & { chart?: Chart }

/** Courses over periods, for charts and tables over time. */
export interface Courses {
  periods: readonly Period[]
  of: ReadonlyMap<string, Course>
}

export function overview(
  tally: Tally,
  names: Names,
  courses: Courses,
  odd: ReadonlyMap<string, Unusual>,
): ViewParts {
  const chart = courseChart(tally, names, courses)
  return {
    headlines: headlines(tally, names, odd),
    missing: missingLine(tally, (id) => unitName(id, names.organization), names.waiting),
    tables: sectionTables(tally, names),
    ...(chart ? { chart } : {}),
  }
}

/** At most two lines: the indicators behind their target, else those with one. */
function courseChart(tally: Tally, names: Names, { periods, of }: Courses): Chart | undefined {
  const late = behind(tally, names.today)
  const others = tally.indicators.filter((one) => one.target !== null && !late.includes(one))
  const plain = tally.indicators.length <= 2 ? tally.indicators : []
  const shown = [...late, ...others, ...plain.filter((one) => one.target === null)]
    .filter((one) => (of.get(one.indicator) ?? []).filter((value) => value !== undefined).length > 1)
    .slice(0, 2)
  // Two units on one axis say nothing.
  const series = shown.filter((one) => one.unit === shown[0]?.unit)
  if (!series.length) return undefined
  const every = periods[0]?.kind === 'month' ? '月' : '周'
  return {
    title: `近${periods.length}${every}${late.length ? '，落后于目标的指标' : ''}（${series[0]?.unit}）`,
    kind: 'line',
    series: series.map((one) => ({
      name: shortName(one.indicator, names.catalogue),
      points: periods.flatMap((period, i) => {
        const value = of.get(one.indicator)?.[i]
        return value === undefined ? [] : [{ label: labelOf(period), value }]
      }),
    })),
  }
}

/** “6.15” of a week, “6月” of a month. */
function labelOf({ from, kind }: Period): string {
  const [year, month, day] = from.split('-').map(Number)
  if (kind === 'month') return `${month}月`
  return kind === 'week' ? `${month}.${day}` : `${year}.${month}.${day}`
}

export function byUnit(tally: Tally, names: Names): ViewParts {
  const lines = tally.indicators
    .filter((one) => Object.keys(one.byOrg).length)
    .slice(0, 3)
    .map((one, i) => `${sentence(one, names, i)}。`)
  return {
    headlines: lines.length ? lines : [`${names.now}还没有登记的数。`],
    missing: missingLine(tally, (id) => unitName(id, names.organization), names.waiting),
    tables: [unitTable(tally, names)],
  }
}

export function targets(tally: Tally, names: Names): ViewParts {
  const withTarget = tally.indicators.filter((one) => one.target !== null)
  const late = behind(tally, names.today)
  const name = (id: string) => shortName(id, names.catalogue)
  const one = withTarget.length === 1 ? withTarget[0] : undefined
  const lines = one
    ? [
        `${name(one.indicator)}今年累计${numberText(one.yearToDate)}${one.unit}，${restText(one) === '已完成' ? '全年目标已完成' : `离全年目标${numberText(one.target ?? 0)}${one.unit}还差${restText(one)}`}，完成${percentText(one.targetShare ?? 0)}。`,
      ]
    : [
        late.length
          ? `${late.length}项落后于时间进度：${late.map((item) => `${name(item.indicator)}（完成${percentText(item.targetShare ?? 0)}，还差${restText(item)}）`).join('、')}。`
          : withTarget.length
            ? '各项目标都跟上了时间进度。'
            : '',
      ]
  return {
    headlines: lines[0] ? lines : ['这些指标没有定目标，或者还没有数。'],
    missing: '',
    tables: withTarget.length > 1 ? [{ heading: '离目标', table: targetTable(tally, names) }] : [],
  }
}

export function ranks(tally: Tally, names: Names): ViewParts {
  const shown = tally.indicators.filter((one) => Object.keys(one.byOrg).length)
  const lines = shown.slice(0, 6).map((one) => {
    const values = Object.values(one.byOrg)
    const most = Math.max(...values)
    const best = Object.keys(one.byOrg).filter((org) => one.byOrg[org] === most)
    return `${shortName(one.indicator, names.catalogue)}：${values.length > 1 ? '最多的是' : ''}${best.map((org) => unitName(org, names.organization)).join('、')}，${numberText(most)}${one.unit}。`
  })
  return {
    headlines: lines.length ? lines : [`${names.now}还没有登记的数。`],
    missing: missingLine(tally, (id) => unitName(id, names.organization), names.waiting),
    tables: shown.map((one, i) => ({
      heading: shortName(one.indicator, names.catalogue),
      table: rankTable(one, names.organization),
      folded: i > 0,
    })),
  }
}

/** Who owes what. Asked about a day or about units without duties, it says who has reported. */
export function missing(
  tally: Tally,
  names: Names,
  asked: { orgs?: readonly string[]; indicators?: readonly string[] },
): ViewParts {
  const name = (id: string) => unitName(id, names.organization)
  if (!tally.owing) {
    const reported = [...new Set(tally.indicators.flatMap((one) => Object.keys(one.byOrg)))]
    const wanted = asked.orgs ?? []
    const without = wanted.filter((org) => !reported.includes(org))
    const things = asked.indicators?.map((id) => shortName(id, names.catalogue)).join('、') ?? ''
    const lines = [
      ...tally.indicators.flatMap((one) =>
        Object.entries(one.byOrg).map(
          ([org, value]) =>
            `${name(org)}${names.now}报了${shortName(one.indicator, names.catalogue)}${numberText(value)}${one.unit}。`,
        ),
      ),
      ...(without.length ? [`${without.map(name).join('、')}${names.now}还没有报${things}。`] : []),
    ]
    return {
      headlines: lines.length
        ? lines
        : [`${names.now}没有规定要报的数${reported.length ? '' : '，也还没有人报'}。`],
      missing: '',
      tables: [],
    }
  }
  const lines = tally.missing.length
    ? [
        `${names.now}还有${tally.missing.length}个单位没报齐：${tally.missing.map((one) => name(one.org)).join('、')}。`,
        ...(names.waiting?.open ? [`${names.waiting.open}。`] : []),
      ]
    : [`${names.now}该报的${tally.owing}个单位都报齐了。`]
  return {
    headlines: lines,
    missing: tally.pending.length ? `待确认 ${tally.pending.length} 项` : '',
    tables: tally.missing.length
      ? [{ heading: '未报', table: missingTable(tally, names.organization, names.catalogue) }]
      : [],
  }
}

/** More indicators than these are no chart that can be read. */
const CHARTED = 2

/** Months or weeks as rows, indicators as columns. */
export function overTime(
  names: Names,
  { periods, of }: Courses,
  units: ReadonlyMap<string, string>,
): ViewParts {
  const shown = names.catalogue
    .map((one) => one.id)
    .filter((id) => of.get(id)?.some((value) => value !== undefined))
  if (!shown.length) return { headlines: ['这段时间还没有登记的数。'], missing: '', tables: [] }
  const lines = shown.slice(0, 12).map((id) => {
    const course = of.get(id) ?? []
    // Few enough for a chart need no bars of letters.
    const bars = shown.length > CHARTED ? `${sparkline(course)} ` : ''
    return `${shortName(id, names.catalogue)} ${bars}${courseText(course, periods, units.get(id) ?? '', names)}`
  })
  const rows = periods.map((period, i) => [
    spanText(period, names.today),
    ...shown.map((id) => valueOr(of.get(id)?.[i])),
  ])
  const columns = [
    periods[0]?.kind === 'month' ? '月份' : '周',
    ...shown.map((id) => `${shortName(id, names.catalogue)}（${units.get(id) ?? ''}）`),
  ]
  const chart: Chart = {
    title: `${shortName(shown[0]!, names.catalogue)}（${units.get(shown[0]!) ?? ''}）`,
    kind: periods[0]?.kind === 'month' ? 'bar' : 'line',
    series: [
      {
        name: shortName(shown[0]!, names.catalogue),
        points: periods.flatMap((period, i) => pointOf(period, of.get(shown[0]!)?.[i])),
      },
    ],
  }
  return {
    headlines: lines,
    missing: '',
    tables: [{ heading: '逐期', table: { columns, rows }, folded: shown.length > 4 }],
    ...(shown.length <= CHARTED ? { chart } : {}),
  }
}

/** “6月15日—21日13户；前11周6—12户，平均8.5户”: a period that still runs is not set among the others. */
function courseText(course: Course, periods: readonly Period[], unit: string, { today }: Names): string {
  const at = course.findLastIndex((value) => value !== undefined)
  const running = (periods[at]?.to ?? '') >= today
  const last = `${spanText(periods[at]!, today)}${running ? '到目前' : ''}${numberText(course[at] ?? 0)}${unit}`
  const before = course.slice(0, at).filter((value) => value !== undefined)
  if (before.length < 2) return last
  const [low, high] = [Math.min(...before), Math.max(...before)]
  const range = low === high ? `都是${numberText(low)}` : `${numberText(low)}—${numberText(high)}`
  const mean = Math.round((before.reduce((sum, value) => sum + value, 0) / before.length) * 10) / 10
  const every = periods[0]?.kind === 'month' ? '个月' : '周'
  return `${last}；此前${before.length}${every}${range}${unit}${low === high ? '' : `，平均${numberText(mean)}${unit}`}`
}

function pointOf(period: Period, value: number | undefined) {
  return value === undefined ? [] : [{ label: labelOf(period), value }]
}

function valueOr(value: number | undefined): string {
  return value === undefined ? '—' : numberText(value)
}

/** “6/8个街道已报”; of units of several kinds 个单位. */
export function reportedText(tally: Tally, { organization }: Pick<Names, 'organization'>): string {
  if (!tally.owing) return ''
  const owing = new Set(organization.reporting.flatMap((duty) => duty.units))
  const kinds = new Set([...owing].map((id) => organization.units.find((unit) => unit.id === id)?.kind))
  const noun =
    kinds.size === 1 &&
    kinds.has('street') &&
    [...owing].every((id) => unitName(id, organization).endsWith('街道'))
      ? '街道'
      : '单位'
  return `${tally.complete}/${tally.owing}个${noun}已报`
}

/** “重点工作周报 6月15日—21日”, “新河街道重点工作今年以来 …” */
export function titleOf(
  period: Period | (Span & { kind: Period['kind'] }),
  today: string,
  scope: string,
): string {
  const kinds: Partial<Record<Period['kind'], string>> = {
    day: '日报',
    week: '周报',
    month: '月报',
    quarter: '季报',
    year: '年报',
  }
  return `${scope}${kinds[period.kind] ?? '汇总'} ${spanText(period, today)}`
}
