import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBureau } from '../../src/knowledge/bureau.ts'
import { periodAt, periodOf } from '../../src/summary/periods.ts'
import { tally } from '../../src/summary/tally.ts'
import { GROUP } from '../support/stage.ts'
import { openFigures } from './bureau.ts'
import { catalogue, entry, organization } from './gold.ts'

const WANG = 'ou_xh_wang'
const LEADER = 'ou_lead_cheng'
const DAY = 24 * 3600_000

test('week 53 lies in two years: asked before New Year the year is the old one, after it the new one', async () => {
  expect(periodAt('week', '2027-01-02')).toMatchObject({ from: '2026-12-28', to: '2027-01-03', kind: 'week' })
  const indicators = (text: string) =>
    text.replaceAll(/targets: \{ 2026: (\d+) \}/g, 'targets: { 2026: $1, 2027: 400 }')
  const stage = await openFigures({ start: '2026-12-14T10:00:00+08:00', indicators })
  await stage.say(WANG, '今天适老化改造300户')
  const asked = stage.shown.at(-1)!
  if (asked.reply.kind === 'confirm') await stage.press(asked, 'report.confirm', WANG)
  stage.pass(16 * DAY)
  await stage.say(WANG, '今天适老化改造7户')
  const old = await stage.say(LEADER, '本周汇总')
  expect(old.text).toContain('12月28日—2027年1月3日')
  expect(old.text).toMatch(/适老化改造 \| 7户 \| — \| 307户 \| 320/)
  stage.pass(3 * DAY)
  await stage.say(WANG, '今天适老化改造2户')
  const fresh = await stage.say(LEADER, '本周汇总')
  expect(fresh.text).toMatch(/适老化改造 \| 9户 \| — \| 2户 \| 400/)
  stage.close()
})

test('the year before ends on its last day, a leap day counts in its month', () => {
  expect(periodOf('2027-01-01', '2027-01-31').previous).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(periodOf('2028-03-01', '2028-03-31').previous).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  const leap = entry({
    indicator: 'home_adaptation',
    value: 3,
    org: 'xinhe',
    from: '2028-02-29',
    to: '2028-02-29',
  })
  const at = '2028-03-31T10:00:00.000Z'
  const [march] = tally({
    entries: [leap],
    catalogue,
    organization,
    from: '2028-03-01',
    to: '2028-03-31',
    at,
  }).indicators
  expect(march).toMatchObject({ total: 0, previous: 3, yearToDate: 3 })
})

test('a renamed unit keeps its figures, under its new name', async () => {
  const organization = (text: string) => text.replace('name: 新河街道', 'name: 新河新区街道')
  const stage = await openFigures({ organization })
  await stage.say(WANG, '今天适老化改造12户')
  expect((await stage.say(LEADER, '本周各街道适老化改造情况')).text).toMatch(/新河新区街道 \| 12/)
  stage.close()
})

test('a merged unit’s figures are shown under the new one', () => {
  const units = [
    { id: 'new', name: '新梅街道', kind: 'street' as const, aliases: [], was: ['xinhe', 'meiling'] },
    ...organization.units.filter((one) => !['xinhe', 'meiling'].includes(one.id)),
  ]
  const duty = {
    units: ['new'],
    indicators: ['home_adaptation'],
    every: 'week' as const,
    due: 'friday 16:30',
  }
  const merged = { ...organization, units, reporting: [duty] }
  const line = (org: string, value: number, from: string, to = from) =>
    entry({ indicator: 'home_adaptation', value, org, from, to })
  const week = { from: '2026-06-22', to: '2026-06-28', at: '2026-06-30T00:00:00.000Z' }
  const entries = [
    line('xinhe', 5, '2026-06-22'),
    line('meiling', 3, '2026-06-23'),
    line('new', 4, '2026-06-24'),
  ]
  const sum = (more: typeof entries = [], orgs?: ReadonlySet<string>) =>
    tally({
      entries: [...entries, ...more],
      catalogue,
      organization: merged,
      ...week,
      ...(orgs ? { orgs } : {}),
    })
  expect(sum().indicators[0]).toMatchObject({ total: 12, yearToDate: 12, byOrg: { new: 12 } })
  expect(sum().missing).toEqual([])
  expect(sum([], new Set(['new'])).indicators[0]?.total).toBe(12)
  // What the new unit states since January holds what the old ones had reported.
  const stated = entry({
    ...{ indicator: 'home_adaptation', value: 100, org: 'new', measure: 'cumulative' },
    ...{ from: '2026-01-01', to: '2026-06-23' },
  })
  expect(sum([stated]).indicators[0]).toMatchObject({ yearToDate: 104 })
})

test('a unit that is still there, or merged twice, is told with its line', () => {
  const text = `bureau: 某局
units:
  - { id: one, name: 一街道, kind: street, was: [two, old] }
  - { id: two, name: 二街道, kind: street, was: [old] }
people: []
`
  expect(() => readBureau({ indicators: 'indicators: []', organization: text })).toThrow(
    /organization\.yaml[^\n]*3[^\n]*two 还在 units 里[\s\S]*organization\.yaml[^\n]*4[^\n]*old 写了两次/,
  )
})

test('an indicator that has left the catalogue is still shown, with its unit', async () => {
  const whole = await openFigures({ start: '2026-03-02T10:00:00+08:00', database: ':memory:' })
  await whole.say(WANG, '今天适老化改造12户')
  const { ledger } = whole.house
  const gone = catalogue.filter((one) => one.id !== 'home_adaptation')
  for (const [from, to] of [
    ['2026-03-02', '2026-03-08'],
    ['2026-06-22', '2026-06-28'],
  ] as const) {
    const period = periodOf(from, to)
    const entries = await ledger.forSummary(whole.now(), period, period.previous, { allUnits: true })
    const result = tally({ entries, catalogue: gone, organization, from, to, at: whole.now() })
    expect(result.indicators[0]).toMatchObject({
      indicator: 'home_adaptation',
      unit: '户',
      yearToDate: 12,
      target: null,
    })
  }
  whole.close()
})

test('figures written by a clock that ran ahead still show after it was set back', async () => {
  const stage = await openFigures({ start: '2026-06-24T10:00:00+08:00' })
  await stage.say(WANG, '今天适老化改造12户')
  stage.pass(-3 * 3600_000)
  const card = await stage.say(LEADER, '本周汇总')
  expect(card.text).toContain('适老化改造12户')
  await stage.say('ou_ml_gu', '今天适老化改造7户')
  expect(card.text).toContain('12 → 19户')
  stage.close()
})

test('an order for a time that is over today begins next time', async () => {
  const stage = await openFigures({ start: '2026-06-26T18:00:00+08:00' })
  const set = await stage.say(LEADER, '每周五下午五点发本周汇总')
  expect(set.text).toContain('下一次：7月3日（周五）17:00')
  stage.pass(DAY)
  await stage.house.worker.tick()
  expect(stage.shown.filter((one) => one.reply.kind === 'summary')).toEqual([])
  stage.close()
})

test('where the bot was taken out of the chat the order ends, and its owner is told once', async () => {
  const stage = await openFigures({
    start: '2026-06-26T16:00:00+08:00',
    send: async (parcel) =>
      parcel.key.startsWith('order:') ? { kind: 'gone', reason: '230002 not in the chat' } : undefined,
  })
  await stage.say(LEADER, '每周五下午五点发本周汇总到这个群', GROUP)
  for (let i = 0; i < 6; i++) {
    stage.pass(2 * 3600_000)
    await stage.house.worker.tick()
  }
  const told = stage.shown.filter((one) => one.text.includes('这个定时汇总已停'))
  expect(told.map((one) => one.chat)).toEqual([LEADER])
  expect((await stage.say(LEADER, '有哪些定时汇总', GROUP)).text).toContain('没有定时汇总')
  stage.close()
})

test('any two days make a period that holds them, with one before it', () => {
  const day = fc.date({ min: new Date('2023-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from = '', to = ''] = [a, b].map((one) => one.toISOString().slice(0, 10)).sort()
      const { previous } = periodOf(from, to)
      expect(previous.from <= previous.to && previous.to < to).toBe(true)
    }),
  )
})
