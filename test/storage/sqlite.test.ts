import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { migrationsFolder } from './rooms.ts'

const gap = (text: string) =>
  sql`INSERT INTO gaps (kind, text, chat_id, person_id, at) VALUES ('question', ${text}, '', '', '')`
const broken = sql`INSERT INTO gaps (kind) VALUES (NULL)`

function opened(run: (store: ReturnType<typeof openSqlite>, path: string) => Promise<void>) {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'minzheng-sqlite-'))
    const path = join(folder, 'a.db')
    const store = openSqlite(path, migrationsFolder)
    try {
      await run(store, path)
    } finally {
      store.close()
      rmSync(folder, { recursive: true })
    }
  }
}

async function texts(store: ReturnType<typeof openSqlite>): Promise<unknown[]> {
  return (await store.all(sql`SELECT text FROM gaps ORDER BY id`)).map((row) => row.text)
}

it(
  'lets a write that fails take nothing of those that share its flush',
  opened(async (store) => {
    const results = await Promise.allSettled([
      store.atomically([gap('一')]),
      store.atomically([gap('二'), broken, gap('三')]),
      store.atomically([gap('四')]),
    ])
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await texts(store)).toEqual(['一', '四'])
  }),
)

it(
  'stores nothing by halves on a full disk, serves readers meanwhile, and goes on when there is room',
  opened(async (store) => {
    await store.atomically([gap('先')])
    const [row] = await store.all(sql`PRAGMA page_count`)
    await store.all(sql.raw(`PRAGMA max_page_count = ${Number(row?.page_count) + 2}`))
    const large = '满'.repeat(20_000)
    const results = await Promise.allSettled([store.atomically([gap('小')]), store.atomically([gap(large)])])
    expect(results.map((one) => one.status)).toContain('rejected')
    expect((await texts(store)).includes(large)).toBe(false)
    expect((await texts(store))[0]).toBe('先')
    // Whoever was told that it is stored can rely on it.
    expect((await texts(store)).includes('小')).toBe(results[0]?.status === 'fulfilled')
    await store.all(sql.raw('PRAGMA max_page_count = 1000000'))
    await store.atomically([gap(large)])
    expect((await texts(store)).at(-1)).toBe(large)
  }),
)

it(
  'gives up on a lock within seconds, and goes on when it is free',
  opened(async (store, path) => {
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    await expect(store.atomically([gap('一')])).rejects.toThrow(/locked/)
    expect(performance.now() - began).toBeLessThan(2_900)
    expect(await texts(store)).toEqual([])
    other.exec('ROLLBACK')
    other.close()
    await store.atomically([gap('一')])
    expect(await texts(store)).toEqual(['一'])
  }),
)

it('stores what was asked for just before it closes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-sqlite-'))
  const path = join(folder, 'a.db')
  const store = openSqlite(path, migrationsFolder)
  const last = store.atomically([gap('最后')])
  store.close()
  await last
  const again = openSqlite(path, migrationsFolder)
  expect(await texts(again)).toEqual(['最后'])
  again.close()
  rmSync(folder, { recursive: true })
})

it(
  'stays whole while it is copied under load',
  opened(async (store, path) => {
    let acknowledged = 0
    let copying = true
    const writing = (async () => {
      for (let n = 0; copying; n++) {
        await Promise.all([store.atomically([gap(`a${n}`), gap(`b${n}`)]), store.atomically([gap(`c${n}`)])])
        acknowledged += 3
      }
    })()
    const source = new Database(path, { readonly: true })
    const before = acknowledged
    await source.backup(`${path}.copy`)
    copying = false
    await writing
    source.close()
    const copy = new Database(`${path}.copy`)
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    const counts = (letter: string) =>
      copy.prepare('SELECT count(*) FROM gaps WHERE text LIKE ?').pluck().get(`${letter}%`)
    expect(counts('a')).toBe(counts('b'))
    expect(Number(copy.prepare('SELECT count(*) FROM gaps').pluck().get())).toBeGreaterThanOrEqual(before)
    copy.close()
  }),
)
