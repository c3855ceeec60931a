import { type SQL, sql } from 'drizzle-orm'
import { later } from '../clock.ts'
import type { Outbox, Parcel } from '../conversation/ports.ts'
import type { Reply } from '../reply.ts'
import { overdue } from './overdue.ts'
import type { Row, Store } from './store.ts'

/** Feishu's limits: messages a second to one chat, and of one app (FEISHU.md §3). */
const PER_CHAT = 5
const PER_APP = 50

/** Waiting rows whose chat has nothing earlier waiting: the order within a chat is kept. */
const HEADS = sql`o.status = 'waiting'
  AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.chat_id = o.chat_id AND e.status = 'waiting' AND e.id < o.id)`

/** The outbox over either engine. `newToken` makes lease tokens nobody else has. */
export function createOutbox(store: Store, newToken: () => string): Outbox {
  /** Beside the outbox, within the last second: chat and time. */
  let beside: { chat: string; at: string }[] = []
  const besides = (now: string) => {
    beside = beside.filter(({ at }) => at > later(now, -1_000) && at <= now)
    return beside.map(({ chat }) => chat)
  }

  async function take(now: string, leaseUntil: string, limits: SQL): Promise<Parcel | undefined> {
    const token = newToken()
    const [row] = await store.all(sql`
      UPDATE outbox SET lease_until = ${leaseUntil}, lease_token = ${token}, tries = tries + 1
      WHERE id = (
        SELECT o.id FROM outbox o
        WHERE ${HEADS} AND ${overdue(sql`o.due_at`, now)} AND ${overdue(sql`o.lease_until`, now)} AND ${limits}
          AND (o.op = 'send' OR EXISTS (SELECT 1 FROM outbox t WHERE t.key = o.updates AND t.status = 'sent'))
        ORDER BY o.id LIMIT 1)
      RETURNING *, (SELECT t.message_id FROM outbox t WHERE t.key = outbox.updates) AS target`)
    return row && parcel(row, token)
  }

  /** An update of a card that never went out has nothing to change. */
  async function dropOrphans(): Promise<boolean> {
    const [rows] = await store.atomically([
      sql`UPDATE outbox SET status = 'failed', reason = 'the card to update was never sent'
          WHERE op = 'update' AND status = 'waiting'
            AND NOT EXISTS (SELECT 1 FROM outbox t WHERE t.key = outbox.updates AND t.status IN ('waiting', 'sent'))
          RETURNING id`,
    ])
    return (rows?.length ?? 0) > 0
  }

  async function mark(parcel: Parcel, changes: SQL): Promise<void> {
    await store.atomically([
      sql`UPDATE outbox SET ${changes}, lease_until = '', lease_token = ''
          WHERE id = ${parcel.id} AND status = 'waiting' AND lease_token = ${parcel.leaseToken}`,
    ])
  }

  return {
    async claim(now, leaseUntil, options) {
      const limits = options?.unlimited ? sql`1 = 1` : underRate(now, sql`o.chat_id`, besides(now))
      const taken = await take(now, leaseUntil, limits)
      if (taken || !(await dropOrphans())) return taken
      return take(now, leaseUntil, limits)
    },
    sent: (one, messageId, now) =>
      mark(one, sql`status = 'sent', message_id = ${messageId}, sent_at = ${now}, reason = ''`),
    retry: (one, reason, retryAt) => mark(one, sql`due_at = ${retryAt}, reason = ${reason}`),
    giveUp: (one, reason) => mark(one, sql`status = 'failed', reason = ${reason}`),
    async nextDue() {
      const [row] = await store.all(
        // An update whose card still waits falls due with that card.
        sql`SELECT min(max(o.due_at, o.lease_until)) AS at FROM outbox o WHERE ${HEADS} AND NOT (o.op = 'update'
              AND EXISTS (SELECT 1 FROM outbox t WHERE t.key = o.updates AND t.status = 'waiting'))`,
      )
      return row?.at ? String(row.at) : undefined
    },
    async takeRoom(chat, now) {
      const [row] = await store.all(sql`SELECT ${underRate(now, sql`${chat}`, besides(now))} AS free`)
      if (!row?.free) return false
      beside.push({ chat, at: now })
      return true
    },
    async keyOfMessage(messageId) {
      const [row] = await store.all(
        sql`SELECT key FROM outbox WHERE message_id = ${messageId} AND op = 'send' ORDER BY id LIMIT 1`,
      )
      return row && String(row.key)
    },
    async list(which) {
      const rows = await store.all(sql`
        SELECT id, key, chat_id AS chatId, status, tries, reason FROM outbox WHERE status = ${which} ORDER BY id`)
      return rows as unknown as Awaited<ReturnType<Outbox['list']>>
    },
  }
}

/** What is in somebody's hands counts as sent now; of one chat that is never more than the one asked about. `beside`: chats of what else was. */
function underRate(now: string, chat: SQL, beside: readonly string[]): SQL {
  const lately = sql`s.sent_at > ${later(now, -1_000)} AND s.sent_at <= ${now}`
  const others = sql`(SELECT count(*) FROM json_each(${JSON.stringify(beside)}) b WHERE b.value = ${chat})`
  return sql`(SELECT count(*) FROM outbox s WHERE ${lately})
      + (SELECT count(*) FROM outbox s WHERE s.status = 'waiting' AND NOT ${overdue(sql`s.lease_until`, now)}) < ${PER_APP - beside.length}
    AND (SELECT count(*) FROM outbox s WHERE ${lately} AND s.chat_id = ${chat})${beside.length ? sql` + ${others}` : sql``} < ${PER_CHAT}`
}

function parcel(row: Row, leaseToken: string): Parcel {
  const text = (name: string) => String(row[name] ?? '')
  return {
    id: Number(row.id),
    key: text('key'),
    chat: { id: text('chat_id'), kind: text('chat_kind') === 'group' ? 'group' : 'private' },
    op: text('op') === 'update' ? 'update' : 'send',
    reply: JSON.parse(text('reply')) as Reply,
    tries: Number(row.tries),
    leaseToken,
    ...(row.target ? { target: text('target') } : {}),
    ...(row.updates ? { updates: text('updates') } : {}),
    ...(row.reply_to ? { replyTo: text('reply_to') } : {}),
  }
}
