import { expect, test } from 'vitest'
import { renderReply } from '../../src/feishu/cards/render.ts'
import { GROUP, openStage } from '../support/stage.ts'
import { openFigures } from './bureau.ts'

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'
const LEADER = 'ou_lead_cheng'

test('a late report, a correction and a recall change the summary that stands, with one line each', async () => {
  const stage = await openStage({ start: '2026-06-22T09:00:00+08:00' })
  await stage.say(WANG, '上周适老化改造12户，能力评估30人')
  const card = await stage.say(LEADER, '上周汇总')
  expect(card.text).toContain('适老化改造12户')
  stage.pass(3600_000)
  const late = await stage.say(GU, '上周适老化改造4户')
  expect(card.updates).toBe(1)
  expect(card.text).toContain('梅岭街道补报，适老化改造12 → 16户')
  await stage.say(GU, '更正：上周适老化改造应为5户')
  expect(card.text).toMatch(/梅岭街道更正，适老化改造16 → 17户/)
  await stage.recall(late.replyTo)
  expect(card.reply.kind).toBe('summary')
  // Another week's figure does not touch it.
  const before = card.updates
  await stage.say(WANG, '今天适老化改造3户')
  expect(card.updates).toBe(before)
  stage.close()
})

test('after fourteen days a late figure is told in an answer instead', async () => {
  const stage = await openStage({ start: '2026-06-22T09:00:00+08:00' })
  await stage.say(WANG, '上周适老化改造12户')
  const card = await stage.say(LEADER, '上周汇总')
  stage.pass(15 * 24 * 3600_000)
  const count = stage.shown.length
  await stage.say(GU, '6月15日到6月21日适老化改造4户')
  expect(card.updates).toBe(0)
  expect(
    stage.shown
      .slice(count)
      .some((one) => one.replyTo === card.messageId && one.text.includes('适老化改造12 → 16户')),
  ).toBe(true)
  stage.close()
})

test('buttons answer with the rights of whoever presses', async () => {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造12户')
  await stage.say(GU, '今天适老化改造7户')
  const card = await stage.say(LEADER, '本周汇总')
  const press = async (action: string, who: string) => {
    await stage.press(card, action, who)
    return stage.shown.at(-1)!
  }
  const byUnit = await press('summary.by-unit', LEADER)
  expect(byUnit.text).toMatch(/新河街道[^\n]*12[\s\S]*梅岭街道[^\n]*7/)
  const sources = await press('summary.sources', LEADER)
  expect(sources.text).toContain('王芳')
  expect(sources.text).toContain('适老化改造12户')
  await stage.press(byUnit, 'summary.previous', LEADER)
  expect(stage.shown.at(-1)?.text).toContain('6月15日—21日')
  const foreign = await press('summary.sources', WANG)
  expect(foreign.text).toContain('王芳')
  expect(foreign.text).not.toMatch(/梅岭|顾晓曼/)
  stage.close()
})

test('staff see their own unit, and no sign of the others', async () => {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造12户')
  await stage.say(GU, '今天适老化改造7户')
  for (const text of [
    '本周汇总',
    '本周各街道适老化改造情况',
    '哪个街道最多',
    '谁还没报',
    '近12周趋势',
    '离目标还差多少',
  ]) {
    const own = await stage.say(WANG, text)
    expect(own.text, text).not.toMatch(/梅岭|19户|柳桥|320/)
  }
  expect((await stage.say(WANG, '梅岭街道本周汇总')).text).not.toMatch(/7户/)
  stage.close()
})

test('in a group the bureau’s figures do not show, whoever asks', async () => {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造12户')
  await stage.say(GU, '今天适老化改造7户')
  const leader = await stage.say(LEADER, '本周汇总', GROUP)
  expect(leader.text).not.toMatch(/12|19|7户/)
  expect(leader.text).toContain('私聊')
  const staff = await stage.say(WANG, '本周汇总', GROUP)
  expect(staff.text).toContain('12户')
  expect(staff.text).not.toMatch(/19|7户|梅岭/)
  stage.close()
})

test('who has not reported is a list; questions of policy stay questions of policy', async () => {
  const stage = await openStage()
  await stage.say(WANG, '本周适老化改造12户，能力评估30人')
  const list = await stage.say(LEADER, '谁还没报')
  expect(list.text).toMatch(/还有8个单位没报齐/)
  expect(list.text).toMatch(/新河街道[^\n]*公益活动/)
  expect((await stage.say(LEADER, '适老化改造补多少')).reply.kind).not.toBe('summary')
  stage.close()
})

test.each([
  ['下周汇总', '还没有到'],
  ['6月21日到6月15日汇总', '写反'],
  ['本周婚姻登记汇总', '指标目录里没有“婚姻登记”'],
])('“%s” is answered with one clear line', async (text, words) => {
  const stage = await openStage()
  const answer = await stage.say(LEADER, text)
  expect(answer.reply.kind).toBe('notice')
  expect(answer.text).toContain(words)
  stage.close()
})

test('a talk about figures goes on: domain, month, unit', async () => {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造12户，公益活动2场')
  await stage.say(LEADER, '本周汇总')
  const elderly = await stage.say(LEADER, '只看养老的')
  expect(elderly.text).toContain('12户')
  expect(elderly.text).not.toContain('公益活动')
  expect((await stage.say(LEADER, '那上个月呢')).text).toContain('2026年5月')
  for (const message of renderReply(elderly.reply)) expect(message.msgType).toBe('interactive')
  stage.close()
})

test('a trend says where the last week stands among those before it; 本周汇总 then asks for all again', async () => {
  const stage = await openFigures({ start: '2026-05-25T09:00:00+08:00' })
  for (const value of [3, 9, 6]) {
    await stage.say(WANG, `今天适老化改造${value}户，能力评估20人`)
    stage.pass(7 * 24 * 3600_000)
  }
  await stage.say(WANG, '今天适老化改造2户')
  const trend = await stage.say(LEADER, '适老化改造近12周趋势')
  expect(trend.text).toContain('适老化改造 6月15日—21日到目前2户；此前3周3—9户，平均6户')
  const week = await stage.say(LEADER, '上周汇总')
  expect(week.text).toContain('能力评估')
  expect(week.text).toContain('重点工作周报')
  stage.close()
})

test('a figure far outside its history is asked about, not judged', async () => {
  const stage = await openFigures({ start: '2026-04-20T09:00:00+08:00' })
  for (const value of [3, 4, 3, 5, 4, 3, 4, 25]) {
    const said = await stage.say(WANG, `今天适老化改造${value}户`)
    if (said.reply.kind === 'confirm') await stage.press(said, 'report.confirm', WANG)
    stage.pass(7 * 24 * 3600_000)
  }
  const card = await stage.say(LEADER, '上周汇总')
  expect(card.text).toContain('适老化改造25户，前7周在3—5户之间，数字对吗？')
  stage.close()
})
