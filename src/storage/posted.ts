import { type SQL, sql } from 'drizzle-orm'
import type { PostedSummaries, StandingSummary } from '../conversation/summaries/living.ts'
import { outboxRow } from './outgoing-row.ts'
import type { Row, Store } from './store.ts'

/** Summaries that stand in chats. */
export function createPosted(store: Store): PostedSummaries {
  const read = async (condition: SQL) => {
    const rows = await store.all(sql`
      SELECT p.*, o.message_id, o.status = 'waiting' AND o.tries = 0 AS unsent
      FROM posted_summaries p LEFT JOIN outbox o ON o.key = p.outbox_key WHERE ${condition}`)
    return rows.map(standing)
  }
  return {
    byKey: async (key) => (await read(sql`p.outbox_key = ${key}`))[0],
    // Of the same request asked again in a chat only the last card lives on.
    stale: (mark, since) =>
      read(sql`p.posted_at >= ${since} AND json_extract(p.shown, '$.seen') <> ${mark} AND NOT EXISTS (
          SELECT 1 FROM posted_summaries q WHERE q.to_day = p.to_day AND q.from_day = p.from_day AND q.chat_id = p.chat_id
            AND q.person_id = p.person_id AND q.request = p.request AND q.rowid > p.rowid)
        ORDER BY p.posted_at, p.outbox_key`),
    async settle(card, { shown, out }, now) {
      // Whoever has seen more was here first.
      const same = sql`json_extract(shown, '$.seen') = ${card.shown.seen}`
      const inPlace = out?.key === card.key
      const unsent = sql`key = ${card.key} AND status = 'waiting' AND tries = 0`
      const free = inPlace ? sql`EXISTS (SELECT 1 FROM outbox WHERE ${unsent})` : sql`1 = 1`
      const ours = sql`${free} AND EXISTS (SELECT 1 FROM posted_summaries WHERE outbox_key = ${card.key} AND ${same})`
      const sent = out && [
        inPlace
          ? sql`UPDATE outbox SET reply = ${JSON.stringify(out.reply)} WHERE ${unsent} AND ${ours}`
          : outboxRow(out, now, ours),
      ]
      const results = await store.atomically([
        ...(sent ?? []),
        sql`UPDATE posted_summaries SET shown = ${JSON.stringify(shown)}, edits = edits + ${out?.op === 'update' ? 1 : 0}
          WHERE outbox_key = ${card.key} AND ${same} AND ${free} RETURNING outbox_key`,
      ])
      return results.at(-1)?.length === 1
    },
  }
}

function standing(row: Row): StandingSummary {
  const text = (name: string) => String(row[name] ?? '')
  const { request, published } = JSON.parse(text('request')) as Pick<StandingSummary, 'request' | 'published'>
  return {
    key: text('outbox_key'),
    chat: { id: text('chat_id'), kind: text('chat_kind') === 'group' ? 'group' : 'private' },
    personId: text('person_id'),
    request,
    ...(published ? { published } : {}),
    from: text('from_day'),
    to: text('to_day'),
    postedAt: text('posted_at'),
    shown: JSON.parse(text('shown')) as StandingSummary['shown'],
    edits: Number(row.edits),
    messageId: text('message_id'),
    unsent: Number(row.unsent) === 1,
  }
}
