import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { later } from '../../src/clock.ts'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { createEmbed } from '../../src/language/embeddings.ts'
import { silentLog } from '../../src/log.ts'
import { createNearness, fused, placeAll } from '../../src/policy/nearness.ts'
import type { PassageIndex } from '../../src/policy/ports.ts'
import { type Hit, search } from '../../src/policy/search.ts'
import { readSettings } from '../../src/settings.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { createPassageIndex } from '../../src/storage/passages.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import { createVectors } from '../../src/storage/vectors.ts'
import { type EmbeddingServer, startEmbeddingServer } from '../support/model/embeddings.ts'

const root = resolve(import.meta.dirname, '../..')
const ASKED = '老人家里装抓手补多少钱'
const FILTER = { readers: ['all'], asOf: '2026-06-24' }

let store: Store
let server: EmbeddingServer
let words: PassageIndex
let now = '2026-06-24T01:00:00.000Z'
beforeAll(async () => {
  store = openSqlite(':memory:', resolve(root, 'migrations'))
  await ingestFolder(resolve(root, 'knowledge'), createDocumentStore(store), now)
  server = await startEmbeddingServer(new Map([['抓手', '适老化改造']]))
  words = createPassageIndex(store)
}, 60_000)
afterAll(async () => {
  store.close()
  await server.close()
})

const embedder = () =>
  createEmbed({ baseUrl: server.url, apiKey: 'k', model: 'fake' }, { clock: () => now, log: silentLog })

describe('meaning beside words', () => {
  it('gives each public passage a vector once, and none that is for staff', async () => {
    const vectors = createVectors(store, 'fake', ['all'])
    const placed = await placeAll(embedder(), vectors)
    expect(placed).toBeGreaterThan(50)
    expect(await placeAll(embedder(), vectors)).toBe(0)
    expect(server.asked.flat().join('\n')).not.toContain('（内部）')
  })

  it('brings what means the same before what shares the words', async () => {
    const vectors = createVectors(store, 'fake', ['all'])
    const both = { ...words, nearness: createNearness(embedder(), vectors) }
    const placeOf = (hits: Hit[]) => hits.findIndex((hit) => hit.title.includes('适老化改造'))
    const [alone, together] = [await search(ASKED, FILTER, words), await search(ASKED, FILTER, both)]
    expect(placeOf(together)).toBeLessThanOrEqual(placeOf(alone))
    expect(together.map((hit) => hit.id).sort()).toEqual(alone.map((hit) => hit.id).sort())
  })

  it.each([401, 429, 500])(
    'is left out when the server answers %i with a page, and then left alone',
    async (status) => {
      server.fail(status)
      const vectors = createVectors(store, 'fake', ['all'])
      const both = { ...words, nearness: createNearness(embedder(), vectors) }
      const plain = await search(ASKED, FILTER, words)
      expect(await search(ASKED, FILTER, both)).toEqual(plain)
      const before = server.asked.length
      expect(await search(ASKED, FILTER, both)).toEqual(plain)
      expect(server.asked.length).toBe(before)
      server.fail(undefined)
      now = '2026-06-24T02:00:00.000Z'
    },
  )

  it.each([
    ['hangs', () => new Promise<undefined>(() => {})],
    ['sends a page with 200', async () => '<html>请先登录</html>'],
    ['sends fewer vectors than texts', async () => '{"data":[]}'],
    ['sends no numbers', async () => '{"data":[{"index":0,"embedding":[null,"a"]}]}'],
    ['sends half', async () => '{"data":[{"index":0,"embed'],
  ])('is left out when the server %s', async (_name, answer) => {
    server.say(answer)
    const vectors = createVectors(store, 'fake', ['all'])
    const both = { ...words, nearness: createNearness(embedder(), vectors) }
    const began = performance.now()
    expect(await search(ASKED, FILTER, both)).toEqual(await search(ASKED, FILTER, words))
    expect(performance.now() - began).toBeLessThan(4_000)
    server.say(undefined)
    now = later(now, 3_600_000)
  })

  it('another model has vectors of its own, with their length beside them', async () => {
    const [old, other] = [createVectors(store, 'fake', ['all']), createVectors(store, 'other', ['all'])]
    const [first] = await other.unplaced(1)
    await other.place([{ id: first!.id, vector: [1, 2, 3] }])
    const rows = await store.all(
      sql`SELECT model, dimension FROM passage_vectors WHERE passage_id = ${first!.id} ORDER BY model`,
    )
    expect(rows).toEqual([
      { model: 'fake', dimension: 256 },
      { model: 'other', dimension: 3 },
    ])
    expect([...(await old.of([first!.id])).values()][0]).toHaveLength(256)
  })

  it('of another dimension says nothing', async () => {
    const vectors = createVectors(store, 'fake', ['all'])
    const near = createNearness(async () => [[1, 2, 3]], vectors)
    expect(await near(ASKED, [1, 2, 3])).toEqual(new Map())
  })

  it('is stretched to between 0 and 1, so that no scale of a server decides', () => {
    const hit = (id: number, total: number) => ({ id, total }) as Hit
    const hits = [hit(1, 1), hit(2, 0.9), hit(3, 0.2)]
    const near = new Map([
      [1, 0.8],
      [2, 0.81],
      [3, 0.805],
    ])
    expect(fused(hits, near, 0.6).map((one) => [one.id, Number(one.total.toFixed(3))])).toEqual([
      [2, 1.5],
      [1, 1],
      [3, 0.5],
    ])
  })

  it('needs no model that talks', () => {
    const { model } = readSettings({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', EMBEDDING_MODEL: 'bge-m3' })
    expect([model?.models, model?.embedding]).toEqual([[], 'bge-m3'])
    expect(() => readSettings({ EMBEDDING_MODEL: 'bge-m3' })).toThrow('EMBEDDING_MODEL')
  })
})
