import { type SQL, sql } from 'drizzle-orm'
import type { Outgoing } from '../conversation/turn.ts'

/** One thing to send, as an outbox row that is written only under `condition`, and once; of a summary what it is remembered with too. */
export function outgoingRows(out: Outgoing, now: string, condition: SQL): SQL[] {
  return [outboxRow(out, now, condition), ...postedRows(out, now, condition)]
}

export function outboxRow(out: Outgoing, now: string, condition: SQL): SQL {
  return sql`
    INSERT INTO outbox (key, chat_id, chat_kind, op, updates, reply_to, reply, created_at, status, due_at)
    SELECT ${out.key}, ${out.chat.id}, ${out.chat.kind}, ${out.op}, ${out.updates ?? ''}, ${out.replyTo ?? ''},
      ${JSON.stringify(out.reply)}, ${now}, 'waiting', ${now} WHERE ${condition}
    ON CONFLICT DO NOTHING`
}

/** What an outgoing card changes among the posted summaries: it is one, it is the new face of one, or it is one no more. */
function postedRows(out: Outgoing, now: string, condition: SQL): SQL[] {
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
