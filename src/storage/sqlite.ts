import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { OperatorError, reasonOf } from '../errors.ts'
import { compiled, type Row, type Store } from './store.ts'

/** How long a writer waits for another process's lock. */
const BUSY_MS = 5_000

/**
 * Opens the database, brings it to this version's schema, and serves it. `:memory:` for rehearsals and tests.
 * @throws OperatorError in Chinese: read-only, locked, damaged, no database, or written by a newer version.
 */
export function openSqlite(path: string, migrationsFolder: string): Store {
  const raw = connect(path)
  try {
    bringUpToDate(raw, migrationsFolder)
  } catch (error) {
    raw.close()
    throw error instanceof OperatorError ? error : new OperatorError(explain(path, error))
  }
  return createStore(raw)
}

function connect(path: string): Database.Database {
  let raw: Database.Database | undefined
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    raw = new Database(path, { timeout: BUSY_MS })
    raw.pragma('journal_mode = WAL')
    // Commits are grouped, so a full flush for each group is affordable: what was acknowledged survives a power cut.
    raw.pragma('synchronous = FULL')
    if (raw.pragma('quick_check', { simple: true }) !== 'ok') throw new Error('quick_check')
    return raw
  } catch (error) {
    raw?.close()
    throw new OperatorError(explain(path, error))
  }
}

function explain(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/READONLY|EACCES|EROFS|CANTOPEN|EPERM/.test(code))
    return `数据库 ${path} 写不进去：检查文件和所在文件夹的写权限，或者用 DATABASE_PATH 换一个地方`
  if (/BUSY|LOCKED/.test(code)) return `数据库 ${path} 被别的程序锁住了：关掉占用它的程序后再启动`
  if (/NOTADB/.test(code)) return `${path} 不是数据库文件：用 DATABASE_PATH 指向正确的文件，或者移走它`
  if (/CORRUPT/.test(code) || reasonOf(error) === 'quick_check')
    return `数据库 ${path} 已损坏：请移走它并从备份恢复，不要继续使用`
  return `数据库 ${path} 打不开：${reasonOf(error)}`
}

/** drizzle rebuilds tables for some changes: foreign keys must be off meanwhile, and right afterwards. */
function bringUpToDate(raw: Database.Database, migrationsFolder: string): void {
  refuseNewer(raw, migrationsFolder)
  raw.pragma('foreign_keys = OFF')
  migrate(drizzle(raw), { migrationsFolder })
  if ((raw.pragma('foreign_key_check') as unknown[]).length) throw new Error('foreign_key_check')
  raw.pragma('foreign_keys = ON')
}

function refuseNewer(raw: Database.Database, migrationsFolder: string): void {
  const known = raw.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get()
  if (!known) return
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  const newest = Math.max(...journal.entries.map((entry) => entry.when))
  const row = raw.prepare('SELECT max(created_at) AS at FROM __drizzle_migrations').get() as {
    at: number | null
  }
  if (Number(row.at ?? 0) > newest)
    throw new OperatorError(
      '数据库是更新版本的程序建的，这个版本不认识：请升级程序，或者换一个 DATABASE_PATH',
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
        return () => job.reject(error)
      }
    }),
  )

  /** Everything that was asked for in one turn of the event loop shares one flush to disk. */
  function flush(): void {
    const jobs = waiting
    waiting = []
    try {
      for (const settle of group.immediate(jobs)) settle()
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
      raw.close()
    },
  }
}
