// npm run bench:vectors [-- --model]   which document comes first, by words alone and with meaning beside them.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { createEmbed } from '../../src/language/embeddings.ts'
import { silentLog } from '../../src/log.ts'
import { createNearness, placeAll } from '../../src/policy/nearness.ts'
import { search } from '../../src/policy/search.ts'
import { readSettings } from '../../src/settings.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { createPassageIndex } from '../../src/storage/passages.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { createVectors } from '../../src/storage/vectors.ts'
import { startEmbeddingServer } from '../support/model/embeddings.ts'

/** With `--model` the server of the settings (EMBEDDING_MODEL); else one of our own, whose vectors are pairs of signs. */
const root = resolve(import.meta.dirname, '../..')
const SETS = ['test/evals/policy', 'test/evals/policy/baixi']
const settings = process.argv.includes('--model') ? readSettings(process.env).model : undefined
if (process.argv.includes('--model') && !settings?.embedding) throw new Error('没有设置 EMBEDDING_MODEL')
const fake = await startEmbeddingServer()
const server = settings
  ? { ...settings, model: settings.embedding ?? '' }
  : { baseUrl: fake.url, apiKey: '', model: 'fake' }

for (const set of SETS) {
  const store = openSqlite(':memory:', resolve(root, 'migrations'))
  await ingestFolder(resolve(root, set, 'knowledge'), createDocumentStore(store), '2026-06-24T01:00:00.000Z')
  const embed = createEmbed(server, { clock: () => '2026-06-24T01:00:00.000Z', log: silentLog })
  const vectors = createVectors(store, server.model, undefined)
  const began = performance.now()
  const placed = await placeAll(embed, vectors)
  const words = createPassageIndex(store)
  const both = { ...words, nearness: createNearness(embed, vectors) }
  console.log(
    `${set}: ${placed} passages placed in ${((performance.now() - began) / 1000).toFixed(1)} s by ${server.model}`,
  )
  const questions = readFileSync(resolve(root, set, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter((one) => one.expect.cite?.length)
  for (const [name, index] of [
    ['words', words],
    ['words and meaning', both],
  ] as const) {
    let [first, ranks, ms] = [0, 0, 0]
    for (const { text, asOf = '2026-06-24', expect } of questions) {
      const start = performance.now()
      const hits = await search(text, { readers: ['all', 'staff'], asOf }, index)
      ms += performance.now() - start
      const place = hits.findIndex((hit) => expect.cite.includes(hit.path))
      if (place === 0) first += 1
      if (place >= 0) ranks += 1 / (place + 1)
    }
    const share = (value: number) => (value / questions.length).toFixed(3)
    console.log(
      `  ${name.padEnd(18)} first ${share(first)}  mean reciprocal rank ${share(ranks)}  ${(ms / questions.length).toFixed(1)} ms`,
    )
  }
  store.close()
}
await fake.close()
