import { type SQL, sql } from 'drizzle-orm'
import type { Claimed, Turn } from '../conversation/turn.ts'
import type { Incoming } from '../message.ts'

/**
 * The rows of a turn, as statements of the one atomic write that also marks its inbox row done. Each writes only if that
 * mark bears this commit's own seal: a worker that has lost its lease, or commits twice, writes nothing.
 */
export function turnStatements(row: Claimed, seal: string, turn: Turn, now: string): SQL[] {
  const ours = sql`EXISTS (SELECT 1 FROM inbox WHERE id = ${row.id} AND lease_token = ${seal})`
  const { incoming } = row
  const personId = incoming.senderId
  const statements: SQL[] = []

  for (const e of turn.entries)
    statements.push(sql`
      INSERT INTO entries (id, indicator, value, unit, org, from_day, to_day, measure, status, reporter, reporter_name,
        chat_id, message_id, span_start, span_end, words, sent_at, received_at, parser_version, replaces)
      SELECT ${e.id}, ${e.indicator}, ${e.value}, ${e.unit}, ${e.org}, ${e.from}, ${e.to}, ${e.measure}, ${e.status},
        ${e.reporter}, ${e.reporterName}, ${e.chatId}, ${e.messageId}, ${e.span.start}, ${e.span.end}, ${e.words},
        ${e.sentAt}, ${e.receivedAt}, ${e.parserVersion}, ${e.replaces ?? ''} WHERE ${ours}`)
  for (const act of turn.acts)
    statements.push(sql`
      INSERT INTO entry_acts (entry_id, act, by, at, cause)
      SELECT ${act.entryId}, ${act.act}, ${act.by}, ${act.at}, ${act.cause} WHERE ${ours}`)
  for (const out of turn.outgoing)
    statements.push(sql`
      INSERT INTO outbox (key, chat_id, chat_kind, op, updates, reply_to, reply, created_at, status, due_at)
      SELECT ${out.key}, ${out.chat.id}, ${out.chat.kind}, ${out.op}, ${out.updates ?? ''}, ${out.replyTo ?? ''},
        ${JSON.stringify(out.reply)}, ${now}, 'waiting', ${now} WHERE ${ours}
      ON CONFLICT DO NOTHING`)
  if (turn.context) statements.push(rememberContext(turn, incoming, ours))
  for (const gap of turn.gaps)
    statements.push(sql`
      INSERT INTO gaps (kind, text, chat_id, person_id, at)
      SELECT ${gap.kind}, ${gap.text}, ${incoming.chat.id}, ${personId}, ${now} WHERE ${ours}`)
  if (turn.feedback)
    statements.push(sql`
      INSERT INTO feedback (answer_id, person_id, helpful, at)
      SELECT ${turn.feedback.answerId}, ${personId}, ${turn.feedback.helpful ? 1 : 0}, ${now} WHERE ${ours}
      ON CONFLICT (answer_id, person_id) DO UPDATE SET helpful = excluded.helpful, at = excluded.at`)
  return statements
}

function rememberContext(turn: Turn, incoming: Incoming, ours: SQL): SQL {
  return sql`
    INSERT INTO contexts (chat_id, person_id, context, at)
    SELECT ${incoming.chat.id}, ${incoming.senderId}, ${JSON.stringify(turn.context)}, ${turn.context?.at ?? ''}
    WHERE ${ours}
    ON CONFLICT (chat_id, person_id) DO UPDATE SET context = excluded.context, at = excluded.at`
}
