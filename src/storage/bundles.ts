import { type SQL, sql } from 'drizzle-orm'
import type { Entry } from '../reporting/entry.ts'
import { bundleOf, type Sum } from '../summary/bundle.ts'
import { among, type Row, type Store } from './store.ts'

/** Days YYYY-MM-DD, both included, of one calendar year: the index is cut by years. */
export interface Stretch {
  from: string
  to: string
}

/** A clock that was set back may have dated an act before its entry; not by more than this. */
export const CLOCK_MS = 48 * 3600_000

const SERIES = '\n'

/** How a unit's figures of one indicator are looked up. */
export function seriesOf(one: { indicator: string; org: string }): string {
  return `${one.indicator}${SERIES}${one.org}`
}

/** An entry whose acts make it count otherwise than its row says: +1 confirmed, −1 ended, at that time. */
interface Changed {
  indicator: string
  org: string
  value: number
  from: string
  to: string
  sign: 1 | -1
}

/** Sums as the rows themselves have them, before acts are looked at. */
export interface RowSums {
  stretch: Stretch
  /** By `seriesOf`. */
  sums: Map<string, Sum>
  /** UTC ISO; when the first of the rows was received: no act on them is older. Empty: there are none. */
  earliest: string
  /** Added up over units, without these series. */
  except?: ReadonlySet<string>
}

/**
 * The recorded increments that lie in a stretch, one sum for each unit and indicator, read from the index alone. `except`: one sum
 * for each indicator over all units, these series left out.
 */
export async function rowSums(
  store: Store,
  at: string,
  stretch: Stretch,
  except?: ReadonlySet<string>,
): Promise<RowSums> {
  const rows = await store.all(except ? overUnits(at, stretch, except) : byUnit(at, stretch))
  const earliest = rows.reduce(
    (first, row) => (first && first < String(row.earliest) ? first : String(row.earliest)),
    '',
  )
  return {
    stretch,
    earliest,
    ...(except ? { except } : {}),
    sums: new Map(rows.map((row) => [seriesOf(row as never), sumOf(row)])),
  }
}

function byUnit(at: string, stretch: Stretch): SQL {
  return sql`
    SELECT indicator, org, sum(value) FILTER (WHERE status = 'recorded') AS value,
      count(*) FILTER (WHERE status = 'recorded') AS count,
      min(from_day) AS first, max(to_day) AS last, min(received_at) AS earliest
    FROM entries WHERE ${increments(at, stretch)} GROUP BY indicator, org`
}

/** Nothing is set against these sums, so that their days may be those of the stretch. */
function overUnits(at: string, stretch: Stretch, except: ReadonlySet<string>): SQL {
  const each = sql`
    SELECT indicator, org, sum(value) FILTER (WHERE status = 'recorded') AS value,
      count(*) FILTER (WHERE status = 'recorded') AS count, min(received_at) AS earliest
    FROM entries WHERE ${increments(at, stretch)} GROUP BY indicator, org`
  return sql`
    SELECT indicator, '' AS org, sum(value) AS value, sum(count) AS count, ${stretch.from} AS first, ${stretch.to} AS last,
      min(earliest) AS earliest
    FROM (${each}) WHERE indicator || ${SERIES} || org NOT IN ${among(except)} GROUP BY indicator`
}

function increments(at: string, { from, to }: Stretch): SQL {
  return sql`measure = 'increment' AND CAST(to_day AS INTEGER) = ${Number(to.slice(0, 4))} AND from_day >= ${from}
    AND to_day <= ${to} AND received_at <= ${at}`
}

/** What acts up to `at` have made of increments that end within the days. */
export async function changedBy(store: Store, at: string, since: string, days: Stretch): Promise<Changed[]> {
  const rows = await store.all(sql`
    SELECT e.id, e.indicator, e.org, e.value, e.from_day, e.to_day, e.status, a.act
    FROM entry_acts a CROSS JOIN entries e ON e.id = a.entry_id
    WHERE a.at <= ${at} AND a.at >= ${since} AND e.measure = 'increment' AND e.to_day >= ${days.from}
      AND e.to_day <= ${days.to} AND e.received_at <= ${at}`)
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((acts): Changed[] => {
    const row = acts[0]!
    const ended = acts.some((one) => one.act !== 'confirm')
    const wasCounted = row.status === 'recorded'
    const counted = !ended && (wasCounted || acts.length > 0)
    if (counted === wasCounted) return []
    const days = { from: String(row.from_day), to: String(row.to_day) }
    return [
      {
        indicator: String(row.indicator),
        org: String(row.org),
        ...days,
        value: Number(row.value),
        sign: counted ? 1 : -1,
      },
    ]
  })
}

/** The sums with what acts have made of single rows, as entries that stand for many. */
export function bundles({ stretch, sums, except }: RowSums, changed: readonly Changed[]): Map<string, Entry> {
  for (const one of changed) {
    if (one.from < stretch.from || one.to > stretch.to || except?.has(seriesOf(one))) continue
    const org = except ? '' : one.org
    const key = seriesOf({ ...one, org })
    const sum = sums.get(key) ?? {
      indicator: one.indicator,
      org,
      from: one.from,
      to: one.to,
      cents: 0,
      count: 0,
    }
    sum.cents += one.sign * Math.round(one.value * 100)
    sum.count += one.sign
    sums.set(key, sum)
  }
  return new Map([...sums].filter(([, sum]) => sum.count > 0).map(([key, sum]) => [key, bundleOf(sum)]))
}

function sumOf(row: Row): Sum {
  return {
    indicator: String(row.indicator),
    org: String(row.org),
    cents: Math.round(Number(row.value) * 100),
    count: Number(row.count),
    from: String(row.first),
    to: String(row.last),
  }
}

/** Sums of the increments that start after a day of their own series, and end by `to`: what a running total does not hold. */
export async function bundlesAfter(
  store: Store,
  at: string,
  to: string,
  series: readonly { indicator: string; org: string; after: string }[],
): Promise<Entry[]> {
  if (!series.length) return []
  const rows = await store.all(sql`
    SELECT s.value ->> 0 AS indicator, s.value ->> 1 AS org, count(*) AS count, min(e.from_day) AS first, max(e.to_day) AS last,
      sum(e.value) AS value
    FROM json_each(${JSON.stringify(series.map((one) => [one.indicator, one.org, one.after]))}) s CROSS JOIN entries e
    WHERE e.measure = 'increment' AND CAST(e.to_day AS INTEGER) = ${Number(to.slice(0, 4))}
      AND e.indicator = s.value ->> 0 AND e.org = s.value ->> 1
      AND e.to_day > s.value ->> 2 AND e.from_day > s.value ->> 2 AND e.to_day <= ${to} AND ${countedAt(at)}
    GROUP BY s.key`)
  return rows.map((row) => bundleOf(sumOf(row)))
}

/** Of a row of `entries e`: it counts at a time. */
function countedAt(at: string): SQL {
  return sql`e.received_at <= ${at}
    AND (e.status = 'recorded' OR EXISTS (SELECT 1 FROM entry_acts c WHERE c.entry_id = e.id AND c.act = 'confirm' AND c.at <= ${at}))
    AND NOT EXISTS (SELECT 1 FROM entry_acts x WHERE x.entry_id = e.id AND x.act <> 'confirm' AND x.at <= ${at})`
}

/** A unit's statements of one indicator, each standing for all before it: the days of the latest, and the years that hold any. */
export interface Statements {
  indicator: string
  org: string
  days: string[]
  years: number[]
}

/**
 * Which days hold the latest level, or running total since `january`, of each unit and indicator up to `to`, and the latest before
 * `from`; what acts have made of them is not looked at yet.
 */
export async function latestDays(
  store: Store,
  at: string,
  { from, to }: Stretch,
  january?: string,
): Promise<Statements[]> {
  const of = january
    ? sql`measure = 'cumulative' AND CAST(to_day AS INTEGER) = ${Number(january.slice(0, 4))} AND from_day = ${january}`
    : sql`measure = 'level'`
  const rows = await store.all(sql`
    SELECT indicator, org, CAST(to_day AS INTEGER) AS year, max(to_day) AS last, max(CASE WHEN to_day < ${from} THEN to_day ELSE '' END) AS before
    FROM entries WHERE ${of} AND to_day <= ${to} AND received_at <= ${at}
    GROUP BY CAST(to_day AS INTEGER), indicator, org`)
  return [...Map.groupBy(rows, (row) => seriesOf(row as never)).values()].map((years) => ({
    indicator: String(years[0]!.indicator),
    org: String(years[0]!.org),
    days: [...new Set([latest(years, 'last'), latest(years, 'before')])].filter(Boolean),
    years: years.map((row) => Number(row.year)),
  }))
}

function latest(rows: readonly Row[], column: string): string {
  return rows.reduce((best, row) => (String(row[column]) > best ? String(row[column]) : best), '')
}
