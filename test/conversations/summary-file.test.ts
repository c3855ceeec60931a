import { strFromU8, unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { expect, it } from 'vitest'
import type { Reply } from '../../src/reply.ts'
import { openStage } from '../support/stage.ts'

const LEADER = 'ou_lead_cheng'
const WANG = 'ou_xh_wang'

function bytesOf(reply: Reply): Uint8Array {
  if (reply.kind !== 'file') throw new Error(`no file but ${reply.kind}`)
  return new Uint8Array(Buffer.from(reply.content, 'base64'))
}

it('sends the summary as Word and as Excel beside its card, and on the words “发我Excel”', async () => {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造完成12户，能力评估30人')
  stage.pass(60_000)
  const card = await stage.say(LEADER, '本周汇总')
  await stage.press(card, 'summary.docx', LEADER)
  const word = strFromU8(unzipSync(bytesOf(stage.shown.at(-1)!.reply))['word/document.xml']!)
  expect(word).toContain('局领导：')
  await stage.press(card, 'summary.xlsx', LEADER)
  const book = await readXlsx(bytesOf(stage.shown.at(-1)!.reply))
  expect(book.sheets[0]!.rows.find((row) => row[0] === '困难老人家庭适老化改造')?.[3]).toBe(12)
  const sent = await stage.say(LEADER, '发我Excel')
  expect(sent.reply.kind).toBe('file')
  stage.close()
})

it('puts into a clerk’s file nothing of other units', async () => {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造完成12户')
  stage.pass(60_000)
  await stage.say('ou_ml_gu', '今天适老化改造完成77户，能力评估31人')
  stage.pass(60_000)
  const card = await stage.say(WANG, '本周汇总')
  await stage.press(card, 'summary.xlsx', WANG)
  const book = await readXlsx(bytesOf(stage.shown.at(-1)!.reply))
  const cells = book.sheets.flatMap((sheet) => sheet.rows.flat())
  expect(cells).toContain(12)
  expect(cells).not.toContain(31)
  expect(cells.map(String).join()).not.toContain('梅岭')
  stage.close()
})
