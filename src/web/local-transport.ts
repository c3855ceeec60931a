import type { Clock } from '../clock.ts'
import { growing } from '../conversation/live.ts'
import type { Parcel, Transport } from '../conversation/ports.ts'
import type { Reply } from '../reply.ts'
import type { LocalChat, LocalMessage } from './local-chat.ts'

/** Delivers to the local chat page instead of Feishu: the same parcels, the same cards. */
export function createLocalTransport(parts: {
  chat: LocalChat
  render(reply: Reply): LocalMessage[]
  clock: Clock
}): Transport {
  const { chat, render, clock } = parts
  /** What still grows. */
  const unfinished = new Set<string>()
  return {
    async send(parcel: Parcel) {
      const { reply } = parcel
      const file = reply.kind === 'file' ? { name: reply.name, bytes: bytesOf(reply.content) } : undefined
      const messages = file ? [] : render(reply)
      // A card of an earlier process is no longer on the page: then it comes as a new one.
      if (parcel.op === 'update' && parcel.target && chat.updated(parcel.target, messages))
        return { kind: 'sent', messageId: parcel.target }
      const messageId = parcel.target ?? localId(parcel.key)
      if (unfinished.delete(messageId) && !file && chat.updated(messageId, messages))
        return { kind: 'sent', messageId }
      chat.delivered({
        messageId,
        chatId: parcel.chat.id,
        messages,
        ...(file ? { file } : {}),
        at: clock(),
        ...(parcel.replyTo ? { replyTo: parcel.replyTo } : {}),
      })
      return { kind: 'sent', messageId }
    },
    async grow({ key, chat: { id: chatId }, replyTo }, text) {
      const messageId = localId(key)
      const messages = render(growing(text))
      if (unfinished.has(messageId)) return void chat.updated(messageId, messages)
      unfinished.add(messageId)
      chat.delivered({ messageId, chatId, messages, at: clock(), replyTo })
    },
    still: async () => {},
    stands: async (key) => unfinished.has(localId(key)),
    async acknowledge(messageId) {
      chat.working(messageId)
    },
  }
}

/** Of the outbox key, so that a repeated delivery is the same message. */
function localId(key: string): string {
  return `om_local_${key}`
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}
