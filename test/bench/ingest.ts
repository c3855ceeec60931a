// npm run bench:ingest [-- MEGABYTES]   documents into an index: megabytes of text a second, and memory as they grow in number.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type IngestSource, ingest } from '../../src/knowledge/ingest.ts'
import { readDocument } from '../../src/knowledge/read-document.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'

const wanted = Number(process.argv[2] ?? 12) * 1e6
const MATTERS = [
  '高龄津贴',
  '临时救助',
  '养老服务',
  '殡葬服务',
  '婚姻登记',
  '儿童福利',
  '社会组织',
  '地名管理',
]

/** A notice of some 8 kB in the manner of a bureau, no two alike. */
function notice(at: number): string {
  const matter = MATTERS[at % MATTERS.length]
  const articles = Array.from(
    { length: 40 },
    (_, n) =>
      `第${n + 1}条 申请${matter}的，应当具有本县户籍并且实际居住满${(at + n) % 12}个月，家庭人均月收入不高于${500 + ((at * 37 + n * 13) % 900)}元；街道自受理之日起${(n % 20) + 1}个工作日内完成审核并公示。\n`,
  )
  return `# ${matter}第${at}号实施办法\n\n测民发〔2026〕${at}号\n\n${articles.join('\n')}\n本办法自2026年1月1日起施行。\n`
}

const folder = mkdtempSync(join(tmpdir(), 'bench-ingest-'))
const store = openSqlite(join(folder, 'index.db'), resolve(import.meta.dirname, '../../migrations'))
const documents = createDocumentStore(store)
const size = Buffer.byteLength(notice(1))
const count = Math.ceil(wanted / size)
const files = Array.from({ length: count }, (_, at) => ({
  path: `${at}.md`,
  size,
  read: async () => new TextEncoder().encode(notice(at)),
}))
const memory: number[] = []
const source: IngestSource = {
  list: async () => files,
  parse: (file) => readDocument(file),
  readers: new Set(['all']),
  progress(done) {
    if (done % Math.ceil(count / 4) === 0 || done === count) memory.push(process.memoryUsage().rss / 1e6)
  },
}
const began = performance.now()
const cpu = process.cpuUsage()
const report = await ingest(source, documents, '2026-01-01T00:00:00Z')
const seconds = (performance.now() - began) / 1000
const busy = process.cpuUsage(cpu)
const work = (busy.user + busy.system) / 1e6
console.log(
  `${report.documents} documents, ${report.passages} passages, ${((count * size) / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s = ${((count * size) / 1e6 / seconds).toFixed(2)} MB/s (${work.toFixed(1)} s of computing); resident ${memory.map((mb) => mb.toFixed(0)).join(' → ')} MB`,
)
store.close()
rmSync(folder, { recursive: true })
