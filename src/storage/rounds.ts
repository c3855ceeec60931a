import { type SQL, sql } from 'drizzle-orm'
import type { Occasions } from '../conversation/rounds/rounds.ts'
import type { StandingOrder, StandingOrders } from '../conversation/rounds/standing-orders.ts'
import type { Rhythm } from '../summary/rhythm.ts'
import { outgoingRows } from './outgoing-row.ts'
import { among, type Store } from './store.ts'

/** Standing orders over either engine; they are written with the turn that sets them. */
export function createStandingOrders(store: Store): StandingOrders {
  const read = async (condition: SQL): Promise<StandingOrder[]> => {
    const rows = await store.all(
      sql`SELECT * FROM schedules s WHERE cancelled_at = '' AND ${condition} ORDER BY created_at, id`,
    )
    return rows.map((row) => ({
      id: String(row.id),
      chat: { id: String(row.chat_id), kind: row.chat_kind === 'group' ? 'group' : 'private' },
      personId: String(row.person_id),
      rhythm: JSON.parse(String(row.rule)) as Rhythm,
      words: String(row.words),
      createdAt: String(row.created_at),
    }))
  }
  return {
    active: () => read(sql`1 = 1`),
    // Keys of an order's cards begin with the order: `order:ID:DAY`; an update's with the card's.
    undeliverable: () =>
      read(sql`chat_kind = 'group' AND (
        SELECT status FROM outbox o WHERE o.key >= 'order:' || s.id || ':' AND o.key < 'order:' || s.id || ';' AND o.op = 'send'
        ORDER BY o.id DESC LIMIT 1) = 'failed'`),
  }
}

/** What was dealt with by the clock. Whichever copy writes first has sent it; outbox keys are unique for the rest. */
export function createOccasions(store: Store): Occasions {
  return {
    async done(keys) {
      const rows = await store.all(sql`SELECT key FROM occasions WHERE key IN ${among(keys)}`)
      return new Set(rows.map((row) => String(row.key)))
    },
    async settle({ key, dueAt, outgoing, cancel = [] }, now) {
      const first = sql`NOT EXISTS (SELECT 1 FROM occasions WHERE key = ${key})`
      await store.atomically([
        ...outgoing.flatMap((one) => outgoingRows(one, now, first)),
        ...(cancel.length
          ? [
              sql`UPDATE schedules SET cancelled_at = ${now} WHERE cancelled_at = '' AND id IN ${among(cancel)} AND ${first}`,
            ]
          : []),
        sql`INSERT INTO occasions (key, due_at, done_at) VALUES (${key}, ${dueAt}, ${now}) ON CONFLICT DO NOTHING`,
      ])
    },
  }
}
