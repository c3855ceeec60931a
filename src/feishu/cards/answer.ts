import type { AnswerReply, Button } from '../../reply.ts'
import { buttonRow, contactWords, type Draft, dayWords, footNotes, leading } from './elements.ts'
import { quoteElements } from './quotes.ts'

/** The answer in the first line, its basis second, the words folded, offers last. */
export function answerCard(reply: AnswerReply): Draft {
  return {
    title: reply.title,
    template: 'blue',
    preview: reply.answer,
    elements: [
      ...leading(reply.answer),
      ...quoteElements(reply.quotes),
      ...buttonRow(withFeedback(reply)),
      ...footNotes([asOfWords(reply.asOf), contactWords(reply.contact)]),
    ],
  }
}

export function asOfWords(asOf: string): string {
  return asOf ? `截至${dayWords(asOf)}有效的文件` : ''
}

function withFeedback(reply: AnswerReply): Button[] {
  const url = reply.quotes[0]?.url
  const has = (action: string) => reply.buttons.some((button) => button.action === action)
  const value = { answerId: reply.answerId }
  const all = [
    ...(url && !has('open') ? [{ label: '看原文', action: 'open', value: { url } }] : []),
    ...reply.buttons,
    ...(reply.answerId && !has('answer.helpful')
      ? [
          { label: '有帮助', action: 'answer.helpful', value },
          { label: '没帮助', action: 'answer.unhelpful', value },
        ]
      : []),
  ]
  // Four are as many as anybody looks at; whom to ask stands in the foot as well.
  return all.length > BUTTONS ? all.filter((button) => button.action !== 'answer.handover') : all
}

const BUTTONS = 4
