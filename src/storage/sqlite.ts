import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { OperatorError, reasonOf } from '../errors.ts'
import { compiled, type Row, type Store } from './store.ts'

/** How long a writer waits for another process's lock: an event is answered within the platform's 3 s all the same. */
const BUSY_MS = 2_000
/** How long one try waits, and how long until the next. */
const RETRY_MS = 20

/**
 * Opens the database, brings it to this version's schema, and serves it. `:memory:` for rehearsals; the bytes of a database for a
 * copy in memory.
 * @throws OperatorError in Chinese: read-only, locked, damaged, no database, or written by a newer version.
 */
export function openSqlite(file: string | Buffer, migrationsFolder: string): Store {
  const path = typeof file === 'string' ? file : ':memory:'
  const raw = connect(file, path)
  try {
    bringUpToDate(raw, path, migrationsFolder)
  } catch (error) {
    raw.close()
    throw error instanceof OperatorError ? error : new OperatorError(explain(path, error))
  }
  return createStore(raw)
}

function connect(file: string | Buffer, path: string): Database.Database {
  let raw: Database.Database | undefined
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    raw = new Database(file, { timeout: BUSY_MS })
    keepLog(raw)
    // Commits are grouped, so a full flush for each group is affordable: what was acknowledged survives a power cut.
    raw.pragma('synchronous = FULL')
    if (raw.pragma('quick_check', { simple: true }) !== 'ok') throw new Error('quick_check')
    return raw
  } catch (error) {
    raw?.close()
    throw new OperatorError(explain(path, error))
  }
}

/** Of several that make a new file a log at the same moment the engine turns some away at once, however long they would wait. */
function keepLog(raw: Database.Database): void {
  raw.pragma(`busy_timeout = ${RETRY_MS}`)
  for (let waited = 0; ; waited += 2 * RETRY_MS) {
    try {
      raw.pragma('journal_mode = WAL')
      break
    } catch (error) {
      if (!/BUSY|LOCKED/.test(codeOf(error)) || waited >= BUSY_MS) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
    }
  }
  raw.pragma(`busy_timeout = ${BUSY_MS}`)
}

/** What an operator can do about an error of the engine or the file system, in one line. */
function explain(path: string, error: unknown): string {
  const code = codeOf(error) || codeOf(error instanceof Error ? error.cause : undefined)
  if (/BUSY|LOCKED/.test(code)) return `数据库 ${path} 被别的程序锁住了：关掉占用它的程序后再启动`
  if (/NOTADB/.test(code)) return `${path} 不是数据库文件：用 DATABASE_PATH 指向正确的文件，或者移走它`
  if (/CORRUPT/.test(code) || reasonOf(error) === 'quick_check')
    return `数据库 ${path} 已损坏：请移走它并从备份恢复，不要继续使用`
  if (/FULL|ENOSPC/.test(code)) return `数据库 ${path} 所在的磁盘满了：腾出空间后再启动`
  if (/READONLY|CANTOPEN|^E(ACCES|ROFS|PERM|NOTDIR|EXIST|NOENT)$/.test(code))
    return `数据库 ${path} 写不进去：检查文件和所在文件夹的写权限，或者用 DATABASE_PATH 换一个地方`
  return `数据库 ${path} 打不开：${reasonOf(error)}`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** drizzle rebuilds tables for some changes: foreign keys must be off meanwhile, and right afterwards. */
function bringUpToDate(raw: Database.Database, path: string, migrationsFolder: string): void {
  refuseForeign(raw, path, migrationsFolder)
  raw.pragma('foreign_keys = OFF')
  try {
    migrate(drizzle(raw), { migrationsFolder })
  } catch {
    // Another process may have brought the same file up to date meanwhile; then nothing is left to do here.
    migrate(drizzle(raw), { migrationsFolder })
  }
  if ((raw.pragma('foreign_key_check') as unknown[]).length) throw new Error('foreign_key_check')
  raw.pragma('foreign_keys = ON')
  // Without a pending migration nothing has been written yet: a read-only file would show only at the first message.
  raw.exec('UPDATE __drizzle_migrations SET hash = hash WHERE false')
}

/** Neither another program's tables nor those of a later version of this one are touched. */
function refuseForeign(raw: Database.Database, path: string, migrationsFolder: string): void {
  const tables = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
  if (!tables.includes('__drizzle_migrations')) {
    if (!tables.length) return
    throw new OperatorError(`${path} 是别的程序的数据库：用 DATABASE_PATH 指向另一个文件`)
  }
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  const known = new Set(journal.entries.map((entry) => entry.when))
  const applied = raw.prepare('SELECT created_at FROM __drizzle_migrations').pluck().all()
  if (applied.some((at) => !known.has(Number(at))))
    throw new OperatorError(
      `数据库 ${path} 是更新版本的程序建的，这个版本不认识：请升级程序，或者用 DATABASE_PATH 换一个文件`,
    )
}

interface Waiting {
  statements: readonly SQL[]
  resolve(rows: Row[][]): void
  reject(error: unknown): void
}

function createStore(raw: Database.Database): Store {
  const prepared = new Map<string, Database.Statement>()
  let waiting: Waiting[] = []

  function run(statement: SQL): Row[] {
    const { sql, params } = compiled(statement)
    let ready = prepared.get(sql)
    if (!ready) {
      ready = raw.prepare(sql)
      prepared.set(sql, ready)
    }
    if (ready.reader) return ready.all(...params) as Row[]
    ready.run(...params)
    return []
  }

  const one = raw.transaction((statements: readonly SQL[]) => statements.map(run))
  // A transaction within a transaction is a savepoint: one that fails takes nothing of the others with it.
  const group = raw.transaction((jobs: Waiting[]) =>
    jobs.map((job) => {
      try {
        const rows = one(job.statements)
        return () => job.resolve(rows)
      } catch (error) {
        // A full disk takes the whole transaction with it: nothing of the others is stored either.
        if (!raw.inTransaction) throw error
        return () => job.reject(error)
      }
    }),
  )

  const together = raw.transaction((jobs: Waiting[]) => jobs.map((job) => job.statements.map(run)))

  /** All in one go; where one of them fails, again with each on its own, so that the others are stored all the same. */
  function settled(jobs: Waiting[]): (() => void)[] {
    try {
      const rows = together.immediate(jobs)
      return jobs.map((job, place) => () => job.resolve(rows[place] ?? []))
    } catch (error) {
      // Whoever waited for a lock in vain has waited long enough.
      if (/BUSY|LOCKED/.test(codeOf(error))) throw error
      return group.immediate(jobs)
    }
  }

  /** Everything that was asked for in one turn of the event loop shares one flush to disk. */
  function flush(): void {
    const jobs = waiting
    waiting = []
    if (!jobs.length) return
    try {
      for (const settle of settled(jobs)) settle()
    } catch (error) {
      for (const job of jobs) job.reject(error)
    }
  }

  return {
    async all<T extends Row>(statement: SQL): Promise<T[]> {
      return run(statement) as T[]
    },
    atomically(statements) {
      return new Promise((resolve, reject) => {
        if (waiting.push({ statements, resolve, reject }) === 1) setImmediate(flush)
      })
    },
    close() {
      flush()
      raw.close()
    },
  }
}
