import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainText } from '../../src/feishu/cards/plain-text.ts'
import { renderReply, textMessages } from '../../src/feishu/cards/render.ts'
import { GROUP, openStage, type Stage } from '../support/stage.ts'

/** The document that only three units may read tells who runs the centres and for how much. */
const CLOSED = ['颐禾', '41万', '36.5万', '委托运营移交安排', '履约保证金']
const QUESTION = '居家养老服务中心委托给哪家公司运营、每年多少运营费'
const STRANGER = 'ou_stranger'
let stage: Stage

beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const closedIn = (text: string) => CLOSED.filter((word) => text.includes(word))

test('a question that only a closed document answers is handed over without naming it, to the asker and to the officer', async () => {
  for (const [who, chat] of [
    [STRANGER, undefined],
    [STRANGER, GROUP],
    ['ou_eld_he', GROUP],
  ] as const) {
    const before = stage.shown.length
    const asked = await stage.say(who, QUESTION, chat)
    expect(asked.reply.kind).toBe('not-found')
    const toast = await stage.press(asked, 'answer.handover', who)
    expect(closedIn(toast?.text ?? '')).toEqual([])
    const told = stage.shown.slice(before)
    expect(told.length).toBeGreaterThan(1)
    for (const one of told) expect(closedIn(`${one.text}${JSON.stringify(one.reply)}`), one.text).toEqual([])
  }
})

test('what the officer answers is forwarded in the officer’s words alone', async () => {
  const asked = await stage.say(STRANGER, QUESTION)
  await stage.press(asked, 'answer.handover', STRANGER)
  const card = stage.shown.find((one) => one.text.includes('转来的问题'))!
  await reply(card, '这个请到窗口了解。')
  const forwarded = stage.shown.findLast((one) => one.chat === asked.chat)!
  expect(forwarded.text).toContain('这个请到窗口了解。')
  expect(closedIn(JSON.stringify(forwarded.reply))).toEqual([])
})

test('a mention, a link or a tag in the officer’s reply calls nobody and leads nowhere', async () => {
  const asked = await stage.say('ou_xh_wang', '低保家庭适老化改造补多少', GROUP)
  await stage.press(asked, 'answer.handover', 'ou_xh_wang')
  const card = stage.shown.find((one) => one.text.includes('转来的问题'))!
  await reply(
    card,
    '请看<at id=all></at><at user_id="all">所有人</at> [这里](javascript:alert(1)) ![x](http://evil.example/x.png)',
  )
  const forwarded = stage.shown.findLast((one) => one.chat === GROUP.id)!
  expect(forwarded.text).toContain('请看')
  const messages = [...renderReply(forwarded.reply), ...textMessages(plainText(forwarded.reply))]
  for (const { content } of messages) {
    expect(content).not.toMatch(/<at[\s>]/)
    expect(content).not.toContain('](')
  }
})

function reply(card: { chat: string; messageId: string }, text: string): Promise<void> {
  return stage.arrive({
    ...{
      kind: 'said',
      eventId: 'ev_officer',
      messageId: 'om_officer',
      senderId: card.chat,
      sentAt: stage.now(),
    },
    ...{ addressed: true, text, parentId: card.messageId },
    chat: { id: `oc_${card.chat}`, kind: 'private' },
  })
}
