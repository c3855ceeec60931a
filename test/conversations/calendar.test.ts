import { afterEach, beforeEach, expect, test } from 'vitest'
import { asksForCalendar } from '../../src/conversation/answers/calendar.ts'
import type { Reply } from '../../src/reply.ts'
import { GROUP, openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const WHO = 'ou_xh_wang'
const QUESTION = '下一期护理员上岗培训什么时候'

function ics(reply: Reply | undefined): string {
  if (reply?.kind !== 'file') throw new Error('no file')
  expect(reply.name).toMatch(/^护理员上岗培训.*\.ics$/)
  const bytes = Uint8Array.from(atob(reply.content), (sign) => sign.charCodeAt(0))
  return new TextDecoder().decode(bytes).replace(/\r\n /g, '')
}

test('an answer about a schedule goes into a calendar by its button: days, hours, place, last day to register', async () => {
  const answer = await stage.say(WHO, QUESTION)
  await stage.press(answer, 'answer.calendar', WHO)
  const text = ics(stage.shown.at(-1)?.reply)
  expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20260706T090000')
  expect(text).toContain('DTEND;TZID=Asia/Shanghai:20260714T163000')
  expect(text).toContain('BEGIN:VTIMEZONE')
  expect(text).toContain('SUMMARY:护理员上岗培训 第三期')
  expect(text).toContain('LOCATION:区职业技能实训楼302室')
  expect(text).toContain('报名截止7月1日')
  expect(text).toContain('DESCRIPTION:护理员上岗培训 第三期今天报名截止')
  await stage.press(answer, 'answer.calendar', WHO)
  const uid = (of: string) => /UID:(\S+)/.exec(of)?.[1]
  expect(uid(ics(stage.shown.at(-1)?.reply))).toBe(uid(text))
})

test('“加到日历” sends what was told last, to whoever asked about it only', async () => {
  await stage.say(WHO, QUESTION, GROUP)
  const other = await stage.say('ou_ml_gu', '加到日历', GROUP)
  expect(other.reply.kind).toBe('notice')
  const elsewhere = await stage.say(WHO, '加到日历')
  expect(elsewhere.reply.kind).toBe('notice')
  ics((await stage.say(WHO, '发我日历', GROUP)).reply)
  await stage.say(WHO, '低保家庭适老化改造补多少', GROUP)
  expect((await stage.say(WHO, '加到日历', GROUP)).reply.kind).toBe('notice')
})

test('an answer about no schedule, and one whose days are over, has no such button', async () => {
  const has = (reply: Reply) =>
    'buttons' in reply && reply.buttons?.some((one) => one.action === 'answer.calendar')
  expect(has((await stage.say(WHO, '低保家庭适老化改造补多少')).reply)).toBe(false)
  stage.pass(300 * 24 * 3600_000)
  expect(has((await stage.say(WHO, QUESTION)).reply)).toBeFalsy()
})

test('asking for a calendar is told from asking about one', () => {
  for (const text of ['加到日历', '请帮我把这期加到我的日历里吧。', '发我日历', '放进日程'])
    expect(asksForCalendar(text), text).toBe(true)
  for (const text of ['日历', '培训日历在哪看', '怎么加到日历', '今年的日程安排是什么'])
    expect(asksForCalendar(text), text).toBe(false)
})
