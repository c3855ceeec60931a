import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Where passages stand in the space of an embedding model. Ids of passages are never used twice. */
export const passageVectors = sqliteTable(
  'passage_vectors',
  {
    passageId: integer('passage_id').notNull(),
    model: text('model').notNull(),
    dimension: integer('dimension').notNull(),
    /** base64 of float32, little endian: either engine takes text as JSON. */
    vector: text('vector').notNull(),
  },
  (t) => [primaryKey({ columns: [t.passageId, t.model] })],
)
