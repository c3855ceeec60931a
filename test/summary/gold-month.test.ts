import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Incoming } from '../../src/message.ts'
import { periodOf } from '../../src/summary/periods.ts'
import { summaryJson } from '../../src/summary/records.ts'
import { tally } from '../../src/summary/tally.ts'
import { openStage, type Stage } from '../support/stage.ts'

/**
 * May 2026, by hand: corrections, a recall, late figures, stretches over the edge of a week and of the month, running totals
 * that come afterwards. Each message reaches two copies of the house on one database.
 */
const MESSAGES: [at: string, who: string, text: string, recall?: string][] = [
  ['2026-05-08T10:00', 'ou_xh_wang', '本周适老化改造7户，能力评估20人'],
  ['2026-05-08T11:00', 'ou_ml_gu', '本周适老化改造5户'],
  ['2026-05-08T12:00', 'ou_ml_gu', '更正：本周适老化改造应为6户'],
  ['2026-05-15T10:00', 'ou_xh_wang', '本周适老化改造4户'],
  ['2026-05-15T10:05', 'ou_np_tian', '本周适老化改造9户'],
  ['2026-05-16T09:00', 'ou_np_tian', '', 'm5'],
  ['2026-05-20T09:00', 'ou_ml_gu', '5月14日至5月19日能力评估30人'],
  ['2026-06-01T09:00', 'ou_xh_wang', '5月30日至6月1日适老化改造3户'],
  ['2026-06-02T10:00', 'ou_np_tian', '5月25日至5月31日适老化改造8户'],
  ['2026-06-03T09:00', 'ou_eld_he', '截至4月30日，今年累计适老化改造：新河40户，梅岭30户'],
  ['2026-06-03T10:00', 'ou_xh_wang', '更正：5月11日至5月15日适老化改造应为5户'],
]
const MAY = ['2026-05-01', '2026-05-31'] as const
const JUNE = ['2026-06-01', '2026-06-30'] as const

const folder = mkdtempSync(join(tmpdir(), 'gold-month-'))
let copies: Stage[] = []

beforeAll(async () => {
  const database = join(folder, 'ledger.db')
  const start = '2026-05-08T09:00:00+08:00'
  copies = [await openStage({ start, database }), await openStage({ start, database })]
  for (const [i, [at, senderId, text, recall]] of MESSAGES.entries()) {
    const sentAt = new Date(`${at}:00+08:00`).toISOString()
    const about = {
      eventId: `ev${i}`,
      chat: { id: `oc_${senderId}`, kind: 'private' as const },
      senderId,
      sentAt,
    }
    const incoming: Incoming = recall
      ? { ...about, kind: 'recalled', messageId: recall }
      : { ...about, kind: 'said', messageId: `m${i + 1}`, text, addressed: true }
    // Both are handed the message; who is first takes it.
    for (const stage of i % 2 ? copies : copies.toReversed()) {
      stage.pass(Date.parse(sentAt) - Date.parse(stage.now()))
      await stage.arrive(incoming)
    }
  }
})

afterAll(() => {
  for (const stage of copies) stage.close()
  rmSync(folder, { recursive: true })
})

async function summary([from, to]: readonly [string, string], at: string) {
  const { house } = copies[0]!
  const { catalogue, organization } = await house.bureau()
  const instant = new Date(`${at}:00+08:00`).toISOString()
  const period = periodOf(from, to)
  const entries = await house.ledger.forSummary(instant, period, period.previous)
  const json = summaryJson(tally({ entries, catalogue, organization, from, to, at: instant }))
  const of = (id: string) => (json.indicators as { indicator: string }[]).find((one) => one.indicator === id)
  const missing = json.missing as { org: string; indicators: string[] }[]
  return {
    json,
    home: of('home_adaptation'),
    ability: of('ability_assessment'),
    owes: (org: string) => missing.find((one) => one.org === org)?.indicators,
  }
}

test('at the end of May: corrected and recalled figures are out', async () => {
  const { home, ability, json, owes } = await summary(MAY, '2026-05-31T23:00')
  expect(home).toMatchObject({
    total: 17,
    previous: 0,
    yearToDate: 17,
    target: 320,
    byOrg: { xinhe: 11, meiling: 6 },
  })
  expect(ability).toMatchObject({ total: 50, yearToDate: 50, byOrg: { xinhe: 20, meiling: 30 } })
  expect(json.straddling).toEqual([])
  expect(json.pending).toEqual([])
  expect(owes('xinhe')).toEqual(['station_events', 'station_served'])
  expect(owes('meiling')).toBeUndefined()
  expect(owes('nanpu')).toEqual(['home_adaptation', 'ability_assessment', 'station_events', 'station_served'])
})

test('before the correction and the recall were known, the figures were the old ones', async () => {
  expect((await summary(MAY, '2026-05-08T11:30')).home).toMatchObject({
    total: 12,
    byOrg: { xinhe: 7, meiling: 5 },
  })
  expect((await summary(MAY, '2026-05-15T12:00')).home).toMatchObject({
    total: 26,
    byOrg: { xinhe: 11, meiling: 6, nanpu: 9 },
  })
})

test('in June: a late figure counts, a stretch over the edge of the month counts for the year alone', async () => {
  const may = await summary(MAY, '2026-06-02T12:00')
  expect(may.home).toMatchObject({ total: 25, yearToDate: 25, byOrg: { xinhe: 11, meiling: 6, nanpu: 8 } })
  expect(may.json.straddling).toMatchObject([
    { value: 3, org: 'xinhe', from: '2026-05-30', to: '2026-06-01' },
  ])
  expect(may.owes('nanpu')).toEqual(['ability_assessment', 'station_events', 'station_served'])
  const june = await summary(JUNE, '2026-06-02T12:00')
  expect(june.home).toMatchObject({ total: 0, previous: 25, yearToDate: 28, byOrg: {} })
})

test('running totals that come later stand for what they hold, and the rest is added', async () => {
  const { home } = await summary(MAY, '2026-06-04T09:00')
  expect(home).toMatchObject({
    total: 26,
    yearToDate: 96,
    targetShare: 0.3,
    byOrg: { xinhe: 12, meiling: 6, nanpu: 8 },
  })
})

test('a stretch over two weeks is in neither', async () => {
  const week = await summary(['2026-05-11', '2026-05-17'], '2026-06-04T09:00')
  expect(week.home).toMatchObject({ total: 5, previous: 13, byOrg: { xinhe: 5 } })
  expect(week.ability).toMatchObject({ total: 0, byOrg: {}, yearToDate: 20 })
  expect(week.json.straddling).toMatchObject([{ indicator: 'ability_assessment', value: 30, org: 'meiling' }])
})
