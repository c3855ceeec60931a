import { phrases } from '../../conversation/phrases.ts'
import type { Delivery, Parcel, Transport } from '../../conversation/ports.ts'
import { reasonOf } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { NoticeReply } from '../../reply.ts'
import type { Calls } from '../api/calls.ts'
import { renderReply } from '../cards/render.ts'
import { createFileSender } from './file.ts'
import { finishWithFile } from './finish.ts'
import { createLiveCards } from './live-cards.ts'
import { type Sending, sendMessages } from './messages.ts'
import { deliveryOf, type Posted } from './outcome.ts'
import { liveIn, type SentPieces, withoutLive } from './pieces.ts'
import { placeOf } from './post.ts'
import { createSignOfLife } from './sign-of-life.ts'
import { updateCards } from './update.ts'

export interface TransportParts {
  calls: Calls
  pieces: SentPieces
  log: Log
  /** Waits so many milliseconds; the real thing by default. */
  pause?(ms: number): Promise<void>
}

/** What stands in the place of a text that became a file. */
const FILE_COMES: NoticeReply = {
  ...{ kind: 'notice', tone: 'plain', title: '', lines: [phrases.fileComes], buttons: [] },
}

/** Delivers parcels to Feishu. Whatever happens becomes a `Delivery`; it never throws. */
export function createFeishuTransport({ calls, pieces, log, pause = wait }: TransportParts): Transport {
  const sendFile = createFileSender(calls)
  const live = createLiveCards({ calls, pieces, log, pause })

  async function post(parcel: Parcel): Promise<Posted> {
    if (parcel.op === 'send') await live.still(parcel.key)
    const rows = await pieces.of(parcel.key)
    const [known, grown] = [withoutLive(rows), liveIn(rows)]
    const place = placeOf(parcel.chat, parcel.replyTo)
    const sending: Sending = { calls, pieces, pause, parcel, known, place }
    if (parcel.op === 'send' && grown) return finishWithFile(sending, grown, FILE_COMES, sendFile)
    if (parcel.reply.kind === 'file') return sendFile(sending, parcel.reply)
    if (parcel.op === 'update') return updateCards(sending, parcel.updates ?? parcel.key)
    return sendMessages(sending, renderReply(parcel.reply))
  }

  async function send(parcel: Parcel): Promise<Delivery> {
    try {
      const posted = await post(parcel)
      if ('refusal' in posted) return deliveryOf(posted.refusal, parcel.tries)
      return { kind: 'sent', messageId: posted.messageId }
    } catch (error) {
      return { kind: 'retry', reason: reasonOf(error) }
    }
  }

  return { send, ...live, ...createSignOfLife(calls, log) }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
