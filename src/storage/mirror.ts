import { sql } from 'drizzle-orm'
import type { MirrorBook } from '../conversation/ports.ts'
import { entryOf } from './ledger.ts'
import type { Row, Store } from './store.ts'

/** Rows looked through in one statement, and statements in one call: nobody waits long for the database. */
const WINDOW = 20_000
const WINDOWS = 10

/**
 * What an outside table has of the ledger, over either engine: one row a line, its time empty while it is on its way.
 * `table` stands before each key, so that another table gets the whole ledger.
 */
export function createMirrorBook(store: Store, table: string): MirrorBook {
  const before = `${table}:`
  const after = `${table};`
  /** Up to here everything is known; a new process looks through the ledger once. */
  let seen = { entries: 0, acts: 0 }

  async function onItsWay(): Promise<string[]> {
    const rows = await store.all(
      sql`SELECT key FROM mirrored WHERE at = '' AND key > ${before} AND key < ${after} ORDER BY key`,
    )
    return rows.map((row) => String(row.key))
  }

  const keyOf = sql`${before} || e.id || '#' || COALESCE(a.id, 0)`
  const unknown = sql`NOT EXISTS (SELECT 1 FROM mirrored m WHERE m.key = ${keyOf})`
  const lastAct = sql`(SELECT MAX(id) FROM entry_acts WHERE entry_id = e.id)`

  async function next(limit: number): Promise<{ keys: string[]; seen: typeof seen }> {
    const [ends = {}] = await store.all(
      sql`SELECT (SELECT MAX(rowid) FROM entries) AS entries, (SELECT MAX(id) FROM entry_acts) AS acts`,
    )
    const place = { ...seen }
    const keys = new Set<string>()
    const take = (rows: readonly Row[], end: number): number => {
      for (const row of rows) keys.add(String(row.key))
      return rows.length && keys.size >= limit ? Number(rows.at(-1)?.place) : end
    }
    for (let i = 0; i < WINDOWS && keys.size < limit && place.entries < Number(ends.entries); i++) {
      const end = Math.min(place.entries + WINDOW, Number(ends.entries))
      const rows = await store.all(sql`
        SELECT ${keyOf} AS key, e.rowid AS place FROM entries e LEFT JOIN entry_acts a ON a.id = ${lastAct}
        WHERE e.rowid > ${place.entries} AND e.rowid <= ${end} AND ${unknown} ORDER BY e.rowid LIMIT ${limit - keys.size}`)
      place.entries = take(rows, end)
    }
    for (let i = 0; i < WINDOWS && keys.size < limit && place.acts < Number(ends.acts); i++) {
      const end = Math.min(place.acts + WINDOW, Number(ends.acts))
      const rows = await store.all(sql`
        SELECT ${keyOf} AS key, a.id AS place FROM entry_acts a JOIN entries e ON e.id = a.entry_id
        WHERE a.id > ${place.acts} AND a.id <= ${end} AND a.id = ${lastAct} AND ${unknown}
        ORDER BY a.id LIMIT ${limit - keys.size}`)
      place.acts = take(rows, end)
    }
    return { keys: [...keys], seen: place }
  }

  /** False when another copy of the house was first: then its batch is on its way. */
  async function take(keys: readonly string[]): Promise<boolean> {
    const list = JSON.stringify(keys)
    const [rows = []] = await store.atomically([
      sql`INSERT INTO mirrored (key, at) SELECT value, '' FROM json_each(${list})
        WHERE NOT EXISTS (SELECT 1 FROM mirrored WHERE at = '' AND key > ${before} AND key < ${after})
          AND NOT EXISTS (SELECT 1 FROM mirrored WHERE key IN (SELECT value FROM json_each(${list})))
        RETURNING key`,
    ])
    return rows.length > 0
  }

  /** As these keys say it, whatever has happened since: the same key is the same line for ever. */
  async function linesOf(keys: readonly string[]) {
    const pairs = keys.map((key) => {
      const at = key.lastIndexOf('#')
      return [key, key.slice(before.length, at), Number(key.slice(at + 1))]
    })
    const rows = await store.all(sql`
      SELECT e.*, j.value ->> 0 AS key,
        (SELECT a.act FROM entry_acts a WHERE a.id = j.value ->> 2 AND a.act <> 'confirm') AS ended,
        EXISTS (SELECT 1 FROM entry_acts a
          WHERE a.entry_id = e.id AND a.act = 'confirm' AND a.id <= j.value ->> 2) AS confirmed
      FROM json_each(${JSON.stringify(pairs)}) j JOIN entries e ON e.id = j.value ->> 1
      ORDER BY e.rowid, j.value ->> 2`)
    return rows.map((row) => ({ key: String(row.key), entry: entryOf(row) }))
  }

  return {
    async batch(limit) {
      const waiting = await onItsWay()
      if (waiting.length) return linesOf(waiting)
      const found = await next(limit)
      if (found.keys.length && !(await take(found.keys))) return linesOf(await onItsWay())
      seen = found.seen
      return linesOf(found.keys)
    },
    async mark(keys, now) {
      await store.atomically([
        sql`UPDATE mirrored SET at = ${now} WHERE key IN (SELECT value FROM json_each(${JSON.stringify(keys)})) AND at = ''`,
      ])
    },
  }
}
