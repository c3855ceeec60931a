import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Claimed } from '../../src/conversation/turn.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { at, lease, migrationsFolder, outgoing, rooms, said, turnOf } from './rooms.ts'

/** What may happen to an inbox, in any order: `n` chooses the message or the worker. */
const step = fc.record({
  what: fc.constantFrom('deliver', 'deliver', 'deliver', 'claim', 'claim', 'commit', 'fail', 'late'),
  n: fc.nat(7),
})

const HOLDS_UP = 4
const MESSAGES = Array.from({ length: 8 }, (_, n) => said({ chat: { id: `oc_${n % 3}`, kind: 'private' } }))

it('handles each message once and each chat in order, in 1,000 disorders of deliveries and workers', async () => {
  const house = await rooms(async () => openSqlite(':memory:', migrationsFolder))
  const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
    await house.store.atomically([sql`DELETE FROM inbox`, sql`DELETE FROM outbox`])
    const arrived: string[] = []
    const handled: string[] = []
    const held: Claimed[] = []
    /** Taken up so often that they no longer hold up their chat. */
    const aside = new Set<string>()
    const claim = async () => {
      const row = await house.inbox.claim(at(now), lease(now))
      if (row && row.tries >= HOLDS_UP) aside.add(row.incoming.eventId)
      return row
    }
    let now = 0
    const commit = async (row: Claimed) => {
      const { eventId, chat } = row.incoming
      const done = await house.inbox.commit(
        row,
        turnOf({ outgoing: [outgoing(chat.id, { key: eventId })] }),
        at(now),
      )
      if (done) handled.push(eventId)
    }
    for (const { what, n } of steps) {
      now += 1
      const message = MESSAGES[n]!
      if (what === 'deliver') {
        const { fresh } = await house.inbox.insert(message, at(now))
        expect(fresh).toBe(!arrived.includes(message.eventId))
        if (fresh) arrived.push(message.eventId)
      } else if (what === 'claim') {
        const row = await claim()
        if (row) held.push(row)
      } else if (what === 'late') now += 61
      else if (held.length) {
        const [row] = held.splice(n % held.length, 1)
        if (what === 'commit') await commit(row!)
        else await house.inbox.fail(row!, 'again', at(now + 5))
      }
    }
    for (const row of held) await commit(row)
    now += 100
    for (let row = await claim(); row; row = await claim()) await commit(row)

    const chatOf = (id: string) => MESSAGES.find((one) => one.eventId === id)!.chat.id
    const inChat = (ids: string[], chat: string) => ids.filter((id) => chatOf(id) === chat && !aside.has(id))
    expect([...handled].sort()).toEqual([...arrived].sort())
    for (const chat of ['oc_0', 'oc_1', 'oc_2']) expect(inChat(handled, chat)).toEqual(inChat(arrived, chat))
    const sent = await house.store.all(sql`SELECT key FROM outbox ORDER BY id`)
    expect(sent.map((row) => row.key)).toEqual(handled)
  })
  await fc.assert(property, { numRuns: 1_000 })
  house.store.close()
}, 60_000)
