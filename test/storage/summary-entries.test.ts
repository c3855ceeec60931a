import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/reporting/entry.ts'
import { heirsOf } from '../../src/roster/organization.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import { lastPeriods, periodOf } from '../../src/summary/periods.ts'
import { summaryJson } from '../../src/summary/records.ts'
import { tally } from '../../src/summary/tally.ts'
import { courses } from '../../src/summary/trends.ts'
import { catalogue, organization } from '../summary/gold.ts'

const FLOWS = ['home_adaptation', 'lottery_fund', 'left_the_catalogue']
/** Two units merged into a third, which goes on reporting. */
const MERGED = {
  ...organization,
  units: organization.units
    .filter((one) => one.id !== 'bailu')
    .map((one) => (one.id === 'xinhe' ? { ...one, was: ['bailu'] } : one)),
}
const DAY = 86_400_000
const START = Date.UTC(2025, 9, 1)
const dayAt = (offset: number) => new Date(START + offset * DAY).toISOString().slice(0, 10)

/** An entry over nine months with a turn of the year in them, and what happened to it. */
const anyRow = fc.record({
  indicator: fc.constantFrom(...FLOWS, 'orphans'),
  org: fc.constantFrom('xinhe', 'bailu', 'qingbo'),
  cents: fc.integer({ min: 0, max: 500_000 }),
  first: fc.integer({ min: 0, max: 270 }),
  days: fc.constantFrom(0, 0, 0, 2, 6, 20, 40),
  running: fc.constantFrom('', '', '', 'year', 'month'),
  pending: fc.constantFrom(false, false, false, true),
  act: fc.constantFrom('', '', '', 'confirm', 'withdraw', 'replace'),
  sent: fc.integer({ min: 0, max: 12 }),
  actAfter: fc.integer({ min: 0, max: 30 }),
})

test('what the database adds up counts as the entries themselves, at any time, for any period', async () => {
  const periods = [
    ['2026-06-15', '2026-06-21'],
    ['2026-01-01', '2026-01-04'],
    ['2026-05-01', '2026-05-31'],
    ['2026-04-01', '2026-06-30'],
    ['2026-01-01', '2026-06-24'],
    ['2025-12-29', '2026-01-04'],
    ['2026-02-03', '2026-05-20'],
  ] as const
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 60 }),
      fc.integer({ min: 100, max: 300 }),
      async (rows, late) => {
        const store = openSqlite(':memory:', new URL('../../migrations', import.meta.url).pathname)
        await write(store, rows)
        const ledger = createLedger(store)
        const at = new Date(START + late * DAY).toISOString()
        for (const [from, to] of periods) {
          const period = periodOf(from, to)
          const plain = await ledger.asKnownAt(at)
          const summed = await ledger.forSummary(at, period, period.previous)
          const over = await ledger.forSummary(at, period, period.previous, { allUnits: true })
          const wanted = figures(plain, from, to, at)
          expect(figures(summed, from, to, at), `${from} ${to}`).toEqual(wanted)
          expect(figures(over, from, to, at), `${from} ${to}, all units`).toEqual(wanted)
          const how = { allUnits: true, heirs: heirsOf(MERGED) }
          const heirs = await ledger.forSummary(at, period, period.previous, how)
          expect(figures(heirs, from, to, at, MERGED), `${from} ${to}, merged units`).toEqual(
            figures(plain, from, to, at, MERGED),
          )
        }
        const plain = await ledger.asKnownAt(at)
        for (const [every, count] of [
          ['week', 12],
          ['month', 5],
        ] as const)
          for (const orgs of [undefined, new Set(['xinhe', 'bailu'])]) {
            const days = lastPeriods(every, '2026-03-11', count)
            const of = { every, indicators: FLOWS.slice(0, 2), ...(orgs ? { orgs } : {}) }
            const wanted = plain.filter(
              (one) => of.indicators.includes(one.indicator) && (!orgs || orgs.has(one.org)),
            )
            const summed = await ledger.overTime(at, days, of)
            expect(told(courses(summed, days)), every).toEqual(told(courses(wanted, days)))
          }
        store.close()
      },
    ),
    { numRuns: 80, interruptAfterTimeLimit: 10_000 },
  )
}, 40_000)

/** An indicator without any figure in these periods may be named or not. */
function told(course: ReturnType<typeof courses>) {
  return Object.fromEntries([...course].filter(([, values]) => values.some((one) => one !== undefined)))
}

function figures(entries: Entry[], from: string, to: string, at: string, bureau = organization) {
  const json = summaryJson(tally({ entries, catalogue, organization: bureau, from, to, at }))
  // A unit of measure is the catalogue's; what left the catalogue has that of its entries, which sums do not carry.
  const indicators = (json.indicators as { indicator: string }[]).map((one) => ({ ...one, unit: '' }))
  return { ...json, indicators }
}

async function write(
  store: Store,
  rows: readonly (typeof anyRow extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const statements = rows.flatMap((row, i) => {
    const level = row.indicator === 'orphans'
    const measure = level ? 'level' : row.running ? 'cumulative' : 'increment'
    const to = dayAt(row.first + row.days)
    const from = level
      ? to
      : row.running === 'year'
        ? `${to.slice(0, 4)}-01-01`
        : row.running === 'month'
          ? `${to.slice(0, 7)}-01`
          : dayAt(row.first)
    const sent = START + (row.first + row.days + row.sent) * DAY + i
    const id = `e${String(i).padStart(3, '0')}`
    const at = new Date(sent).toISOString()
    const insert = sql`INSERT INTO entries (id, indicator, value, unit, org, from_day, to_day, measure, status, reporter,
        reporter_name, chat_id, message_id, span_start, span_end, words, sent_at, received_at, parser_version)
      VALUES (${id}, ${row.indicator}, ${row.cents / 100}, '户', ${row.org}, ${from}, ${to}, ${measure},
        ${row.pending ? 'pending' : 'recorded'}, 'ou', '某人', 'c', ${id}, 0, 1, '1', ${at}, ${at}, '2')`
    const done = new Date(sent + row.actAfter * DAY).toISOString()
    return row.act
      ? [
          insert,
          sql`INSERT INTO entry_acts (entry_id, act, by, at, cause) VALUES (${id}, ${row.act}, 'ou', ${done}, ${id})`,
        ]
      : [insert]
  })
  if (statements.length) await store.atomically(statements)
}
