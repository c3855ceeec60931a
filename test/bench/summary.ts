// npm run bench:summary   a summary over a million entries: three years, 300 units, 60 indicators.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { createLedger } from '../../src/storage/ledger.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { periodOf } from '../../src/summary/periods.ts'
import { tally } from '../../src/summary/tally.ts'
import { bigBureau, fillLedger } from './ledger.ts'

const COUNT = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'bench-summary-'))
const path = process.env.BENCH_DATABASE ?? join(folder, 'ledger.db')
const migrations = resolve(import.meta.dirname, '../../migrations')
const bureau = bigBureau(300, 60)

openSqlite(path, migrations).close()
const raw = new Database(path)
if (!raw.prepare('SELECT 1 FROM entries LIMIT 1').get()) {
  raw.pragma('synchronous = OFF')
  fillLedger(raw, bureau, COUNT, 1096)
}
const entries = raw.prepare('SELECT count(*) FROM entries').pluck().get()
raw.close()

const store = openSqlite(path, migrations)
const ledger = createLedger(store)
const AT = '2026-12-21T02:00:00.000Z'

async function summary(from: string, to: string, at: string) {
  const period = periodOf(from, to)
  const read = await ledger.forSummary(at, period, period.previous, { allUnits: true })
  return tally({ entries: read, ...bureau, from, to, at })
}

const before = process.memoryUsage().rss
let peak = before
const results: string[] = []
for (const [name, from, to, at] of [
  ['week, now', '2026-12-14', '2026-12-20', AT],
  ['week, as known half a year ago', '2026-06-15', '2026-06-21', '2026-06-22T02:00:00.000Z'],
  ['month', '2026-11-01', '2026-11-30', AT],
  ['quarter', '2026-07-01', '2026-09-30', AT],
  ['year to date', '2026-01-01', '2026-12-20', AT],
] as const) {
  const times: number[] = []
  const cpu: number[] = []
  for (let i = 0; i < 5; i++) {
    const began = performance.now()
    const used = process.cpuUsage()
    await summary(from, to, at)
    times.push(performance.now() - began)
    // Beside other jobs the wall clock says little: what the processor did for this one.
    const { user, system } = process.cpuUsage(used)
    cpu.push((user + system) / 1000)
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  const [first = 0] = times
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[2]!.toFixed(0)
  results.push(
    `${name.padEnd(32)} first ${first.toFixed(0)} ms, median ${middle(times)} ms, processor ${middle(cpu)} ms`,
  )
  if (name === 'week, now') results.push(`  memory ${((peak - before) / 1e6).toFixed(0)} MB more`)
}
store.close()
rmSync(folder, { recursive: true, force: true })
console.log(`${entries} entries`)
console.log(results.join('\n'))
console.log(`memory over all: ${((peak - before) / 1e6).toFixed(0)} MB more`)
