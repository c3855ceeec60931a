import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Times are UTC ISO text with milliseconds, days YYYY-MM-DD text: both sort as they mean. */

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
