import type { WelcomeReply } from '../../reply.ts'
import { buttonRow, type Draft, paragraphs } from './elements.ts'

/** Two lines and three things to tap; no manual. */
export function welcomeCard(reply: WelcomeReply): Draft {
  return {
    title: reply.title,
    template: 'blue',
    preview: reply.lines[0] ?? reply.title,
    elements: [
      ...paragraphs(reply.lines.join('\n')),
      // One below the other: sentences are too long to stand side by side on a phone.
      ...reply.examples.flatMap((text) => buttonRow([{ label: text, action: 'ask', value: { text } }])),
    ],
  }
}
