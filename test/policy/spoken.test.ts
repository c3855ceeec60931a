import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcomeText } from '../../src/policy/answer.ts'
import { type Bureau, fifthBureau, fourthBureau } from '../evals/policy/cases.ts'

let county: Bureau
let district: Bureau
beforeAll(async () => {
  ;[county, district] = await Promise.all([fifthBureau(), fourthBureau()])
})
afterAll(() => {
  county.close()
  district.close()
})

async function ask(bureau: Bureau, text: string, readers = ['all']) {
  const { outcome } = await bureau.answers.answer({ text, asOf: '2026-06-24', readers })
  return { kind: outcome.kind, text: outcomeText(outcome) }
}

test('dialect and English ask as the standard does', async () => {
  expect((await ask(county, '老爷子92了高龄津贴给好多')).text).toContain('200元')
  expect((await ask(county, '适老化改造流程是啥子')).text).toContain('验收')
  expect((await ask(county, 'Can my mother (age 91) get 高龄津贴? how much per month')).text).toContain(
    '200元',
  )
})

test('names and sums told with 分别 are paired, and differ by a sum that is told', async () => {
  const { text } = await ask(county, '拿到高级护理证干满一年奖多少')
  expect(text).toContain('3000元')
  expect(text).not.toContain('1500元')
  expect((await ask(district, '4A比3A多奖多少')).text).toContain('相差30,000元（3万元）')
})

test('columns for kinds of people cross the row, and a count multiplies the cell', async () => {
  const { text } = await ask(county, '公建民营收中度失能的运营补贴')
  expect(text).toContain('120元')
  expect(text).not.toContain('200元')
  expect((await ask(county, '10个能力完好的老人住民办院，一个月运营补贴多少')).text).toContain('800元')
})

test('two people of two ages get the sum of both', async () => {
  expect((await ask(county, '老两口一个83一个86，两个人每月高龄津贴合计多少')).text).toContain(
    '60＋100＝160元',
  )
})

test('what a later notice sets is told for a later month, with the difference', async () => {
  expect((await ask(county, '事实无人抚养儿童8月份发多少')).text).toContain('1580元')
  expect((await ask(county, '散居孤儿标准下半年涨了多少钱')).text).toContain('相差130元')
})

test('two limits in force that disagree are both told', async () => {
  expect((await ask(county, '社工站管理费最多占多少')).text).toMatch(/说法不同[\s\S]*5%[\s\S]*8%/)
})

test('a bare cell, a reply to another question and an unheard thing are no yes or no', async () => {
  expect((await ask(county, '适老化改造能换冰箱洗衣机不', ['all', 'staff'])).kind).toBe('not-found')
  expect((await ask(county, '老年食堂周末有没有红烧肉')).kind).toBe('not-found')
  expect((await ask(county, '租的房子能申请适老化改造吗')).text).toContain('房主')
})
