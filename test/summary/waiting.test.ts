import { expect, test } from 'vitest'
import { GROUP } from '../support/stage.ts'
import { openFigures } from './bureau.ts'

const LEADER = 'ou_lead_cheng'

test('before the deadline a card says how many have reported and until when; after it, who is late', async () => {
  const stage = await openFigures({ start: '2026-06-24T09:00:00+08:00' })
  await stage.say('ou_ml_gu', '本周适老化改造7户，能力评估2人')
  const early = await stage.say(LEADER, '本周汇总')
  expect(early.text).toContain('已报 1/8，截止6月26日（周五）16:30')
  expect(early.text).not.toMatch(/未报：/)
  expect((await stage.say(LEADER, '谁还没报')).text).toMatch(/还有7个单位没报齐[\s\S]*截止6月26日/)
  stage.pass(2 * 24 * 3600_000 + 8 * 3600_000)
  const late = await stage.say(LEADER, '本周汇总')
  expect(late.text).toContain('未报：新河街道（4项）')
  expect(late.text).not.toContain('梅岭街道（')
  expect(late.text).not.toContain('截止')
  stage.close()
})

test('a holiday moves the deadline: on Wednesday before the Dragon Boat holiday it is Thursday', async () => {
  const stage = await openFigures({ start: '2026-06-17T09:00:00+08:00' })
  expect((await stage.say(LEADER, '本周汇总')).text).toContain('截止明天16:30')
  stage.close()
})

test('staff are told of their own unit alone', async () => {
  const stage = await openFigures({ start: '2026-06-24T09:00:00+08:00' })
  await stage.say('ou_ml_gu', '本周适老化改造7户，能力评估2人')
  expect((await stage.say('ou_ml_gu', '本周汇总', GROUP)).text).toContain('已报 1/1')
  stage.close()
})
