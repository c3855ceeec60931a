import { type SQL, sql } from 'drizzle-orm'
import type { Filter, Found, PassageIndex } from '../policy/ports.ts'
import { headOf, passageOf } from './documents.ts'
import { among, type Row, type Store } from './store.ts'

/** How many times more than wanted are looked at first, for those that the reader may not see. */
const REACH = 6
const KEPT = 20_000

/** The index over either engine. */
export function createPassageIndex(store: Store): PassageIndex {
  /** Counting a common word means reading its whole list: what was counted is kept until the index changes. */
  let counted = { stamp: '', total: 0, of: new Map<string, number>() }

  async function current() {
    const [row] = await store.all(sql`
      SELECT (SELECT count(*) FROM documents) || ' ' || coalesce(max(id), 0) || ' ' ||
             coalesce((SELECT ingested_at FROM documents ORDER BY id DESC LIMIT 1), '') AS stamp FROM passages`)
    const stamp = String(row?.stamp)
    if (counted.stamp !== stamp) {
      const [count] = await store.all(sql`SELECT count(*) AS total FROM passages`)
      counted = { stamp, total: Number(count?.total ?? 0), of: new Map() }
    }
    return counted
  }

  return {
    async search(tokens, filter, limit) {
      if (!tokens.length) return []
      const { total } = await current()
      // The best of all first, then who may read them: further down only where too few are left.
      for (let reach = limit * REACH; ; reach *= REACH) {
        const rows = await store.all(sql`
          SELECT p.*, d.path, d.title, -f.score AS score
          FROM (SELECT rowid, rank AS score FROM passage_index WHERE passage_index MATCH ${anyOf(tokens)}
                ORDER BY rank LIMIT ${reach}) f
          JOIN passages p ON p.id = f.rowid JOIN documents d ON d.id = p.document_id
          WHERE ${visible(filter)} ORDER BY f.score LIMIT ${limit}`)
        if (rows.length >= limit || reach >= total) return rows.map(foundOf)
      }
    },
    async searchDocuments(tokens, filter, limit) {
      if (!tokens.length) return new Map()
      const { total } = await current()
      for (let reach = limit * REACH; ; reach *= REACH) {
        const rows = await store.all(sql`
          SELECT d.id, -f.score AS score
          FROM (SELECT rowid, rank AS score FROM document_index WHERE document_index MATCH ${anyOf(tokens)}
                ORDER BY rank LIMIT ${reach}) f
          JOIN documents d ON d.id = f.rowid WHERE ${visible(filter)} ORDER BY f.score LIMIT ${limit}`)
        if (rows.length >= limit || reach >= total)
          return new Map(rows.map((row) => [Number(row.id), Number(row.score)]))
      }
    },
    async frequencies(tokens) {
      const { total, of } = await current()
      const fresh = tokens.filter((token) => !of.has(token))
      if (fresh.length) {
        const rows = await store.all(sql`SELECT term, doc FROM passage_terms WHERE term IN ${among(fresh)}`)
        if (of.size > KEPT) of.clear()
        for (const token of fresh) of.set(token, 0)
        for (const row of rows) of.set(String(row.term), Number(row.doc))
      }
      return {
        total,
        of: new Map(tokens.flatMap((token) => (of.get(token) ? [[token, of.get(token) ?? 0]] : []))),
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
