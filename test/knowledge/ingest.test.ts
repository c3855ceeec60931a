import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, it } from 'vitest'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { tokensOf } from '../../src/knowledge/tokens.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { docx, knowledge, scannedPdf } from './samples.ts'

const NOW = '2026-06-24T02:00:00.000Z'
const migrations = resolve(import.meta.dirname, '../../migrations')
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A copy of the sample bureau's settings with these documents, and an empty index. */
function bureau(files: Record<string, string | Uint8Array> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bureau-'))
  folders.push(folder)
  for (const name of ['organization.yaml', 'indicators.yaml', 'glossary.yaml'])
    cpSync(join(knowledge, name), join(folder, name))
  const store = openSqlite(':memory:', migrations)
  const documents = createDocumentStore(store)
  const path = (name: string) => join(folder, 'documents', name)
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), content)
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return {
    folder,
    documents,
    path,
    write,
    ingest: () => ingestFolder(folder, documents, NOW),
    /** Paths of the documents whose passages hold the words. */
    async finding(words: string): Promise<string[]> {
      const query = tokensOf(words)
        .map((token) => `"${token}"`)
        .join(' AND ')
      const rows = await store.all(sql`
        SELECT DISTINCT d.path FROM passage_index i JOIN passages p ON p.id = i.rowid
        JOIN documents d ON d.id = p.document_id WHERE passage_index MATCH ${query} ORDER BY d.path`)
      return rows.map((row) => String(row.path))
    },
    /** Of what everybody may read and of what not everybody may. */
    async indexed(): Promise<number> {
      const [row] = await store.all(
        sql`SELECT (SELECT count(*) FROM passage_index) + (SELECT count(*) FROM closed_passage_index) AS n`,
      )
      return Number(row?.n)
    },
    async count(table: string): Promise<number> {
      const [row] = await store.all(sql`SELECT count(*) AS n FROM ${sql.identifier(table)}`)
      return Number(row?.n)
    },
  }
}

describe('the sample folder', () => {
  it('is read whole, and not again while nothing changes', async () => {
    const { documents, ...house } = bureau()
    cpSync(join(knowledge, 'documents'), join(house.folder, 'documents'), { recursive: true })
    const first = await house.ingest()
    expect(first).toMatchObject({ documents: 22, changed: 22, removed: 0, refused: [] })
    expect(await house.indexed()).toBe(first.passages)
    expect(await house.ingest()).toEqual({ ...first, changed: 0 })
    expect(await documents.document('内部/困境儿童线索处置工作规程.docx')).toMatchObject({
      audience: ['staff'],
      number: '云民童〔2026〕3号',
    })
    expect((await documents.bureau()).question).toMatch(/？$/)
  })

  it('takes at most two seconds of work for forty documents', async () => {
    const house = bureau()
    for (const part of ['甲', '乙'])
      cpSync(join(knowledge, 'documents'), join(house.folder, 'documents', part), { recursive: true })
    // Time of the processor in this process, all threads: other work on the machine is not measured.
    const before = process.cpuUsage()
    expect((await house.ingest()).documents).toBe(44)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(2_000)
  })
})

describe('what changed', () => {
  it('is the only thing read: an edited file, a new sidecar, a file that is gone', async () => {
    const house = bureau({
      'a.md': '第一条 补贴苹果。',
      'b.txt': '第一条 补贴香蕉。',
      'c.txt': '第一条 补贴樱桃。',
    })
    await house.ingest()
    house.write('a.md', '第一条 补贴葡萄。')
    expect(await house.ingest()).toMatchObject({ documents: 3, changed: 1 })
    expect([await house.finding('苹果'), await house.finding('葡萄')]).toEqual([[], ['a.md']])
    house.write('b.txt.yaml', 'audience: staff\n')
    expect(await house.ingest()).toMatchObject({ changed: 1 })
    expect((await house.documents.document('b.txt'))?.audience).toEqual(['staff'])
    rmSync(house.path('c.txt'))
    expect(await house.ingest()).toMatchObject({ documents: 2, changed: 0, removed: 1 })
    expect(await house.finding('樱桃')).toEqual([])
    expect(await house.indexed()).toBe(await house.count('passages'))
  })

  it('moves validity of the others: a replacement that comes and goes', async () => {
    const old = '---\nnumber: 云民发〔2023〕5号\neffective: 2023-07-01\n---\n第一条 旧标准。'
    const later = '第一条 新标准。\n本办法自2026年4月1日起施行。《旧办法》（云民发〔2023〕5号）同时废止。'
    const house = bureau({ '旧.md': old, '新.txt': later })
    const standing = async () => (await house.documents.document('旧.md'))?.validity
    await house.ingest()
    expect(await standing()).toEqual({
      validFrom: '2023-07-01',
      validTo: '2026-03-31',
      supersededBy: '新.txt',
    })
    rmSync(house.path('新.txt'))
    await house.ingest()
    expect(await standing()).toEqual({ validFrom: '2023-07-01', validTo: '', supersededBy: '' })
  })
})

describe('a file that cannot be read', () => {
  it('is told by name and reason, and stops no other', async () => {
    const house = bureau({
      '好.md': '第一条 可以申请。',
      '坏/假.docx': '其实是文字',
      '坏/扫描.pdf': scannedPdf(),
      '坏/开头.md': '---\ntitle: [甲\n---\n正文。',
      '坏/谁看.md': '---\naudience: [xinhe, mars]\n---\n正文。',
      '坏/图.png': new Uint8Array([1]),
      '坏/没有.docx.yaml': 'title: 甲\n',
    })
    const report = await house.ingest()
    expect(report).toMatchObject({ documents: 1, changed: 7 })
    expect(Object.fromEntries(report.refused.map(({ path, reason }) => [path, reason]))).toEqual({
      '坏/假.docx': '不是有效的 docx 文件，内容与扩展名不符',
      '坏/扫描.pdf':
        '是扫描件，没有文字层，请换成可复制文字的 pdf 或 docx，或者装好图片识别（OCR_ENGINE）再导入',
      '坏/开头.md': expect.stringMatching(/^开头的说明第 \d 行不是正确的 YAML：/),
      '坏/谁看.md': 'audience 里的 mars 不是单位编号，要写 all、staff 或 organization.yaml 里的单位编号',
      '坏/图.png': '是图片，没有文字可读；请换成可复制文字的 docx 或 pdf',
      '坏/没有.docx.yaml': '没有它所说明的文件 没有.docx',
    })
    expect(await house.ingest()).toEqual({ ...report, changed: 0 })
  })

  it('leaves nothing of what stood there before, and is back once it is mended', async () => {
    const house = bureau({ 'a.docx': docx('<w:p><w:r><w:t>补贴苹果。</w:t></w:r></w:p>') })
    await house.ingest()
    house.write('a.docx', '坏了')
    expect(await house.ingest()).toMatchObject({ documents: 0, passages: 0, refused: [{ path: 'a.docx' }] })
    expect(await house.indexed()).toBe(0)
    house.write('a.docx', docx('<w:p><w:r><w:t>补贴葡萄。</w:t></w:r></w:p>'))
    expect(await house.ingest()).toMatchObject({ documents: 1, refused: [] })
    expect(await house.finding('葡萄')).toEqual(['a.docx'])
  })
})

describe('names', () => {
  it('stays inside the folder and passes over what programs put there', async () => {
    const house = bureau({ 'a.md': '正文在此。', '.git/config': 'x', '~$a.docx': 'x', '.DS_Store': 'x' })
    writeFileSync(join(house.folder, 'secret.md'), '秘密。')
    symlinkSync(join(house.folder, 'secret.md'), house.path('link.md'))
    symlinkSync(house.path('a.md'), house.path('same.md'))
    const report = await house.ingest()
    expect(report.refused).toEqual([{ path: 'link.md', reason: '是指向文件夹外面的链接，没有读' }])
    expect((await house.documents.heads()).map((one) => one.path)).toEqual(['a.md', 'same.md'])
  })

  it('keeps two files two whose names look alike', async () => {
    const house = bureau({ 'caf\u00e9.md': '第一条 苹果。', 'cafe\u0301.md': '第一条 香蕉。' })
    expect((await house.ingest()).documents).toBe(2)
    expect(await house.finding('香蕉')).toHaveLength(1)
  })

  it('follows a file to its new name', async () => {
    const house = bureau({ '旧名.md': '第一条 苹果。' })
    await house.ingest()
    renameSync(house.path('旧名.md'), house.path('新名.md'))
    expect(await house.ingest()).toMatchObject({ documents: 1, changed: 1, removed: 1 })
    expect(await house.finding('苹果')).toEqual(['新名.md'])
  })
})

it('stores an article of many rows in portions, and finds each row', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => `| 第${n}号家庭 | ${n * 10} |`).join('\n')
  const house = bureau({ '大表.md': `# 标准\n\n| 对象 | 元 |\n| --- | --- |\n${rows}\n` })
  expect(await house.ingest()).toMatchObject({ documents: 1, passages: 5_001 })
  expect(await house.finding('4999号家庭')).toEqual(['大表.md'])
})

it('leaves the index as it was when the settings are wrong', async () => {
  const house = bureau({ 'a.md': '第一条 苹果。' })
  await house.ingest()
  writeFileSync(join(house.folder, 'organization.yaml'), 'bureau: [\n')
  house.write('b.md', '第一条 香蕉。')
  await expect(house.ingest()).rejects.toThrow(/organization\.yaml 第 \d 行/)
  expect(await house.finding('苹果')).toEqual(['a.md'])
  expect((await house.documents.bureau()).organization.bureau).toBe('云溪区民政局')
})
