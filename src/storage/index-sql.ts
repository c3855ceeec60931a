import { sql } from 'drizzle-orm'
import { documentTokens, passageOf, passageTokens } from './documents.ts'
import type { Row, Store } from './store.ts'

/** D1 takes statements up to 100,000 bytes. */
const STATEMENT_BYTES = 90_000
/** Of a row too long for one statement, texts longer than this come in pieces. Code points; each has 4 bytes at most. */
const LONG_SIGNS = 4_000
const PIECE_SIGNS = 20_000

const encoder = new TextEncoder()
const bytesOf = (text: string) => encoder.encode(text).length

/**
 * The whole index as SQL statements for an empty or older D1 database with the same schema: documents, readers, passages,
 * refusals, the bureau's settings, and the words that the full-text indexes are rebuilt from.
 * The bureau comes last: a Worker takes notice of a new index by it.
 */
export async function* indexSql(store: Store): AsyncGenerator<string> {
  yield 'CREATE TABLE IF NOT EXISTS index_pieces (part integer NOT NULL, n integer NOT NULL, piece text NOT NULL)'
  yield 'DELETE FROM index_pieces'
  for (const index of ['passage_index', 'document_index', 'closed_passage_index', 'closed_document_index'])
    yield `INSERT INTO ${index} (${index}) VALUES ('delete-all')`
  for (const table of ['passages', 'document_readers', 'documents', 'refusals', 'bureau_files'])
    yield `DELETE FROM ${table}`

  const documents = await store.all(sql`SELECT * FROM documents ORDER BY id`)
  yield* inserts('documents', documents)
  yield* inserts('document_readers', await store.all(sql`SELECT * FROM document_readers`))
  yield* inserts('refusals', await store.all(sql`SELECT * FROM refusals`))
  for (const document of documents) yield* passagesOf(document, store)
  yield* inserts('bureau_files', await store.all(sql`SELECT * FROM bureau_files`))
  yield 'DROP TABLE index_pieces'
}

async function* passagesOf(document: Row, store: Store): AsyncGenerator<string> {
  const rows = await store.all(
    sql`SELECT * FROM passages WHERE document_id = ${document.id} ORDER BY ordinal`,
  )
  const title = String(document.title)
  const passages = rows.map(passageOf)
  const closed = (JSON.parse(String(document.audience)) as string[]).includes('all') ? '' : 'closed_'
  yield* inserts('passages', rows)
  yield* inserts(
    `${closed}passage_index`,
    passages.map((one, place) => ({ rowid: rows[place]?.id, tokens: passageTokens(title, one) })),
  )
  yield* inserts(`${closed}document_index`, [
    { rowid: document.id, tokens: documentTokens({ title, passages }) },
  ])
}

/** As many rows a statement as it may hold. */
function* inserts(table: string, rows: readonly Row[]): Generator<string> {
  const into = `INSERT INTO ${table} (${Object.keys(rows[0] ?? {}).join(', ')}) VALUES\n`
  let tuples: string[] = []
  let bytes = 0
  for (const row of rows) {
    const tuple = `(${Object.values(row).map(literal).join(', ')})`
    const size = bytesOf(tuple) + 2
    if (tuples.length && bytes + size > STATEMENT_BYTES) {
      yield into + tuples.join(',\n')
      tuples = []
      bytes = 0
    }
    if (size > STATEMENT_BYTES) yield* inPieces(into, row)
    else {
      tuples.push(tuple)
      bytes += size
    }
  }
  if (tuples.length) yield into + tuples.join(',\n')
}

/** The long texts of a row first, then the row, which puts them together in the database. */
function* inPieces(into: string, row: Row): Generator<string> {
  const values: string[] = []
  for (const [part, value] of Object.values(row).entries()) {
    if (typeof value !== 'string' || value.length <= LONG_SIGNS) {
      values.push(literal(value))
      continue
    }
    const pieces = value.match(new RegExp(`.{1,${PIECE_SIGNS}}`, 'gsu')) ?? []
    for (const [n, piece] of pieces.entries())
      yield `INSERT INTO index_pieces (part, n, piece) VALUES (${part}, ${n}, ${literal(piece)})`
    values.push(`(SELECT group_concat(piece, '' ORDER BY n) FROM index_pieces WHERE part = ${part})`)
  }
  yield `${into}(${values.join(', ')})`
  yield 'DELETE FROM index_pieces'
}

function literal(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (value === null || value === undefined) return 'NULL'
  // SQL text ends at a NUL, which no document means.
  return `'${String(value).replaceAll('\0', '').replaceAll("'", "''")}'`
}
