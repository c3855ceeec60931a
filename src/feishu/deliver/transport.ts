import type { Delivery, Parcel, Transport } from '../../conversation/ports.ts'
import { reasonOf } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Calls } from '../api/calls.ts'
import { renderReply } from '../cards/render.ts'
import { createFileSender } from './file.ts'
import { type Sending, sendMessages } from './messages.ts'
import { deliveryOf, type Posted } from './outcome.ts'
import type { SentPieces } from './pieces.ts'
import type { Place } from './post.ts'
import { createSignOfLife } from './sign-of-life.ts'
import { updateCards } from './update.ts'

export interface TransportParts {
  calls: Calls
  pieces: SentPieces
  log: Log
  /** Waits so many milliseconds; the real thing by default. */
  pause?(ms: number): Promise<void>
}

/** Delivers parcels to Feishu. Whatever happens becomes a `Delivery`; it never throws. */
export function createFeishuTransport({ calls, pieces, log, pause = wait }: TransportParts): Transport {
  const sendFile = createFileSender(calls)

  async function post(parcel: Parcel): Promise<Posted> {
    const known = await pieces.of(parcel.key)
    const sending: Sending = { calls, pieces, pause, parcel, known, place: placeOf(parcel) }
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

  return { send, ...createSignOfLife(calls, log) }
}

function placeOf({ chat, replyTo }: Parcel): Place {
  return { chatId: chat.id, inThread: chat.kind === 'group', ...(replyTo ? { replyTo } : {}) }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
