import { type SQL, sql } from 'drizzle-orm'
import { type Contexts, ALL_KNOWN as FOREVER, type Ledger } from '../conversation/ports.ts'
import type { ChatContext } from '../conversation/turn.ts'
import type { ActKind, Entry, EntryAct, EntryStatus, Measure } from '../reporting/entry.ts'
import { courseEntries } from './course-sums.ts'
import { among, type Row, type Store } from './store.ts'
import { summaryEntries } from './summary-entries.ts'

const ENDED: Record<string, EntryStatus> = { replace: 'replaced', withdraw: 'withdrawn', decline: 'declined' }

/** Reading the append-only ledger over either engine; a status is what an entry's acts up to then have made of it. */
export function createLedger(store: Store): Ledger {
  async function read(condition: SQL, at: string, order = sql`e.received_at, e.rowid`): Promise<Entry[]> {
    const rows = await store.all(sql`
      SELECT e.*,
        (SELECT a.act FROM entry_acts a WHERE a.entry_id = e.id AND a.act <> 'confirm' AND a.at <= ${at}) AS ended,
        EXISTS (SELECT 1 FROM entry_acts a WHERE a.entry_id = e.id AND a.act = 'confirm' AND a.at <= ${at}) AS confirmed
      FROM entries e WHERE e.received_at <= ${at} AND ${condition} ORDER BY ${order}`)
    return rows.map(entryOf)
  }

  async function readActs(condition: SQL): Promise<EntryAct[]> {
    return (await store.all(sql`SELECT * FROM entry_acts WHERE ${condition} ORDER BY id`)).map(actOf)
  }

  return {
    // All three numbers only grow: rows of the ledger are never deleted.
    async mark() {
      const [row] = await store.all(sql`
        SELECT (SELECT coalesce(max(rowid), 0) FROM entries) || '.' || (SELECT coalesce(max(id), 0) FROM entry_acts)
          || '.' || (SELECT coalesce(max(rowid), 0) FROM case_events) AS mark`)
      return String(row?.mark)
    },
    async since(mark) {
      const [entry = 0, act = 0] = mark.split('.').map(Number)
      const acts = await readActs(sql`id > ${act}`)
      const acted = sql`e.id IN ${among(acts.map((one) => one.entryId))}`
      return { acts, entries: await read(sql`(e.rowid > ${entry} OR ${acted})`, FOREVER) }
    },
    acts: (ids) => readActs(sql`entry_id IN ${among(ids)}`),
    causedBy: (cause) => readActs(sql`cause = ${cause}`),
    replacing: (id) => read(sql`e.replaces = ${id}`, FOREVER),
    async entry(id, at = FOREVER) {
      return (await read(sql`e.id = ${id}`, at))[0]
    },
    ofMessage: (messageId) => read(sql`e.message_id = ${messageId}`, FOREVER),
    recentBy: (reporter, chatId, limit) =>
      read(
        sql`e.reporter = ${reporter} AND e.chat_id = ${chatId}`,
        FOREVER,
        sql`e.received_at DESC, e.rowid DESC LIMIT ${limit}`,
      ),
    asKnownAt(at, range, only = {}) {
      const conditions = [
        range ? sql`e.to_day >= ${range.from} AND e.from_day <= ${range.to}` : sql`1 = 1`,
        only.indicators ? sql`e.indicator IN ${among(only.indicators)}` : sql`1 = 1`,
      ]
      return read(sql.join(conditions, sql` AND `), at)
    },
    overTime: (at, periods, of) => courseEntries(store, read, at, periods, of),
    forSummary: (at, period, previous, how) => summaryEntries(store, read, at, period, previous, how),
  }
}

function actOf(row: Row): EntryAct {
  return {
    entryId: String(row.entry_id),
    act: String(row.act) as ActKind,
    by: String(row.by),
    at: String(row.at),
    cause: String(row.cause),
  }
}

export function entryOf(row: Row): Entry {
  const text = (name: string) => String(row[name] ?? '')
  return {
    id: text('id'),
    indicator: text('indicator'),
    value: Number(row.value),
    unit: text('unit'),
    org: text('org'),
    from: text('from_day'),
    to: text('to_day'),
    measure: text('measure') as Measure,
    span: { start: Number(row.span_start), end: Number(row.span_end) },
    words: text('words'),
    status: ENDED[text('ended')] ?? (row.confirmed ? 'recorded' : (text('status') as EntryStatus)),
    reporter: text('reporter'),
    reporterName: text('reporter_name'),
    chatId: text('chat_id'),
    messageId: text('message_id'),
    sentAt: text('sent_at'),
    receivedAt: text('received_at'),
    parserVersion: text('parser_version'),
    ...(row.replaces ? { replaces: text('replaces') } : {}),
  }
}

/** What chats remember for follow-ups. Written with the turn; read here. */
export function createContexts(store: Store): Contexts {
  return {
    async read(chatId, personId) {
      const [row] = await store.all(
        sql`SELECT context FROM contexts WHERE chat_id = ${chatId} AND person_id = ${personId}`,
      )
      return row && (JSON.parse(String(row.context)) as ChatContext)
    },
  }
}
