import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterAll, expect, it } from 'vitest'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { startD1 } from './engines.ts'
import { at, entry, migrationsFolder, outgoing, rooms } from './rooms.ts'

const folder = mkdtempSync(join(tmpdir(), 'minzheng-migrations-'))
afterAll(() => rmSync(folder, { recursive: true }))
let place = 0
const fresh = (name: string) => join(folder, `${++place}-${name}`)

interface Journal {
  entries: { idx: number; when: number; tag: string }[]
}
const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as Journal
const texts = journal.entries.map(({ tag }) => readFileSync(join(migrationsFolder, `${tag}.sql`), 'utf8'))

/** The migrations as an earlier version of the program had them: the first `count`. */
function migrationsUpTo(count: number): string {
  const copy = fresh('migrations')
  cpSync(migrationsFolder, copy, { recursive: true })
  writeJournal(copy, journal.entries.slice(0, count))
  return copy
}

function writeJournal(at: string, entries: Journal['entries']): void {
  mkdirSync(join(at, 'meta'), { recursive: true })
  writeFileSync(join(at, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
}

function shapeOf(path: string): string[] {
  const raw = new Database(path, { readonly: true })
  const rows = raw.prepare("SELECT name FROM sqlite_master WHERE name NOT LIKE '%__drizzle%' ORDER BY name")
  const names = rows.pluck().all() as string[]
  raw.close()
  return names
}

it('has one file a journal entry, in order of time', () => {
  const files = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'))
  expect(files.sort()).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`))
  expect(journal.entries.map(({ idx }) => idx)).toEqual(journal.entries.map((_, n) => n))
  // A migration that is not newer than the last one applied would be left out without a word.
  const times = journal.entries.map(({ when }) => when)
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
})

it('only adds: on D1 a rebuilt table loses rows', () => {
  const destructive = /DROP\s+(TABLE|COLUMN)|ALTER\s+TABLE\s+\S+\s+RENAME|__new_|ON DELETE CASCADE|PRAGMA/i
  expect(texts.filter((text) => destructive.test(text))).toEqual([])
})

it('makes the same tables and indexes on both engines', async () => {
  const path = fresh('new.db')
  openSqlite(path, migrationsFolder).close()
  const { openStore, stop } = await startD1()
  const store = await openStore()
  const rows = await store.all(sql`SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%' ORDER BY name`)
  expect(rows.map((row) => row.name)).toEqual(shapeOf(path))
  await stop()
})

it.each(journal.entries.map(({ tag }, n) => [tag, n + 1] as const).slice(1))(
  'keeps every row of a database as it was at %s',
  async (_tag, count) => {
    const path = fresh('old.db')
    const old = migrationsUpTo(count)
    openSqlite(path, old).close()
    const raw = new Database(path)
    fill(raw)
    const before = counts(raw)
    raw.close()
    const { inbox, outbox, ledger, store } = await rooms(async () => openSqlite(path, migrationsFolder))
    const after = new Database(path)
    expect(counts(after)).toMatchObject(before)
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok')
    after.close()
    // And works on with what it finds.
    const row = await inbox.claim(at(0), at(60))
    const turn = { entries: [entry()], acts: [], outgoing: [outgoing('oc_a')], gaps: [] }
    expect(await inbox.commit(row!, turn, at(1))).toBe(true)
    expect(await outbox.claim(at(1), at(61))).toBeDefined()
    expect(await ledger.entry('old-entry')).toMatchObject({ value: 12, status: 'recorded' })
    store.close()
  },
)

/** Three rows into every table, whatever its columns: text, or a number where that is asked for. */
function fill(raw: Database.Database): void {
  const tables = raw.prepare("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE `%'").pluck().all()
  for (const table of tables as string[]) {
    const columns = raw.pragma(`table_info(${table})`) as {
      name: string
      type: string
      dflt_value: unknown
    }[]
    const asked = columns.filter((one) => one.dflt_value === null)
    const insert = raw.prepare(
      `INSERT INTO ${table} (${asked.map((one) => one.name).join()}) VALUES (${asked.map(() => '?').join()})`,
    )
    for (const n of [1, 2, 3])
      insert.run(
        asked.map((one) =>
          /text/i.test(one.type) ? textFor(table, one.name, n) : n + (/real/i.test(one.type) ? 11 : 0),
        ),
      )
  }
  raw.prepare("UPDATE entries SET id = 'old-entry' WHERE value = 12").run()
  raw.prepare('INSERT INTO passage_index (rowid, tokens) VALUES (1, ?)').run('高龄 津贴')
}

function textFor(table: string, column: string, n: number): string {
  if (column === 'status') return table === 'entries' ? 'recorded' : table === 'inbox' ? 'waiting' : 'sent'
  if (column === 'payload') return '{"kind":"said","chat":{"id":"x","kind":"private"}}'
  if (column === 'act') return 'confirm'
  if (column.endsWith('_at')) return at(-n)
  return `${column}-${n}`
}

function counts(raw: Database.Database): Record<string, number> {
  const tables = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
  return Object.fromEntries(
    tables
      .filter((name) => name !== '__drizzle_migrations' && name !== 'sqlite_sequence')
      .map((name) => [name, Number(raw.prepare(`SELECT count(*) FROM ${name}`).pluck().get())]),
  )
}

it('leaves a database as it was when a migration breaks off, and finishes the next time', () => {
  const path = fresh('broken.db')
  openSqlite(path, migrationsFolder).close()
  const before = shapeOf(path)
  const next = migrationsUpTo(journal.entries.length)
  const last = journal.entries.at(-1)!
  writeJournal(next, [
    ...journal.entries,
    { ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_next' },
  ])
  const write = (second: string) =>
    writeFileSync(
      join(next, '9999_next.sql'),
      `CREATE TABLE next_a (id integer PRIMARY KEY);\n--> statement-breakpoint\n${second}`,
    )
  write('CREATE TABLE inbox (id integer)')
  expect(() => openSqlite(path, next)).toThrow(/打不开/)
  expect(shapeOf(path)).toEqual(before)
  write('CREATE TABLE next_b (id integer)')
  openSqlite(path, next).close()
  expect(shapeOf(path)).toEqual([...before, 'next_a', 'next_b'].sort())
})
