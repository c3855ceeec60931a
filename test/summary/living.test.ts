import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Incoming } from '../../src/message.ts'
import { GROUP, type Stage } from '../support/stage.ts'
import { openFigures } from './bureau.ts'

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'
const QINGBO = 'ou_qb_yu'
const LEADER = 'ou_lead_cheng'
const HOUR = 3600_000
const start = '2026-06-22T09:00:00+08:00'

test('a figure from another week of the year changes the year so far on the card', async () => {
  const stage = await openFigures({ start })
  await stage.say(WANG, '上周适老化改造12户')
  const card = await stage.say(LEADER, '上周汇总')
  await stage.say(GU, '6月3日适老化改造5户')
  expect(card.text).toContain('梅岭街道补报，适老化改造今年累计12 → 17户')
  expect(card.text).toContain('17户')
  // What lies after its last day is none of its business.
  const { updates } = card
  await stage.say(GU, '今天适老化改造5户')
  expect(card.updates).toBe(updates)
  stage.close()
})

test('a level that is told later changes the card too', async () => {
  const stage = await openFigures({ start })
  await stage.say('ou_chd_ding', '截至6月15日，孤儿12人')
  const card = await stage.say(LEADER, '上周汇总')
  await stage.say('ou_chd_ding', '截至6月20日，孤儿13人')
  expect(card.text).toMatch(/更新：[^\n]*12 → 13人/)
  stage.close()
})

test('a request that names a street hears of its communities', async () => {
  const organization = (text: string) => text.replace('{ id: qingbo,', '{ id: qingbo, parent: xinhe,')
  const stage = await openFigures({ start, organization })
  await stage.say(WANG, '今天适老化改造12户')
  const card = await stage.say(LEADER, '新河街道本周汇总')
  await stage.say(QINGBO, '今天适老化改造2户')
  expect(card.text).toContain('清波社区新报，适老化改造12 → 14户')
  await stage.say(GU, '今天适老化改造7户')
  expect(card.text).not.toContain('21户')
  stage.close()
})

test('after twenty edits a figure is told in one line, from the last that was shown', async () => {
  const stage = await openFigures({ start })
  await stage.say(WANG, '上周能力评估1人')
  const card = await stage.say(LEADER, '上周能力评估汇总')
  for (let i = 2; i <= 22; i++) await stage.say(WANG, `更正：上周能力评估应为${i}人`)
  expect(card.updates).toBe(20)
  const told = () => stage.shown.filter((one) => one.replyTo === card.messageId)
  expect(told().map((one) => one.text)).toEqual([expect.stringContaining('能力评估21 → 22人')])
  await stage.say(WANG, '更正：上周能力评估应为25人')
  expect(told().at(-1)?.text).toContain('能力评估22 → 25人')
  stage.close()
})

test('a standing order’s card in a group lives on, with the figures of all', async () => {
  const stage = await openFigures({ start: '2026-06-26T16:00:00+08:00' })
  await stage.say(WANG, '本周适老化改造12户')
  await stage.say(LEADER, '每周五下午五点发本周汇总到这个群', GROUP)
  stage.pass(HOUR)
  await stage.house.worker.tick()
  const card = stage.shown.find((one) => one.chat === GROUP.id && one.reply.kind === 'summary')
  expect(card?.text).toContain('适老化改造12户')
  await stage.say(GU, '本周适老化改造4户')
  expect(card?.text).toContain('梅岭街道新报，适老化改造12 → 16户')
  stage.close()
})

test('two reports at the same moment, to two copies: the card has both', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'living-'))
  const database = join(folder, 'house.db')
  const [one, two] = [await openFigures({ start, database }), await openFigures({ start, database })]
  const card = await one.say(LEADER, '本周汇总')
  await one.house.inbox.insert(said(one, WANG, '今天适老化改造12户'), one.now())
  await one.house.inbox.insert(said(one, GU, '今天适老化改造7户'), one.now())
  two.pass(Date.parse(one.now()) - Date.parse(two.now()))
  await Promise.all([one.house.worker.tick(), two.house.worker.tick()])
  for (const stage of [one, two, one]) {
    stage.pass(5_000)
    await stage.house.worker.tick()
  }
  const last = await one.house.store.all<{ reply: string }>(
    sql`SELECT reply FROM outbox WHERE updates = ${card.messageId.replace('om_bot_', '')} ORDER BY id DESC`,
  )
  expect(last[0]?.reply).toContain('19户')
  for (const stage of [one, two]) stage.close()
  rmSync(folder, { recursive: true })
})

test('what a crash left undrawn is drawn by whoever comes next', async () => {
  const stage = await openFigures({ start })
  const card = await stage.say(LEADER, '本周汇总')
  const { house } = stage
  const { id } = await house.inbox.insert(said(stage, WANG, '今天适老化改造12户'), stage.now())
  const claimed = await house.inbox.claimRow(id, stage.now(), stage.now())
  await house.inbox.commit(claimed!, await house.respond(claimed!, stage.now()), stage.now())
  expect(card.updates).toBe(0)
  await house.worker.tick()
  stage.pass(5_000)
  await house.worker.tick()
  expect(card.text).toContain('12户')
  expect(card.updates).toBe(1)
  stage.close()
})

test('a summary asked for beside a report is a card of its own that holds the report and lives on', async () => {
  const stage = await openFigures({ start })
  await stage.say(GU, '今天适老化改造7户')
  const record = await stage.say('ou_eld_luo', '今天能力评估18人。另外发一下本周汇总')
  expect(record.text).toContain('已登记')
  const card = stage.shown.at(-1)!
  expect(card.reply.kind).toBe('summary')
  expect(card.text).toContain('能力评估18人')
  expect(card.updates).toBe(0)
  await stage.press(card, 'summary.by-unit', 'ou_eld_luo')
  expect(stage.shown.at(-1)?.text).toContain('按单位')
  await stage.say(WANG, '今天适老化改造12户')
  expect(card.text).toContain('适老化改造7 → 19户')
  const count = stage.shown.length
  await stage.say('ou_eld_luo', '今天能力评估3人，本周汇总的Excel发我')
  expect(stage.shown.slice(count).map((one) => one.reply.kind)).toEqual(['record', 'file'])
  await stage.say('ou_eld_luo', '今天能力评估4人，请统计')
  expect(stage.shown.at(-1)?.reply.kind).toBe('record')
  stage.close()
})

function said(stage: Stage, senderId: string, text: string): Incoming {
  return {
    ...{ kind: 'said', eventId: `ev ${text}`, messageId: `om ${text}`, senderId, text, addressed: true },
    ...{ chat: { id: `oc_${senderId}`, kind: 'private' }, sentAt: stage.now() },
  }
}
