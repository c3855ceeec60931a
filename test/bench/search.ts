// npm run bench:search [-- CORPUS_DIR [PASSAGES]]   search over 100,000 passages: a corpus multiplied with varied numbers and names.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { corpusDocuments } from '../../src/commands/corpus.ts'
import { search } from '../../src/policy/search.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { createPassageIndex } from '../../src/storage/passages.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'

const corpus = process.argv[2] ?? '../shared/eval/retrieval/ncp-policy'
const wanted = Number(process.argv[3] ?? 100_000)
const linesOf = (name: string) =>
  readFileSync(join(corpus, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { id: string; title?: string; text: string })

/** Other figures and other places in the same words, the same every time. */
function varied(text: string, copy: number): string {
  const names = ['青禾', '临溪', '松原', '白塔', '双泉', '云台', '石湾', '河阳', '金坪', '柳林']
  let place = copy * 31
  return text
    .replace(/\d+/g, (figure) =>
      String((Number(figure.slice(0, 9)) * (copy + 1) + copy * 7) % 10 ** figure.length),
    )
    .replace(/[一-龥]{2}(?=[省市区县镇])/g, () => {
      place += 7
      return names[place % names.length] ?? ''
    })
}

const base = linesOf('corpus.jsonl')
const folder = mkdtempSync(join(tmpdir(), 'bench-search-'))
const path = process.env.BENCH_DATABASE ?? join(folder, 'index.db')
const store = openSqlite(path, resolve(import.meta.dirname, '../../migrations'))
const documents = createDocumentStore(store)
const kept = (await documents.counts()).passages >= wanted
let bytes = 0
let passages = 0
const began = performance.now()
for (let copy = 0; passages < wanted; copy++) {
  const lines = base.slice(0, wanted - passages).map(({ id, title = '', text }) => ({
    id: copy ? `${copy}-${id}` : id,
    title: copy ? varied(title, copy) : title,
    text: copy ? varied(text, copy) : text,
  }))
  for (const document of kept ? [] : corpusDocuments(lines).documents)
    await documents.put(document, document.path, '2026-01-01T00:00:00Z')
  bytes += lines.reduce((sum, line) => sum + Buffer.byteLength(line.text), 0)
  passages += lines.length
}
const built = (performance.now() - began) / 1000
const index = createPassageIndex(store)
const times: number[] = []
for (const { text } of linesOf('queries.jsonl')) {
  const start = performance.now()
  await search(text, { readers: ['all'], asOf: '2026-06-24' }, index)
  times.push(performance.now() - start)
}
times.sort((a, b) => a - b)
const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
const size = statSync(path).size + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0)
console.log(
  `${passages} passages, ${(bytes / 1e6).toFixed(1)} MB of text, built in ${built.toFixed(0)} s; database ${(size / 1e6).toFixed(0)} MB = ${(size / bytes).toFixed(1)} × text`,
)
console.log(`search p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms over ${times.length} questions`)
store.close()
rmSync(folder, { recursive: true })
