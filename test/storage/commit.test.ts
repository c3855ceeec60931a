import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { createInbox } from '../../src/storage/inbox.ts'
import type { Store } from '../../src/storage/store.ts'
import { onEachEngine } from './engines.ts'
import { act, arrived, at, entry, lease, type OpenStore, outgoing, rooms, said, turnOf } from './rooms.ts'

/** The same store, but the k-th statement of a batch breaks a rule of the database. */
function failing(store: Store, k: number): Store {
  const broken = sql`INSERT INTO gaps (kind) VALUES (NULL)`
  return {
    ...store,
    atomically: (statements) =>
      store.atomically(statements.map((one, place) => (place === k ? broken : one))),
  }
}

const TABLES = ['entries', 'entry_acts', 'outbox', 'contexts', 'gaps', 'feedback', 'schedules']

function fullTurn() {
  const [first, second] = [entry(), entry()]
  return turnOf({
    entries: [first, second],
    acts: [act(first.id, 'replace')],
    outgoing: [outgoing('oc_a'), outgoing('oc_a')],
    context: { at: at(0), reporting: { last: first.id } },
    gaps: [{ kind: 'question', text: '多少' }],
    feedback: { answerId: 'a1', helpful: true },
  })
}

async function counted(openStore: OpenStore) {
  const house = await rooms(openStore)
  return { ...house, counts: () => Promise.all(TABLES.map(house.count)) }
}

onEachEngine((openStore) => {
  it('writes all of a turn or nothing, whichever statement fails', async () => {
    const { store, inbox, counts } = await counted(openStore)
    const turn = fullTurn()
    const claimed = await arrived(inbox)
    const before = await counts()
    let statements = 0
    const counting: Store = {
      ...store,
      atomically: async (all) => {
        statements = all.length
        throw new Error('not yet')
      },
    }
    const newToken = () => 'seal'
    await createInbox(counting, newToken)
      .commit(claimed, turn, at(1))
      .catch(() => {})
    expect(statements).toBeGreaterThanOrEqual(9)
    for (let k = 0; k < statements; k++) {
      await expect(createInbox(failing(store, k), newToken).commit(claimed, turn, at(1))).rejects.toThrow()
      expect(await counts()).toEqual(before)
    }
    expect(await inbox.commit(claimed, turn, at(2))).toBe(true)
    expect(await counts()).toEqual([2, 1, 2, 1, 1, 1, 0])
  })

  it('refuses a second end of an entry, with all that came with it', async () => {
    const { cause, ledger, inbox, count } = await rooms(openStore)
    const one = entry()
    await cause({ entries: [one] })
    await cause({ acts: [act(one.id, 'withdraw')] })
    const claimed = await arrived(inbox)
    const late = turnOf({
      acts: [act(one.id, 'replace')],
      entries: [entry({ replaces: one.id })],
      outgoing: [outgoing('oc_a')],
    })
    await expect(inbox.commit(claimed, late, at(1))).rejects.toThrow()
    expect(await count('entries')).toBe(1)
    expect(await count('outbox')).toBe(0)
    expect((await ledger.entry(one.id))?.status).toBe('withdrawn')
  })

  it('sends nothing twice when two turns ask for the same key', async () => {
    const { cause, count } = await rooms(openStore)
    const same = outgoing('oc_a', { key: 'report:om_1' })
    expect(await cause({ outgoing: [same] })).toBe(true)
    expect(await cause({ outgoing: [same] })).toBe(true)
    expect(await count('outbox')).toBe(1)
  })

  it('keeps a vote of each person, the last one', async () => {
    const { cause, store } = await rooms(openStore)
    for (const helpful of [true, false]) await cause({ feedback: { answerId: 'a1', helpful } })
    expect(await store.all(sql`SELECT helpful FROM feedback`)).toEqual([{ helpful: 0 }])
  })

  it('remembers what was said last in a chat, for each person', async () => {
    const { inbox, contexts } = await rooms(openStore)
    for (const [place, senderId] of ['ou_a', 'ou_b', 'ou_a'].entries()) {
      await inbox.insert(said({ senderId }), at(place))
      const row = await inbox.claim(at(place), lease(place))
      await inbox.commit(row!, turnOf({ context: { at: at(place), policy: place } }), at(place))
    }
    expect(await contexts.read('oc_a', 'ou_a')).toEqual({ at: at(2), policy: 2 })
    expect(await contexts.read('oc_a', 'ou_b')).toEqual({ at: at(1), policy: 1 })
    expect(await contexts.read('oc_b', 'ou_a')).toBeUndefined()
  })

  it('writes a turn of a hundred entries', async () => {
    const { cause, count } = await rooms(openStore)
    expect(await cause({ entries: Array.from({ length: 100 }, () => entry()) })).toBe(true)
    expect(await count('entries')).toBe(100)
  })
})
