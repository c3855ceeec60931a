import type { FileReply, NoticeReply } from '../../reply.ts'
import { renderCards, renderReply } from '../cards/render.ts'
import { cardMessage } from './live-cards.ts'
import { type Sending, sendMessages } from './messages.ts'
import { attempt, isFinal, type Posted } from './outcome.ts'
import { PATCHED, rememberLive } from './pieces.ts'
import { post } from './post.ts'
import { cardSequence, updateCards } from './update.ts'
import { uuidOf } from './uuid.ts'

/**
 * Puts the parcel's reply in the place of the text that has grown under its key, in `live`; perhaps under an earlier process, which
 * may have died before it knew whether its message was sent: the same is sent once more under the same uuid, which shows it once.
 */
async function finish(sending: Sending, live: string): Promise<Posted> {
  const { calls, pieces, place, parcel, known } = sending
  if (!known.some(({ piece }) => piece === 0)) {
    const content = live === PATCHED ? (renderCards(parcel.reply)[0]?.content ?? '') : cardMessage(live)
    const posted = await post(calls, place, { msgType: 'interactive', content }, uuidOf(parcel.key, 0))
    if ('refusal' in posted) {
      if (!isFinal(posted.refusal)) return posted
      await abandon(sending, live)
      return sendMessages(sending, renderReply(parcel.reply))
    }
    await pieces.remember(parcel.key, { piece: 0, messageId: posted.messageId, form: 'interactive' })
  }
  // From here on it is the update of a card that stands.
  const key = `${parcel.key}:whole`
  const whole = { ...sending, parcel: { ...parcel, key }, known: await pieces.of(key) }
  const updated = await updateCards(whole, parcel.key)
  if ('refusal' in updated) return updated
  const first = (await pieces.of(parcel.key)).find(({ piece }) => piece === 0)
  return { messageId: first?.messageId || updated.messageId }
}

/** The text that has grown says that the file comes, and the file stands beside it. */
export async function finishWithFile(
  sending: Sending,
  live: string,
  told: NoticeReply,
  sendFile: (sending: Sending, file: FileReply) => Promise<Posted>,
): Promise<Posted> {
  const { parcel, pieces } = sending
  if (parcel.reply.kind !== 'file') return finish(sending, live)
  const finished = await finish({ ...sending, parcel: { ...parcel, reply: told } }, live)
  if ('refusal' in finished) return finished
  const key = `${parcel.key}:file`
  return sendFile({ ...sending, parcel: { ...parcel, key }, known: await pieces.of(key) }, parcel.reply)
}

/** A card that cannot be sent any more may have been, long ago: then it holds the reply at least. */
async function abandon({ calls, pieces, parcel }: Sending, live: string): Promise<void> {
  const card = renderCards(parcel.reply)[0]?.content ?? ''
  if (live !== PATCHED)
    await attempt('card-put', () => calls.putCard(live, card, cardSequence(parcel)).then(() => live))
  await rememberLive(pieces, parcel.key, '')
}
