import { type SQL, sql } from 'drizzle-orm'
import type { Outgoing } from '../conversation/turn.ts'

/** One thing to send, as an outbox row that is written only under `condition`, and once. */
export function outgoingRow(out: Outgoing, now: string, condition: SQL): SQL {
  return sql`
    INSERT INTO outbox (key, chat_id, chat_kind, op, updates, reply_to, reply, created_at, status, due_at)
    SELECT ${out.key}, ${out.chat.id}, ${out.chat.kind}, ${out.op}, ${out.updates ?? ''}, ${out.replyTo ?? ''},
      ${JSON.stringify(out.reply)}, ${now}, 'waiting', ${now} WHERE ${condition}
    ON CONFLICT DO NOTHING`
}
