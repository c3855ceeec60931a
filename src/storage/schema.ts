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

/** What was asked and what came of it: votes, hand-overs and the weekly list of gaps refer to it. */
export const answers = sqliteTable(
  'answers',
  {
    answerId: text('answer_id').primaryKey(),
    question: text('question').notNull(),
    /** answer · clarify · not-found */
    outcome: text('outcome').notNull(),
    /** Paths of the cited documents, JSON list. */
    documents: text('documents').notNull(),
    chatId: text('chat_id').notNull(),
    chatKind: text('chat_kind').notNull(),
    personId: text('person_id').notNull(),
    at: text('at').notNull(),
  },
  (t) => [index('answers_at').on(t.at)],
)

/** Summaries that stand in chats: late figures change them in place. `outboxKey`: the card's own row. */
export const postedSummaries = sqliteTable(
  'posted_summaries',
  {
    outboxKey: text('outbox_key').primaryKey(),
    chatId: text('chat_id').notNull(),
    chatKind: text('chat_kind').notNull(),
    /** Whose rights the figures were counted with. */
    personId: text('person_id').notNull(),
    /** The SummaryRequest, as JSON. */
    request: text('request').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    postedAt: text('posted_at').notNull(),
    /** Figures as last shown, JSON: the change line is the difference. */
    shown: text('shown').notNull(),
    edits: integer('edits').notNull().default(0),
  },
  (t) => [index('posted_summaries_days').on(t.toDay, t.fromDay)],
)

/** Standing orders: what is sent where and when. */
export const schedules = sqliteTable(
  'schedules',
  {
    id: text('id').primaryKey(),
    chatId: text('chat_id').notNull(),
    chatKind: text('chat_kind').notNull(),
    personId: text('person_id').notNull(),
    /** When, as JSON: the shape is the conversation's. */
    rule: text('rule').notNull(),
    request: text('request').notNull(),
    words: text('words').notNull(),
    createdAt: text('created_at').notNull(),
    cancelledAt: text('cancelled_at').notNull().default(''),
  },
  (t) => [index('schedules_chat').on(t.chatId)],
)

/** One row for each scheduled occasion that was dealt with: two running copies send it once. */
export const occasions = sqliteTable('occasions', {
  key: text('key').primaryKey(),
  dueAt: text('due_at').notNull(),
  doneAt: text('done_at').notNull(),
})

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

/** Ledger rows that the mirror (a Feishu table) has: the key is the entry and its last act. */
export const mirrored = sqliteTable('mirrored', {
  key: text('key').primaryKey(),
  at: text('at').notNull(),
})
