import { type SQL, sql } from 'drizzle-orm'
import type { PostedSummaries, StandingSummary } from '../conversation/living.ts'
import type { Outgoing } from '../conversation/turn.ts'
import type { Row, Store } from './store.ts'

/** Summaries that stand in chats. */
export function createPosted(store: Store): PostedSummaries {
  const read = async (condition: SQL) => {
    const rows = await store.all(sql`
      SELECT p.*, o.message_id FROM posted_summaries p LEFT JOIN outbox o ON o.key = p.outbox_key WHERE ${condition}`)
    return rows.map(standing)
  }
  return {
    byKey: async (key) => (await read(sql`p.outbox_key = ${key}`))[0],
    touching: (days, since) =>
      read(
        sql`p.to_day >= ${days.from} AND p.from_day <= ${days.to} AND p.posted_at >= ${since} ORDER BY p.posted_at, p.outbox_key`,
      ),
  }
}

/** What an outgoing card changes among the posted summaries: it is one, it is the new face of one, or it is one no more. */
export function postedRows(out: Outgoing, now: string, condition: SQL): SQL[] {
  const key = out.updates ?? out.key
  const { summary } = out
  if (!summary)
    return out.op === 'update'
      ? [sql`DELETE FROM posted_summaries WHERE outbox_key = ${key} AND ${condition}`]
      : []
  const request = JSON.stringify({ request: summary.request, published: summary.published ?? false })
  return [
    sql`INSERT INTO posted_summaries (outbox_key, chat_id, chat_kind, person_id, request, from_day, to_day, posted_at, shown)
      SELECT ${key}, ${out.chat.id}, ${out.chat.kind}, ${summary.personId}, ${request}, ${summary.from}, ${summary.to},
        ${now}, ${JSON.stringify(summary.shown)} WHERE ${condition}
      ON CONFLICT (outbox_key) DO UPDATE SET request = excluded.request, from_day = excluded.from_day, to_day = excluded.to_day,
        shown = excluded.shown, edits = edits + 1`,
  ]
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
  }
}
