import { expect, it } from 'vitest'
import { openStage } from '../support/stage.ts'

it('a report and a question in one message are both handled, in one reply', async () => {
  const stage = await openStage()
  const answer = await stage.say(
    'ou_eld_luo',
    '今天能力评估18人，助餐204人次。另外问一下，特困人员基本生活标准是多少？',
  )
  const entries = await stage.house.ledger.ofMessage('om_1')
  expect(entries.map((one) => `${one.indicator} ${one.value} ${one.status}`)).toEqual([
    'ability_assessment 18 recorded',
    'meal_served 204 recorded',
  ])
  expect(stage.shown).toHaveLength(1)
  expect(answer.reply.kind).toBe('mixed')
  expect(answer.text).toContain('已登记 2 项')
  const question = await stage.say('ou_eld_luo', '特困人员基本生活标准是多少？')
  expect(answer.text).toContain(question.text.slice(0, 20))
  stage.close()
})

it('figures inside the question are no report', async () => {
  const stage = await openStage()
  await stage.say('ou_eld_luo', '今天助餐204人次，80岁老人吃一餐补4元还是5元？')
  const entries = await stage.house.ledger.ofMessage('om_1')
  expect(entries.map((one) => `${one.indicator} ${one.value}`)).toEqual(['meal_served 204'])
  stage.close()
})

it('a plan is told to be one, and small talk behind an answer is no further question', async () => {
  const stage = await openStage()
  const plan = await stage.say('ou_eld_luo', '明天能力评估12人')
  expect(plan.text).toContain('像是计划，没有登记')
  expect(await stage.house.ledger.ofMessage('om_1')).toEqual([])
  await stage.say('ou_eld_luo', '低保家庭适老化改造补多少')
  const talk = await stage.say('ou_eld_luo', '今天下雨，活动取消了')
  expect(talk.text).toContain('没有看出要问什么')
  stage.close()
})
