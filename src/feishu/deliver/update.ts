import { phrases } from '../../conversation/phrases.ts'
import type { Parcel } from '../../conversation/ports.ts'
import type { Calls, Content } from '../api/calls.ts'
import { renderCards, renderReply } from '../cards/render.ts'
import { type Sending, sendInOrder, sendMessages } from './messages.ts'
import { attempt, isFinal, isOvertaken, type Posted, type Refusal } from './outcome.ts'
import { liveIn, PATCHED, type Piece, rememberLive, TEXT_PIECES, withoutLive } from './pieces.ts'
import { asText } from './text-form.ts'

/** Numbers that a growing text may use up; for each parcel's tries two. */
const GROWN = 10_000
const STEPS = 2
const TRIES = 60

/** Codes that say that nobody sees the card any more: nothing can be said under it. */
const VANISHED = new Set([230011, 230110, 231003, 200000])

/**
 * Shows the reply in place of what stands in the chat under `root`, the key of the card's own parcel; as a new message where
 * that cannot be: the card is older than 14 days, gone, or was words.
 */
export async function updateCards(sending: Sending, root: string): Promise<Posted> {
  const { parcel, pieces, calls, known } = sending
  const standing = await standingPieces(sending, root)
  const live = liveIn(await pieces.of(root))
  const first = standing[0]
  // An earlier try had to begin anew: it goes on with that.
  if (known.length) return sendAnew(sending, root, first)
  const inWords = first !== undefined && first.piece >= TEXT_PIECES
  const messages = inWords ? asText(parcel.reply) : (live ? renderCards : renderReply)(parcel.reply)
  for (const [index, message] of messages.entries()) {
    const piece = standing[index]
    const changed =
      piece &&
      (await (index === 0 && live && live !== PATCHED
        ? changeCard(sending, live, message)
        : change(calls, piece, message)))
    if (changed && !('refusal' in changed)) continue
    if (changed && !isForNew(changed.refusal)) return changed
    // What stands is changed as far as it goes; only what it has no place for is added.
    if (!piece && index > 0) return addRest(sending, root, messages, index)
    return sendAnew(sending, root, changed && VANISHED.has(codeOf(changed.refusal)) ? undefined : first)
  }
  for (const left of standing.slice(messages.length)) await change(calls, left, mergedCard())
  for (const piece of standing.slice(0, messages.length)) await pieces.remember(root, piece)
  return { messageId: first?.messageId ?? '' }
}

/** In their order; of a parcel sent before pieces were kept, its one message. */
async function standingPieces({ pieces, parcel }: Sending, root: string): Promise<Piece[]> {
  const rows = await pieces.of(root)
  const live = liveIn(rows)
  // A card is changed by its own id: where the platform did not tell the message's, that is enough.
  const all = withoutLive(rows).filter(
    (one) => one.messageId || (live && live !== PATCHED && one.piece === 0),
  )
  const cards = all.filter((one) => one.piece < TEXT_PIECES)
  if (all.length) return cards.length ? cards : all
  return parcel.target ? [{ piece: 0, messageId: parcel.target, form: 'interactive' }] : []
}

/** Changes one message in place; undefined when it is of another kind than what it should show. */
async function change(calls: Calls, piece: Piece, message: Content): Promise<Posted | undefined> {
  const { messageId, form } = piece
  if (form !== message.msgType || form === 'file') return undefined
  if (form === 'interactive')
    return attempt('patch', () => calls.patch(messageId, message.content).then(() => messageId))
  return attempt('edit', () => calls.edit(messageId, message.content).then(() => messageId))
}

/**
 * Rises with every parcel and every try; above all that a growing text takes up. An update that was not answered and did arrive is
 * told apart from one that did not by nothing else.
 */
export function cardSequence({ id, tries }: Parcel): number {
  return GROWN + id * STEPS * (TRIES + 1) + Math.min(tries, TRIES) * STEPS
}

/** Changes a card by its own id; one that has grown leaves its streaming mode first. */
async function changeCard({ calls, parcel }: Sending, cardId: string, { content }: Content): Promise<Posted> {
  const sequence = cardSequence(parcel)
  if (parcel.op === 'send') {
    const ended = await attempt('card-end', () => calls.endStreaming(cardId, sequence).then(() => cardId))
    // Refused for good it may have ended by itself, after ten minutes.
    if ('refusal' in ended && !isFinal(ended.refusal)) return ended
  }
  const put = await attempt('card-put', () => calls.putCard(cardId, content, sequence + 1).then(() => cardId))
  return 'refusal' in put && isOvertaken(put.refusal) ? { messageId: cardId } : put
}

async function addRest(sending: Sending, root: string, messages: Content[], from: number): Promise<Posted> {
  return under(sending, root, (inner) => sendInOrder(inner, messages.slice(from), from))
}

async function sendAnew(sending: Sending, root: string, below: Piece | undefined): Promise<Posted> {
  const { messageId } = below ?? {}
  const { replyTo: _, ...place } = sending.place
  const anew = {
    ...sending,
    place: { ...place, inThread: false, ...(messageId ? { replyTo: messageId } : {}) },
  }
  const sent = await under(anew, root, (inner) => sendMessages(inner, renderReply(sending.parcel.reply)))
  if (!('refusal' in sent) && liveIn(await sending.pieces.of(root)))
    await rememberLive(sending.pieces, root, '')
  return sent
}

/** What is sent anew from now on is what stands under `root`. */
async function under(
  sending: Sending,
  root: string,
  send: (inner: Sending) => Promise<Posted>,
): Promise<Posted> {
  const { pieces, parcel } = sending
  const sent = await send(sending)
  if (!('refusal' in sent))
    for (const piece of await pieces.of(parcel.key)) await pieces.remember(root, piece)
  return sent
}

function isForNew({ action }: Refusal): boolean {
  return action === 'send-new' || action === 'simplify' || action === 'bug' || action === 'upload-again'
}

function codeOf({ failure }: Refusal): number {
  return failure.facts.code ?? 0
}

/** Takes the place of a card whose content now fits on the one before. */
function mergedCard(): Content {
  const reply = { kind: 'notice' as const, tone: 'grey' as const, title: phrases.mergedTitle, buttons: [] }
  return renderReply({ ...reply, lines: [phrases.mergedAbove] })[0]!
}
