import { sql } from 'drizzle-orm'
import type { Unplaced, Vectors } from '../policy/nearness.ts'
import type { ReaderKeys } from '../roster/organization.ts'
import { among, type Store } from './store.ts'

/** Vectors of one model. `readers`: only passages that one of them may see are ever handed out; undefined: all. */
export function createVectors(store: Store, model: string, readers: ReaderKeys | undefined): Vectors {
  return {
    async of(ids) {
      const rows = await store.all(sql`
        SELECT passage_id, dimension, vector FROM passage_vectors
        WHERE model = ${model} AND passage_id IN ${among(ids)}`)
      return new Map(rows.map((row) => [Number(row.passage_id), floatsOf(String(row.vector))]))
    },
    async unplaced(limit) {
      const rows = await store.all(sql`
        SELECT p.id, d.title, p.headings, p.text FROM passages p JOIN documents d ON d.id = p.document_id
        WHERE NOT EXISTS (SELECT 1 FROM passage_vectors v WHERE v.passage_id = p.id AND v.model = ${model})
          AND ${
            readers
              ? sql`EXISTS (SELECT 1 FROM document_readers r WHERE r.document_id = d.id AND r.reader IN ${among(readers)})`
              : sql`1`
          }
        ORDER BY p.id LIMIT ${limit}`)
      return rows.map(
        (row): Unplaced => ({
          id: Number(row.id),
          text: [row.title, ...(JSON.parse(String(row.headings)) as string[]), row.text].join('\n'),
        }),
      )
    },
    async place(placed) {
      const rows = placed.map(({ id, vector }) => ({
        ...{ id, dimension: vector.length },
        vector: textOf(Float32Array.from(vector)),
      }))
      await store.atomically([
        sql`INSERT OR REPLACE INTO passage_vectors (passage_id, model, dimension, vector)
          SELECT value ->> 'id', ${model}, value ->> 'dimension', value ->> 'vector' FROM json_each(${JSON.stringify(rows)})`,
        sql`DELETE FROM passage_vectors WHERE passage_id NOT IN (SELECT id FROM passages)`,
      ])
    },
  }
}

function textOf(vector: Float32Array): string {
  let signs = ''
  for (const byte of new Uint8Array(vector.buffer)) signs += String.fromCharCode(byte)
  return btoa(signs)
}

function floatsOf(text: string): Float32Array {
  const signs = atob(text)
  const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}
