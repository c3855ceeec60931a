import { type SQL, sql } from 'drizzle-orm'
import type { Claimed, Turn } from '../conversation/turn.ts'
import type { Incoming } from '../message.ts'
import { caseEventRow } from './cases.ts'
import { outgoingRows } from './outgoing-row.ts'
import { among } from './store.ts'

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
  for (const one of turn.caseEvents ?? []) statements.push(caseEventRow(one, ours))
  for (const out of turn.outgoing) statements.push(...outgoingRows(out, now, ours))
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
  if (turn.asked)
    statements.push(sql`
      INSERT INTO answers (answer_id, question, outcome, documents, chat_id, chat_kind, person_id, at)
      SELECT ${turn.asked.answerId}, ${turn.asked.question}, ${turn.asked.outcome},
        ${JSON.stringify(turn.asked.documents)}, ${incoming.chat.id}, ${incoming.chat.kind}, ${personId}, ${now}
      WHERE ${ours}
      ON CONFLICT (answer_id) DO UPDATE SET question = excluded.question, outcome = excluded.outcome,
        documents = excluded.documents`)
  if (turn.blanks)
    statements.push(sql`
      INSERT INTO bureau_files (name, content, at)
      SELECT ${`blanks:${turn.blanks.template}`}, ${turn.blanks.content}, ${now} WHERE ${ours}
      ON CONFLICT (name) DO UPDATE SET content = excluded.content, at = excluded.at`)
  if (turn.standing) statements.push(...standingWrites(turn.standing, now, ours))
  return statements
}

function standingWrites({ set, cancel = [] }: NonNullable<Turn['standing']>, now: string, ours: SQL): SQL[] {
  const cancelled = sql`
    UPDATE schedules SET cancelled_at = ${now}
    WHERE cancelled_at = '' AND id IN ${among(cancel)} AND ${ours}`
  if (!set) return [cancelled]
  return [
    cancelled,
    sql`
      INSERT INTO schedules (id, chat_id, chat_kind, person_id, rule, request, words, created_at)
      SELECT ${set.id}, ${set.chat.id}, ${set.chat.kind}, ${set.personId}, ${JSON.stringify(set.rhythm)}, '',
        ${set.words}, ${set.createdAt} WHERE ${ours}
      ON CONFLICT DO NOTHING`,
  ]
}

function rememberContext(turn: Turn, incoming: Incoming, ours: SQL): SQL {
  return sql`
    INSERT INTO contexts (chat_id, person_id, context, at)
    SELECT ${incoming.chat.id}, ${incoming.senderId}, ${JSON.stringify(turn.context)}, ${turn.context?.at ?? ''}
    WHERE ${ours}
    ON CONFLICT (chat_id, person_id) DO UPDATE SET context = excluded.context, at = excluded.at`
}
