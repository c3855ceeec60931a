import { type SQL, sql } from 'drizzle-orm'
import type { Filter } from '../policy/ports.ts'
import { among, type Store } from './store.ts'

/** What may be read: a document of one of the reader's keys, in force on the day where one is asked for. */
export function visible({ readers, asOf }: Filter): SQL {
  const allowed = sql`EXISTS (SELECT 1 FROM document_readers r WHERE r.document_id = d.id AND r.reader IN ${among(readers)})`
  return asOf === undefined ? allowed : sql`${allowed} AND ${inForce(asOf)}`
}

function inForce(asOf: string): SQL {
  return sql`((d.valid_from = '' OR d.valid_from <= ${asOf}) AND (d.valid_to = '' OR d.valid_to >= ${asOf}))`
}

/** Whether the reader holds a key beyond everybody's. */
export function readsClosed({ readers }: Pick<Filter, 'readers'>): boolean {
  return readers.some((key) => key !== 'all')
}

/** How often each token stands in what the public may read, and how many rows that is. */
export interface PublicCounts {
  total: number
  of: ReadonlyMap<string, number>
}

/** FTS5's own bm25, so that closed and public rows compare. */
const K1 = 1.2
const B = 0.75

interface Posting {
  id: number
  term: string
  count: number
  length: number
  inForce: boolean
}

const WORDS = { passages: sql`closed_passage_words`, documents: sql`closed_document_words` }
const ROWS = {
  passages: sql`passages p ON p.id = c.id JOIN documents d ON d.id = p.document_id`,
  documents: sql`documents d ON d.id = c.id`,
}
const LENGTHS = {
  // As much as is indexed with a passage: the title and the headings above it too.
  passages: sql`length(p.text) + length(p.headings) + length(d.title)`,
  documents: sql`(SELECT sum(length(p.text)) FROM passages p WHERE p.document_id = d.id AND p.parent < 0)`,
}
const TOTALS = {
  passages: sql`passages p JOIN documents d ON d.id = p.document_id`,
  documents: sql`documents d`,
}

/**
 * Documents for some readers only. Ranks are worked out from what this reader may read and nothing else: FTS5's own would
 * weigh words by all rows, and so tell of documents that the reader may not know of.
 */
export function createClosedIndex(store: Store) {
  async function postings(
    rows: keyof typeof ROWS,
    tokens: readonly string[],
    filter: Filter,
  ): Promise<Posting[]> {
    const found = await store.all(sql`
      SELECT c.*, ${LENGTHS[rows]} AS length, ${filter.asOf === undefined ? sql`1` : inForce(filter.asOf)} AS in_force
      FROM (SELECT w.doc AS id, w.term AS term, count(*) AS count
            FROM json_each(${JSON.stringify(tokens)}) t CROSS JOIN ${WORDS[rows]} w ON w.term = t.value
            GROUP BY w.term, w.doc) c
      JOIN ${ROWS[rows]} WHERE ${visible({ readers: filter.readers })}`)
    return found.map((row) => ({
      id: Number(row.id),
      term: String(row.term),
      count: Number(row.count),
      length: Number(row.length),
      inForce: Boolean(row.in_force),
    }))
  }

  async function total(rows: keyof typeof ROWS, filter: Filter): Promise<number> {
    const closed = sql`NOT EXISTS (SELECT 1 FROM document_readers r WHERE r.document_id = d.id AND r.reader = 'all')`
    const [row] = await store.all(
      sql`SELECT count(*) AS total FROM ${TOTALS[rows]} WHERE ${closed} AND ${visible({ readers: filter.readers })}`,
    )
    return Number(row?.total ?? 0)
  }

  return {
    /** In how many of the closed rows that the reader may read each token stands, and how many rows those are. */
    async frequencies(tokens: readonly string[], filter: Filter): Promise<PublicCounts> {
      const [found, all] = await Promise.all([
        postings('passages', tokens, filter),
        total('passages', filter),
      ])
      const of = new Map<string, number>()
      for (const { term } of found) of.set(term, (of.get(term) ?? 0) + 1)
      return { total: all, of }
    },
    /** id → score, of rows that hold one of the tokens and are in force. */
    async scores(
      rows: keyof typeof ROWS,
      tokens: readonly string[],
      filter: Filter,
      known: PublicCounts,
    ): Promise<Map<number, number>> {
      const [found, all] = await Promise.all([postings(rows, tokens, filter), total(rows, filter)])
      const lengths = new Map(found.map((one) => [one.id, one.length]))
      const mean = [...lengths.values()].reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.size)
      const of = new Map<string, number>()
      for (const { term } of found) of.set(term, (of.get(term) ?? 0) + 1)
      const scores = new Map<number, number>()
      for (const { id, term, count, length, inForce: valid } of found) {
        if (!valid) continue
        const n = (known.of.get(term) ?? 0) + (of.get(term) ?? 0)
        const idf = Math.max(1e-6, Math.log((known.total + all - n + 0.5) / (n + 0.5)))
        const damping = K1 * (1 - B + (B * length) / Math.max(1, mean))
        scores.set(id, (scores.get(id) ?? 0) + (idf * count * (K1 + 1)) / (count + damping))
      }
      return scores
    },
  }
}
