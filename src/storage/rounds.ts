import { sql } from 'drizzle-orm'
import type { Occasions } from '../conversation/rounds.ts'
import type { StandingOrders } from '../conversation/standing-orders.ts'
import type { Rhythm } from '../summary/rhythm.ts'
import { outgoingRows } from './outgoing-row.ts'
import { among, type Store } from './store.ts'

/** Standing orders over either engine; they are written with the turn that sets them. */
export function createStandingOrders(store: Store): StandingOrders {
  return {
    async active() {
      const rows = await store.all(
        sql`SELECT * FROM schedules WHERE cancelled_at = '' ORDER BY created_at, id`,
      )
      return rows.map((row) => ({
        id: String(row.id),
        chat: { id: String(row.chat_id), kind: row.chat_kind === 'group' ? 'group' : 'private' },
        personId: String(row.person_id),
        rhythm: JSON.parse(String(row.rule)) as Rhythm,
        words: String(row.words),
        createdAt: String(row.created_at),
      }))
    },
  }
}

/** What was dealt with by the clock. Whichever copy writes first has sent it; outbox keys are unique for the rest. */
export function createOccasions(store: Store): Occasions {
  return {
    async done(keys) {
      const rows = await store.all(sql`SELECT key FROM occasions WHERE key IN ${among(keys)}`)
      return new Set(rows.map((row) => String(row.key)))
    },
    async settle({ key, dueAt, outgoing }, now) {
      const first = sql`NOT EXISTS (SELECT 1 FROM occasions WHERE key = ${key})`
      await store.atomically([
        ...outgoing.flatMap((one) => outgoingRows(one, now, first)),
        sql`INSERT INTO occasions (key, due_at, done_at) VALUES (${key}, ${dueAt}, ${now}) ON CONFLICT DO NOTHING`,
      ])
    },
  }
}
