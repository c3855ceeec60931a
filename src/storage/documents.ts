import { type SQL, sql } from 'drizzle-orm'
import type { Bureau } from '../conversation/scene.ts'
import type { Document, Passage, Validity } from '../knowledge/document.ts'
import type { DocumentHead, DocumentStore } from '../knowledge/ports.ts'
import { tokensOf } from '../knowledge/tokens.ts'
import type { Row, Store } from './store.ts'

/** The index over either engine: what ingest writes, and the whole documents for their pages. */
export interface Documents extends DocumentStore {
  document(path: string): Promise<(Document & { validity: Validity; supersededByTitle?: string }) | undefined>
  /** Changes whenever the bureau's settings do. */
  bureauStamp(): Promise<string>
  /** @throws when nothing was ingested yet. */
  bureau(): Promise<Bureau>
}

/** D1 takes at most 100 parameters a statement, of at most 2 MB each: passages go in as JSON, so many signs at a time. */
const SIGNS_A_STATEMENT = 150_000
/** Of a very long document the index over whole documents holds the beginning. */
const DOCUMENT_SIGNS = 150_000

/** What everybody may read, and what not everybody may, is found apart: nothing of the one weighs in the other. */
const INDEXES = {
  open: { passages: sql`passage_index`, documents: sql`document_index` },
  closed: { passages: sql`closed_passage_index`, documents: sql`closed_document_index` },
}

/** The full-text tables of a document with this audience. */
function indexOf(audience: readonly string[]): (typeof INDEXES)['open'] {
  return audience.includes('all') ? INDEXES.open : INDEXES.closed
}

const idOf = (path: string) => sql`(SELECT id FROM documents WHERE path = ${path})`

export function createDocumentStore(store: Store): Documents {
  async function heads(): Promise<DocumentHead[]> {
    return (await store.all(sql`SELECT * FROM documents ORDER BY path`)).map(headOf)
  }

  return {
    heads,
    async stamps() {
      const rows = await store.all(
        sql`SELECT path, hash FROM documents UNION ALL SELECT path, hash FROM refusals ORDER BY path`,
      )
      return new Map(rows.map((row) => [String(row.path), String(row.hash)]))
    },
    async put(document, hash, now) {
      await store.atomically([...removal(document.path), ...writing(document, hash, now)])
    },
    async refuse({ path, reason }, hash, now) {
      await store.atomically([
        ...removal(path),
        sql`INSERT INTO refusals (path, hash, reason, at) VALUES (${path}, ${hash}, ${reason}, ${now})`,
      ])
    },
    async remove(path) {
      await store.atomically(removal(path))
    },
    async setValidity(path, { validFrom, validTo, supersededBy }) {
      await store.atomically([
        sql`UPDATE documents SET valid_from = ${validFrom}, valid_to = ${validTo}, superseded_by = ${supersededBy}
            WHERE path = ${path}`,
      ])
    },
    async refusals() {
      const rows = await store.all(sql`SELECT path, reason FROM refusals ORDER BY path`)
      return rows.map((row) => ({ path: String(row.path), reason: String(row.reason) }))
    },
    async counts() {
      const [row] = await store.all(
        sql`SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM passages) AS passages`,
      )
      return { documents: Number(row?.documents), passages: Number(row?.passages) }
    },
    async readFile(name) {
      const [row] = await store.all(sql`SELECT content FROM bureau_files WHERE name = ${name}`)
      return row && String(row.content)
    },
    async writeFile(name, content, now) {
      await store.atomically([
        sql`INSERT INTO bureau_files (name, content, at) VALUES (${name}, ${content}, ${now})
            ON CONFLICT (name) DO UPDATE SET content = excluded.content, at = excluded.at
            WHERE content <> excluded.content`,
      ])
    },
    async document(path) {
      const [row] = await store.all(sql`SELECT * FROM documents WHERE path = ${path}`)
      if (!row) return undefined
      const head = headOf(row)
      const passages = await store.all(
        sql`SELECT * FROM passages WHERE document_id = ${row.id} ORDER BY ordinal`,
      )
      const newer = (await heads()).find((one) => one.path === head.supersededBy)
      return {
        ...head,
        issuer: String(row.issuer),
        audience: JSON.parse(String(row.audience)) as string[],
        passages: passages.map(passageOf),
        validity: { validFrom: head.validFrom, validTo: head.validTo, supersededBy: head.supersededBy },
        ...(newer ? { supersededByTitle: newer.title } : {}),
      }
    },
    async bureauStamp() {
      const [row] = await store.all(
        sql`SELECT at, length(content) AS size FROM bureau_files WHERE name = 'bureau'`,
      )
      return row ? `${row.at}:${row.size}` : ''
    },
    async bureau() {
      const [row] = await store.all(sql`SELECT content FROM bureau_files WHERE name = 'bureau'`)
      if (!row) throw new Error('no bureau ingested')
      return {
        ...(JSON.parse(String(row.content)) as Omit<Bureau, 'question'>),
        question: await exampleQuestion(store),
      }
    },
  }
}

function removal(path: string): SQL[] {
  return [
    ...Object.values(INDEXES).flatMap((index) => [
      sql`DELETE FROM ${index.passages} WHERE rowid IN (SELECT id FROM passages WHERE document_id = ${idOf(path)})`,
      sql`DELETE FROM ${index.documents} WHERE rowid = ${idOf(path)}`,
    ]),
    sql`DELETE FROM passages WHERE document_id = ${idOf(path)}`,
    sql`DELETE FROM document_readers WHERE document_id = ${idOf(path)}`,
    sql`DELETE FROM documents WHERE path = ${path}`,
    sql`DELETE FROM refusals WHERE path = ${path}`,
  ]
}

function writing(document: Document, hash: string, now: string): SQL[] {
  const { path, title, passages } = document
  const index = indexOf(document.audience)
  const statements = [
    sql`INSERT INTO documents (path, hash, title, number, issuer, issued, effective, expires, supersedes, audience,
          valid_from, valid_to, ingested_at)
        VALUES (${path}, ${hash}, ${title}, ${document.number}, ${document.issuer}, ${document.issued},
          ${document.effective}, ${document.expires}, ${JSON.stringify(document.supersedes)},
          ${JSON.stringify(document.audience)}, ${document.effective}, ${document.expires}, ${now})`,
    sql`INSERT INTO document_readers (document_id, reader)
        SELECT ${idOf(path)}, value FROM json_each(${JSON.stringify([...new Set(document.audience)])})`,
    sql`INSERT INTO ${index.documents} (rowid, tokens)
        VALUES (${idOf(path)}, ${documentTokens(document)})`,
  ]
  for (const some of portions(passages))
    statements.push(passageRows(path, some), passageWords(index.passages, path, title, some))
  return statements
}

/** What a whole document is found by, as `document_index` holds it. */
export function documentTokens({ title, passages }: Pick<Document, 'title' | 'passages'>): string {
  const texts = passages.filter((one) => one.parent === undefined).map(textOf)
  const within: string[] = []
  let signs = 0
  for (const text of [title, ...texts]) {
    within.push(text.slice(0, DOCUMENT_SIGNS - signs))
    signs += text.length + 1
    if (signs >= DOCUMENT_SIGNS) break
  }
  return tokens(within)
}

/** What a passage is found by, as `passage_index` holds it. */
export function passageTokens(title: string, passage: Passage): string {
  return tokens([title, ...passage.headings, textOf(passage)])
}

function portions(passages: readonly Passage[]): Passage[][] {
  const all: Passage[][] = []
  let signs = Number.POSITIVE_INFINITY
  for (const passage of passages) {
    const size = passage.text.length + passage.headings.join('').length + 100
    if (signs + size > SIGNS_A_STATEMENT) {
      all.push([])
      signs = 0
    }
    all.at(-1)?.push(passage)
    signs += size
  }
  return all
}

/** A question that everybody may ask and the documents answer: the shortest of their own questions, else a table's row. */
async function exampleQuestion(store: Store): Promise<string> {
  const open = sql`d.superseded_by = '' AND EXISTS (SELECT 1 FROM document_readers r WHERE r.document_id = d.id AND r.reader = 'all')`
  const asked = await store.all(sql`
    SELECT p.headings FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.text LIKE '答：%' AND p.parent < 0 AND ${open} ORDER BY d.path, p.ordinal LIMIT 200`)
  const questions = asked
    .map((row) => (JSON.parse(String(row.headings)) as string[]).at(-1) ?? '')
    .filter((text) => text.length >= 6 && text.length <= 24)
    .sort((a, b) => a.length - b.length)
  if (questions[0]) return questions[0]
  const rows = await store.all(sql`
    SELECT p.columns, p.cells FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.kind = 'row' AND ${open} ORDER BY d.path, p.ordinal LIMIT 200`)
  for (const row of rows) {
    const [cell = '', ...figures] = JSON.parse(String(row.cells)) as string[]
    const column = (JSON.parse(String(row.columns)) as string[])[1] ?? ''
    if (
      /^[\u4e00-\u9fa5]{2,12}$/.test(cell) &&
      /^\d/.test(figures[0] ?? '') &&
      /标准|补贴|津贴|补助|奖励|金额/.test(column)
    )
      return `${cell}的${column.replace(/[（(].*$/, '')}是多少？`
  }
  return ''
}

function passageRows(path: string, passages: Passage[]): SQL {
  const rows = passages.map((one) => ({
    ...one,
    headings: JSON.stringify(one.headings),
    columns: one.columns ? JSON.stringify(one.columns) : '',
    cells: one.cells ? JSON.stringify(one.cells) : '',
    parent: one.parent ?? -1,
  }))
  return sql`
    INSERT INTO passages (document_id, ordinal, headings, article, kind, text, columns, cells, parent)
    SELECT ${idOf(path)}, p.value ->> 'ordinal', p.value ->> 'headings', p.value ->> 'article', p.value ->> 'kind',
      p.value ->> 'text', p.value ->> 'columns', p.value ->> 'cells', p.value ->> 'parent'
    FROM json_each(${JSON.stringify(rows)}) p`
}

/** CROSS JOIN keeps the order: the other way round each passage would look through all of the JSON. */
function passageWords(index: SQL, path: string, title: string, passages: Passage[]): SQL {
  const rows = passages.map((one) => ({
    ordinal: one.ordinal,
    tokens: passageTokens(title, one),
  }))
  return sql`
    INSERT INTO ${index} (rowid, tokens)
    SELECT s.id, t.value ->> 'tokens' FROM json_each(${JSON.stringify(rows)}) t
    CROSS JOIN passages s ON s.document_id = ${idOf(path)} AND s.ordinal = t.value ->> 'ordinal'`
}

/** A row is found by its column names too. */
function textOf(passage: Passage): string {
  return passage.kind === 'row' ? [...(passage.columns ?? []), passage.text].join(' ') : passage.text
}

/** Titles and headings stand above many passages, and each text in the index of its document too: what was cut lately is kept. */
const cut = new Map<string, string>()
const KEPT = 2000

function tokens(texts: string[]): string {
  return texts.map(tokensIn).join(' ')
}

function tokensIn(text: string): string {
  let found = cut.get(text)
  if (found === undefined) {
    found = tokensOf(text).join(' ')
    if (cut.size >= KEPT) cut.clear()
    cut.set(text, found)
  }
  return found
}

export function headOf(row: Row): DocumentHead {
  const text = (name: string) => String(row[name] ?? '')
  return {
    path: text('path'),
    title: text('title'),
    number: text('number'),
    issued: text('issued'),
    effective: text('effective'),
    expires: text('expires'),
    supersedes: JSON.parse(text('supersedes')) as string[],
    validFrom: text('valid_from'),
    validTo: text('valid_to'),
    supersededBy: text('superseded_by'),
  }
}

export function passageOf(row: Row): Passage {
  const text = (name: string) => String(row[name] ?? '')
  return {
    ordinal: Number(row.ordinal),
    headings: JSON.parse(text('headings')) as string[],
    article: text('article'),
    kind: text('kind') as Passage['kind'],
    text: text('text'),
    ...(row.columns ? { columns: JSON.parse(text('columns')) as string[] } : {}),
    ...(row.cells ? { cells: JSON.parse(text('cells')) as string[] } : {}),
    ...(Number(row.parent) >= 0 ? { parent: Number(row.parent) } : {}),
  }
}
