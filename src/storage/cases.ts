import { type SQL, sql } from 'drizzle-orm'
import type { CaseBook } from '../conversation/cases/case-book.ts'
import type { CaseEvent } from '../reporting/cases/event.ts'
import type { Row, Store } from './store.ts'

/** Reading the append-only case events; they are written with the turn. */
export function createCaseBook(store: Store): CaseBook {
  const read = async (condition: SQL) => {
    const rows = await store.all(
      sql`SELECT * FROM case_events WHERE ${condition} ORDER BY received_at, rowid`,
    )
    return rows.map(eventOf)
  }
  return {
    ofKind: (kind) => read(sql`kind = ${kind}`),
    ofMessage: (messageId) => read(sql`message_id = ${messageId}`),
    all: () => read(sql`1 = 1`),
    // A mark from before cases were part of it knows of no news.
    since: (mark) => read(sql`rowid > ${Number(mark.split('.')[2] ?? Number.MAX_SAFE_INTEGER)}`),
  }
}

/** A case event as a row of the turn that wrote it; `ours`: this commit holds the lease. */
export function caseEventRow(one: CaseEvent, ours: SQL): SQL {
  return sql`
    INSERT INTO case_events (id, kind, case_id, org, stage, day, fields, reporter, reporter_name, chat_id, message_id,
      words, sent_at, received_at, withdraws)
    SELECT ${one.id}, ${one.kind}, ${one.caseId}, ${one.org}, ${one.stage}, ${one.day}, ${JSON.stringify(one.fields)},
      ${one.reporter}, ${one.reporterName}, ${one.chatId}, ${one.messageId}, ${one.words}, ${one.sentAt},
      ${one.receivedAt}, ${one.withdraws} WHERE ${ours}`
}

function eventOf(row: Row): CaseEvent {
  const text = (name: string) => String(row[name] ?? '')
  return {
    id: text('id'),
    kind: text('kind'),
    caseId: text('case_id'),
    org: text('org'),
    stage: text('stage'),
    day: text('day'),
    fields: JSON.parse(text('fields')) as Record<string, string>,
    reporter: text('reporter'),
    reporterName: text('reporter_name'),
    chatId: text('chat_id'),
    messageId: text('message_id'),
    words: text('words'),
    sentAt: text('sent_at'),
    receivedAt: text('received_at'),
    withdraws: text('withdraws'),
  }
}
