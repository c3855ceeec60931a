import type { Table } from '../reply.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import { type Organization, unitById } from '../roster/organization.ts'
import { shortName, type Telling } from './narrative.ts'
import type { IndicatorTally, LevelTally, Tally } from './tally.ts'
import { numberText, percentText, periodWords, spanText } from './wording.ts'

export interface Titled {
  heading: string
  table: Table
  folded?: boolean
}

/** What a table needs to name things. */
export interface Names extends Telling {
  organization: Organization
  /** Who is late, and the words on what is not due yet: “已报6/8，截止周五16:30”; without it all that is missing is late. */
  waiting?: { late: Tally['missing']; open?: string }
}

/** More sections than these are put together: a card takes five tables. */
const SECTIONS = 3

export function unitName(id: string, organization: Organization): string {
  return unitById(organization, id)?.name ?? id
}

/** The figures by section: what has any in the period open, what has only a year behind it folded. */
export function sectionTables(tally: Tally, names: Names): Titled[] {
  const now = tally.indicators.filter((one) => Object.keys(one.byOrg).length > 0 || one.previous !== 0)
  const quiet = tally.indicators.filter((one) => !now.includes(one) && one.yearToDate !== 0)
  const section = (one: IndicatorTally) =>
    names.catalogue.find((known) => known.id === one.indicator)?.section ?? '已不在目录的指标'
  const groups = [...Map.groupBy(now, section)].toSorted((a, b) => b[1].length - a[1].length)
  const own = groups.length > SECTIONS + 1 ? groups.slice(0, SECTIONS) : groups
  const rest = groups.slice(own.length).flatMap(([, list]) => list)
  return [
    ...own.map(([heading, list]) => ({ heading, table: figureTable(list, names) })),
    ...(rest.length ? [{ heading: '其他科室', table: figureTable(rest, names) }] : []),
    ...(tally.levels.length
      ? [{ heading: '时点数', table: levelTable(tally.levels, names), folded: now.length > 0 }]
      : []),
    ...(quiet.length
      ? [
          {
            heading: `${names.now}没有数的指标（${quiet.length}项）`,
            table: figureTable(quiet, names),
            folded: true,
          },
        ]
      : []),
    ...entryTables(tally, names),
  ]
}

function figureTable(list: readonly IndicatorTally[], { now, before, catalogue }: Names): Table {
  const targets = list.some((one) => one.target !== null)
  // A report on the year so far has its total already.
  const year = now !== periodWords('year-to-date').now
  return {
    columns: ['指标', now, before, ...(year ? ['今年累计'] : []), ...(targets ? ['目标'] : [])],
    rows: list.map((one) => [
      shortName(one.indicator, catalogue),
      Object.keys(one.byOrg).length ? `${numberText(one.total)}${one.unit}` : '未报',
      Object.keys(one.previousByOrg).length ? `${numberText(one.previous)}${one.unit}` : '—',
      ...(year ? [`${numberText(one.yearToDate)}${one.unit}`] : []),
      ...(targets ? [targetText(one)] : []),
    ]),
  }
}

/** “320（71%）”: short, for a phone. */
function targetText(one: IndicatorTally): string {
  return one.target === null ? '—' : `${numberText(one.target)}（${percentText(one.targetShare ?? 0)}）`
}

function levelTable(levels: readonly LevelTally[], { catalogue, organization, today }: Names): Table {
  return {
    columns: ['指标', '单位', '数', '截至', '较前'],
    rows: levels.map((one) => [
      shortName(one.indicator, catalogue),
      unitName(one.org, organization),
      `${numberText(one.value)}${one.unit}`,
      spanText({ from: one.at, to: one.at }, today),
      one.before === undefined ? '—' : changeText(one.value - one.before, one.unit),
    ]),
  }
}

/** “增加3户”, “减少2户”, “持平” */
function changeText(change: number, unit: string): string {
  const rounded = Math.round(change * 100) / 100
  if (!rounded) return '持平'
  return `${rounded > 0 ? '增加' : '减少'}${numberText(Math.abs(rounded))}${unit}`
}

/** What is in neither total, and what waits: told, so that nobody misses it. */
function entryTables(tally: Tally, names: Names): Titled[] {
  const rows = (list: Tally['pending']) =>
    list.map((one) => [
      unitName(one.org, names.organization),
      shortName(one.indicator, names.catalogue),
      `${numberText(one.value)}${one.unit}`,
      spanText(one, names.today),
      one.reporterName,
    ])
  const columns = ['单位', '指标', '数', '期间', '谁报的']
  return [
    ...(tally.pending.length
      ? [
          {
            heading: `待确认，未计入（${tally.pending.length}项）`,
            table: { columns, rows: rows(tally.pending) },
            folded: true,
          },
        ]
      : []),
    ...(tally.straddling.length
      ? [
          {
            heading: `跨期的数，只计入全年（${tally.straddling.length}项）`,
            table: { columns, rows: rows(tally.straddling) },
            folded: true,
          },
        ]
      : []),
  ]
}

/** Units as rows, indicators as columns; a unit that has not reported what it owes says so. */
export function unitTable(tally: Tally, { catalogue, organization }: Names): Titled {
  const shown = tally.indicators.filter(
    (one) =>
      Object.keys(one.byOrg).length > 0 ||
      tally.missing.some((owed) => owed.indicators.includes(one.indicator)),
  )
  const units = new Set([
    ...shown.flatMap((one) => Object.keys(one.byOrg)),
    ...tally.missing.map((one) => one.org),
  ])
  const known = organization.units.map((unit) => unit.id)
  const ordered = [
    ...known.filter((id) => units.has(id)),
    ...[...units].filter((id) => !known.includes(id)).sort(),
  ]
  const owes = (org: string, indicator: string) =>
    tally.missing.some((one) => one.org === org && one.indicators.includes(indicator))
  const rows = ordered.map((org) => [
    unitName(org, organization),
    ...shown.map((one) =>
      one.byOrg[org] === undefined
        ? owes(org, one.indicator)
          ? '未报'
          : '—'
        : numberText(one.byOrg[org] ?? 0),
    ),
  ])
  const total = ['合计', ...shown.map((one) => numberText(one.total))]
  return {
    heading: '按单位',
    table: {
      columns: ['单位', ...shown.map((one) => `${shortName(one.indicator, catalogue)}（${one.unit}）`)],
      rows: rows.length > 1 ? [...rows, total] : rows,
    },
  }
}

export function targetTable(tally: Tally, { catalogue }: Names): Table {
  const rows = tally.indicators
    .filter((one) => one.target !== null)
    .toSorted((a, b) => (a.targetShare ?? 0) - (b.targetShare ?? 0))
    .map((one) => [
      shortName(one.indicator, catalogue),
      `${numberText(one.yearToDate)}${one.unit}`,
      `${numberText(one.target ?? 0)}${one.unit}`,
      percentText(one.targetShare ?? 0),
      restText(one),
    ])
  return { columns: ['指标', '今年累计', '目标', '完成', '还差'], rows }
}

export function restText(one: IndicatorTally): string {
  const rest = Math.round(((one.target ?? 0) - one.yearToDate) * 100) / 100
  return rest > 0 ? `${numberText(rest)}${one.unit}` : '已完成'
}

/** Who did most of an indicator, first to last; equal figures share a place. */
export function rankTable(one: IndicatorTally, organization: Organization): Table {
  const sorted = Object.entries(one.byOrg).toSorted((a, b) => b[1] - a[1])
  return {
    columns: ['名次', '单位', `数（${one.unit}）`],
    rows: sorted.map(([org, value]) => [
      String(sorted.findIndex(([, other]) => other === value) + 1),
      unitName(org, organization),
      numberText(value),
    ]),
  }
}

export function missingTable(tally: Tally, organization: Organization, catalogue: Catalogue): Table {
  return {
    columns: ['单位', '未报的指标'],
    rows: tally.missing.map((one) => [
      unitName(one.org, organization),
      one.indicators.map((id) => shortName(id, catalogue)).join('、'),
    ]),
  }
}
