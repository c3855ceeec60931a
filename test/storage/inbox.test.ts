import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { onEachEngine } from './engines.ts'
import { at, lease, outgoing, recalled, rooms, said, turnOf } from './rooms.ts'

const chat = (id: string) => ({ id, kind: 'private' as const })

onEachEngine((openStore) => {
  it('takes a message once, however often and under whichever event id it comes', async () => {
    const { inbox, count } = await rooms(openStore)
    const message = said()
    const first = await inbox.insert(message, at(0))
    const again = await Promise.all([1, 2, 3, 4].map((s) => inbox.insert(message, at(s))))
    const renamed = await inbox.insert({ ...message, eventId: 'ev_other' }, at(5))
    const reused = await inbox.insert(said({ eventId: message.eventId }), at(6))
    expect(first.fresh).toBe(true)
    expect([...again, renamed, reused]).toEqual(Array(6).fill({ fresh: false, id: first.id }))
    expect(await count('inbox')).toBe(1)
  })

  it('knows a message, each of its edits and its recall apart', async () => {
    const { inbox, count } = await rooms(openStore)
    const message = said()
    const edit = (revision: string) => ({
      ...said({ messageId: message.messageId }),
      kind: 'edited' as const,
      revision,
    })
    for (const one of [message, edit('1'), edit('2'), edit('2'), recalled(message.messageId)])
      await inbox.insert(one, at(0))
    expect(await count('inbox')).toBe(4)
  })

  it('hands out one row of a chat at a time, in the order of arrival', async () => {
    const { inbox } = await rooms(openStore)
    const sent = [said(), said(), said()]
    for (const one of sent) await inbox.insert(one, at(0))
    const handled: string[] = []
    for (let row = await inbox.claim(at(1), lease(1)); row; row = await inbox.claim(at(1), lease(1))) {
      expect(await inbox.claim(at(1), lease(1))).toBeUndefined()
      handled.push(row.incoming.eventId)
      expect(await inbox.commit(row, turnOf(), at(1))).toBe(true)
    }
    expect(handled).toEqual(sent.map((one) => one.eventId))
  })

  it('lets chats go on beside a slow one', async () => {
    const { inbox } = await rooms(openStore)
    for (const id of ['oc_slow', 'oc_b', 'oc_slow', 'oc_c'])
      await inbox.insert(said({ chat: chat(id) }), at(0))
    const taken = await Promise.all([1, 2, 3, 4].map(() => inbox.claim(at(1), lease(1))))
    expect(taken.map((row) => row?.incoming.chat.id).sort()).toEqual(['oc_b', 'oc_c', 'oc_slow', undefined])
  })

  it('gives a row to one of many that ask at once', async () => {
    const { inbox } = await rooms(openStore)
    await inbox.insert(said(), at(0))
    const taken = await Promise.all(Array.from({ length: 10 }, () => inbox.claim(at(0), lease(0))))
    expect(taken.filter((row) => row !== undefined)).toHaveLength(1)
  })

  it('hands a row on when its lease has run out, and takes nothing from the late worker', async () => {
    const { inbox, count } = await rooms(openStore)
    await inbox.insert(said(), at(0))
    const zombie = await inbox.claim(at(0), lease(0))
    expect(await inbox.claim(at(59), lease(59))).toBeUndefined()
    const heir = await inbox.claim(at(61), lease(61))
    expect(heir).toMatchObject({ id: zombie!.id, tries: 2 })
    const turn = turnOf({ outgoing: [outgoing('oc_a')] })
    expect(await inbox.commit(zombie!, turn, at(62))).toBe(false)
    await inbox.fail(zombie!, 'late', undefined)
    expect(await count('outbox')).toBe(0)
    expect(await inbox.commit(heir!, turn, at(63))).toBe(true)
    expect(await inbox.commit(heir!, turn, at(64))).toBe(false)
    expect(await count('outbox')).toBe(1)
  })

  it('tries again after the pause, and lets the chat wait for it', async () => {
    const { inbox } = await rooms(openStore)
    await inbox.insert(said(), at(0))
    await inbox.insert(said(), at(0))
    const row = await inbox.claim(at(0), lease(0))
    await inbox.fail(row!, 'busy', at(20))
    expect(await inbox.claim(at(19), lease(19))).toBeUndefined()
    expect(await inbox.nextDue()).toBe(at(20))
    expect(await inbox.claim(at(20), lease(20))).toMatchObject({ id: row!.id, tries: 2 })
  })

  it('keeps what could not be handled as a dead letter, goes on, and replays it when asked', async () => {
    const { inbox } = await rooms(openStore)
    const { id } = await inbox.insert(said(), at(0))
    const next = await inbox.insert(said(), at(0))
    await inbox.fail((await inbox.claim(at(0), lease(0)))!, '读不懂', undefined)
    expect(await inbox.list('dead')).toMatchObject([{ id, status: 'dead', reason: '读不懂', tries: 1 }])
    const second = await inbox.claim(at(1), lease(1))
    expect(second!.id).toBe(next.id)
    expect(await inbox.replay(next.id, at(2))).toBe(false)
    expect(await inbox.replay(id, at(2))).toBe(true)
    // The chat is in somebody's hands: the replayed row waits for it.
    expect(await inbox.claim(at(3), lease(3))).toBeUndefined()
    await inbox.commit(second!, turnOf(), at(4))
    expect(await inbox.claim(at(62), lease(62))).toMatchObject({ id, tries: 1 })
    expect(await inbox.list('dead')).toEqual([])
  })

  it('takes the given row of a press, unless its chat is busy', async () => {
    const { inbox } = await rooms(openStore)
    const first = await inbox.insert(said(), at(0))
    const second = await inbox.insert(said(), at(0))
    const other = await inbox.insert(said({ chat: chat('oc_b') }), at(0))
    expect(await inbox.claimRow(second.id, at(0), lease(0))).toBeUndefined()
    expect(await inbox.claimRow(other.id, at(0), lease(0))).toMatchObject({ id: other.id })
    expect(await inbox.claimRow(first.id, at(0), lease(0))).toMatchObject({ id: first.id })
  })

  it('does not wait for times that a wrong clock wrote', async () => {
    const { inbox } = await rooms(openStore)
    const day = 24 * 3600
    await inbox.insert(said(), at(day))
    await inbox.insert(said(), at(0))
    // The clock went back by a day: the row that stands first is due all the same, and so is one leased until tomorrow.
    const first = await inbox.claim(at(0), lease(day))
    expect(first).toBeDefined()
    expect(await inbox.claim(at(1), lease(1))).toMatchObject({ id: first!.id, tries: 2 })
  })

  it('lets a clock that jumped a day ahead end a lease once, not twice', async () => {
    const { inbox } = await rooms(openStore)
    await inbox.insert(said(), at(0))
    const early = await inbox.claim(at(0), lease(0))
    const late = await inbox.claim(at(25 * 3600), lease(25 * 3600))
    expect(await inbox.commit(early!, turnOf(), at(1))).toBe(false)
    expect(await inbox.commit(late!, turnOf(), at(25 * 3600))).toBe(true)
  })

  it('keeps text as it came: any sign, 30,000 of them', async () => {
    const { inbox } = await rooms(openStore)
    const texts = ['报'.repeat(30_000), '👨‍👩‍👧 \u0000 "引号" \'单\' \\ \n\t%_ ; -- DROP', '']
    for (const [place, text] of texts.entries())
      await inbox.insert(said({ text, chat: chat(`oc_${place}`) }), at(0))
    const back: unknown[] = []
    for (const _ of texts) back.push((await inbox.claim(at(1), lease(1)))?.incoming)
    expect(back.map((one) => (one as { text: string }).text)).toEqual(texts)
  })

  it('finds its indexes: no claim reads the whole table', async () => {
    const { store } = await rooms(openStore)
    const plan = await store.all<{ detail: string }>(sql`
      EXPLAIN QUERY PLAN SELECT i.id FROM inbox i WHERE i.status = 'waiting'
        AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.chat_id = i.chat_id AND e.status = 'waiting' AND e.id < i.id)`)
    expect(plan.map((step) => step.detail).filter((detail) => /SCAN/.test(detail))).toEqual([])
  })
})
