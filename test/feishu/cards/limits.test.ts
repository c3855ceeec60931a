import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText } from '../../../src/feishu/cards/plain-text.ts'
import { renderReply, textMessages } from '../../../src/feishu/cards/render.ts'
import type { Reply } from '../../../src/reply.ts'
import { replies } from './replies.ts'
import { samples } from './samples.ts'
import { shapeProblems, shownTexts } from './shape.ts'

test('any reply stays within the limits and the known shape, and mentions nobody', () => {
  fc.assert(
    fc.property(replies, (reply) => {
      const messages = renderReply(reply)
      expect(messages.length).toBeGreaterThan(0)
      for (const message of messages) {
        expect(new TextEncoder().encode(JSON.stringify(message.content)).length).toBeLessThan(30_000)
        const body = JSON.parse(message.content)
        if (message.msgType === 'interactive') expect(shapeProblems(body)).toEqual([])
        for (const shown of shownTexts(body))
          expect(shown).not.toMatch(/<at\b|<script|<a\b|\]\((?!https:\/\/a\.example)/i)
      }
    }),
    { numRuns: 150, interruptAfterTimeLimit: 25_000 },
  )
}, 60_000)

test('the agreed cards keep the known shape', () => {
  for (const reply of Object.values(samples) as Reply[])
    for (const message of renderReply(reply))
      if (message.msgType === 'interactive') expect(shapeProblems(JSON.parse(message.content))).toEqual([])
})

test('a summary of a hundred streets goes on in further cards and leaves none out', () => {
  const names = Array.from({ length: 100 }, (_, index) => `第${index}街道`)
  const columns = ['街道', ...Array.from({ length: 11 }, (_, index) => `指标${index}`)]
  const rows = names.map((name, at) => [name, ...columns.slice(1).map((_, index) => `${at}.${index}户`)])
  for (const folded of [true, false]) {
    const messages = renderReply({
      ...samples.summary,
      tables: [{ heading: '按街道', table: { columns, rows }, folded }],
    })
    expect(messages.length).toBeGreaterThan(1)
    const all = messages.map((message) => message.content).join('\n')
    for (const row of rows) for (const cell of row) expect(all).toContain(cell)
    expect(JSON.parse(messages[0]!.content).header.title.content).toMatch(/（1\/\d+）$/)
    expect(all.match(/"Word"/g)).toHaveLength(1)
  }
})

test('a long answer loses no sentence', () => {
  const sentences = Array.from({ length: 900 }, (_, index) => `第${index}句话说完整。`)
  const messages = renderReply({ ...samples.answer, answer: sentences.join('') })
  const all = messages
    .flatMap((message) => JSON.parse(message.content).body.elements)
    .map((element: { content?: string }) => element.content ?? '')
    .join('')
  expect(all).toContain(sentences.join(''))
})

test('words alone are a text message that mentions nobody', () => {
  const [message] = renderReply({
    kind: 'notice',
    tone: 'plain',
    title: '',
    lines: ['收到 <at user_id="all">所有人</at>', '第二行'],
    buttons: [],
  })
  expect(message?.msgType).toBe('text')
  const { text } = JSON.parse(message!.content)
  expect(text).not.toContain('<at')
  expect(text).toContain('第二行')
})

test('only web addresses become link buttons', () => {
  const open = (url: string) => ({ label: url, action: 'open', value: { url } })
  const [message] = renderReply({
    ...samples.refused,
    buttons: [open('javascript:alert(1)'), open('https://a.example/x')],
  })
  expect(message!.content).not.toContain('javascript:')
  expect(message!.content).toContain('"default_url":"https://a.example/x"')
})

test('the fifth button waits folded, and one button is the main one', () => {
  const buttons = ['一', '二', '三', '四', '五'].map((label) => ({
    label,
    action: 'ask',
    value: { text: label },
    style: 'primary' as const,
  }))
  const [message] = renderReply({ ...samples.refused, buttons })
  const elements = JSON.parse(message!.content).body.elements
  const row = elements.find((element: { tag: string }) => element.tag === 'column_set')
  expect(row.columns).toHaveLength(4)
  expect(message!.content.match(/"type":"primary"/g)).toHaveLength(1)
  expect(JSON.stringify(elements.at(-1))).toContain('五')
})

test('an urgent part gives a mixed card its colour and title', () => {
  const { answer, confirm } = samples
  const [message] = renderReply({ kind: 'mixed', parts: [answer as never, confirm as never] })
  expect(JSON.parse(message!.content).header).toMatchObject({
    template: 'orange',
    title: { content: '? 请确认' },
  })
})

test('the text fall-back tells figures, corrections and what is void', () => {
  expect(plainText(samples.corrected as Reply)).toContain('适老化改造 12户 → 10户')
  expect(plainText(samples.withdrawn as Reply)).toContain('12户（作废）')
})

test('the text fall-back of a long reply goes in several messages and stays whole', () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `第${index}行`)
  const text = plainText({ kind: 'notice', tone: 'plain', title: '说明', lines, buttons: [] })
  const messages = textMessages(text)
  expect(messages.length).toBeGreaterThan(1)
  expect(messages.map((message) => JSON.parse(message.content).text).join('\n')).toBe(text)
})
