import { expect, it } from 'vitest'
import { openStage } from '../support/stage.ts'

const WANG = 'ou_xh_wang'
const LEADER = 'ou_lead_cheng'

it('carries a day from the first question to the last undo', async () => {
  const stage = await openStage()
  const total = async () => {
    const entries = await stage.house.ledger.asKnownAt(stage.now())
    return entries.filter((one) => one.status === 'recorded').map((one) => `${one.indicator}=${one.value}`)
  }

  const question = await stage.say(WANG, '低保家庭适老化改造每户最多补多少')
  expect(question.text).toContain('5200')
  expect(question.text).toContain('云民规〔2026〕2号')

  const followUp = await stage.say(WANG, '低保边缘家庭呢')
  expect(followUp.text).toContain('4000')

  const report = await stage.say(WANG, '今天适老化改造完成12户，能力评估30人')
  expect(report.reply.kind).toBe('record')
  expect(await total()).toEqual(['home_adaptation=12', 'ability_assessment=30'])

  stage.pass(60_000)
  const correction = await stage.say(WANG, '更正：今天适老化改造应为10户')
  expect(correction.text).toContain('12户')
  expect(await total()).toEqual(['ability_assessment=30', 'home_adaptation=10'])
  expect(report.updates).toBe(1)

  stage.pass(60_000)
  const undone = await stage.press(report, 'report.undo', WANG)
  expect(undone?.tone).toBe('success')
  expect(await total()).toEqual(['home_adaptation=10'])

  const again = await stage.press(report, 'report.undo', WANG).catch((error: Error) => error.message)
  expect(again).toContain('no button')

  const second = await stage.say(WANG, '今天能力评估28人')
  stage.pass(60_000)
  await stage.edit(second.replyTo, WANG, '今天能力评估26人')
  expect(await total()).toEqual(['home_adaptation=10', 'ability_assessment=26'])
  expect(second.text).toContain('26人')

  const summary = await stage.say(LEADER, '本周汇总')
  expect(summary.reply.kind).toBe('summary')
  expect(summary.text).toContain('10户')

  await stage.recall(second.replyTo)
  expect(await total()).toEqual(['home_adaptation=10'])
  expect(second.text).toContain('作废')
  stage.close()
})
