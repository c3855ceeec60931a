import type { NotFoundReply } from '../../reply.ts'
import { asOfWords } from './answer.ts'
import { buttonRow, contactWords, type Draft, footNotes, leading, paragraphs } from './elements.ts'

/** What was not found, what was looked at, and who does know. */
export function notFoundCard(reply: NotFoundReply): Draft {
  const contact = contactWords(reply.contact)
  return {
    title: '没有查到',
    template: 'grey',
    preview: reply.lead,
    elements: [
      ...leading(reply.lead),
      ...paragraphs(reply.searched),
      ...(contact ? paragraphs(`可以问：${contact}`) : []),
      ...buttonRow(reply.buttons ?? []),
      ...footNotes([asOfWords(reply.asOf)]),
    ],
  }
}
