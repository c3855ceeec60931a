import { outcomeToReply } from '../../policy/answer.ts'
import { isFirm } from '../../policy/helped.ts'
import type { Quote, Reply } from '../../reply.ts'
import { type Person, PUBLIC_READER, type ReaderKeys, readerKeys } from '../../roster/organization.ts'
import type { Message } from '../said.ts'
import type { Scene } from '../scene.ts'
import { firstWords } from '../welcome.ts'
import { type Asked, handoverButton } from './answered.ts'

/**
 * A policy answer for the asker: in a group only what everybody may read.
 * `gap` is the question when nothing was found, for the admin's list; `open`: other words may find more.
 */
export async function answerQuestion(
  message: Message,
  text: string,
  person: Person | undefined,
  context: unknown,
  scene: Scene,
): Promise<{ reply: Reply; policy: unknown; gap?: string; open?: boolean; asked?: Asked }> {
  const readers = message.chat.kind === 'group' ? PUBLIC_READER : readerKeys(person)
  const { errand } = scene
  const asked = { text, asOf: scene.today, readers, context, ...(errand ? { errand } : {}) }
  const { outcome, context: policy } = await scene.answers.answer(asked)
  if (outcome.kind === 'other' && (outcome.talk === 'greeting' || outcome.talk === 'help'))
    return { reply: firstWords(scene), policy }
  const reply = outcomeToReply(outcome, message.messageId)
  if ('quotes' in reply) {
    reply.quotes = await Promise.all(reply.quotes.map((quote) => linked(quote, readers, scene)))
    // Recognition takes one figure for another without a sign: whoever reads it must know before the figure.
    if (reply.kind === 'answer' && reply.quotes.some((quote) => quote.scanned))
      reply.answer = `${reply.answer}\n${scene.words.scanned}`
  }
  if (outcome.kind === 'other') return { reply, policy }
  const answerId = message.messageId
  if (reply.kind === 'answer' || reply.kind === 'not-found')
    reply.buttons = [...(reply.buttons ?? []), ...handoverButton(answerId, reply.contact, scene)]
  const documents = [...new Set('quotes' in outcome ? outcome.quotes.map((quote) => quote.document) : [])]
  return {
    ...{ reply, policy, asked: { answerId, question: text, outcome: outcome.kind, documents } },
    ...(outcome.kind === 'not-found' ? { gap: text, open: !isFirm(text, outcome) } : {}),
  }
}

async function linked(quote: Quote, readers: ReaderKeys, scene: Scene): Promise<Quote> {
  const url = await scene.linkOf(quote.document, quote.quote, quote.open, readers)
  const scanned = (await scene.scanned?.(quote.document)) ?? false
  return { ...quote, ...(url ? { url } : {}), ...(scanned ? { scanned } : {}) }
}
