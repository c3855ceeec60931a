import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { openStage } from '../support/stage.ts'

const LEADER = 'ou_lead_cheng'
const WANG = 'ou_xh_wang'

async function reported() {
  const stage = await openStage()
  await stage.say(WANG, '今天适老化改造完成12户，能力评估30人，公益活动2场，服务群众90人次')
  stage.pass(60_000)
  await stage.say('ou_fin_mao', '今天福彩公益金支出8.6万元')
  stage.pass(60_000)
  return stage
}

it('fills the weekly report for a leader and sends it as a file', async () => {
  const stage = await reported()
  const card = await stage.say(LEADER, '填一下周报')
  expect(card.text).toContain('底稿12处空白：填好')
  expect(card.text).toContain('民政重点工作周报')
  const toast = await stage.press(card, 'fill.file', LEADER)
  expect(toast?.tone).toBe('success')
  const file = stage.shown.at(-1)!.reply
  expect(file.kind).toBe('file')
  if (file.kind !== 'file') return
  expect(file.name).toBe('民政重点工作周报_6月22日—28日.docx')
  const body = strFromU8(unzipSync(new Uint8Array(Buffer.from(file.content, 'base64')))['word/document.xml']!)
  expect(body).toContain('适老化改造12户')
  stage.close()
})

it('asks about what is doubtful, remembers the choice for the next time, and lets a clerk read it', async () => {
  const stage = await reported()
  const card = await stage.say(LEADER, '帮我填一下履职报告底稿')
  expect(card.text).toContain('1处请您看一眼')
  expect(JSON.stringify(card.reply)).toContain('福彩公益金支出 8.6')
  const toast = await stage.press(card, 'fill.choose', LEADER)
  expect(toast?.text).toContain('福彩公益金支出')
  expect(card.updates).toBe(1)
  expect(card.text).not.toContain('请您看一眼')
  const { chosen } = await (await import('../../src/storage/reports.ts'))
    .createReports(stage.house.store)
    .blanks('duty.md')
  expect(chosen).toContain('统筹福彩公益金*万元')
  expect(chosen).toContain('indicator: lottery_fund')
  const again = await stage.say(LEADER, '把履职报告填了')
  expect(again.text).not.toContain('请您看一眼')
  stage.close()
})

it('keeps the whole district’s figures from staff and from groups, also when a button is forged', async () => {
  const stage = await reported()
  const staff = await stage.say(WANG, '填一下周报')
  expect(staff.text).toContain('由负责人或管理员来填')
  const group = await stage.say(LEADER, '填一下周报', { id: 'oc_group', kind: 'group' })
  expect(group.text).toContain('请私聊我填')
  const card = await stage.say(LEADER, '填一下周报')
  const forged = await stage.press(card, 'fill.file', WANG)
  expect(forged?.tone).toBe('error')
  stage.close()
})

it('asks which report, and leaves questions about forms to the documents', async () => {
  const stage = await reported()
  const which = await stage.say(LEADER, '填一下报告')
  expect(which.text).toContain('要填哪一份')
  const form = await stage.say(LEADER, '适老化改造申请表怎么填')
  expect(form.text).not.toContain('要填哪一份')
  stage.close()
})
