import { type SQL, sql } from 'drizzle-orm'
import { later } from '../clock.ts'
import type { Entry } from '../reporting/entry.ts'
import { bundleOf, type Sum } from '../summary/bundle.ts'
import type { Span } from '../summary/periods.ts'
import { CLOCK_MS, changedBy, seriesOf } from './bundles.ts'
import { among, type Store } from './store.ts'
import { type Read, singleEntries, years } from './summary-entries.ts'

/** Which figures a course over time is made of. */
export interface CourseOf {
  every: 'week' | 'month'
  indicators?: readonly string[]
  /** Undefined: of all units. */
  orgs?: ReadonlySet<string>
}

/**
 * What the courses of flow indicators over whole weeks or months need, oldest first: one sum for each indicator and period; where
 * running totals stand against increments, the entries themselves.
 */
export async function courseEntries(
  store: Store,
  read: Read,
  at: string,
  periods: readonly Span[],
  of: CourseOf,
): Promise<Entry[]> {
  const range = { from: periods[0]!.from, to: periods.at(-1)!.to }
  const inYears = years(range.from, range.to)
  const stretches = await read(
    sql`e.measure = 'cumulative' AND CAST(e.to_day AS INTEGER) IN ${inYears} AND e.to_day <= ${range.to}
      AND e.from_day >= ${range.from} AND substr(e.from_day, 6) <> '01-01' AND ${meant(of)}`,
    at,
  )
  const running = stretches.filter((one) => one.status === 'recorded')
  const single = new Set(running.map(seriesOf))
  const rows = await store.all(sql`
    SELECT indicator, ${bucket(sql`to_day`, range, of)} AS place, sum(value) FILTER (WHERE status = 'recorded') AS value,
      count(*) FILTER (WHERE status = 'recorded') AS count, min(received_at) AS earliest
    FROM entries
    WHERE measure = 'increment' AND CAST(to_day AS INTEGER) IN ${inYears} AND from_day >= ${range.from} AND to_day <= ${range.to}
      AND received_at <= ${at} AND ${bucket(sql`from_day`, range, of)} = ${bucket(sql`to_day`, range, of)} AND ${meant(of)}
      AND indicator || ${'\n'} || org NOT IN ${among(single)}
    GROUP BY 1, 2`)
  const place = (day: string) => periods.findIndex(({ from, to }) => from <= day && day <= to)
  const sums = new Map<string, Sum>()
  const add = (indicator: string, index: number, cents: number, count: number) => {
    const period = periods[index]
    if (!period) return
    const key = `${indicator} ${index}`
    const known = sums.get(key) ?? {
      ...{ indicator, org: '', cents: 0, count: 0 },
      ...{ from: period.from, to: period.to },
    }
    sums.set(key, { ...known, cents: known.cents + cents, count: known.count + count })
  }
  for (const row of rows) {
    const index = of.every === 'week' ? Number(row.place) : place(`${row.place}-01`)
    add(String(row.indicator), index, Math.round(Number(row.value) * 100), Number(row.count))
  }
  const earliest = rows.map((row) => String(row.earliest)).sort()[0]
  const changed = earliest ? await changedBy(store, at, later(earliest, -CLOCK_MS), range) : []
  for (const one of changed) {
    const index = place(one.to)
    if (single.has(seriesOf(one)) || place(one.from) !== index || !isMeant(one, of)) continue
    add(one.indicator, index, one.sign * Math.round(one.value * 100), one.sign)
  }
  const bundles = [...sums.values()].filter((one) => one.count > 0).map(bundleOf)
  return [...bundles, ...running, ...(await singleEntries(read, at, single, range.from, range.to))]
}

/** Which week since the first, or which month, a day lies in. */
function bucket(day: SQL, { from }: Span, { every }: CourseOf): SQL {
  return every === 'week'
    ? sql`CAST((julianday(${day}) - julianday(${from})) / 7 AS INTEGER)`
    : sql`substr(${day}, 1, 7)`
}

function meant({ indicators, orgs }: CourseOf): SQL {
  return sql`${indicators ? sql`indicator IN ${among(indicators)}` : sql`1 = 1`} AND ${orgs ? sql`org IN ${among(orgs)}` : sql`1 = 1`}`
}

function isMeant(one: { indicator: string; org: string }, { indicators, orgs }: CourseOf): boolean {
  return (!indicators || indicators.includes(one.indicator)) && (!orgs || orgs.has(one.org))
}
