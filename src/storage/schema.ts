import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Times are UTC ISO text with milliseconds, days YYYY-MM-DD text: both sort as they mean. */

export const inbox = sqliteTable(
  'inbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    eventId: text('event_id').notNull(),
    /** `dedupKey` of message.ts. */
    dedupKey: text('dedup_key').notNull(),
    kind: text('kind').notNull(),
    chatId: text('chat_id').notNull(),
    /** The Incoming, as JSON. */
    payload: text('payload').notNull(),
    receivedAt: text('received_at').notNull(),
    /** waiting · done · dead */
    status: text('status').notNull(),
    tries: integer('tries').notNull().default(0),
    dueAt: text('due_at').notNull(),
    leaseUntil: text('lease_until').notNull().default(''),
    leaseToken: text('lease_token').notNull().default(''),
    reason: text('reason').notNull().default(''),
    doneAt: text('done_at').notNull().default(''),
  },
  (t) => [
    uniqueIndex('inbox_event').on(t.eventId),
    uniqueIndex('inbox_dedup').on(t.dedupKey),
    index('inbox_due').on(t.status, t.dueAt),
    index('inbox_chat').on(t.chatId, t.status, t.id),
  ],
)

export const outbox = sqliteTable(
  'outbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    key: text('key').notNull(),
    chatId: text('chat_id').notNull(),
    chatKind: text('chat_kind').notNull(),
    /** send · update */
    op: text('op').notNull(),
    /** Key of the row whose message an update changes. */
    updates: text('updates').notNull().default(''),
    replyTo: text('reply_to').notNull().default(''),
    /** The Reply, as JSON. */
    reply: text('reply').notNull(),
    createdAt: text('created_at').notNull(),
    /** waiting · sent · failed */
    status: text('status').notNull(),
    tries: integer('tries').notNull().default(0),
    dueAt: text('due_at').notNull(),
    leaseUntil: text('lease_until').notNull().default(''),
    leaseToken: text('lease_token').notNull().default(''),
    reason: text('reason').notNull().default(''),
    sentAt: text('sent_at').notNull().default(''),
    messageId: text('message_id').notNull().default(''),
  },
  (t) => [
    uniqueIndex('outbox_key').on(t.key),
    index('outbox_due').on(t.status, t.dueAt),
    index('outbox_chat').on(t.chatId, t.status, t.id),
    index('outbox_message').on(t.messageId),
    index('outbox_sent').on(t.sentAt),
  ],
)

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
    // An entry ends once: of two people who correct it at the same moment, the second fails and reads anew.
    uniqueIndex('entry_acts_end').on(t.entryId).where(sql`act <> 'confirm'`),
  ],
)

export const contexts = sqliteTable(
  'contexts',
  {
    chatId: text('chat_id').notNull(),
    personId: text('person_id').notNull(),
    context: text('context').notNull(),
    at: text('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.chatId, t.personId] })],
)

export const gaps = sqliteTable('gaps', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  kind: text('kind').notNull(),
  text: text('text').notNull(),
  chatId: text('chat_id').notNull(),
  personId: text('person_id').notNull(),
  at: text('at').notNull(),
})

export const feedback = sqliteTable(
  'feedback',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    answerId: text('answer_id').notNull(),
    personId: text('person_id').notNull(),
    helpful: integer('helpful').notNull(),
    at: text('at').notNull(),
  },
  (t) => [uniqueIndex('feedback_once').on(t.answerId, t.personId)],
)

export const documents = sqliteTable(
  'documents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    path: text('path').notNull(),
    /** Of the file's and its sidecar's bytes, with the reader's version. */
    hash: text('hash').notNull(),
    title: text('title').notNull(),
    number: text('number').notNull(),
    issuer: text('issuer').notNull(),
    issued: text('issued').notNull(),
    effective: text('effective').notNull(),
    expires: text('expires').notNull(),
    /** JSON list */
    supersedes: text('supersedes').notNull(),
    audience: text('audience').notNull(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to').notNull(),
    supersededBy: text('superseded_by').notNull().default(''),
    ingestedAt: text('ingested_at').notNull(),
  },
  (t) => [uniqueIndex('documents_path').on(t.path)],
)

/** One row per audience key of a document: the filter of every query. */
export const documentReaders = sqliteTable(
  'document_readers',
  {
    documentId: integer('document_id').notNull(),
    reader: text('reader').notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.reader] })],
)

export const passages = sqliteTable(
  'passages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    documentId: integer('document_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    /** JSON list */
    headings: text('headings').notNull(),
    article: text('article').notNull(),
    kind: text('kind').notNull(),
    text: text('text').notNull(),
    /** JSON lists, empty string where there are none. */
    columns: text('columns').notNull().default(''),
    cells: text('cells').notNull().default(''),
    parent: integer('parent').notNull().default(-1),
  },
  (t) => [uniqueIndex('passages_place').on(t.documentId, t.ordinal)],
)

/** Files that could not be read. */
export const refusals = sqliteTable('refusals', {
  path: text('path').primaryKey(),
  hash: text('hash').notNull(),
  reason: text('reason').notNull(),
  at: text('at').notNull(),
})

/** The bureau's own settings (organization, indicators, glossary, holidays) as JSON, and what the index was built with. */
export const bureauFiles = sqliteTable('bureau_files', {
  name: text('name').primaryKey(),
  content: text('content').notNull(),
  at: text('at').notNull(),
})
