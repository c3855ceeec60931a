import { expect, test } from 'vitest'
import { renderReply } from '../../src/feishu/cards/render.ts'
import type { SummaryReply } from '../../src/reply.ts'
import type { Catalogue } from '../../src/reporting/catalogue.ts'
import type { Organization } from '../../src/roster/organization.ts'
import { sentence, tellingOf } from '../../src/summary/narrative.ts'
import { periodOf } from '../../src/summary/periods.ts'
import { type IndicatorTally, tally } from '../../src/summary/tally.ts'
import { courses, sparkline, unusual } from '../../src/summary/trends.ts'
import { byUnit, overview } from '../../src/summary/views.ts'
import { organization as bureau, entry, catalogue as sample } from './gold.ts'

const WEEK = { from: '2026-06-15', to: '2026-06-21', at: '2026-06-22T01:00:00.000Z' }

test('thirty indicators of twenty units are split over cards, and no figure is dropped', () => {
  const catalogue: Catalogue = Array.from({ length: 30 }, (_, i) => ({
    ...{ id: `i${i}`, name: `第${i}项重点工作`, aliases: [], unit: '户', kind: 'flow' as const },
    ...{ section: `第${i % 6}科`, targets: { '2026': 10_000 } },
  }))
  const units = Array.from({ length: 20 }, (_, i) => ({
    id: `u${i}`,
    name: `第${i}街道`,
    kind: 'street' as const,
    aliases: [],
  }))
  const organization: Organization = { ...bureau, units, reporting: [] }
  const value = (i: number, u: number) => 1000 + i * 20 + u
  const entries = catalogue.flatMap((one, i) =>
    units.map((unit, u) =>
      entry({ indicator: one.id, value: value(i, u), org: unit.id, from: '2026-06-15', to: '2026-06-19' }),
    ),
  )
  const result = tally({ entries, catalogue, organization, ...WEEK })
  const names = { ...tellingOf(result, catalogue, '2026-06-22'), organization }
  for (const parts of [
    byUnit(result, names),
    overview(result, names, { periods: [], of: new Map() }, new Map()),
  ]) {
    const reply: SummaryReply = {
      kind: 'summary',
      title: '周报',
      changes: [],
      footer: '',
      buttons: [],
      ...parts,
    }
    const messages = renderReply(reply)
    const all = messages.map((one) => one.content).join('\n')
    for (const message of messages)
      expect(new TextEncoder().encode(JSON.stringify(message.content)).length).toBeLessThan(30_000)
    for (const one of catalogue) expect(all).toContain(one.name)
  }
  const split = renderReply({
    kind: 'summary',
    title: '周报',
    changes: [],
    footer: '',
    buttons: [],
    ...byUnit(result, names),
  })
  const all = split.map((one) => one.content).join('\n')
  expect(split.length).toBeGreaterThan(1)
  for (let i = 0; i < 30; i++) for (let u = 0; u < 20; u++) expect(all).toContain(String(value(i, u)))
})

const telling = tellingOf(
  tally({ entries: [], catalogue: sample, organization: bureau, ...WEEK }),
  sample,
  '2026-06-22',
)
const figure = (total: number, previous: number | undefined): IndicatorTally => ({
  ...{
    indicator: 'home_adaptation',
    unit: '户',
    total,
    previous: previous ?? 0,
    yearToDate: 0,
    target: null,
    targetShare: null,
  },
  ...{
    byOrg: { xinhe: total },
    previousByOrg: previous === undefined ? {} : { xinhe: previous },
    yearByOrg: {},
  },
  ...{ entries: [], yearEntries: [] },
})

test.each([
  [12, 9, 0, '适老化改造12户，较前一周增加3户'],
  [12, 9, 1, '适老化改造12户，比前一周多3户'],
  [7, 9, 0, '适老化改造7户，较前一周减少2户'],
  [9, 9, 0, '适老化改造9户，与前一周持平'],
  [5, 0, 0, '适老化改造由前一周的0增至5户'],
  [0, 9, 0, '适老化改造没有新增，前一周是9户'],
  [0, 0, 0, '适老化改造没有新增'],
  [5, undefined, 0, '适老化改造5户（前一周没有数）'],
  [12_345, 345, 0, '适老化改造12,345户，较前一周增加12,000户'],
])('%d after %s reads as it should', (total, previous, place, words) => {
  expect(sentence(figure(total, previous), telling, place)).toBe(words)
})

test('while the week runs nothing is called a fall', () => {
  const running = tellingOf(
    tally({ entries: [], catalogue: sample, organization: bureau, ...WEEK }),
    sample,
    '2026-06-17',
  )
  expect(sentence(figure(3, 9), running, 0)).toBe('适老化改造目前3户（上周全期9户）')
  expect(sentence(figure(12, 9), running, 0)).toBe('适老化改造12户，已超过上周的9户')
})

test('a course over weeks counts each once, and a week without reports is a gap', () => {
  const weeks = [
    periodOf('2026-06-01', '2026-06-07'),
    periodOf('2026-06-08', '2026-06-14'),
    periodOf('2026-06-15', '2026-06-21'),
  ]
  const one = { indicator: 'home_adaptation', org: 'xinhe' }
  const course = courses(
    [
      entry({ ...one, value: 4, from: '2026-06-02', to: '2026-06-02' }),
      entry({ ...one, value: 8, from: '2026-06-15', to: '2026-06-19' }),
    ],
    weeks,
  )
  expect(course.get('home_adaptation')).toEqual([4, undefined, 8])
  expect(sparkline([4, undefined, 8])).toBe('▄·█')
})

test('only a figure well outside its own history is asked about', () => {
  const history = [20, 25, 22, 30, 24, 26, 21, 28]
  expect(unusual(31, history)).toBeUndefined()
  expect(unusual(95, history)).toMatchObject({ low: 20, high: 30, weeks: 8 })
  expect(unusual(0, history)).toMatchObject({ low: 20 })
  expect(unusual(95, [20, 30])).toBeUndefined()
})

test.each([
  ['2028-02-28', '2028-03-05', '2028-02-21'],
  ['2026-12-28', '2027-01-03', '2026-12-21'],
  ['2027-01-01', '2027-01-31', '2026-12-01'],
  ['2028-02-01', '2028-02-29', '2028-01-01'],
])('weeks and months over leap days and the turn of the year: %s to %s follow %s', (from, to, before) => {
  expect(periodOf(from, to).previous.from).toBe(before)
})
