import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unstable_splitSqlQuery as splitStatements } from 'wrangler'
import type { Document } from '../../src/knowledge/document.ts'
import { tokensOf } from '../../src/knowledge/tokens.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { indexSql } from '../../src/storage/index-sql.ts'
import { createPassageIndex } from '../../src/storage/passages.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import { startD1 } from './engines.ts'
import { at, migrationsFolder } from './rooms.ts'

const D1_STATEMENT_BYTES = 100_000
const node = openSqlite(':memory:', migrationsFolder)
let engine: Awaited<ReturnType<typeof startD1>>
beforeAll(async () => {
  engine = await startD1()
  await fill(node)
})
afterAll(() => {
  node.close()
  return engine.stop()
})

function document(path: string, texts: string[], audience = ['all']): Document {
  const dates = { issued: '2026-01-01', effective: '2026-01-01', expires: '' }
  return {
    ...{ path, title: `《${path}》`, number: '', issuer: "O'Brien; --", ...dates, supersedes: [], audience },
    passages: texts.map((text, ordinal) => ({
      ...{ ordinal, headings: ["第'一'章", '"引"'], article: '', kind: 'text', text },
    })),
  }
}

async function fill(store: Store): Promise<void> {
  const documents = createDocumentStore(store)
  await documents.put(
    document('短.md', ["高龄津贴'每人'每月100元；\n-- 不是注释 /* 也不是 */", '👴🏻每月一次']),
    'h',
    at(0),
  )
  await documents.put(
    document('长.md', ['救助申请应当受理。\n'.repeat(6_000), '🧓'.repeat(12_000), '末段'], ['staff']),
    'h',
    at(0),
  )
  await documents.put(
    document(
      '多.md',
      Array.from({ length: 800 }, (_, n) => `第${n}项临时救助`),
    ),
    'h',
    at(0),
  )
  await documents.setValidity('多.md', {
    validFrom: '2024-01-01',
    validTo: '2025-12-31',
    supersededBy: '短.md',
  })
  await documents.refuse({ path: '坏.docx', reason: '打不开' }, 'h', at(0))
  await documents.writeFile('bureau', JSON.stringify({ people: 'x'.repeat(200_000) }), at(0))
}

const TABLES = ['documents', 'document_readers', 'passages', 'refusals', 'bureau_files']
const rowsOf = (store: Store) =>
  Promise.all(TABLES.map((table) => store.all(sql`SELECT * FROM ${sql.identifier(table)} ORDER BY 1, 2`)))

async function found(store: Store, text: string) {
  const index = createPassageIndex(store)
  const filter = { readers: ['all', 'staff'] }
  const hits = await index.search(tokensOf(text), filter, 20)
  const documents = await index.searchDocuments(tokensOf(text), filter, 20)
  return {
    hits: hits.map((one) => `${one.path} ${one.ordinal} ${one.score.toFixed(6)}`),
    documents: [...documents].map(([id, score]) => `${id} ${score.toFixed(6)}`),
    frequencies: await index.frequencies(tokensOf(text), ['all', 'staff']),
  }
}

it('brings the whole index over to D1, in statements that it takes, twice to the same end', async () => {
  const statements = await Array.fromAsync(indexSql(node))
  const bytes = statements.map((one) => Buffer.byteLength(one))
  expect(Math.max(...bytes)).toBeLessThan(D1_STATEMENT_BYTES)
  // As wrangler reads the file.
  const file = statements.map((one) => `${one};\n`).join('')
  const read = splitStatements(file)
  expect(read).toHaveLength(statements.length)
  const store = await engine.openStore()
  for (const _ of ['first', 'again']) {
    for (const statement of read) await engine.d1.prepare(statement).all()
    expect(await rowsOf(store)).toEqual(await rowsOf(node))
    for (const text of ['高龄津贴每人每月', '救助申请', '第17项临时救助', '末段'])
      expect(await found(store, text)).toEqual(await found(node, text))
  }
  expect(await store.all(sql`SELECT name FROM sqlite_master WHERE name = 'index_pieces'`)).toEqual([])
}, 40_000)

it('leaves nothing of an older index behind', async () => {
  const store = await engine.openStore()
  await createDocumentStore(store).put(document('旧.md', ['早已废止的办法']), 'h', at(0))
  for await (const statement of indexSql(node)) await engine.d1.prepare(statement).all()
  expect((await found(store, '早已废止的办法')).hits.filter((hit) => hit.startsWith('旧'))).toEqual([])
  expect(await createDocumentStore(store).counts()).toEqual(await createDocumentStore(node).counts())
}, 40_000)
