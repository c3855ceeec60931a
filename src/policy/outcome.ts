import type {
  AnswerReply,
  ClarifyReply,
  Contact,
  NotFoundReply,
  NoticeReply,
  Occasion,
  Quote,
  Reply,
  Table,
} from '../reply.ts'

/** What came of a question, before it becomes a card. */
export type Outcome =
  | {
      kind: 'answer'
      title: string
      /** First line first: what was asked for; then the basis. */
      answer: string
      quotes: Quote[]
      asOf: string
      contact?: Contact
      /** Texts that hold every figure told: passages with their headings, columns and the document's own marks. */
      grounds?: readonly string[]
      /** The one sum that it tells, in 元. */
      amount?: number
      /** What of a schedule it tells. */
      events?: Occasion[]
    }
  | {
      kind: 'clarify'
      title: string
      lead: string
      table?: Table
      choices: string[]
      quotes: Quote[]
      asOf: string
      grounds?: readonly string[]
    }
  | {
      kind: 'not-found'
      lead: string
      searched: string
      asOf: string
      contact?: Contact
      /** Questions that can be answered and were perhaps meant. */
      instead?: string[]
      /** Another place, an order: no other wording finds more. */
      firm?: true
    }
  | { kind: 'other'; talk: Talk; line: string }

export type Talk = 'greeting' | 'thanks' | 'help' | 'opinion' | 'order' | 'chatter'

/** The reply of an outcome; `answerId` ties the helpful buttons to what was asked. */
export function outcomeToReply(outcome: Outcome, answerId: string): Reply {
  switch (outcome.kind) {
    case 'answer': {
      const { kind, title, answer, quotes, asOf, contact, events = [] } = outcome
      const vote = (action: string, label: string) => ({ label, action, value: { answerId } })
      const buttons = [
        ...(events.length ? [vote('answer.calendar', '加入日历')] : []),
        ...[vote('answer.helpful', '有帮助'), vote('answer.unhelpful', '没帮助')],
      ]
      // The card tells the basis with its quotes.
      const body = answer.replace(/\n依据《.*$/gm, '')
      const reply: AnswerReply = { kind, title, answer: body, quotes, asOf, buttons, answerId }
      return { ...reply, ...(contact ? { contact } : {}), ...(events.length ? { events } : {}) }
    }
    case 'clarify': {
      const { grounds: _, ...reply } = outcome
      return reply satisfies ClarifyReply
    }
    case 'not-found': {
      const { instead, firm: _, ...reply } = outcome
      if (!instead?.length) return reply satisfies NotFoundReply
      const buttons = instead.map((text) => ({
        label: `是不是想问：${text}`,
        action: 'ask',
        value: { text },
      }))
      return { ...reply, buttons } satisfies NotFoundReply
    }
    case 'other': {
      const reply: NoticeReply = {
        kind: 'notice',
        tone: 'plain',
        title: '',
        lines: [outcome.line],
        buttons: [],
      }
      return reply
    }
  }
}

/** The text of an outcome as one string: what `ask` prints. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'answer':
      return outcome.answer
    case 'clarify':
      return [outcome.lead, ...(outcome.table?.rows.map((row) => row.join('：')) ?? [])].join('\n')
    case 'not-found': {
      const { section, phone, room } = outcome.contact ?? {}
      const ask = section
        ? `可以问${section}${room ? `（${room}${/\d$/.test(room) && !/[一-龥]/.test(room) ? '室' : ''}）` : ''}${phone ? `，电话${phone}` : ''}。`
        : ''
      return [outcome.lead, outcome.searched, ask].filter(Boolean).join('')
    }
    case 'other':
      return outcome.line
  }
}
