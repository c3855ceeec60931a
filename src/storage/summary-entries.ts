import { type SQL, sql } from 'drizzle-orm'
import { later } from '../clock.ts'
import type { Entry, Measure } from '../reporting/entry.ts'
import { lengthOf, type Span } from '../summary/periods.ts'
import { isLater } from '../summary/running-totals.ts'
import {
  bundles,
  bundlesAfter,
  CLOCK_MS,
  changedBy,
  latestDays,
  rowSums,
  type Stretch,
  seriesOf,
} from './bundles.ts'
import { among, type Store } from './store.ts'

/** Longer periods than this are added up in the database; shorter ones come entry by entry. */
const EACH_DAYS = 31

export type Read = (condition: SQL, at: string) => Promise<Entry[]>

/**
 * What the tally of `period` needs, as known at `at`: each entry of the period and of the one before it, and the rest of the
 * year in sums (`bundle.ts`), so that a million entries are not carried about for one week. Where running totals must be set
 * against increments, what they decide on comes entry by entry. `allUnits`: the sums are of all units together.
 */
export async function summaryEntries(
  store: Store,
  read: Read,
  at: string,
  period: Span,
  previous: Span,
  { allUnits = false, heirs = new Map() }: { allUnits?: boolean; heirs?: ReadonlyMap<string, string> } = {},
): Promise<Entry[]> {
  const january = `${period.to.slice(0, 4)}-01-01`
  const start = previous.from
  const whole = lengthOf({ from: start, to: period.to }) > 2 * EACH_DAYS
  const summed = [...(january < start ? [{ from: january, to: dayBefore(start) }] : [])]
  if (whole) summed.push(...[previous, period].filter(inOneYear))
  const since = january < start ? january : start
  const levels = await latestOf(store, read, at, period)
  const running = await runningTotals(store, read, at, since, period.to)
  const { single, after } = runningSeries(running, january, whole)
  // A running total of a unit may hold what was reported by those that were merged into it.
  for (const [old, heir] of heirs)
    for (const { indicator, org } of running)
      if (org === heir) {
        single.add(seriesOf({ indicator, org: old }))
        after.delete(seriesOf({ indicator, org: old }))
      }
  const apart = new Set([...single, ...(whole ? [] : after.keys())])
  const rows = await Promise.all(
    summed.map((stretch, i) =>
      rowSums(store, at, stretch, allUnits && i === 0 && january < start ? apart : undefined),
    ),
  )
  const earliest = rows
    .map((one) => one.earliest)
    .filter(Boolean)
    .sort()[0]
  const changed = earliest
    ? await changedBy(store, at, later(earliest, -CLOCK_MS), { from: since, to: period.to })
    : []
  const sums: Entry[] = []
  for (const one of rows)
    for (const [key, bundle] of bundles(one, changed))
      if (!single.has(key) && !(one.stretch.from === january && !whole && after.has(key))) sums.push(bundle)
  if (!whole && january < start) {
    const wanted = [...after.values()].map(({ indicator, org, to }) => ({ indicator, org, after: to }))
    sums.push(...(await bundlesAfter(store, at, dayBefore(start), wanted)))
  }
  const lies = (one: Entry) => summed.some(({ from, to }) => one.from >= from && one.to <= to)
  // What waited and is confirmed by now is among the sums.
  const each = (await read(outside(summed, since, period, whole), at)).filter(
    (one) => one.status !== 'recorded' || one.measure !== 'increment' || !lies(one),
  )
  const alone = await singleEntries(read, at, single, since, period.to)
  const units = await unitsOf(store, sums)
  const told = sums.map((one) => ({ ...one, unit: units.get(one.indicator) ?? '' }))
  return unique([...told, ...levels, ...running, ...each, ...alone])
}

/** What indicators are counted in, as their entries say: one that has left the catalogue still has its unit. */
async function unitsOf(store: Store, sums: readonly Entry[]): Promise<Map<string, string>> {
  const years = [...new Map(sums.map((one) => [one.indicator, Number(one.to.slice(0, 4))]))]
  const rows = await store.all(sql`
    SELECT s.value ->> 0 AS indicator, (SELECT e.unit FROM entries e WHERE e.measure = 'increment'
      AND CAST(e.to_day AS INTEGER) = s.value ->> 1 AND e.indicator = s.value ->> 0 LIMIT 1) AS unit
    FROM json_each(${JSON.stringify(years)}) s`)
  return new Map(rows.map((row) => [String(row.indicator), String(row.unit ?? '')]))
}

/** Of a short period everything that touches it; of a long one what lies in none of the summed stretches, and what is pending. */
function outside(summed: readonly Stretch[], since: string, period: Span, whole: boolean): SQL {
  if (!whole) {
    const first = summed[0] ? dayAfter(summed[0].to) : since
    return sql`e.to_day >= ${first} AND e.from_day <= ${period.to}`
  }
  const lies = summed.map(({ from, to }) => sql`(i.from_day >= ${from} AND i.to_day <= ${to})`)
  const none = lies.length ? sql`NOT (${sql.join(lies, sql` OR `)})` : sql`1 = 1`
  return sql`e.rowid IN (
    SELECT i.rowid FROM entries i
    WHERE i.measure = 'increment' AND CAST(i.to_day AS INTEGER) IN ${years(since, dayAfter(period.to))}
      AND i.to_day >= ${since} AND i.from_day <= ${period.to} AND ${none}
    UNION SELECT i.rowid FROM entries i
    WHERE i.status = 'pending' AND i.to_day >= ${period.from} AND i.from_day <= ${period.to})`
}

/**
 * Series with running totals. `after`: only what starts after the latest since January counts in the year. `single`: stretches
 * of other starts must be set against single increments.
 */
function runningSeries(running: readonly Entry[], january: string, whole: boolean) {
  const bySeries = Map.groupBy(running, seriesOf)
  const single = new Set<string>()
  const after = new Map<string, Entry>()
  for (const [key, entries] of bySeries) {
    const stated = entries
      .filter((one) => one.from === january)
      .reduce<Entry | undefined>((best, one) => (best && !isLater(one, best) ? best : one), undefined)
    const stretches = entries.some((one) => !one.from.endsWith('-01-01') && one.from > (stated?.to ?? ''))
    if (whole || stretches || !stated) single.add(key)
    else after.set(key, stated)
  }
  return { single, after }
}

/** Running totals that count: the latest since January of each series, and all of other starts. */
async function runningTotals(
  store: Store,
  read: Read,
  at: string,
  since: string,
  to: string,
): Promise<Entry[]> {
  const stretches = await read(
    sql`e.measure = 'cumulative' AND CAST(e.to_day AS INTEGER) IN ${years(since, to)} AND e.to_day <= ${to}
      AND substr(e.from_day, 6) <> '01-01'`,
    at,
  )
  const stated = await latestOf(store, read, at, { from: '', to }, `${to.slice(0, 4)}-01-01`)
  return [...stretches, ...stated].filter((one) => one.status === 'recorded')
}

/** The latest levels, or running totals since `january`. Where the latest one is no longer counted, the whole series is read. */
async function latestOf(
  store: Store,
  read: Read,
  at: string,
  { from, to }: Span,
  january?: string,
): Promise<Entry[]> {
  const measure = january ? 'cumulative' : 'level'
  const series = await latestDays(store, at, { from, to }, january)
  const meant = (one: Entry) => !january || one.from === january
  const found = await read(
    rowsOf(
      measure,
      series.flatMap(({ indicator, org, days }) =>
        days.map((day) => [indicator, org, Number(day.slice(0, 4)), day, day]),
      ),
    ),
    at,
  )
  const counted = new Set(
    found
      .filter((one) => one.status === 'recorded' && meant(one))
      .map((one) => `${seriesOf(one)}\n${one.to}`),
  )
  const bare = series.filter((one) => one.days.some((day) => !counted.has(`${seriesOf(one)}\n${day}`)))
  if (!bare.length) return found.filter(meant)
  const whole = bare.flatMap(({ indicator, org, years }) =>
    years.map((year) => [indicator, org, year, '', to]),
  )
  return [...found, ...(await read(rowsOf(measure, whole), at))].filter(meant)
}

/** Rows of series that end within days: `[indicator, org, year, from, to]`. */
function rowsOf(measure: Measure, series: (string | number)[][]): SQL {
  return sql`e.rowid IN (
    SELECT i.rowid FROM json_each(${JSON.stringify(series)}) s CROSS JOIN entries i
    WHERE i.measure = ${measure} AND CAST(i.to_day AS INTEGER) = s.value ->> 2
      AND i.indicator = s.value ->> 0 AND i.org = s.value ->> 1 AND i.to_day >= s.value ->> 3 AND i.to_day <= s.value ->> 4)`
}

export async function singleEntries(
  read: Read,
  at: string,
  single: ReadonlySet<string>,
  since: string,
  to: string,
): Promise<Entry[]> {
  if (!single.size) return []
  const series = [...single].flatMap((key) => {
    const [indicator = '', org = ''] = key.split('\n')
    return yearsOf(since, to).map((year) => [indicator, org, year, since, to])
  })
  return read(rowsOf('increment', series), at)
}

function yearsOf(from: string, to: string): number[] {
  const first = Number(from.slice(0, 4))
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, i) => first + i)
}

export function years(from: string, to: string): SQL {
  return among(yearsOf(from, to))
}

function inOneYear({ from, to }: Span): boolean {
  return from.slice(0, 4) === to.slice(0, 4)
}

function unique(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()]
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
