import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/reporting/entry.ts'
import { summaryJson } from '../../src/summary/records.ts'
import { type TallyInput, tally } from '../../src/summary/tally.ts'
import { catalogue, entry, gold, ledgerAt, organization } from './gold.ts'

const WEEK = { from: '2026-06-22', to: '2026-06-28', at: '2026-06-28T15:59:00.000Z' }

function weekOf(entries: Entry[], more: Partial<TallyInput> = {}) {
  return tally({ entries, catalogue, organization, ...WEEK, ...more })
}

test('the gold week adds up to every figure, in the shape of the contract', () => {
  const json = summaryJson(weekOf(ledgerAt(gold.at)))
  expect(json.previous).toEqual(gold.previous)
  const wanted = gold.summary.map((one: Record<string, unknown>) => ({
    indicator: one.indicator,
    unit: one.unit,
    total: one.week,
    previous: one.previousWeek,
    yearToDate: one.yearToDate,
    target: one.target,
    targetShare: one.targetShare,
    byOrg: one.byUnit,
  }))
  const sorted = (list: { indicator: string }[]) =>
    [...list].sort((a, b) => (a.indicator < b.indicator ? -1 : 1))
  expect(sorted(json.indicators as { indicator: string }[])).toEqual(sorted(wanted))
  expect(json.levels).toEqual([{ ...gold.levels[0], unit: '人' }])
  expect(json.straddling).toMatchObject(
    gold.straddling.map(({ sentAt: _, ...line }: { sentAt: string }) => line),
  )
  expect(json.pending).toEqual([])
})

test.each([
  ['at the due time', gold.missingAtDue.at, gold.missingAtDue.units],
  ['at the end of the week', gold.missingAtWeekEnd.at, gold.missingAtWeekEnd.units],
  ['after a late report', gold.afterLateReport.at, gold.afterLateReport.missing],
])('%s it names who has not reported', (_, at, units) => {
  const found = weekOf(ledgerAt(at)).missing.flatMap((one) => one.indicators.map((id) => `${one.org} ${id}`))
  const wanted = units.flatMap((one: { unit: string; indicators: string[] }) =>
    one.indicators.map((id) => `${one.unit} ${id}`),
  )
  expect(found.sort()).toEqual(wanted.sort())
})

test('a late report counts once it is there', () => {
  const late = weekOf(ledgerAt(gold.afterLateReport.at)).indicators
  expect(late.find((one) => one.indicator === 'ability_assessment')?.total).toBe(gold.afterLateReport.week)
})

const figure = (value: number, more: Partial<Entry> = {}) =>
  entry({ indicator: 'home_adaptation', value, org: 'bailu', from: '2026-06-22', to: '2026-06-26' }, more)
const total = (entries: Entry[]) => weekOf(entries).indicators[0]?.total

test('unconfirmed figures stand apart, replaced and withdrawn ones are out', () => {
  const week = weekOf([
    figure(96, { status: 'pending' }),
    figure(4, { status: 'replaced' }),
    figure(5, { status: 'withdrawn' }),
    figure(6, { status: 'declined' }),
  ])
  expect(week.indicators).toEqual([])
  expect(week.pending.map((one) => one.value)).toEqual([96])
  expect(week.missing.find((one) => one.org === 'bailu')?.indicators).toContain('home_adaptation')
})

test('a correction that is itself undone leaves nothing', () => {
  expect(total([figure(12, { status: 'replaced' }), figure(10, { status: 'withdrawn' })])).toBeUndefined()
})

test('tenths add up without dust', () => {
  expect(total([figure(0.1), figure(0.2)])).toBe(0.3)
})

test('a running total of the week stands for the daily figures inside it', () => {
  const week = { indicator: 'home_adaptation', org: 'xinhe', from: '2026-06-22' }
  const entries = [
    entry({ ...week, value: 3, to: '2026-06-22' }),
    entry({ ...week, value: 5, to: '2026-06-24', measure: 'cumulative' }),
    entry({ ...week, value: 4, from: '2026-06-25', to: '2026-06-25' }),
  ]
  expect(weekOf(entries).indicators[0]).toMatchObject({ total: 9, yearToDate: 9 })
})

test('of two running totals as of one day the later report wins, and increments inside are not added again', () => {
  const year = { indicator: 'home_adaptation', org: 'xinhe', from: '2026-01-01', to: '2026-06-23' }
  const entries = [
    entry({ ...year, value: 70, measure: 'cumulative', sentAt: '2026-06-23T10:00:00+08:00' }),
    entry({ ...year, value: 72, measure: 'cumulative', sentAt: '2026-06-23T11:00:00+08:00' }),
    entry({ ...year, value: 3, from: '2026-06-22' }),
    entry({ ...year, value: 2, from: '2026-06-24', to: '2026-06-24' }),
  ]
  expect(weekOf(entries).indicators[0]).toMatchObject({ total: 5, yearToDate: 74 })
})

test('figures of an indicator that left the catalogue are still told, with the unit of their time', () => {
  const gone = entry(
    { indicator: 'gone', value: 3, org: 'xinhe', from: '2026-06-22', to: '2026-06-22' },
    { unit: '场' },
  )
  expect(weekOf([gone]).indicators[0]).toMatchObject({
    indicator: 'gone',
    unit: '场',
    total: 3,
    target: null,
  })
})

test('what somebody may not see is not counted and not hinted at', () => {
  const own = weekOf(ledgerAt(gold.at), { orgs: new Set(['shiliu']) })
  expect(own.indicators.map((one) => [one.indicator, one.total, Object.keys(one.byOrg)])).toEqual([
    ['home_adaptation', 0, ['shiliu']],
    ['ability_assessment', 9, ['shiliu']],
    ['station_events', 0, []],
    ['station_served', 0, []],
  ])
  expect(JSON.stringify(summaryJson(own))).not.toMatch(/xinhe|bailu|nanpu|dongjiao/)
})

test('a level is the latest one that is not after the last day', () => {
  const level = (value: number, to: string) =>
    entry({ indicator: 'orphans', value, org: 'child', from: to, to, measure: 'level' })
  const week = weekOf([level(31, '2025-11-02'), level(33, '2026-06-29'), level(32, '2026-06-20')])
  expect(week.levels).toMatchObject([{ value: 32, at: '2026-06-20', before: 32 }])
})

test.each([
  ['2026-06-22', '2026-06-28', 8],
  ['2026-06-01', '2026-06-30', 8],
  ['2026-06-24', '2026-06-24', 0],
])('weekly duties are owed for %s to %s by %i streets', (from, to, owing) => {
  expect(weekOf([], { from, to })).toMatchObject({ owing, complete: 0 })
})

const DAYS = Array.from({ length: 40 }, (_, i) =>
  new Date(Date.UTC(2026, 4, 25 + i)).toISOString().slice(0, 10),
)
const anyEntry = fc
  .record({
    indicator: fc.constantFrom('home_adaptation', 'lottery_fund', 'hardship_children'),
    org: fc.constantFrom('xinhe', 'bailu', 'qingbo', 'child'),
    cents: fc.integer({ min: 0, max: 5_000_000 }),
    start: fc.integer({ min: 0, max: 39 }),
    days: fc.integer({ min: 0, max: 9 }),
    measure: fc.constantFrom('increment' as const, 'cumulative' as const, 'level' as const),
    status: fc.constantFrom(
      'recorded' as const,
      'recorded' as const,
      'pending' as const,
      'replaced' as const,
    ),
    january: fc.boolean(),
  })
  .map((one) => {
    const to = DAYS[Math.min(39, one.start + one.days)]!
    const from =
      one.measure === 'level'
        ? to
        : one.measure === 'cumulative' && one.january
          ? '2026-01-01'
          : DAYS[one.start]!
    return entry({ ...one, value: one.cents / 100, from, to }, { status: one.status })
  })

test('the order of entries does not matter', () => {
  const shuffled = fc
    .array(anyEntry, { maxLength: 40 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(weekOf(other)).toEqual(weekOf(list))
    }),
  )
})

test('a total is the sum of its units, of the year too', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 40 }), (list) => {
      for (const one of weekOf(list).indicators) {
        const cents = (figures: Record<string, number>) =>
          Object.values(figures).reduce((sum, value) => sum + Math.round(value * 100), 0)
        expect(Math.round(one.total * 100)).toBe(cents(one.byOrg))
        expect(Math.round(one.previous * 100)).toBe(cents(one.previousByOrg))
        expect(Math.round(one.yearToDate * 100)).toBe(cents(one.yearByOrg))
      }
    }),
  )
})

test('a reported zero is a report', () => {
  fc.assert(
    fc.property(fc.constantFrom('xinhe', 'meiling', 'dongjiao'), (org) => {
      const zero = entry({
        indicator: 'home_adaptation',
        value: 0,
        org,
        from: '2026-06-22',
        to: '2026-06-26',
      })
      const week = weekOf([zero])
      expect(week.indicators[0]).toMatchObject({ total: 0, byOrg: { [org]: 0 } })
      expect(week.missing.find((one) => one.org === org)?.indicators ?? []).not.toContain('home_adaptation')
    }),
  )
})
