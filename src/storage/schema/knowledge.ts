import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Times are UTC ISO text with milliseconds, days YYYY-MM-DD text: both sort as they mean. */

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
