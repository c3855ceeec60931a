import { afterEach, describe, expect, test } from 'vitest'
import { card, type Desk, openDesk, words } from '../support/feishu/desk.ts'

const open: Desk[] = []
const desk = async (options?: Parameters<typeof openDesk>[0]) => {
  const one = await openDesk(options)
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

describe('a refused send', () => {
  test.each([230020, 230049, 18121, 11232, 2200, 99991400])('with %i is tried again later', async (code) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code } })
    expect(await send(card('12户'))).toMatchObject({ kind: 'retry', reason: `${code}` })
    expect(platform.visible()).toHaveLength(0)
  })

  test.each([99991661, 99991663, 99991671])('with %i goes out with a new token', async (code) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code } })
    expect(await send(card('12户'))).toMatchObject({ kind: 'sent' })
    expect(platform.callsOf('token')).toHaveLength(2)
    expect(platform.visible()).toHaveLength(1)
  })

  test.each([
    [230025, ''],
    [200860, ''],
    [230022, ''],
    [230028, ''],
    [230099, 'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card table number over limit'],
    [230099, 'ext=ErrCode: 200621; ErrMsg: parse card json err'],
    [230001, 'invalid parameter'],
    [987654, 'never heard of'],
  ])('with %i goes out as words: %s', async (code, msg) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code, msg } })
    expect(await send(card('今天12户'))).toMatchObject({ kind: 'sent' })
    const [only, ...more] = platform.visible()
    expect(more).toEqual([])
    expect(only).toMatchObject({ msgType: 'text', parentId: 'om_q' })
    expect(only?.content).toContain('今天12户')
  })

  test('because of a locked card is tried again, as a card', async () => {
    const { platform, send } = await desk()
    platform.fault({
      call: 'reply',
      wrong: { code: 230099, msg: 'ErrCode: 11310; ErrMsg: card action is lock' },
    })
    expect(await send(card('12户'))).toMatchObject({ kind: 'retry' })
  })

  test('by the audit of telephone numbers goes out with them masked', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code: 230028 } })
    await send(card('请拨 86521107 或 13812345678，邮箱 wang@example.gov.cn，共12户'))
    const text = platform.visible()[0]?.content
    expect(text).toContain('865****07')
    expect(text).toContain('138****78')
    expect(text).not.toMatch(/86521107|13812345678|wang@/)
    expect(text).toContain('共12户')
  })

  test('in words too says at least that there was an answer', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', times: 2, wrong: { code: 230022 } })
    expect(await send(card('今天12户'))).toMatchObject({ kind: 'sent' })
    expect(platform.visible().map((one) => one.content)).toEqual([expect.stringContaining('内容检查')])
    platform.fault({ call: 'reply', wrong: { code: 230022 } })
    await send(words('今天12户'))
    expect(platform.visible()[1]?.content).toContain('内容检查')
  })

  test.each([230019, 230050, 230054, 230071, 230072, 230111])(
    'under a message with %i goes into the chat',
    async (code) => {
      const { platform, send } = await desk()
      platform.fault({ call: 'reply', times: 2, wrong: { code } })
      expect(await send(card('12户'))).toMatchObject({ kind: 'sent' })
      expect(platform.visible()).toMatchObject([{ chatId: 'oc_group', parentId: '', msgType: 'interactive' }])
    },
  )

  test('in a group without threads goes under the message', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code: 230071 } })
    await send(card('12户'))
    expect(platform.visible()).toMatchObject([{ parentId: 'om_q', inThread: false }])
  })

  test('of a card in a group that bars cards goes out as words', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'create', wrong: { code: 230054 } })
    await send(card('今天12户'), { replyTo: '' })
    expect(platform.visible()).toMatchObject([{ msgType: 'text' }])
  })

  test.each([230011, 230110, 231003, 232009, 230029, 230053])('with %i is over', async (code) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code } })
    expect(await send(card('12户'))).toEqual({ kind: 'gone', reason: `${code}` })
    expect(platform.callsOf('reply')).toHaveLength(1)
  })

  test.each([230002, 230013, 230018, 230027, 230035, 230038, 232033])(
    'with %i is over, and the log says what to set right',
    async (code) => {
      const { platform, send, lines } = await desk()
      platform.fault({ call: 'reply', times: 2, wrong: { code } })
      expect(await send(card('12户'))).toMatchObject({
        kind: 'gone',
        reason: expect.stringMatching(/\d+ .*[一-鿿]/),
      })
      await send(card('13户'))
      expect(lines.filter((line) => line.includes('feishu-needs-admin'))).toHaveLength(1)
    },
  )

  test.each([230006, 99991401, 99991403, 99991662, 99991672])(
    'with %i waits for the admin, who is told once',
    async (code) => {
      const { platform, send, lines } = await desk()
      const msg =
        'Access denied. One of the following scopes is required: [im:message:send_as_bot, im:message].'
      platform.fault({ call: 'reply', times: 2, wrong: { code, msg } })
      expect(await send(card('12户'))).toMatchObject({ kind: 'retry', afterMs: 600_000 })
      await send(card('13户'))
      const told = lines.filter((line) => line.includes('feishu-needs-admin'))
      expect(told).toHaveLength(1)
      expect(told[0]).toContain('im:message:send_as_bot 或 im:message')
    },
  )

  test('by an internal error is not tried for ever where the content may be the cause', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', times: 2, wrong: { code: 2200 } })
    expect(await send(card('12户'), { tries: 9 })).toMatchObject({ kind: 'retry' })
    expect(await send(card('12户'), { tries: 10 })).toMatchObject({ kind: 'gone' })
  })
})

describe('an update', () => {
  const first = async () => {
    const one = await desk()
    const sent = await one.send(card('12户'), { key: 'om_q:reply' })
    if (sent.kind !== 'sent') throw new Error('not sent')
    const update = (text: string, key = `om_q:reply@${text}`) =>
      one.send(card(text), { op: 'update', updates: 'om_q:reply', target: sent.messageId, key, replyTo: '' })
    return { ...one, update, sent }
  }

  test('changes the card in place', async () => {
    const { platform, update, sent } = await first()
    expect(await update('10户')).toEqual(sent)
    expect(platform.visible()).toMatchObject([{ updates: 1, content: expect.stringContaining('10户') }])
  })

  test.each([230031, 230072, 230075, 200740, 230001, 230012])(
    'refused with %i becomes a new message under the old',
    async (code) => {
      const { platform, update, sent } = await first()
      platform.fault({ call: 'patch', wrong: { code } })
      expect(await update('10户')).toMatchObject({ kind: 'sent' })
      const [old, anew] = platform.visible()
      expect(old?.content).toContain('12户')
      expect(anew).toMatchObject({ parentId: sent.messageId, content: expect.stringContaining('10户') })
      // From now on the new one is the card.
      await update('11户')
      expect(platform.visible()).toHaveLength(2)
      expect(platform.visible()[1]?.content).toContain('11户')
    },
  )

  test('of a card that somebody removed goes into the chat', async () => {
    const { platform, update, sent } = await first()
    platform.message(sent.messageId)!.deleted = true
    await update('10户')
    expect(platform.visible()).toMatchObject([{ parentId: '', content: expect.stringContaining('10户') }])
  })

  test.each([230020, 99991400, 200810])('refused with %i is tried again', async (code) => {
    const { platform, update } = await first()
    platform.fault({ call: 'patch', wrong: { code } })
    expect(await update('10户')).toMatchObject({ kind: 'retry' })
    expect(platform.visible()).toHaveLength(1)
  })

  test('of a message of words edits the words, and after 20 edits sends new ones', async () => {
    const { platform, send } = await desk()
    await send(words('一'), { key: 'om_q:words' })
    for (let round = 0; round < 21; round++)
      await send(words(`第${round}次`), { op: 'update', updates: 'om_q:words', key: `om_q:words@${round}` })
    expect(platform.visible().map((one) => one.content)).toEqual(['{"text":"第19次"}', '{"text":"第20次"}'])
  })
})
