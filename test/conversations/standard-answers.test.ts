import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { readStandardAnswers } from '../../src/knowledge/standard-answers.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { GROUP, openStage, type Stage } from '../support/stage.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'answers-'))
const DOCUMENT = '养老服务/困难老年人家庭适老化改造实施办法（2026年修订）.md'
const INTERNAL = '内部/2026年福彩公益金分配方案.md'

const ONE = `answers:
  - questions: [适老化改造自己要不要出钱, 改造超出补贴的钱谁出]
    answer: 超出补贴上限的部分由家庭自己承担，特困人员每户最多补6,000元。
    basis: { document: ${DOCUMENT}, quote: 超出补贴上限的部分由家庭自行承担 }
    until: 2026-12-31
`

beforeAll(() => cpSync(join(root, 'knowledge'), folder, { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true }))
let stage: Stage | undefined
afterEach(() => stage?.close())

async function open(answers: string, start?: string): Promise<Stage> {
  writeFileSync(join(folder, 'answers.yaml'), answers)
  stage = await openStage({ knowledge: folder, ...(start ? { start } : {}) })
  return stage
}

async function refused(answers: string): Promise<string[]> {
  writeFileSync(join(folder, 'answers.yaml'), answers)
  const store = openSqlite(':memory:', join(root, 'migrations'))
  const report = await ingestFolder(folder, createDocumentStore(store), '2026-06-24T02:00:00.000Z')
  store.close()
  return report.refused
    .filter((one) => one.path.startsWith('answers'))
    .map((one) => `${one.path}：${one.reason}`)
}

test('a question in one of the written forms is answered as written, with its basis', async () => {
  await open(ONE)
  for (const text of ['请问适老化改造自己要不要出钱呀？', '改造超出补贴的钱，谁出？']) {
    const { reply, text: told } = await stage!.say('ou_xh_wang', text)
    if (reply.kind !== 'answer') throw new Error(told)
    expect(reply.answer).toBe('超出补贴上限的部分由家庭自己承担，特困人员每户最多补6,000元。')
    expect(reply.quotes).toMatchObject([
      { document: DOCUMENT, section: '第六条', quote: '超出补贴上限的部分由家庭自行承担' },
    ])
  }
  const other = await stage!.say('ou_xh_wang', '居家上门服务自己要不要出钱')
  expect(other.text).not.toContain('特困人员每户最多补')
})

test('a follow-up after a standard answer is about the same document', async () => {
  await open(ONE)
  await stage!.say('ou_xh_wang', '适老化改造自己要不要出钱')
  const { text } = await stage!.say('ou_xh_wang', '要什么材料')
  expect(text).toContain('适老化改造')
})

test('after its last day the documents answer', async () => {
  await open(ONE, '2027-02-01T09:00:00+08:00')
  const { text } = await stage!.say('ou_xh_wang', '适老化改造自己要不要出钱')
  expect(text).not.toContain('特困人员每户最多补')
})

test('what rests on a document that the asker may not read is not told', async () => {
  const quote = '经局党组会议研究，2026年本级留成福彩公益金总额为'
  const { readFileSync } = await import('node:fs')
  const text = readFileSync(join(folder, 'documents', INTERNAL), 'utf8')
  const sentence = text.split('\n').find((line) => line.length > 20 && !/^[#|\-a-z]/.test(line)) ?? quote
  await open(`answers:
  - questions: [今年的福彩公益金怎么安排的]
    answer: 按分配方案安排。
    basis: { document: ${INTERNAL}, quote: ${JSON.stringify(sentence.slice(0, 30))} }
`)
  const asked = '今年的福彩公益金怎么安排的'
  expect((await stage!.say('ou_adm_shao', asked)).text).toContain('按分配方案安排。')
  expect((await stage!.say('ou_nobody', asked)).text).not.toContain('按分配方案安排')
  expect((await stage!.say('ou_adm_shao', asked, GROUP)).text).not.toContain('按分配方案安排')
})

test('an answer that its basis does not bear is refused with line and reason; the others are used', async () => {
  const basis = (quote: string) => `{ document: ${DOCUMENT}, quote: ${quote} }`
  const told = await refused(`${ONE}
  - { questions: [没有这份文件怎么办呢], answer: 不知道。, basis: { document: 没有.md, quote: 某句话 } }
  - { questions: [原文对不上怎么办呢], answer: 不知道。, basis: ${basis('超出上限由政府承担')} }
  - { questions: [数对不上怎么办呢], answer: 补9999元。, basis: ${basis('超出补贴上限的部分由家庭自行承担')} }
  - { questions: [补多少], answer: 补。, basis: ${basis('超出补贴上限的部分由家庭自行承担')} }
  - { questions: [日子不对怎么办呢], answer: 补。, until: 2026-02-30, basis: ${basis('超出补贴上限')} }
  - { questions: [给谁看不对怎么办], answer: 补。, audience: [nowhere], basis: ${basis('超出补贴上限')} }
  - { answer: 补。 }
`)
  const text = told.join('\n')
  expect(told.length).toBeGreaterThanOrEqual(7)
  expect(text).toContain('answers.yaml 第 7 行：库里没有依据的文件“没有.md”')
  expect(text).toMatch(/第 8 行：依据的原文在《.*》里找不到/)
  expect(text).toMatch(/第 9 行：答复里的 9999元 在/)
  expect(text).toMatch(/第 10 行：问法“补多少”太短/)
  expect(text).toMatch(/第 11 行：.*真有的日子/)
  expect(text).toMatch(/第 12 行：audience 里的 nowhere 不是单位编号/)
  expect(text).toMatch(/第 13 行/)
  stage = await openStage({ knowledge: folder })
  expect((await stage.say('ou_xh_wang', '适老化改造自己要不要出钱')).text).toContain('特困人员每户最多补')
})

test('a file that is no YAML, or is empty, stops nothing', () => {
  const read = (text?: string) => readStandardAnswers(text, new Set(['all']))
  expect(read('answers: [').refused).toHaveLength(1)
  expect(read('- just a list').refused).toEqual([
    { path: 'answers.yaml', reason: '第一行要写 answers:，下面列出答复' },
  ])
  for (const text of [undefined, '', 'answers:']) expect(read(text)).toEqual({ answers: [], refused: [] })
})
