import { sql } from 'drizzle-orm'
import type { Filter, Found, PassageIndex } from '../policy/ports.ts'
import { createClosedIndex, type PublicCounts, readsClosed, visible } from './closed-index.ts'
import { headOf, passageOf } from './documents.ts'
import { among, type Row, type Store } from './store.ts'

/** How many times more than wanted are looked at first, for those that are not in force. */
const REACH = 6
const KEPT = 20_000

/** The index over either engine. */
export function createPassageIndex(store: Store): PassageIndex {
  const closed = createClosedIndex(store)
  /** Counting a common word means reading its whole list: what was counted is kept until the index changes. */
  let counted = { stamp: '', passages: 0, documents: 0, of: new Map<string, number>() }

  async function current() {
    const [row] = await store.all(sql`
      SELECT (SELECT count(*) FROM documents) || ' ' || coalesce(max(id), 0) || ' ' ||
             coalesce((SELECT ingested_at FROM documents ORDER BY id DESC LIMIT 1), '') AS stamp FROM passages`)
    const stamp = String(row?.stamp)
    if (counted.stamp !== stamp) {
      const [count] = await store.all(sql`
        SELECT count(*) AS documents, sum((SELECT count(*) FROM passages p WHERE p.document_id = r.document_id)) AS passages
        FROM document_readers r WHERE r.reader = 'all'`)
      const passages = Number(count?.passages ?? 0)
      counted = { stamp, passages, documents: Number(count?.documents ?? 0), of: new Map() }
    }
    return counted
  }

  /** Of what everybody may read. */
  async function publicCounts(tokens: readonly string[]): Promise<PublicCounts> {
    const { passages, of } = await current()
    const fresh = tokens.filter((token) => !of.has(token))
    if (fresh.length) {
      const rows = await store.all(sql`SELECT term, doc FROM passage_terms WHERE term IN ${among(fresh)}`)
      if (of.size > KEPT) of.clear()
      for (const token of fresh) of.set(token, 0)
      for (const row of rows) of.set(String(row.term), Number(row.doc))
    }
    return {
      total: passages,
      of: new Map(tokens.flatMap((token) => (of.get(token) ? [[token, of.get(token) ?? 0]] : []))),
    }
  }

  async function closedPassages(tokens: readonly string[], filter: Filter, limit: number): Promise<Found[]> {
    if (!readsClosed(filter)) return []
    const scores = await closed.scores('passages', tokens, filter, await publicCounts(tokens))
    const best = [...scores].sort((a, b) => b[1] - a[1]).slice(0, limit)
    const rows = await store.all(sql`
      SELECT p.*, d.path, d.title, 0 AS score FROM passages p JOIN documents d ON d.id = p.document_id
      WHERE p.id IN ${among(best.map(([id]) => id))} AND ${visible(filter)}`)
    return rows.map((row) => ({ ...foundOf(row), score: scores.get(Number(row.id)) ?? 0 }))
  }

  return {
    async search(tokens, filter, limit) {
      if (!tokens.length) return []
      const { passages } = await current()
      // The best of all first, then what is in force: further down only where too few are left.
      let open: Found[] = []
      for (let reach = limit * REACH; ; reach *= REACH) {
        const rows = await store.all(sql`
          SELECT p.*, d.path, d.title, -f.score AS score
          FROM (SELECT rowid, rank AS score FROM passage_index WHERE passage_index MATCH ${anyOf(tokens)}
                ORDER BY rank LIMIT ${reach}) f
          JOIN passages p ON p.id = f.rowid JOIN documents d ON d.id = p.document_id
          WHERE ${visible(filter)} ORDER BY f.score LIMIT ${limit}`)
        open = rows.map(foundOf)
        if (rows.length >= limit || reach >= passages) break
      }
      const rest = await closedPassages(tokens, filter, limit)
      return rest.length ? [...open, ...rest].sort((a, b) => b.score - a.score).slice(0, limit) : open
    },
    async searchDocuments(tokens, filter, limit) {
      if (!tokens.length) return new Map()
      const { documents } = await current()
      const scores = new Map<number, number>()
      for (let reach = limit * REACH; ; reach *= REACH) {
        const rows = await store.all(sql`
          SELECT d.id, -f.score AS score
          FROM (SELECT rowid, rank AS score FROM document_index WHERE document_index MATCH ${anyOf(tokens)}
                ORDER BY rank LIMIT ${reach}) f
          JOIN documents d ON d.id = f.rowid WHERE ${visible(filter)} ORDER BY f.score LIMIT ${limit}`)
        for (const row of rows) scores.set(Number(row.id), Number(row.score))
        if (rows.length >= limit || reach >= documents) break
      }
      if (readsClosed(filter)) {
        const rows = await store.all(sql`SELECT term, doc FROM document_terms WHERE term IN ${among(tokens)}`)
        const of = new Map(rows.map((row) => [String(row.term), Number(row.doc)]))
        const known = { total: documents, of }
        for (const [id, score] of await closed.scores('documents', tokens, filter, known))
          scores.set(id, score)
      }
      return scores
    },
    async frequencies(tokens, readers) {
      const open = await publicCounts(tokens)
      if (!readsClosed({ readers })) return open
      const more = await closed.frequencies(tokens, { readers })
      const of = new Map(open.of)
      for (const [token, count] of more.of) of.set(token, (of.get(token) ?? 0) + count)
      return { total: open.total + more.total, of }
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
