import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Times are UTC ISO text with milliseconds, days YYYY-MM-DD text: both sort as they mean. */

/** The ledger: rows are never changed; what happens to an entry is a row of `entry_acts`. */
export const entries = sqliteTable(
  'entries',
  {
    id: text('id').primaryKey(),
    indicator: text('indicator').notNull(),
    value: real('value').notNull(),
    unit: text('unit').notNull(),
    org: text('org').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    measure: text('measure').notNull(),
    /** recorded · pending: as it was written. */
    status: text('status').notNull(),
    reporter: text('reporter').notNull(),
    reporterName: text('reporter_name').notNull(),
    chatId: text('chat_id').notNull(),
    messageId: text('message_id').notNull(),
    spanStart: integer('span_start').notNull(),
    spanEnd: integer('span_end').notNull(),
    words: text('words').notNull(),
    sentAt: text('sent_at').notNull(),
    receivedAt: text('received_at').notNull(),
    parserVersion: text('parser_version').notNull(),
    replaces: text('replaces').notNull().default(''),
  },
  (t) => [
    index('entries_message').on(t.messageId),
    index('entries_reporter').on(t.reporter, t.chatId, t.receivedAt),
    index('entries_days').on(t.toDay, t.fromDay),
    // Sums of a year are read from this alone, unit by unit (storage/bundles.ts).
    index('entries_year').on(
      t.measure,
      sql`CAST(to_day AS INTEGER)`,
      ...[t.indicator, t.org, t.toDay, t.fromDay, t.value, t.status, t.receivedAt, t.id],
    ),
    index('entries_replaces').on(t.replaces),
  ],
)

export const entryActs = sqliteTable(
  'entry_acts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    entryId: text('entry_id').notNull(),
    act: text('act').notNull(),
    by: text('by').notNull(),
    at: text('at').notNull(),
    cause: text('cause').notNull(),
  },
  (t) => [
    uniqueIndex('entry_acts_once').on(t.entryId, t.act, t.cause),
    index('entry_acts_cause').on(t.cause),
    // An entry ends once: of two people who correct it at the same moment, the second fails and reads anew.
    uniqueIndex('entry_acts_end').on(t.entryId).where(sql`act <> 'confirm'`),
  ],
)

/** Case records, milestones and leads: append-only, the present state is what the last rows of a case say. */
export const caseEvents = sqliteTable(
  'case_events',
  {
    id: text('id').primaryKey(),
    /** Kind of records.yaml. */
    kind: text('kind').notNull(),
    caseId: text('case_id').notNull(),
    org: text('org').notNull(),
    stage: text('stage').notNull(),
    day: text('day').notNull(),
    /** JSON object */
    fields: text('fields').notNull(),
    reporter: text('reporter').notNull(),
    reporterName: text('reporter_name').notNull(),
    chatId: text('chat_id').notNull(),
    messageId: text('message_id').notNull(),
    words: text('words').notNull(),
    sentAt: text('sent_at').notNull(),
    receivedAt: text('received_at').notNull(),
    withdraws: text('withdraws').notNull().default(''),
  },
  (t) => [index('case_events_case').on(t.kind, t.caseId), index('case_events_message').on(t.messageId)],
)

/** Ledger rows that the mirror (a Feishu table) has: the key is the table, the entry and its last act. */
export const mirrored = sqliteTable(
  'mirrored',
  {
    key: text('key').primaryKey(),
    /** Empty while it is on its way. */
    at: text('at').notNull(),
  },
  (t) => [index('mirrored_on_its_way').on(t.key).where(sql`at = ''`)],
)
