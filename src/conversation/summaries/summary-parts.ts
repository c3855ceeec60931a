import { type CaseLine, caseHeadlines, caseTables } from '../../summary/cases.ts'
import type { Telling } from '../../summary/narrative.ts'
import type { Period, Span } from '../../summary/periods.ts'
import { lastPeriods } from '../../summary/periods.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import type { Names } from '../../summary/tables.ts'
import type { Tally } from '../../summary/tally.ts'
import { courses, type Unusual, unusual } from '../../summary/trends.ts'
import * as views from '../../summary/views.ts'
import { ALL_KNOWN } from '../ports.ts'
import type { Scene } from '../scene.ts'
import type { Scope } from './summaries.ts'

const WEEKS = 12

/** The part of the card that the view asked for fills, with the courses over time that it shows. */
export async function partsOf(
  request: SummaryRequest,
  result: Tally,
  names: Names,
  scope: Scope,
  scene: Scene,
): Promise<views.ViewParts> {
  const indicators = request.indicators ?? scope.catalogue.map((one) => one.id)
  const over = async (every: 'week' | 'month', periods: readonly Period[]) => {
    const orgs = scope.orgs === 'all' ? {} : { orgs: scope.orgs }
    const entries = await scene.ledger.overTime(ALL_KNOWN, periods, { every, indicators, ...orgs })
    return { periods, of: courses(entries, periods) }
  }
  switch (request.view) {
    case 'by-unit':
      return views.byUnit(result, names)
    case 'target':
      return views.targets(result, names)
    case 'rank':
      return views.ranks(result, names)
    case 'missing':
      return views.missing(result, names, request)
    case 'months':
      return views.overTime(names, await over('month', monthsOf(request.period, scene.today)), unitsOf(names))
    case 'trend':
      return views.overTime(
        names,
        await over(request.trend?.every ?? 'week', trendPeriods(request, scene.today)),
        unitsOf(names),
      )
    default: {
      const end = request.period.to < scene.today ? request.period.to : scene.today
      const weeks = await over('week', lastPeriods('week', end, WEEKS))
      return views.overview(result, names, weeks, odd(request, result, weeks, names))
    }
  }
}

/** The section on cases, milestones and leads, below the figures; what waits for confirmation stays last. */
export function withCases(
  parts: views.ViewParts,
  lines: readonly CaseLine[],
  telling: Parameters<typeof caseTables>[1],
): views.ViewParts {
  if (!lines.length) return parts
  const open = parts.tables.filter((one) => !one.folded)
  return {
    ...parts,
    headlines: [...parts.headlines, ...caseHeadlines(lines, telling)],
    tables: [...open, ...caseTables(lines, telling), ...parts.tables.filter((one) => one.folded)],
  }
}

/** Only whole weeks are set against weeks. */
function odd(
  request: SummaryRequest,
  result: Tally,
  { of }: views.Courses,
  telling: Telling,
): Map<string, Unusual> {
  if (request.period.kind !== 'week' || telling.running) return new Map()
  return new Map(
    result.indicators.flatMap((one) => {
      const strange = Object.keys(one.byOrg).length
        ? unusual(one.total, (of.get(one.indicator) ?? []).slice(0, -1))
        : undefined
      return strange ? [[one.indicator, strange] as const] : []
    }),
  )
}

function unitsOf({ catalogue }: Names): Map<string, string> {
  return new Map(catalogue.map((one) => [one.id, one.unit]))
}

function monthsOf(period: Span, today: string): Period[] {
  const end = period.to < today ? period.to : today
  const all = lastPeriods('month', end, 36)
  return all.filter((one) => one.to >= period.from)
}

function trendPeriods({ trend, period }: SummaryRequest, today: string): Period[] {
  const end = period.to < today ? period.to : today
  return lastPeriods(trend?.every ?? 'week', end, trend?.count ?? WEEKS)
}
