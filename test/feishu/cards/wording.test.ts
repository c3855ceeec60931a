import { expect, test } from 'vitest'
import { contactWords } from '../../../src/feishu/cards/elements.ts'
import { plainText } from '../../../src/feishu/cards/plain-text.ts'
import { renderReply } from '../../../src/feishu/cards/render.ts'
import type { AnswerReply, Reply } from '../../../src/reply.ts'
import { samples } from './samples.ts'

const drawn = (reply: Reply) => renderReply(reply).map((message) => message.content)

test('several sentences of one article name it once, each of them quoted', () => {
  const answer = samples.answer as AnswerReply
  const [quote] = answer.quotes
  const reply: AnswerReply = {
    ...answer,
    quotes: [quote!, { ...quote!, quote: '第二句' }, { ...quote!, section: '第九条', quote: '第三句' }],
  }
  const card = drawn(reply).join('')
  expect(card.match(/自2026年/g)).toHaveLength(2)
  expect(card).toContain('第二句')
  expect(card).toContain('第三句')
  expect(plainText(reply).match(/依据/g)).toHaveLength(2)
})

test('of several parts the one that asks comes first, under the heading of the card', () => {
  const { recorded, confirm } = samples
  const [card] = drawn({ kind: 'mixed', parts: [recorded, confirm] as never }).map((content) =>
    JSON.parse(content),
  )
  expect(card.header.template).toBe('orange')
  const text = JSON.stringify(card.body.elements)
  expect(text.indexOf('请确认')).toBeLessThan(text.indexOf('已登记'))
})

test('a unit’s own total is promised no target', () => {
  const recorded = samples.recorded
  if (recorded.kind !== 'record') throw new Error('not a record')
  const rows = recorded.rows.map((row) => ({ ...row, year: '186户' }))
  expect(drawn({ ...recorded, rows }).join('')).toContain('"今年累计"')
  expect(drawn(recorded).join('')).toContain('今年累计 / 目标')
})

test('a bare room number is told as a room', () => {
  expect(contactWords({ section: '养老服务科', room: '302', phone: '8652 1107' })).toBe(
    '养老服务科 302室 8652 1107',
  )
  expect(contactWords({ section: '服务大厅', room: '一楼3号窗口' })).toBe('服务大厅 一楼3号窗口')
})
