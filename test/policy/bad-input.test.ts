import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcomeText } from '../../src/policy/answer.ts'
import { amountIn } from '../../src/policy/tell.ts'
import { type Bureau, bureauIn } from '../evals/policy/cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'))
const from = resolve(import.meta.dirname, '../evals/policy/baixi/knowledge')
let bureau: Bureau

const DOCUMENTS: Record<string, string> = {
  '自废.md':
    '---\nnumber: 柏民发〔2026〕30号\neffective: 2026-01-01\nsupersedes: [柏民发〔2026〕30号]\n---\n# 彩虹服务补贴办法\n\n彩虹服务每次补贴35元。\n',
  '环甲.md':
    '---\nnumber: 柏民发〔2026〕31号\neffective: 2026-02-01\nsupersedes: [柏民发〔2026〕32号]\n---\n# 星光驿站甲办法\n\n星光驿站每年补贴4100元。\n',
  '环乙.md':
    '---\nnumber: 柏民发〔2026〕32号\neffective: 2026-02-01\nsupersedes: [柏民发〔2026〕31号]\n---\n# 星光驿站乙办法\n\n星光驿站每季检查一次。\n',
  '无题.txt': '灯塔行动给每个参加家庭发放书包一个，另发学习用品券200元。\n联系灯塔行动办公室。\n',
  '错日.md':
    '---\nissued: 2026-01-05\n---\n# 错误日期的通知\n\n松果计划自2026年2月30日起执行，每人资助150元。\n',
}

beforeAll(async () => {
  cpSync(from, folder, { recursive: true })
  mkdirSync(join(folder, 'documents/杂'))
  for (const [name, text] of Object.entries(DOCUMENTS))
    writeFileSync(join(folder, 'documents/杂', name), text)
  const rows = Array.from({ length: 5000 }, (_, at) => `| 器具${at}号 | ${at + 7} | ${at % 90} |`)
  writeFileSync(
    join(folder, 'documents/杂/大表.md'),
    `# 辅助器具目录\n\n| 器具 | 租金（元） | 库存 |\n| --- | --- | --- |\n${rows.join('\n')}\n`,
  )
  bureau = await bureauIn(folder)
}, 120_000)
afterAll(() => {
  bureau.close()
  rmSync(folder, { recursive: true })
})

async function ask(text: string, asOf = '2026-06-24') {
  const began = performance.now()
  const { outcome } = await bureau.answers.answer({ text, asOf, readers: ['all'] })
  return { kind: outcome.kind, text: outcomeText(outcome), ms: performance.now() - began }
}

test('a question of 5,000 characters is answered or not, and in no time', async () => {
  const long = `${'我们家情况比较特殊，先说说经过，去年冬天老人摔了一跤。'.repeat(190)}请问城市低保标准是多少`
  const { kind, ms } = await ask(long)
  expect(['answer', 'not-found', 'clarify']).toContain(kind)
  expect(ms).toBeLessThan(3000)
})

test('only a mark, foreign words and pinyin get a kind line and no policy', async () => {
  for (const text of ['？', '???', '。。。', '  ', 'what is this', 'asdf qwer'])
    expect((await ask(text)).kind, text).not.toBe('answer')
})

test('traditional characters are read as simplified ones', async () => {
  expect((await ask('農村低保標準是多少')).text).toContain('720')
})

test('of ten questions in one message five are answered one by one, the rest named', async () => {
  const ten = [
    '城市低保标准是多少？',
    '农村低保标准是多少？',
    '服务券完全失能每月多少？',
    '海葬补多少钱？',
    '上门助浴平日多少钱一次？',
    '离婚冷静期多久？',
    '儿童主任多久走访一次？',
    '低边家庭多久复核一次？',
    '甲类幸福院奖补多少？',
    '订餐电话是多少？',
  ]
  const { kind, text } = await ask(ten.join('\n'))
  expect(kind).toBe('answer')
  for (const word of ['845', '720', '600', '3000', '120']) expect(text).toContain(word)
  for (const question of ten.slice(5)) expect(text).toContain(question.replace('？', ''))
})

test('a row of a table of 5,000 is found in time', async () => {
  const { text, ms } = await ask('器具3210号租金多少')
  expect(text).toContain('3217')
  expect(ms).toBeLessThan(3000)
})

test('a document that repeals itself, or two that repeal each other, stay in force', async () => {
  expect((await ask('彩虹服务每次补贴多少')).text).toContain('35')
  expect((await ask('星光驿站每年补贴多少')).text).toContain('4100')
})

test('a document without headings answers', async () => {
  expect((await ask('灯塔行动学习用品券多少元')).text).toContain('200')
})

test('a day that does not exist sets no validity and breaks nothing', async () => {
  expect((await ask('松果计划每人资助多少')).text).toContain('150')
  expect((await ask('2026年2月30日城市低保多少')).kind).not.toBe('other')
})

test('one amount in three spellings is one amount', () => {
  for (const text of ['1,260.00元', '0.126万元', '一千二百六十元', '1260元'])
    expect(
      amountIn(text).map((one) => one.amount),
      text,
    ).toEqual([1260])
})
