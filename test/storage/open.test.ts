import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/errors.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { migrationsFolder } from './rooms.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'minzheng-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let place = 0
const fresh = () => join(folder, `${++place}.db`)

/** A database with enough pages to damage. */
function made(): string {
  const path = fresh()
  const store = openSqlite(path, migrationsFolder)
  store.close()
  const raw = new Database(path)
  const insert = raw.prepare(
    "INSERT INTO gaps (kind, text, chat_id, person_id, at) VALUES ('question', ?, '', '', '')",
  )
  raw.transaction(() => {
    for (let n = 0; n < 2_000; n++) insert.run(`问题${n}`.padEnd(200, '？'))
  })()
  raw.close()
  return path
}

function overwrite(path: string, from: number, length: number): string {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from)
  closeSync(file)
  return path
}

function withNewerMigration(path: string): string {
  const raw = new Database(path)
  raw.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 4102444800000)").run()
  raw.close()
  return path
}

function anothers(): string {
  const path = fresh()
  const raw = new Database(path)
  raw.exec('CREATE TABLE photos (id integer)')
  raw.close()
  return path
}

function text(): string {
  const path = fresh()
  writeFileSync(path, '这是一份说明，不是数据库。'.repeat(100))
  return path
}

function cut(path: string): string {
  truncateSync(path, Math.floor(statSync(path).size / 2))
  return path
}

function within(file: string): string {
  writeFileSync(file, '')
  return join(file, 'assistant.db')
}

const cases: [string, () => string, RegExp][] = [
  ['no database', text, /不是数据库文件：用 DATABASE_PATH/],
  ['another program’s', anothers, /是别的程序的数据库/],
  ['of a newer version', () => withNewerMigration(made()), /更新版本的程序建的.*升级程序/],
  ['damaged in the middle', () => overwrite(made(), 40_960, 65_536), /已损坏：请移走它并从备份恢复/],
  ['cut off', () => cut(made()), /已损坏/],
  ['below a file instead of a folder', () => within(fresh()), /写不进去：检查文件和所在文件夹的写权限/],
  [
    'a folder',
    () => {
      const path = fresh()
      mkdirSync(path)
      return path
    },
    /写不进去|打不开/,
  ],
]

function complaint(path: string): string {
  try {
    openSqlite(path, migrationsFolder).close()
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError)
    return (error as Error).message
  }
  return ''
}

describe('a database that cannot serve', () => {
  it.each(cases)('is told in one line: %s', (_name, make, expected) => {
    const path = make()
    const before = statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined
    const line = complaint(path)
    expect(line).toMatch(expected)
    expect(line.split('\n')).toHaveLength(1)
    expect(line).not.toMatch(/SQLITE|Error:/)
    // And is not touched: what can still be rescued is still there.
    if (before) expect(readFileSync(path).subarray(100).equals(before.subarray(100))).toBe(true)
  })

  it('is told when another program holds it, within seconds', () => {
    const path = made()
    const holder = new Database(path)
    holder.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    expect(complaint(path)).toMatch(/被别的程序锁住了/)
    expect(performance.now() - began).toBeLessThan(6_000)
    holder.exec('ROLLBACK')
    holder.close()
    expect(complaint(path)).toBe('')
  })
})

describe('on the command line', () => {
  beforeAll(() => {
    spawnSync(process.execPath, ['build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' })
  })

  function inbox(path: string, user: { uid?: number; gid?: number } = {}) {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['dist/cli.mjs', 'inbox'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATABASE_PATH: path },
      ...user,
    })
    return { status, stderr: stderr.trim(), stdout }
  }

  it.each([cases[0]!, cases[2]!, cases[3]!])('ends with 2 and one line: %s', (_name, make, expected) => {
    const { status, stderr, stdout } = inbox(make())
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(expected)
    expect(stderr.split('\n')).toHaveLength(1)
  })

  it('ends with 2 and one line when the file may not be written', () => {
    const path = made()
    const closed = mkdtempSync(join(tmpdir(), 'minzheng-closed-'))
    const copy = join(closed, 'assistant.db')
    writeFileSync(copy, readFileSync(path))
    chmodSync(copy, 0o444)
    chmodSync(closed, 0o555)
    // Root may write anything: then the command runs as nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { status, stderr } = inbox(copy, nobody)
    chmodSync(closed, 0o755)
    rmSync(closed, { recursive: true })
    expect(stderr).toMatch(/写不进去：检查文件和所在文件夹的写权限/)
    expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 2, lines: 1 })
  })
})

it('is brought up to date once when several processes start at the same moment', async () => {
  const path = fresh()
  const script = `
    import { openSqlite } from ${JSON.stringify(join(root, 'src/storage/sqlite.ts'))}
    process.stdin.once('data', () => {
      openSqlite(${JSON.stringify(path)}, ${JSON.stringify(migrationsFolder)}).close()
      process.exit(0)
    })
    process.stdout.write('ready')`
  const starts = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  await Promise.all(starts.map((child) => once(child.stdout!, 'data')))
  for (const child of starts) child.stdin!.write('go')
  const codes = await Promise.all(
    starts.map((child: ChildProcess) => once(child, 'exit').then(([code]) => code)),
  )
  expect(codes).toEqual([0, 0, 0])
  const raw = new Database(path)
  const applied = raw.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()
  expect(applied).toBe(
    JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')).entries.length,
  )
  raw.close()
}, 40_000)
