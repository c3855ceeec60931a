import { afterEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../src/reply.ts'
import { type Desk, openDesk, words } from '../support/feishu/desk.ts'

const open: Desk[] = []
const desk = async (options?: Parameters<typeof openDesk>[0]) => {
  const one = await openDesk(options)
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const KEY = 'om_q:reply'
const target = { key: KEY, chat: { id: 'oc_group', kind: 'group' }, replyTo: 'om_q' } as const
const TEXTS = ['最接近的是：“甲。', '最接近的是：“甲。乙。', '最接近的是：“甲。乙。丙。']
const ANSWER: Reply = {
  ...{ kind: 'not-found', lead: '没有查到。', searched: '最接近的是：“甲。乙。丙。”', asOf: '2026-06-24' },
  buttons: [{ label: '转给养老服务科', action: 'answer.handover', value: { answerId: 'om_q' } }],
}

/** The whole answer stands, in one message, which nobody writes at any more. */
function expectWhole({ platform }: Desk, searched = 'answer.handover') {
  const visible = platform.visible()
  expect(visible.map(({ content }) => content.includes(searched))).toEqual([true])
  expect(platform.cards.streams(visible[0]!.messageId)).toBe(false)
  return visible[0]!
}

const settle = (ms = 0) => new Promise((done) => setTimeout(done, ms))

async function growAll({ transport }: Desk, texts = TEXTS) {
  for (const text of texts) await transport.grow?.(target, text)
}

/** Waits for work, or until it hangs in this call. */
async function stuckOrDone({ platform }: Desk, call: string, work: Promise<unknown>) {
  let done = false
  const end = () => {
    done = true
  }
  void work.then(end, end)
  const waits = () => platform.callsOf(call).filter(({ code }) => code === -1).length
  for (let looks = 0; !done && looks < 4; looks = waits() ? looks + 1 : 0) await settle(15)
}

describe('a growing answer', () => {
  test('is one card under the question, which becomes the whole answer with its buttons', async () => {
    const one = await desk()
    await growAll(one)
    const [standing, ...more] = one.platform.visible()
    expect(more).toEqual([])
    expect(standing).toMatchObject({ parentId: 'om_q', inThread: true })
    expect(standing?.content).toContain('甲。乙。丙。')
    expect(one.platform.cards.streams(standing!.messageId)).toBe(true)
    expect(await one.transport.stands?.(KEY)).toBe(true)
    const sent = await one.send(ANSWER, { key: KEY })
    expect(sent).toEqual({ kind: 'sent', messageId: standing?.messageId })
    expectWhole(one)
    expect(one.platform.calls.filter(({ code }) => code !== 0)).toEqual([])
    const steps = one.platform.calls.map(({ name }) => name).filter((name) => /card|reply|create/.test(name))
    expect(steps).toEqual(['card-make', 'reply', 'card-text', 'card-text', 'card-end', 'card-put'])
  })

  test('is changed again later as any other card is', async () => {
    const one = await desk()
    await growAll(one)
    const sent = await one.send(ANSWER, { key: KEY })
    const later = { ...ANSWER, searched: '更新过' } as Reply
    const target = sent.kind === 'sent' ? sent.messageId : ''
    expect(await one.send(later, { key: `${KEY}@2`, op: 'update', updates: KEY, target })).toEqual(sent)
    expectWhole(one, '更新过')
    const words_ = words('只是一句话')
    expect(await one.send(words_, { key: `${KEY}@3`, op: 'update', updates: KEY, target })).toEqual(sent)
    expectWhole(one, '只是一句话')
  })

  test('that comes faster than a card takes calls is shown in fewer steps, the last one always', async () => {
    const one = await desk()
    const texts = Array.from({ length: 60 }, (_, place) => `第${'一'.repeat(place + 1)}句。`)
    const shown = texts.map((text) => one.transport.grow?.(target, text))
    await Promise.all(shown)
    expect(one.platform.visible()[0]?.content).toContain(texts.at(-1))
    expect(one.platform.callsOf('card-text').length).toBeLessThan(4)
    expect(one.platform.calls.filter(({ code }) => code !== 0)).toEqual([])
  })

  test.each([true, false])('is over before the whole answer comes (cards with ids: %s)', async (granted) => {
    const one = await desk()
    one.platform.cards.grant(granted)
    await growAll(one, TEXTS.slice(0, 1))
    one.platform.delay(60)
    const growing = growAll(one, TEXTS.slice(1))
    await settle(10)
    await one.send(ANSWER, { key: KEY })
    await growing
    expectWhole(one)
    expect(one.platform.calls.at(-1)?.name).toBe(granted ? 'card-put' : 'patch')
    expect(one.platform.calls.filter(({ code }) => code === 300317)).toEqual([])
  })

  test('that becomes more than one card is the first of them', async () => {
    const one = await desk()
    await growAll(one)
    const long = { ...ANSWER, searched: '很长的一段话。'.repeat(2_500) } as Reply
    const sent = await one.send(long, { key: KEY, id: 7 })
    expect(sent).toEqual({ kind: 'sent', messageId: 'om_bot_1' })
    const texts = one.platform.visible().map(({ content }) => content)
    expect(texts.length).toBeGreaterThan(1)
    expect(texts.filter((text) => text.includes('answer.handover'))).toHaveLength(1)
    expect(texts.join('').match(/很长的一段话/g)?.length).toBeGreaterThan(2_450)
    expect(one.platform.cards.streams('om_bot_1')).toBe(false)
  })

  test.each([true, false])('keeps to ten calls a second, five on a message (cards: %s)', async (granted) => {
    const one = await desk({ paced: true })
    one.platform.cards.grant(granted)
    const shown: (Promise<void> | undefined)[] = []
    for (let place = 1; place <= 60; place++) {
      shown.push(one.transport.grow?.(target, `第${'一'.repeat(place)}句。`))
      await settle(20)
    }
    await one.transport.still?.(KEY)
    await one.send(ANSWER, { key: KEY })
    await Promise.all(shown)
    expectWhole(one)
    const times = one.platform.calls.filter(({ name }) => /^card|patch/.test(name)).map(({ at }) => at)
    const most = Math.max(
      ...times.map((at) => times.filter((other) => at <= other && other < at + 1_000).length),
    )
    expect(most).toBeGreaterThan(2)
    expect(most).toBeLessThanOrEqual(granted ? 10 : 5)
    expect(one.platform.calls.filter(({ code }) => code !== 0 && code !== 99991672)).toEqual([])
  })

  test('that turns out to be mere words or a file leaves nothing half', async () => {
    for (const [reply, expected] of [
      [words('消息已撤回，不再答复。'), '消息已撤回'],
      [{ kind: 'file', name: '日历.ics', content: btoa('x') } as Reply, '文件'],
    ] as const) {
      const one = await desk()
      await growAll(one)
      expect(await one.send(reply, { key: KEY })).toMatchObject({ kind: 'sent' })
      const [card, file, ...more] = one.platform.visible()
      expect(card?.content).not.toContain('甲。')
      expect(card?.content).toContain(expected)
      expect(one.platform.cards.streams(card!.messageId)).toBe(false)
      expect([file?.msgType, more.length]).toEqual([reply.kind === 'file' ? 'file' : undefined, 0])
    }
  })
})

describe('where the platform refuses', () => {
  test('the kind of card for want of its scope: a message that is changed, and it is not asked again', async () => {
    const one = await desk()
    one.platform.cards.grant(false)
    await growAll(one)
    expect(one.platform.callsOf('patch')).toHaveLength(2)
    await one.send(ANSWER, { key: KEY })
    expectWhole(one)
    await one.transport.grow?.({ ...target, key: 'om_q:other' }, '另一个')
    expect(one.platform.callsOf('card-make')).toHaveLength(1)
    expect(one.lines.filter((line) => line.includes('cardkit:card:write'))).toHaveLength(1)
  })

  test.each([
    ['the card and the message', 'reply', 99, { code: 230099, msg: 'ErrCode: 200621' }],
    ['a change of the card', 'card-text', 99, { code: 300309 }],
    ['the card as gone', 'card-text', 99, { code: 200740 }],
    ['the end of streaming, which is over by then', 'card-end', 99, { code: 300309 }],
  ] as const)('%s, the answer comes whole', async (_, call, times, wrong) => {
    const one = await desk()
    if (call === 'reply') one.platform.fault({ call, times: 1, wrong })
    else one.platform.fault({ call, times, wrong })
    await growAll(one)
    expect(await one.send(ANSWER, { key: KEY })).toMatchObject({ kind: 'sent' })
    expectWhole(one)
  })

  test('the answer in the card that is gone meanwhile, it comes below it', async () => {
    const one = await desk()
    await growAll(one)
    one.platform.cards.forget('card_1')
    expect(await one.send(ANSWER, { key: KEY })).toMatchObject({ kind: 'sent' })
    const [old, below, ...more] = one.platform.visible()
    expect([below?.content.includes('answer.handover'), below?.parentId, more.length]).toEqual([
      true,
      old?.messageId,
      0,
    ])
    const later = { ...ANSWER, searched: '更新过' } as Reply
    const update = { key: `${KEY}@2`, op: 'update', updates: KEY, target: below!.messageId } as const
    expect(await one.send(later, update)).toMatchObject({ kind: 'sent', messageId: below?.messageId })
    expect(one.platform.visible()[1]?.content).toContain('更新过')
  })

  test('a call for being too fast: the text is shown a moment later', async () => {
    const one = await desk()
    one.platform.fault({ call: 'card-text', wrong: { code: 99991400, status: 429 } })
    await growAll(one)
    expect(one.platform.visible()[0]?.content).toContain('甲。乙。丙。')
  })

  test('the answer for being too fast: it is delivered later, in its place', async () => {
    const one = await desk()
    await growAll(one)
    one.platform.fault({ call: 'card-put', wrong: { code: 99991400, status: 429 } })
    expect(await one.send(ANSWER, { key: KEY, id: 7 })).toMatchObject({ kind: 'retry' })
    expect(await one.send(ANSWER, { key: KEY, id: 7, tries: 2 })).toMatchObject({ kind: 'sent' })
    expectWhole(one)
  })

  test('an answer that arrived but was not acknowledged is put once more, and stands', async () => {
    for (const call of ['card-end', 'card-put']) {
      const one = await desk()
      await growAll(one)
      one.platform.fault({ call, times: 2, wrong: 'cut' })
      await one.send(ANSWER, { key: KEY, id: 7 })
      expect(await one.send(ANSWER, { key: KEY, id: 7, tries: 2 })).toMatchObject({ kind: 'sent' })
      expectWhole(one)
    }
  })

  test('streaming ends by itself after ten minutes; the answer stands nevertheless', async () => {
    let now = 1_000_000_000
    const one = await desk({ now: () => now })
    await growAll(one, TEXTS.slice(0, 2))
    now += 11 * 60_000
    await one.transport.grow?.(target, TEXTS[2]!)
    await one.send(ANSWER, { key: KEY })
    expectWhole(one)
  })
})

/** Each call of a growing answer and of its end, gone before it happened or after. */
const DEATHS = ['card-make', 'reply', 'card-text', 'patch', 'card-end', 'card-put'].flatMap((call) =>
  (['hang', 'stall'] as const).map((wrong) => [call, wrong] as const),
)

describe.each([true, false])('a process that dies (cards with ids: %s)', (granted) => {
  test.each(DEATHS)('at %s (%s) leaves one answer, once it is delivered by another', async (call, wrong) => {
    const one = await desk({ timeoutMs: 60_000 })
    one.platform.cards.grant(granted)
    one.platform.fault({ call, wrong })
    await stuckOrDone(one, call, growAll(one))
    await stuckOrDone(one, call, one.send(ANSWER, { key: KEY, id: 7 }))
    const sent = await one.restarted().send({
      ...{ id: 7, key: KEY, chat: target.chat, op: 'send', reply: ANSWER, tries: 2, leaseToken: 'l' },
      replyTo: 'om_q',
    })
    expect(sent).toMatchObject({ kind: 'sent' })
    expectWhole(one)
  })

  test('begins no second text where one stands already', async () => {
    const one = await desk({ timeoutMs: 60_000 })
    one.platform.cards.grant(granted)
    one.platform.fault({ call: 'reply', wrong: 'stall' })
    await stuckOrDone(one, 'reply', growAll(one))
    const other = one.restarted()
    expect(await other.stands?.(KEY)).toBe(true)
    await other.grow?.(target, '别的')
    expect(one.platform.visible()).toHaveLength(1)
    expect(one.platform.visible()[0]?.content).not.toContain('别的')
  })

  test('where a repeated uuid is not told its message, the answer is there all the same', async () => {
    const one = await desk({ timeoutMs: 60_000 })
    one.platform.cards.grant(granted)
    one.platform.forgetful()
    one.platform.fault({ call: 'reply', wrong: 'stall' })
    await stuckOrDone(one, 'reply', growAll(one))
    const parcel = { id: 7, key: KEY, chat: target.chat, op: 'send', tries: 1, leaseToken: 'l' } as const
    await one.restarted().send({ ...parcel, reply: ANSWER, replyTo: 'om_q' })
    const whole = one.platform.visible().filter(({ content }) => content.includes('answer.handover'))
    expect(whole).toHaveLength(1)
  })
})
