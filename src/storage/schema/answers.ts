import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Times are UTC ISO text with milliseconds, days YYYY-MM-DD text: both sort as they mean. */

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
