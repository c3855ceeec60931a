import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEvents } from '../support/feishu/events.ts'
import { buttonOf, openTenant, type Tenant } from '../support/feishu/tenant.ts'

const WANG = 'ou_xh_wang'
const LEADER = 'ou_lead_cheng'
const events = createEvents()

let tenant: Tenant
beforeAll(async () => {
  tenant = await openTenant()
})
afterAll(() => tenant.close())

/** What counts now, as `indicator=value`. */
async function counted(): Promise<string[]> {
  const entries = await tenant.house.ledger.asKnownAt(tenant.house.clock())
  return entries.filter((one) => one.status === 'recorded').map((one) => `${one.indicator}=${one.value}`)
}

let count = 0
/** Says something in private and returns the one answer to it. */
async function say(text: string, from = WANG) {
  const messageId = `om_day_${++count}`
  const at = tenant.house.clock()
  await tenant.event(events.text({ text, from, chatId: `oc_${from}`, messageId, at }))
  const answers = tenant.answers(messageId)
  expect(answers).toHaveLength(1)
  return { messageId, card: answers[0]! }
}

describe('a day with Feishu, in private', () => {
  test('a question and its follow-up are answered from the documents', async () => {
    const { card } = await say('低保家庭适老化改造每户最多补多少')
    expect(card.msgType).toBe('interactive')
    expect(card.content).toMatch(/5,?200/)
    expect(card.content).toContain('云民规〔2026〕2号')
    expect((await say('低保边缘家庭呢')).card.content).toMatch(/4,?000/)
  })

  test('a report, delivered five times, is recorded and answered once; it is corrected and undone', async () => {
    const at = tenant.house.clock()
    const report = events.text({
      ...{ text: '今天适老化改造完成12户，能力评估30人', from: WANG, chatId: `oc_${WANG}` },
      ...{ messageId: 'om_report', at },
    })
    const answers = await tenant.event(report, 5)
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200])
    const [card, ...more] = tenant.answers('om_report')
    expect(more).toEqual([])
    expect(await counted()).toEqual(['home_adaptation=12', 'ability_assessment=30'])

    const correction = await say('更正：今天适老化改造应为10户')
    expect(correction.card.content).toContain('12户')
    expect(card?.updates).toBe(1)
    expect(await counted()).toEqual(['ability_assessment=30', 'home_adaptation=10'])

    const undo = events.press({
      ...{ messageId: card!.messageId, value: buttonOf(card!, 'report.undo'), from: WANG },
      ...{ chatId: `oc_${WANG}`, at: tenant.house.clock() },
    })
    const [pressed] = await tenant.event(undo)
    expect(pressed?.body).toMatchObject({ toast: { type: 'success' } })
    expect(await counted()).toEqual(['home_adaptation=10'])
    const [again] = await tenant.event(undo)
    expect(again?.status).toBe(200)
    expect(await counted()).toEqual(['home_adaptation=10'])
  })

  test('somebody else cannot press the button', async () => {
    const { card } = await say('今天能力评估7人')
    const value = buttonOf(card, 'report.undo')
    const at = tenant.house.clock()
    const press = events.press({
      messageId: card.messageId,
      value,
      from: 'ou_stranger',
      chatId: `oc_${WANG}`,
      at,
    })
    const [answer] = await tenant.event(press)
    expect(answer?.body).toMatchObject({ toast: { type: 'error' } })
    expect(await counted()).toContain('ability_assessment=7')
    await tenant.event(events.recalled({ messageId: `om_day_${count}`, chatId: `oc_${WANG}`, at }))
    expect(await counted()).toEqual(['home_adaptation=10'])
  })

  test('an edit is read back from the platform and replaces, on the same card; a recall withdraws', async () => {
    const { messageId, card } = await say('今天能力评估28人')
    const changed = events.edited({
      ...{ messageId, from: WANG, chatId: `oc_${WANG}` },
      at: new Date(Date.parse(tenant.house.clock()) + 1_000).toISOString(),
    })
    tenant.platform.said({
      ...{ messageId, chatId: `oc_${WANG}`, senderId: WANG },
      content: JSON.stringify({ text: '<p>今天能力评估26人</p>' }),
    })
    await tenant.event(changed)
    expect(await counted()).toEqual(['home_adaptation=10', 'ability_assessment=26'])
    expect(tenant.answers(messageId)).toHaveLength(1)
    expect(card.content).toContain('26人')

    await tenant.event(events.recalled({ messageId, chatId: `oc_${WANG}` }))
    expect(await counted()).toEqual(['home_adaptation=10'])
    expect(card.content).toContain('作废')
  })

  test('a leader is answered when he asks for the week', async () => {
    const { card } = await say('本周汇总', LEADER)
    expect(card.content.length).toBeGreaterThan(20)
  })

  test('an image is told what can be sent instead', async () => {
    await tenant.event(events.message('image', { image_key: 'img_1' }, { from: WANG, messageId: 'om_image' }))
    expect(tenant.answers('om_image')[0]?.content).toContain('图片')
  })

  test('the chat opened for the first time is welcomed once, by whichever event comes', async () => {
    await tenant.event(events.entered({ chatId: 'oc_new', from: 'ou_ml_zhang' }))
    await tenant.event(events.enteredFirst({ chatId: 'oc_new', from: 'ou_ml_zhang' }))
    expect(tenant.platform.visible('oc_new')).toHaveLength(1)
  })
})

describe('a group', () => {
  const group = { group: true, from: WANG }

  test('is answered in the thread of a message that mentions the bot, and nothing else', async () => {
    const text = '低保家庭适老化改造每户最多补多少'
    await tenant.event(events.text({ ...group, text, mentionBot: true, messageId: 'om_g1' }))
    expect(tenant.answers('om_g1')).toMatchObject([{ inThread: true, chatId: 'oc_group' }])

    const before = tenant.platform.visible('oc_group').length
    await tenant.event(events.text({ ...group, text }))
    await tenant.event(events.text({ ...group, text: `@_all ${text}`, mentions: [] }))
    const other = { openId: 'ou_other', name: '助手' }
    await tenant.event(events.text({ ...group, text: `@_user_1 ${text}`, mentions: [other] }))
    await tenant.event(events.text({ ...group, text, mentionBot: true, senderType: 'bot' }))
    await tenant.event(events.text({ ...group, text, mentionBot: true, from: 'ou_bot' }))
    expect(tenant.platform.visible('oc_group')).toHaveLength(before)
  })

  test('message that mentions the bot only after an edit is answered then', async () => {
    await tenant.event(events.text({ ...group, text: '今天能力评估3人', messageId: 'om_g2' }))
    expect(tenant.answers('om_g2')).toEqual([])
    tenant.platform.said({
      ...{ messageId: 'om_g2', chatId: 'oc_group', senderId: WANG },
      content: JSON.stringify({ text: '@_user_1 今天能力评估4人' }),
      mentions: [{ key: '@_user_1', id: 'ou_bot', id_type: 'open_id', name: '助手' }],
    })
    await tenant.event(events.edited({ ...group, messageId: 'om_g2' }))
    expect(tenant.answers('om_g2')).toHaveLength(1)
    expect(await counted()).toContain('ability_assessment=4')
  })
})

test('a mention that came before the bot knew its own id is settled once it does', async () => {
  const early = await openTenant()
  early.platform.delay(50)
  const text = '低保家庭适老化改造每户最多补多少'
  const other = { openId: 'ou_other', name: '助手' }
  const all = [
    events.text({ group: true, from: WANG, text, mentionBot: true, messageId: 'om_e1', chatId: 'oc_e1' }),
    events.text({ group: true, from: WANG, text: `@_user_1 ${text}`, mentions: [other], messageId: 'om_e2' }),
  ]
  await Promise.all(all.map((one) => early.event(one)))
  expect(early.answers('om_e1')).toHaveLength(1)
  expect(early.answers('om_e2')).toEqual([])
  await early.close()
})
