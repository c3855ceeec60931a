import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

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

/** The messages that a parcel became: several where one would break the platform's limits. */
export const outboxPieces = sqliteTable(
  'outbox_pieces',
  {
    /** The outbox key. */
    key: text('key').notNull(),
    piece: integer('piece').notNull(),
    messageId: text('message_id').notNull(),
    /** interactive · text · file */
    form: text('form').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.piece] }), index('outbox_pieces_message').on(t.messageId)],
)
