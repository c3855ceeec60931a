import { type SQL, sql } from 'drizzle-orm'
import type { Outgoing } from '../conversation/turn.ts'
import { postedRows } from './posted.ts'

/** One thing to send, as an outbox row that is written only under `condition`, and once; of a summary what it is remembered with too. */
export function outgoingRows(out: Outgoing, now: string, condition: SQL): SQL[] {
  return [outboxRow(out, now, condition), ...postedRows(out, now, condition)]
}

function outboxRow(out: Outgoing, now: string, condition: SQL): SQL {
  return sql`
    INSERT INTO outbox (key, chat_id, chat_kind, op, updates, reply_to, reply, created_at, status, due_at)
    SELECT ${out.key}, ${out.chat.id}, ${out.chat.kind}, ${out.op}, ${out.updates ?? ''}, ${out.replyTo ?? ''},
      ${JSON.stringify(out.reply)}, ${now}, 'waiting', ${now} WHERE ${condition}
    ON CONFLICT DO NOTHING`
}
