import { afterEach, beforeEach, expect, test } from 'vitest'
import { remembered } from '../../src/conversation/context.ts'
import { GROUP, openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'
const HALF_HOUR = 30 * 60_000
const ADAPTATION = /适老化改造/

test('what is left out is taken from the last question: another case, materials, since when', async () => {
  await stage.say(WANG, '低保家庭适老化改造补多少')
  expect((await stage.say(WANG, '特困的呢')).text).toMatch(/6,?000元/)
  expect((await stage.say(WANG, '要什么材料')).text).toMatch(ADAPTATION)
  expect((await stage.say(WANG, '什么时候开始的')).text).toMatch(/2026年4月1日/)
})

test('after half an hour nothing is left; a minute before everything still is', async () => {
  await stage.say(WANG, '低保家庭适老化改造补多少')
  stage.pass(HALF_HOUR - 60_000)
  expect((await stage.say(WANG, '特困的呢')).text).toMatch(/6,?000元/)
  stage.pass(HALF_HOUR + 60_000)
  expect((await stage.say(WANG, '那重度失能的呢')).text).not.toMatch(/50%/)
})

test('the half hour counts from when things were said, not from when they were handled', () => {
  const stored = { at: '2026-06-24T01:00:00.000Z', policy: 'x' }
  expect(remembered(stored, '2026-06-24T01:29:00.000Z')).toMatchObject({ policy: 'x' })
  expect(remembered(stored, '2026-06-24T01:31:00.000Z')).toEqual({ at: '2026-06-24T01:31:00.000Z' })
  expect(remembered(stored, '2026-06-24T00:59:00.000Z')).toEqual(stored)
})

test('in one group each person goes on with their own question', async () => {
  await stage.say(WANG, '低保家庭适老化改造补多少', GROUP)
  await stage.say(GU, '机构集中养育孤儿每月多少钱', GROUP)
  expect((await stage.say(WANG, '特困的呢', GROUP)).text).toMatch(/6,?000元/)
  expect((await stage.say(GU, '社会散居的呢', GROUP)).text).toMatch(/2,?140元/)
})

test('somebody who asked nothing here has nothing to go on from', async () => {
  await stage.say(WANG, '低保家庭适老化改造补多少', GROUP)
  const { text } = await stage.say(GU, '特困的呢', GROUP)
  expect(text).not.toMatch(/6,?000元/)
})

test('a group inherits nothing from a private chat, nor a private chat from a group', async () => {
  await stage.say(WANG, '低保家庭适老化改造补多少')
  expect((await stage.say(WANG, '特困的呢', GROUP)).text).not.toMatch(/6,?000元/)
  await stage.say(GU, '低保家庭适老化改造补多少', GROUP)
  expect((await stage.say(GU, '特困的呢')).text).not.toMatch(/6,?000元/)
})

test('a change of topic is noticed: the new subject is answered, not the old one in its words', async () => {
  await stage.say(WANG, '低保家庭适老化改造补多少')
  const orphans = await stage.say(WANG, '孤儿基本生活费一个月多少')
  expect(orphans.text).not.toMatch(ADAPTATION)
  const meals = await stage.say(WANG, '助餐补贴多少')
  expect(meals.text).not.toMatch(/孤儿/)
  const foreign = await stage.say(WANG, '医保怎么报销')
  expect(foreign.reply.kind).not.toBe('answer')
})

test('figures asked for end the talk about policy', async () => {
  await stage.say('ou_lead_cheng', '低保家庭适老化改造补多少')
  await stage.say('ou_lead_cheng', '本周汇总')
  const { text } = await stage.say('ou_lead_cheng', '特困的呢')
  expect(text).not.toMatch(/6,?000元/)
})
