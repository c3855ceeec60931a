import type { CardReply, MixedReply, Reply } from '../../reply.ts'
import { answerCard } from './answer.ts'
import { clarifyCard } from './clarify.ts'
import { confirmCard } from './confirm.ts'
import { editCard } from './edit.ts'
import type { Draft } from './elements.ts'
import { pieces, plainSafe } from './escape.ts'
import { mixedCard } from './mixed.ts'
import { notFoundCard } from './not-found.ts'
import { noticeCard } from './notice.ts'
import { pack } from './pack.ts'
import { plainText } from './plain-text.ts'
import { recordCard } from './record.ts'
import { summaryCard } from './summary.ts'
import { welcomeCard } from './welcome.ts'

/** `content` is JSON as Feishu wants it: a card, or `{text}`. */
export interface RenderedMessage {
  msgType: 'interactive' | 'text'
  content: string
}

/** Feishu takes 150 KB of text; nobody reads more than this in one message. */
const TEXT = 8000

/** A reply as Feishu messages: one, or several in order where it would break the platform's limits. Never throws. */
export function renderReply(reply: Reply): RenderedMessage[] {
  return reply.kind === 'file' || isWordsOnly(reply) ? textMessages(plainText(reply)) : renderCards(reply)
}

/** As cards, mere words too; nothing for a file, which is none. */
export function renderCards(reply: Reply): RenderedMessage[] {
  if (reply.kind === 'file') return []
  return pack(draftOf(reply)).map((card) => ({ msgType: 'interactive', content: JSON.stringify(card) }))
}

/** The fall-back where cards are refused: everything that can be read, as text messages. */
export function textMessages(text: string): RenderedMessage[] {
  const parts = pieces(text, TEXT)
  return (parts.length ? parts : ['（空）']).map((part) => ({
    msgType: 'text',
    content: JSON.stringify({ text: plainSafe(part) }),
  }))
}

function isWordsOnly(reply: CardReply | MixedReply): boolean {
  if (reply.kind === 'mixed') return reply.parts.every(isWordsOnly)
  return reply.kind === 'notice' && !reply.title && reply.buttons.length === 0
}

function draftOf(reply: CardReply | MixedReply): Draft {
  switch (reply.kind) {
    case 'answer':
      return answerCard(reply)
    case 'clarify':
      return clarifyCard(reply)
    case 'not-found':
      return notFoundCard(reply)
    case 'record':
      return recordCard(reply)
    case 'confirm':
      return confirmCard(reply)
    case 'edit':
      return editCard(reply)
    case 'summary':
      return summaryCard(reply)
    case 'notice':
      return noticeCard(reply)
    case 'welcome':
      return welcomeCard(reply)
    case 'mixed':
      return mixedCard(reply, reply.parts.map(draftOf))
  }
}
