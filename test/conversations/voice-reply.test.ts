import { expect, test } from 'vitest'
import { openStage } from '../support/stage.ts'

test('an officer may answer a question that was handed over by voice; it goes on once confirmed', async () => {
  const spoken = '请带身份证和申请表到窗口办理'
  const stage = await openStage({ files: { hear: async () => ({ kind: 'text', lines: [spoken] }) } })
  const asker = await stage.say('ou_xh_wang', '低保家庭适老化改造补多少')
  await stage.press(asker, 'answer.handover', 'ou_xh_wang')
  const card = stage.shown.find((one) => one.text.includes('转来的问题'))!
  const reachedAsker = () => stage.shown.filter((one) => one.chat === asker.chat && one.text.includes(spoken))
  await stage.arrive({
    ...{ kind: 'unreadable', eventId: 'ev_v', messageId: 'om_v', content: 'audio', addressed: true },
    ...{ chat: { id: `oc_${card.chat}`, kind: 'private' }, senderId: card.chat, sentAt: stage.now() },
    ...{ file: { key: 'file_v', name: '' }, durationMs: 4_000, parentId: card.messageId },
  })
  const asked = stage.answerTo('om_v')!
  expect(asked.text).toContain(`“${spoken}”`)
  expect(reachedAsker()).toEqual([])
  await stage.press(asked, 'voice.yes', card.chat)
  expect(reachedAsker()).toHaveLength(1)
  expect(reachedAsker()[0]!.text).toContain('答复')
  expect(stage.answerTo('om_v')?.text).toContain('已发到提问的地方')
  stage.close()
})
