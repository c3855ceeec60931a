import type { NoticeReply } from '../../reply.ts'
import { buttonRow, type Draft, leading, paragraphs, type Template } from './elements.ts'
import { marked } from './record.ts'

const TEMPLATES: Record<NoticeReply['tone'], Template> = {
  plain: 'blue',
  grey: 'grey',
  green: 'green',
  red: 'red',
  orange: 'orange',
  turquoise: 'turquoise',
}

/** Short words: greetings, refusals, errors. Without title and buttons they are no card at all. */
export function noticeCard(reply: NoticeReply): Draft {
  const [first = '', ...rest] = reply.lines
  return {
    title: reply.tone === 'red' && reply.title ? marked('!', reply.title) : reply.title,
    template: TEMPLATES[reply.tone],
    preview: first,
    elements: [
      ...(reply.title ? paragraphs(first) : leading(first)),
      ...(rest.length ? paragraphs(rest.join('\n')) : []),
      ...buttonRow(reply.buttons),
    ],
  }
}
