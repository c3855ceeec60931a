import { expect, it } from 'vitest'
import { later } from '../../src/clock.ts'
import type { Outbox } from '../../src/conversation/ports.ts'
import { onEachEngine } from './engines.ts'
import { at, lease, outgoing, rooms } from './rooms.ts'

const many = (length: number, chat: (place: number) => string) =>
  Array.from({ length }, (_, place) => outgoing(chat(place)))

/** Sends whatever may be sent at this moment; returns the keys in order. */
async function sendAll(outbox: Outbox, now: string): Promise<string[]> {
  const keys: string[] = []
  for (
    let one = await outbox.claim(now, later(now, 60_000));
    one;
    one = await outbox.claim(now, later(now, 60_000))
  ) {
    await outbox.sent(one, `om_bot_${one.key}`, now)
    keys.push(one.key)
  }
  return keys
}

onEachEngine((openStore) => {
  it('sends in order, one at a time in a chat', async () => {
    const { cause, outbox } = await rooms(openStore)
    const all = many(3, () => 'oc_a')
    await cause({ outgoing: all })
    const first = await outbox.claim(at(0), lease(0))
    expect(first?.key).toBe(all[0]!.key)
    expect(await outbox.claim(at(0), lease(0))).toBeUndefined()
    await outbox.sent(first!, 'om_1', at(0))
    expect(await sendAll(outbox, at(1))).toEqual([all[1]!.key, all[2]!.key])
    expect(await outbox.keyOfMessage('om_1')).toBe(all[0]!.key)
  })

  it('sends five a second to a chat, and the rest in the next second', async () => {
    const { cause, outbox } = await rooms(openStore)
    const all = many(12, () => 'oc_a').map((one) => one.key)
    await cause({ outgoing: all.map((key) => outgoing('oc_a', { key })) })
    expect(await sendAll(outbox, at(0))).toEqual(all.slice(0, 5))
    expect(await sendAll(outbox, later(at(0), 999))).toEqual([])
    expect(await sendAll(outbox, at(1))).toEqual(all.slice(5, 10))
    expect(await sendAll(outbox, at(2))).toEqual(all.slice(10))
  })

  it('sends fifty a second in all, counting what is on its way', async () => {
    const { cause, outbox } = await rooms(openStore)
    await cause({ outgoing: many(70, (place) => `oc_${place}`) })
    const onItsWay = []
    for (let n = 0; n < 10; n++) onItsWay.push(await outbox.claim(at(0), lease(0)))
    expect(onItsWay.every((one) => one !== undefined)).toBe(true)
    expect(await sendAll(outbox, at(0))).toHaveLength(40)
    for (const one of onItsWay) await outbox.sent(one!, `om_${one!.id}`, at(0))
    expect(await sendAll(outbox, at(1))).toHaveLength(20)
    expect(await outbox.claim(at(1), lease(1), { unlimited: true })).toBeUndefined()
  })

  it('counts what is sent beside it, and lets it be sent only where there is room', async () => {
    const { cause, outbox } = await rooms(openStore)
    await cause({ outgoing: many(9, () => 'oc_a') })
    for (const free of [true, true, true]) expect(await outbox.takeRoom('oc_a', at(0))).toBe(free)
    expect(await sendAll(outbox, at(0))).toHaveLength(2)
    expect(await outbox.takeRoom('oc_a', at(0))).toBe(false)
    expect(await outbox.takeRoom('oc_b', at(0))).toBe(true)
    expect(await sendAll(outbox, at(1))).toHaveLength(5)
    expect(await outbox.takeRoom('oc_a', at(1))).toBe(false)
    for (let n = 0; n < 45; n++) expect(await outbox.takeRoom(`oc_${n}`, at(1))).toBe(true)
    expect(await outbox.takeRoom('oc_c', at(1))).toBe(false)
  })

  it('knows no rate where the receiver has none', async () => {
    const { cause, outbox } = await rooms(openStore)
    await cause({ outgoing: many(8, () => 'oc_a') })
    for (let n = 0; n < 8; n++) {
      const one = await outbox.claim(at(0), lease(0), { unlimited: true })
      await outbox.sent(one!, `om_${n}`, at(0))
    }
    expect(await outbox.list('waiting')).toEqual([])
  })

  it('changes a card only after it was sent, with the message that it became', async () => {
    const { cause, outbox } = await rooms(openStore)
    const card = outgoing('oc_a')
    await cause({ outgoing: [card] })
    await cause({ outgoing: [outgoing('oc_b', { op: 'update', updates: card.key })] })
    const sending = await outbox.claim(at(0), lease(0))
    expect(sending?.key).toBe(card.key)
    expect(await outbox.claim(at(0), lease(0))).toBeUndefined()
    await outbox.sent(sending!, 'om_card', at(0))
    expect(await outbox.claim(at(1), lease(1))).toMatchObject({ op: 'update', target: 'om_card' })
  })

  it('drops the change of a card that never went out, and goes on', async () => {
    const { cause, outbox } = await rooms(openStore)
    const card = outgoing('oc_a')
    const after = outgoing('oc_a')
    await cause({ outgoing: [card, outgoing('oc_a', { op: 'update', updates: card.key }), after] })
    await cause({ outgoing: [outgoing('oc_b', { op: 'update', updates: 'never-written' })] })
    await outbox.giveUp((await outbox.claim(at(0), lease(0)))!, '230002')
    expect(await sendAll(outbox, at(1))).toEqual([after.key])
    expect((await outbox.list('failed')).map((one) => one.reason)).toEqual([
      '230002',
      'the card to update was never sent',
      'the card to update was never sent',
    ])
    expect(await outbox.nextDue()).toBeUndefined()
  })

  it('waits out a pause with the rest of the chat behind it, other chats go on', async () => {
    const { cause, outbox } = await rooms(openStore)
    const [first, second, other] = [outgoing('oc_a'), outgoing('oc_a'), outgoing('oc_b')]
    await cause({ outgoing: [first, second, other] })
    await outbox.retry((await outbox.claim(at(0), lease(0)))!, 'ECONNRESET', at(30))
    expect(await sendAll(outbox, at(1))).toEqual([other.key])
    expect(await outbox.nextDue()).toBe(at(30))
    expect(await sendAll(outbox, at(30))).toEqual([first.key, second.key])
  })

  it('hands a parcel on when its lease has run out, and hears no more of the late sender', async () => {
    const { cause, outbox } = await rooms(openStore)
    await cause({ outgoing: [outgoing('oc_a')] })
    const zombie = await outbox.claim(at(0), lease(0))
    const heir = await outbox.claim(at(61), lease(61))
    expect(heir).toMatchObject({ id: zombie!.id, tries: 2 })
    await outbox.giveUp(zombie!, 'late')
    await outbox.retry(zombie!, 'late', at(600))
    expect(await outbox.list('failed')).toEqual([])
    await outbox.sent(heir!, 'om_1', at(62))
    await outbox.giveUp(zombie!, 'late')
    expect(await outbox.list('failed')).toEqual([])
    expect(await outbox.keyOfMessage('om_1')).toBe(heir!.key)
  })

  it('waits for no time that a wrong clock wrote', async () => {
    const { cause, outbox } = await rooms(openStore)
    const day = 24 * 3600
    await cause({ outgoing: [outgoing('oc_a'), outgoing('oc_b')] }, day)
    const early = await outbox.claim(at(0), lease(0))
    await outbox.sent(early!, 'om_1', at(day))
    expect(await sendAll(outbox, at(1))).toHaveLength(1)
  })
})
