import type { Parcel } from '../../conversation/ports.ts'
import type { Calls, Content } from '../api/calls.ts'
import type { Posted, Refusal } from './outcome.ts'
import { NOTICE_PIECE, type Piece, type SentPieces, TEXT_PIECES } from './pieces.ts'
import { type Place, post } from './post.ts'
import { asMaskedText, asNotice, asText } from './text-form.ts'
import { uuidOf } from './uuid.ts'

/** What a parcel is sent with. */
export interface Sending {
  calls: Calls
  pieces: SentPieces
  pause(ms: number): Promise<void>
  parcel: Parcel
  place: Place
  /** What earlier tries of this parcel have sent. */
  known: Piece[]
}

/** Between two messages of one parcel: a chat takes 5 a second. */
const PAUSE_MS = 250
const AUDIT = 230028

/**
 * Sends the messages in order, those left out that an earlier try has sent. Where a card is refused, the whole as words;
 * where the words are refused too, one sentence that says so.
 */
export async function sendMessages(sending: Sending, messages: Content[]): Promise<Posted> {
  const { reply, id } = sending.parcel
  const inWords = sending.known.some((one) => one.piece >= TEXT_PIECES)
  let refused: Refusal | undefined
  if (!inWords) {
    const sent = await sendInOrder(sending, messages, 0)
    refused = refusedIn(sent)
    if (!refused) return sent
  }
  const forms = [
    ...(inWords || messages.some((one) => one.msgType === 'interactive') ? [asText] : []),
    asMaskedText,
  ]
  for (const form of forms) {
    const audited = refused?.failure.facts.code === AUDIT
    if ((form === asMaskedText) !== audited) continue
    const sent = await sendInOrder(sending, form(reply), TEXT_PIECES)
    refused = refusedIn(sent)
    if (!refused) return sent
  }
  return sendInOrder(sending, asNotice(id), NOTICE_PIECE)
}

/** A refusal of what is sent, not of where it is sent to. */
function refusedIn(posted: Posted): Refusal | undefined {
  if (!('refusal' in posted)) return undefined
  const { action } = posted.refusal
  return action === 'simplify' || action === 'bug' ? posted.refusal : undefined
}

/** Messages as pieces `from` and on. The parcel's message is its first. */
export async function sendInOrder(sending: Sending, messages: Content[], from: number): Promise<Posted> {
  const { calls, pieces, place, parcel, known, pause } = sending
  let first: string | undefined
  let began = false
  for (const [index, message] of messages.entries()) {
    const piece = from + index
    const before = known.find((one) => one.piece === piece)
    if (!before) {
      if (began) await pause(PAUSE_MS)
      const posted = await post(calls, place, message, uuidOf(parcel.key, piece))
      if ('refusal' in posted) return posted
      await pieces.remember(parcel.key, { piece, messageId: posted.messageId, form: message.msgType })
      first ??= posted.messageId
      began = true
    }
    first ??= before?.messageId
  }
  return { messageId: first ?? '' }
}
