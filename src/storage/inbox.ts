import { type SQL, sql } from 'drizzle-orm'
import type { Inbox, InboxRow } from '../conversation/ports.ts'
import type { MessageHistory } from '../conversation/scene.ts'
import type { Claimed, Turn } from '../conversation/turn.ts'
import { dedupKey, type Incoming, type Pressed, type Said, type Unreadable } from '../message.ts'
import type { Reply } from '../reply.ts'
import { outgoingRows } from './outgoing-row.ts'
import { overdue } from './overdue.ts'
import type { Row, Store } from './store.ts'
import { turnStatements } from './turn-writes.ts'

/** A row that has failed so often, half a minute after it came, holds up its chat no longer: it goes on being tried beside it. */
const HOLDS_UP = 4
/** Of two rows of one chat the earlier is handled first, unless it fails again and again. */
const goesFirst = sql`(e.id < i.id AND e.tries < ${sql.raw(String(HOLDS_UP))})`

/** The durable inbox over either engine. `newToken` makes lease tokens nobody else has. */
export function createInbox(store: Store, newToken: () => string): Inbox {
  async function claimWhere(condition: SQL, now: string, leaseUntil: string): Promise<Claimed | undefined> {
    const token = newToken()
    // One statement: two processes on one file never take the same row.
    const [row] = await store.all(sql`
      UPDATE inbox SET lease_until = ${leaseUntil}, lease_token = ${token}, tries = tries + 1
      WHERE id = (
        SELECT i.id FROM inbox i
        WHERE i.status = 'waiting' AND ${overdue(sql`i.due_at`, now)} AND ${overdue(sql`i.lease_until`, now)}
          AND ${condition}
          AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.chat_id = i.chat_id AND e.status = 'waiting' AND e.id <> i.id
            AND (${goesFirst} OR NOT ${overdue(sql`e.lease_until`, now)}))
        ORDER BY i.id LIMIT 1)
      RETURNING id, payload, received_at, tries`)
    return row && claimed(row, token)
  }

  return {
    async insert(incoming, receivedAt) {
      const [rows] = await store.atomically([
        sql`INSERT INTO inbox (event_id, dedup_key, kind, chat_id, payload, received_at, status, due_at)
            VALUES (${incoming.eventId}, ${dedupKey(incoming)}, ${incoming.kind}, ${incoming.chat.id},
              ${JSON.stringify(incoming)}, ${receivedAt}, 'waiting', ${receivedAt})
            ON CONFLICT DO NOTHING RETURNING id`,
      ])
      if (rows?.[0]) return { fresh: true, id: Number(rows[0].id) }
      const [known] = await store.all(
        sql`SELECT id FROM inbox WHERE event_id = ${incoming.eventId} OR dedup_key = ${dedupKey(incoming)} LIMIT 1`,
      )
      return { fresh: false, id: Number(known?.id ?? 0) }
    },
    claim: (now, leaseUntil) => claimWhere(sql`1 = 1`, now, leaseUntil),
    claimRow: (id, now, leaseUntil) => claimWhere(sql`i.id = ${id}`, now, leaseUntil),
    async commit(row, turn: Turn, now) {
      const seal = newToken()
      const [done] = await store.atomically([
        sql`UPDATE inbox SET status = 'done', lease_token = ${seal}, done_at = ${now}, reason = ${turn.ignored ?? ''}
            WHERE id = ${row.id} AND status = 'waiting' AND lease_token = ${row.leaseToken} RETURNING id`,
        ...turnStatements(row, seal, turn, now),
      ])
      return done?.length === 1
    },
    async fail(row, reason, retryAt, told) {
      const status = retryAt === undefined ? 'dead' : 'waiting'
      const ours = sql`EXISTS (SELECT 1 FROM inbox WHERE id = ${row.id} AND status = 'waiting' AND lease_token = ${row.leaseToken})`
      await store.atomically([
        ...(told ? outgoingRows(told, row.receivedAt, ours) : []),
        sql`UPDATE inbox SET status = ${status}, due_at = ${retryAt ?? row.receivedAt}, reason = ${reason},
            lease_until = '', lease_token = ''
            WHERE id = ${row.id} AND status = 'waiting' AND lease_token = ${row.leaseToken}`,
      ])
    },
    async nextDue() {
      const [row] = await store.all(sql`
        SELECT min(max(i.due_at, i.lease_until)) AS at FROM inbox i WHERE i.status = 'waiting'
          AND NOT EXISTS (SELECT 1 FROM inbox e WHERE e.chat_id = i.chat_id AND e.status = 'waiting' AND e.id <> i.id
            AND (${goesFirst} OR (e.id < i.id AND e.lease_until <> '')))`)
      return row?.at ? String(row.at) : undefined
    },
    async list(which) {
      const rows = await store.all(sql`
        SELECT id, kind, chat_id AS chatId, received_at AS receivedAt, status, tries, reason
        FROM inbox WHERE status = ${which} ORDER BY id`)
      return rows as unknown as InboxRow[]
    },
    async replay(id, now) {
      // Later rows of the chat may be in somebody's hands: it waits for them, so that the chat is still handled one at a time.
      const [rows] = await store.atomically([
        sql`UPDATE inbox SET status = 'waiting', tries = 0, reason = '', due_at = max(${now}, coalesce((
              SELECT max(e.lease_until) FROM inbox e WHERE e.chat_id = inbox.chat_id AND e.status = 'waiting'), ''))
            WHERE id = ${id} AND status = 'dead' RETURNING id`,
      ])
      return rows?.length === 1
    },
  }
}

function claimed(row: Row, leaseToken: string): Claimed {
  return {
    id: Number(row.id),
    incoming: JSON.parse(String(row.payload)) as Incoming,
    receivedAt: String(row.received_at),
    tries: Number(row.tries),
    leaseToken,
  }
}

/** A picture or a voice message said what was confirmed of it later: nothing by itself. */
function asSaid(message: Said | Unreadable): Said {
  return message.kind === 'said' ? message : { ...message, kind: 'said', text: '' }
}

/** What else arrived about a message, read from the inbox and the outbox. */
export function createHistory(store: Store): MessageHistory {
  return {
    async recalled(messageId) {
      const rows = await store.all(sql`SELECT 1 FROM inbox WHERE dedup_key = ${`recall:${messageId}`}`)
      return rows.length > 0
    },
    async lastRevision(messageId) {
      const prefix = `edit:${messageId}:`
      const [row] = await store.all(sql`
        SELECT max(dedup_key) AS last FROM inbox
        WHERE dedup_key >= ${prefix} AND dedup_key < ${`edit:${messageId};`}`)
      return row?.last ? String(row.last).slice(prefix.length) : ''
    },
    async replied(key) {
      const rows = await store.all(sql`SELECT 1 FROM outbox WHERE key = ${key} AND status <> 'failed'`)
      return rows.length > 0
    },
    async said(messageId) {
      const [row] = await store.all(
        sql`SELECT payload FROM inbox WHERE dedup_key = ${`message:${messageId}`} AND kind IN ('said', 'unreadable')`,
      )
      return row && asSaid(JSON.parse(String(row.payload)) as Said | Unreadable)
    },
    async pressed(eventId) {
      const [row] = await store.all(
        sql`SELECT payload FROM inbox WHERE dedup_key = ${`event:${eventId}`} AND kind = 'pressed'`,
      )
      return row && (JSON.parse(String(row.payload)) as Pressed)
    },
    async shown(key) {
      // An update's key begins with the card's own, so that the unique index finds both.
      const [row] = await store.all(sql`
        SELECT reply FROM outbox WHERE key >= ${key} AND key < ${`${key}A`} AND (key = ${key} OR updates = ${key})
          AND json_extract(reply, '$.kind') <> 'edit' ORDER BY id DESC LIMIT 1`)
      return row && (JSON.parse(String(row.reply)) as Reply)
    },
    async keyOf(messageId) {
      // A parcel's further messages, and those sent in place of an old card, are known by its pieces.
      const [row] = await store.all(sql`
        SELECT key, updates FROM outbox WHERE message_id = ${messageId}
          OR key IN (SELECT key FROM outbox_pieces WHERE message_id = ${messageId}) ORDER BY id LIMIT 1`)
      return row && String(row.updates || row.key)
    },
  }
}
