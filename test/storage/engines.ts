import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe } from 'vitest'
import { getPlatformProxy } from 'wrangler'
import { type D1, openD1 } from '../../src/storage/d1.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import { migrationStatements, migrationsFolder, type OpenStore } from './rooms.ts'

interface Engine {
  /** An empty database at the newest schema; the one before may be gone then. */
  openStore: OpenStore
  stop(): Promise<void> | void
}

/** The databases that the product runs on: one suite for all of them. */
const engines: Record<string, () => Promise<Engine>> = {
  'SQLite in memory': async () => ({
    openStore: async () => openSqlite(':memory:', migrationsFolder),
    stop() {},
  }),
  'SQLite in a file': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'minzheng-'))
    const opened: Store[] = []
    return {
      async openStore() {
        const store = openSqlite(join(folder, `${opened.length}.db`), migrationsFolder)
        opened.push(store)
        return store
      },
      stop() {
        for (const store of opened) store.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
  D1: startD1,
}

/** Cloudflare's D1 as wrangler runs it on this machine. */
export async function startD1(): Promise<Engine & { d1: D1 }> {
  const configPath = resolve(import.meta.dirname, '../../wrangler.toml')
  const proxy = await getPlatformProxy<{ DB: D1 }>({ configPath, persist: false, remoteBindings: false })
  const d1 = proxy.env.DB
  await d1.batch(migrationStatements().map((statement) => d1.prepare(statement)))
  const store = openD1(d1)
  const openStore = () => wipe(store).then(() => store)
  return { d1, openStore, stop: () => proxy.dispose() }
}

async function wipe(store: Store): Promise<void> {
  const tables = migrationStatements().flatMap((text) => /CREATE TABLE `(\w+)`/.exec(text)?.[1] ?? [])
  await store.atomically([
    sql`INSERT INTO passage_index (passage_index) VALUES ('delete-all')`,
    sql`INSERT INTO document_index (document_index) VALUES ('delete-all')`,
    sql`INSERT INTO closed_passage_index (closed_passage_index) VALUES ('delete-all')`,
    sql`INSERT INTO closed_document_index (closed_document_index) VALUES ('delete-all')`,
    ...tables.map((name) => sql`DELETE FROM ${sql.identifier(name)}`),
  ])
}

/** Runs the suite once for each engine. */
export function onEachEngine(suite: (openStore: OpenStore) => void, names = Object.keys(engines)): void {
  for (const name of names)
    describe(name, () => {
      let engine: Engine
      beforeAll(async () => {
        engine = await engines[name]!()
      })
      afterAll(() => engine.stop())
      suite(() => engine.openStore())
    })
}
