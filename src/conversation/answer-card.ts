import type { Reply } from '../reply.ts'
import { cardKey } from './reports/record-card.ts'
import type { Message } from './said.ts'
import type { Outgoing, Turn } from './turn.ts'

/** Several answers to one message, on one card. */
export function together(first: Reply, second: Reply | undefined): Reply {
  if (!second) return first
  const parts = [first, second].flatMap((one) =>
    one.kind === 'mixed' ? one.parts : one.kind === 'file' ? [] : [one],
  )
  return { kind: 'mixed', parts }
}

/** A turn that only answers. */
export function turnOf(message: Message, reply: Reply): Turn {
  return { entries: [], acts: [], outgoing: [outgoingOf(message, reply)], gaps: [] }
}

/** The first answer is sent in the thread of the message; an edited message's answer takes its card over. */
export function outgoingOf(message: Message, reply: Reply): Outgoing {
  const card = cardKey(message.messageId)
  if (message.revision && message.replied)
    return { key: `${card}@${message.revision}`, chat: message.chat, op: 'update', updates: card, reply }
  return { key: card, chat: message.chat, op: 'send', replyTo: message.replyTo ?? message.messageId, reply }
}
