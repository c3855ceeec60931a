import type { ClarifyReply } from '../../reply.ts'
import { asOfWords } from './answer.ts'
import { buttonRow, type Draft, footNotes, leading } from './elements.ts'
import { quoteElements } from './quotes.ts'
import { tableElements } from './tables.ts'

/** First the one fact that decides, then the tiers, so that readers can also find themselves. */
export function clarifyCard(reply: ClarifyReply): Draft {
  return {
    title: reply.title,
    template: 'blue',
    preview: reply.lead,
    elements: [
      ...leading(reply.lead),
      ...(reply.table ? tableElements(reply.table) : []),
      ...buttonRow(reply.choices.map((text) => ({ label: text, action: 'ask', value: { text } }))),
      ...quoteElements(reply.quotes),
      ...footNotes([asOfWords(reply.asOf)]),
    ],
  }
}
