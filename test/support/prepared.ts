import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'

const migrations = resolve(import.meta.dirname, '../../migrations')
const read = new Map<string, Promise<Buffer>>()

/** A database in memory that holds a bureau's knowledge, as taken in at `now`; the folder is read once a process. */
export async function openPrepared(knowledge: string, now: string): Promise<Store> {
  return openSqlite(await prepared(knowledge, now), migrations)
}

/** The bytes of such a database: who starts on them has only to see that no file has changed. */
export function prepared(knowledge: string, now: string): Promise<Buffer> {
  const key = `${knowledge}\n${now}`
  const bytes = read.get(key) ?? take(knowledge, now)
  read.set(key, bytes)
  return bytes
}

async function take(knowledge: string, now: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'prepared-'))
  try {
    const path = join(folder, 'knowledge.db')
    const store = openSqlite(path, migrations)
    await ingestFolder(knowledge, createDocumentStore(store), now)
    store.close()
    const raw = new Database(path)
    // A copy in memory has no file for a write-ahead log.
    raw.pragma('journal_mode = DELETE')
    const bytes = raw.serialize()
    raw.close()
    return bytes
  } finally {
    rmSync(folder, { recursive: true })
  }
}
