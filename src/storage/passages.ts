import { type SQL, sql } from 'drizzle-orm'
import type { Filter, Found, PassageIndex } from '../policy/ports.ts'
import { headOf, passageOf } from './documents.ts'
import { among, type Row, type Store } from './store.ts'

/** The index over either engine. */
export function createPassageIndex(store: Store): PassageIndex {
  return {
    async search(tokens, filter, limit) {
      if (!tokens.length) return []
      const rows = await store.all(sql`
        SELECT p.*, d.path, d.title, -f.score AS score
        FROM (SELECT rowid, bm25(passage_index) AS score FROM passage_index WHERE passage_index MATCH ${anyOf(tokens)}) f
        JOIN passages p ON p.id = f.rowid JOIN documents d ON d.id = p.document_id
        WHERE ${visible(filter)} ORDER BY f.score LIMIT ${limit}`)
      return rows.map(foundOf)
    },
    async searchDocuments(tokens, filter, limit) {
      if (!tokens.length) return new Map()
      const rows = await store.all(sql`
        SELECT d.id, -f.score AS score
        FROM (SELECT rowid, bm25(document_index) AS score FROM document_index WHERE document_index MATCH ${anyOf(tokens)}) f
        JOIN documents d ON d.id = f.rowid WHERE ${visible(filter)} ORDER BY f.score LIMIT ${limit}`)
      return new Map(rows.map((row) => [Number(row.id), Number(row.score)]))
    },
    async frequencies(tokens) {
      const [count, rows] = await Promise.all([
        store.all(sql`SELECT count(*) AS total FROM passages`),
        store.all(sql`SELECT term, doc FROM passage_terms WHERE term IN ${among(tokens)}`),
      ])
      return {
        total: Number(count[0]?.total ?? 0),
        of: new Map(rows.map((row) => [String(row.term), Number(row.doc)])),
      }
    },
    async passagesOf(document, filter) {
      const rows = await store.all(sql`
        SELECT p.*, d.path, d.title, 0 AS score FROM passages p JOIN documents d ON d.id = p.document_id
        WHERE d.id = ${document} AND ${visible(filter)} ORDER BY p.ordinal`)
      return rows.map(foundOf)
    },
    async heads(readers) {
      const rows = await store.all(
        sql`SELECT d.* FROM documents d WHERE ${visible({ readers })} ORDER BY d.path`,
      )
      return rows.map((row) => ({
        ...headOf(row),
        id: Number(row.id),
        issuer: String(row.issuer),
        audience: JSON.parse(String(row.audience)) as string[],
      }))
    },
  }
}

/** Quoted, so that no token is taken for an operator. */
function anyOf(tokens: readonly string[]): string {
  return tokens.map((token) => `"${token.replaceAll('"', '""')}"`).join(' OR ')
}

function visible({ readers, asOf }: Filter): SQL {
  const allowed = sql`EXISTS (SELECT 1 FROM document_readers r WHERE r.document_id = d.id AND r.reader IN ${among(readers)})`
  if (asOf === undefined) return allowed
  return sql`${allowed} AND (d.valid_from = '' OR d.valid_from <= ${asOf}) AND (d.valid_to = '' OR d.valid_to >= ${asOf})`
}

function foundOf(row: Row): Found {
  return {
    ...passageOf(row),
    id: Number(row.id),
    document: Number(row.document_id),
    path: String(row.path),
    title: String(row.title),
    score: Number(row.score),
  }
}
