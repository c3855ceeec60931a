import { type SQL, sql } from 'drizzle-orm'
import type { Incoming } from '../message.ts'
import type { Entry, EntryAct } from '../reporting/entry.ts'
import { createLedger } from './ledger.ts'
import type { Row, Store } from './store.ts'

/** An arrival as it was kept; `doneAt`: when its effects were written, empty while it waits or where it failed. */
export interface Arrived {
  incoming: Incoming
  receivedAt: string
  doneAt: string
  status: string
}

/** One entry's whole life, for an audit. */
interface Life {
  entry: Entry
  acts: EntryAct[]
  /** The message with its edits and recall, and the presses and messages that caused the acts. */
  arrivals: Arrived[]
  replaces?: Entry
  replacedBy: Entry[]
  /** Cards on which it stands, each version, oldest first; `sentAt` empty while it waits. */
  cards: { key: string; op: string; chatId: string; sentAt: string }[]
}

/** Everything that was kept, as it was kept. Reads only. */
export interface Archive {
  life(entryId: string): Promise<Life | undefined>
  /** All arrivals, in the order in which they came. */
  arrivals(): Promise<Arrived[]>
  /** Platform ids of delivered messages, by outbox key. */
  delivered(): Promise<Map<string, string>>
  /** The ledger's rows as they stand in the tables: to be compared with another's. */
  ledger(): Promise<{ entries: Row[]; acts: Row[]; cases: Row[] }>
}

export function createArchive(store: Store): Archive {
  const ledger = createLedger(store)
  async function read(condition: SQL): Promise<Arrived[]> {
    const rows = await store.all(
      sql`SELECT payload, received_at, done_at, status FROM inbox WHERE ${condition} ORDER BY id`,
    )
    return rows.map((row) => ({
      incoming: JSON.parse(String(row.payload)) as Incoming,
      receivedAt: String(row.received_at),
      doneAt: String(row.done_at),
      status: String(row.status),
    }))
  }

  return {
    async life(entryId) {
      const entry = await ledger.entry(entryId)
      if (!entry) return undefined
      const acts = await ledger.acts([entryId])
      const causes = acts.map((act) => act.cause)
      const keys = [
        `message:${entry.messageId}`,
        `recall:${entry.messageId}`,
        `event:${entry.messageId}`,
        ...causes.map((cause) => `message:${cause}`),
      ]
      const edit = `edit:${entry.messageId}`
      const card = `${entry.messageId}:`
      const cards = await store.all(sql`
        SELECT key, op, chat_id, sent_at FROM outbox WHERE key >= ${card} AND key < ${`${card}~`} ORDER BY id`)
      const replaces = entry.replaces ? await ledger.entry(entry.replaces) : undefined
      return {
        entry,
        acts,
        arrivals: await read(sql`dedup_key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))
          OR event_id IN (SELECT value FROM json_each(${JSON.stringify(causes)}))
          OR (dedup_key >= ${`${edit}:`} AND dedup_key < ${`${edit};`})`),
        ...(replaces ? { replaces } : {}),
        replacedBy: await ledger.replacing(entryId),
        cards: cards.map((row) => ({
          key: String(row.key),
          op: String(row.op),
          chatId: String(row.chat_id),
          sentAt: String(row.sent_at),
        })),
      }
    },
    arrivals: () => read(sql`1 = 1`),
    async delivered() {
      const rows = await store.all(sql`SELECT key, message_id FROM outbox WHERE message_id <> ''`)
      return new Map(rows.map((row) => [String(row.key), String(row.message_id)]))
    },
    async ledger() {
      return {
        entries: await store.all(sql`SELECT * FROM entries ORDER BY id`),
        acts: await store.all(
          sql`SELECT entry_id, act, by, at, cause FROM entry_acts ORDER BY entry_id, act, cause`,
        ),
        cases: await store.all(sql`SELECT * FROM case_events ORDER BY id`),
      }
    },
  }
}
