import { afterEach, beforeEach, expect, test } from 'vitest'
import { GROUP, openStage, type Stage } from '../support/stage.ts'

const QUESTION = '低保家庭适老化改造补多少'
let stage: Stage

beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('a vote counts once a person, can be changed, and the toast says so', async () => {
  const answer = await stage.say('ou_xh_wang', QUESTION)
  expect((await stage.press(answer, 'answer.helpful', 'ou_xh_wang'))?.text).toBe('已记下，谢谢。')
  expect((await stage.press(answer, 'answer.helpful', 'ou_xh_wang'))?.text).toBe('您已经这样评过了。')
  expect((await stage.press(answer, 'answer.unhelpful', 'ou_xh_wang'))?.text).toBe('已改为“没帮助”。')
  expect(await stage.house.gaps.list()).toMatchObject([{ kind: 'unhelpful', text: QUESTION, times: 1 }])
})

test('a vote pressed from another chat has no effect', async () => {
  const answer = await stage.say('ou_xh_wang', QUESTION)
  const toast = await stage.press({ ...answer, chat: 'oc_elsewhere' }, 'answer.unhelpful', 'ou_ml_gu')
  expect(toast?.text).toBe('这个按钮已经失效。')
  expect(await stage.house.gaps.list()).toEqual([])
})

test('a question is handed to the officer once, and the reply goes to the chat that asked, in the officer’s words', async () => {
  const answer = await stage.say('ou_xh_wang', QUESTION, GROUP)
  const toast = await stage.press(answer, 'answer.handover', 'ou_xh_wang')
  expect(toast?.text).toMatch(/^已转给.+。$/)
  const again = await stage.press(answer, 'answer.handover', 'ou_ml_gu')
  expect(again?.text).toContain('不用再转')
  const card = stage.shown.filter((one) => one.text.includes('转来的问题'))
  expect(card).toHaveLength(1)
  expect(card[0]!.text).toContain(QUESTION)
  const officer = card[0]!.chat
  expect(officer).toMatch(/^ou_/)
  const people = (await stage.house.bureau()).organization.people
  const name = people.find((one) => one.openId === officer)!.name
  expect(stage.shown.some((one) => one.chat === GROUP.id && one.text.includes(name))).toBe(false)

  const reply = (senderId: string, messageId: string) =>
    stage.arrive({
      ...{ kind: 'said', eventId: messageId, messageId, senderId, sentAt: stage.now(), addressed: true },
      ...{ text: '请带材料到窗口。<at id=all></at>', parentId: card[0]!.messageId },
      chat: { id: `oc_${senderId}`, kind: 'private' },
    })
  await reply('ou_ml_gu', 'om_stranger')
  expect(stage.shown.some((one) => one.chat === GROUP.id && one.text.includes('请带材料'))).toBe(false)
  await reply(officer, 'om_officer')
  const forwarded = stage.shown.filter((one) => one.chat === GROUP.id && one.text.includes('请带材料'))
  expect(forwarded).toHaveLength(1)
  expect(forwarded[0]!.text).toContain(`${name}答复`)
})

test('what rests on an internal document is not told to the officer', async () => {
  const answer = await stage.say('ou_xh_wang', QUESTION)
  if (answer.reply.kind !== 'answer') throw new Error(answer.text)
  const { store } = stage.house
  const { sql } = await import('drizzle-orm')
  await store.atomically([sql`UPDATE outbox SET reply = replace(reply, '"open":true', '"open":false')`])
  await stage.press(answer, 'answer.handover', 'ou_xh_wang')
  const card = stage.shown.find((one) => one.text.includes('转来的问题'))
  expect(card?.text).not.toContain(answer.reply.answer.slice(0, 10))
})

test('an admin asks for the week’s gaps in private; nobody else is told, and a group never', async () => {
  await stage.say('ou_xh_wang', '养老机构床位一个月收多少钱？')
  await stage.say('ou_ml_gu', '养老机构床位一个月收多少钱')
  const told = await stage.say('ou_adm_shao', '这周没答上来的问题')
  expect(told.text).toContain('养老机构床位一个月收多少钱')
  expect(told.text).toContain('2次')
  const others = [
    await stage.say('ou_xh_wang', '这周没答上来的问题'),
    await stage.say('ou_adm_shao', '这周没答上来的问题', GROUP),
  ]
  for (const one of others) expect(one.text).not.toContain('床位一个月')
})

test('a message that fails is told once, and still answered when it works again', async () => {
  const { answers } = stage.house
  const whole = answers.answer
  let broken = true
  answers.answer = async (question) => {
    if (broken) throw new Error('disk')
    return whole(question)
  }
  await stage.arrive({
    ...{ kind: 'said', eventId: 'e1', messageId: 'om_fails', senderId: 'ou_xh_wang', sentAt: stage.now() },
    ...{ text: QUESTION, addressed: true, chat: { id: 'oc_x', kind: 'private' } },
  })
  for (let at = 0; at < 12; at++) {
    stage.pass(600_000)
    await stage.house.worker.tick()
  }
  expect(stage.shown.filter((one) => /没有处理成功，已保存，正在重试。编号/.test(one.text))).toHaveLength(1)
  const [dead] = await stage.house.inbox.list('dead')
  broken = false
  expect(await stage.house.inbox.replay(dead!.id, stage.now())).toBe(true)
  await stage.house.worker.tick()
  stage.pass(2_000)
  await stage.house.worker.tick()
  expect(stage.shown.some((one) => one.reply.kind === 'answer')).toBe(true)
})
