import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NodeHouse } from '../../src/assemble-node.ts'
import type { Io } from '../../src/commands/command.ts'
import { explainFile } from '../../src/commands/ingest-explain.ts'
import { UsageError } from '../../src/errors.ts'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'knowledge')
const NOW = '2026-06-24T02:00:00.000Z'
const elsewhere = mkdtempSync(join(tmpdir(), 'explain-'))
const store = openSqlite(':memory:', join(root, 'migrations'))
const documents = createDocumentStore(store)
const house = {
  documents,
  knowledgeDir: folder,
  bureau: () => documents.bureau(),
  clock: () => NOW,
} as unknown as NodeHouse

beforeAll(async () => {
  await ingestFolder(folder, documents, NOW)
})
afterAll(() => {
  store.close()
  rmSync(elsewhere, { recursive: true })
})

async function told(file: string, json = false): Promise<string> {
  const out: string[] = []
  const io = { out: (line: string) => out.push(line), err() {} } as unknown as Io
  await explainFile(file, json, io, house)
  return out.join('\n')
}

function written(name: string, text: string): string {
  const file = join(elsewhere, name)
  writeFileSync(file, text)
  return file
}

test('a sound document is told with its dates, amounts and what they hold for', async () => {
  const text = await told(
    join(folder, 'documents/养老服务/困难老年人家庭适老化改造实施办法（2026年修订）.md'),
  )
  expect(text).toContain('施行：2026-04-01    有效期至：2029-03-31')
  expect(text).toMatch(/特困人员 → 补贴比例 100%、.*6000元/)
  expect(text).toContain('没有发现要核对的地方')
})

test('a table of courses is told as a schedule', async () => {
  const text = await told(join(folder, 'documents/培训/2026年下半年培训排期.xlsx'))
  expect(text).toContain('日程：12 项')
  expect(text).toContain('2026-07-06至2026-07-14')
})

test('what a clerk should look at is named', async () => {
  const file = written(
    '困难老年人家庭适老化改造实施细则.md',
    `---
title: 困难老年人家庭适老化改造实施办法（补充）
number: 云民规〔2026〕9号
audience: [nowhere]
---
第一条 每户补贴1,200，由街道发放。

第二条 本办法自2026年2月30日起施行。《某某旧办法》（云民规〔2019〕1号）和云民规〔2026〕9号同时废止。

| 对象 | 补贴标准 |
| --- | --- |
| 甲类 | 300 |
`,
  )
  const { warnings } = JSON.parse(await told(file, true)) as { warnings: { kind: string; text: string }[] }
  const text = warnings.map((one) => one.text).join('\n')
  expect(text).toContain('没有“2026年2月30日”这一天')
  expect(text).toContain('金额没有单位：“补贴1200”')
  expect(text).toContain('金额没有单位：表格的“补贴标准”一列')
  expect(text).toContain('文中废止的“某某旧办法”不在库里')
  expect(text).toContain('写着废止它自己')
  expect(text).toContain('没有施行日期')
  expect(text).toContain('“nowhere”不是单位编号')
  expect(text).toMatch(/《云溪区困难老年人家庭适老化改造实施办法.+可能讲同一件事/)
})

test('a document without headings, and two that replace each other, are named', async () => {
  const plain = written(
    '说明.txt',
    Array.from({ length: 9 }, (_, n) => `这是第${n}段普通的说明文字。`).join('\n\n'),
  )
  expect(await told(plain)).toContain('没有标题层级')
  const circle = written('圈.md', '---\nnumber: 云民规〔2023〕5号\n---\n第一条 云民规〔2026〕2号同时废止。\n')
  expect(await told(circle)).toContain('互相废止')
})

test('a file that cannot be read is refused in one line', async () => {
  mkdirSync(join(elsewhere, 'folder'))
  const bad = [
    join(elsewhere, 'none.md'),
    join(elsewhere, 'folder'),
    written('空.md', ''),
    written('坏.docx', 'not a zip'),
    written('图.png', 'x'),
  ]
  for (const file of bad) {
    const error = await told(file).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as Error).message).not.toContain('\n')
  }
})
