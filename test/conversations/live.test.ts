import { describe, expect, it, vi } from 'vitest'
import { growing, liveText } from '../../src/conversation/live.ts'
import type { LiveTarget, Parcel } from '../../src/conversation/ports.ts'
import { plainText } from '../../src/feishu/cards/plain-text.ts'
import { renderReply } from '../../src/feishu/cards/render.ts'
import { createLocalChat } from '../../src/web/local-chat.ts'
import { createLocalTransport } from '../../src/web/local-transport.ts'

const NOW = '2026-06-24T02:00:00.000Z'
const target: LiveTarget = { key: 'om_1:reply', chat: { id: 'oc_1', kind: 'private' }, replyTo: 'om_1' }
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

function begin(options: { free?: boolean[]; slowMs?: number } = {}) {
  const { free = [], slowMs = 0 } = options
  const shown: string[] = []
  const steps: string[] = []
  const live = liveText(
    {
      async grow(_, text) {
        await wait(slowMs)
        shown.push(text)
        steps.push('grown')
      },
      async still() {
        steps.push('still')
      },
      outbox: { takeRoom: async () => free.shift() ?? true },
      now: () => NOW,
      ...{ quietMs: 60, holdMs: 40 },
    },
    target,
  )
  return { live, shown, steps }
}

describe('a growing text', () => {
  it('is not begun where the answer is there within a moment', async () => {
    const { live, shown, steps } = begin()
    live.show('甲。')
    await wait(20)
    await live.end()
    await wait(120)
    expect([shown, steps]).toEqual([[], []])
  })

  it('is not begun where the answer follows at once, however long it took', async () => {
    const { live, shown } = begin()
    await wait(100)
    live.show('甲。')
    live.show('甲。乙。')
    await wait(10)
    await live.end()
    await wait(80)
    expect(shown).toEqual([])
  })

  it('is begun with what there is once somebody has waited, and goes on from there', async () => {
    const { live, shown } = begin()
    live.show('甲。')
    live.show('甲。乙。')
    await wait(140)
    live.show('甲。乙。')
    live.show('甲。乙。丙。')
    await live.end()
    live.show('丁')
    expect(shown).toEqual(['甲。乙。', '甲。乙。丙。'])
  })

  it('waits for room in the chat', async () => {
    const { live, shown } = begin({ free: [false, true] })
    live.show('甲。')
    await wait(180)
    expect(shown).toEqual([])
    await vi.waitFor(() => expect(shown).toEqual(['甲。']), 5_000)
    await live.end()
  })

  it('has come to rest when its end is reached', async () => {
    const { live, shown, steps } = begin({ slowMs: 50 })
    live.show('甲。')
    await wait(120)
    expect(shown).toEqual([])
    await live.end()
    expect([shown, steps.toSorted()]).toEqual([['甲。'], ['grown', 'still']])
  })

  it('on the chat page is one message, which becomes the answer', async () => {
    const chat = createLocalChat('boot')
    const transport = createLocalTransport({ chat, render: renderReply, clock: () => NOW })
    await transport.grow?.(target, '甲。')
    await transport.grow?.(target, '甲。乙。')
    const shown = () => chat.feed('oc_1', '').items.map(({ messages }) => messages[0]?.content ?? '')
    expect(shown()).toEqual([renderReply(growing('甲。乙。'))[0]?.content])
    expect(await transport.stands?.(target.key)).toBe(true)
    const reply = { ...growing(''), title: '没有查到', lines: ['完'] }
    const parcel: Parcel = { ...target, id: 1, op: 'send', tries: 1, leaseToken: '', reply }
    const sent = await transport.send(parcel)
    expect(await transport.send({ ...parcel, tries: 2 })).toEqual(sent)
    expect(shown()).toEqual([renderReply(reply)[0]?.content])
    expect(await transport.stands?.(target.key)).toBe(false)
  })

  it('says that it is not the answer yet', () =>
    expect(plainText(growing('最接近的是：“甲。'))).toMatch(/^正在查文件/))
})
