import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Transport } from '../../src/conversation/ports.ts'
import { plainText } from '../../src/feishu/cards/plain-text.ts'

interface Delivered {
  key: string
  chat: string
  op: 'send' | 'update'
  messageId: string
  text: string
}

/** A platform that outlives the process: each call is a line of a file, and a `uuid` known already shows nothing new. */
export function filePlatform(file: string): Transport {
  return {
    async send(parcel) {
      const messageId = parcel.target ?? `om_bot_${parcel.key}`
      const one: Delivered = {
        key: parcel.key,
        chat: parcel.chat.id,
        op: parcel.op,
        messageId,
        text: plainText(parcel.reply),
      }
      appendFileSync(file, `${JSON.stringify(one)}\n`)
      return { kind: 'sent', messageId }
    },
  }
}

export function calls(file: string): Delivered[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Delivered)
}

/** What people see, chat by chat: each message once, in the order in which it first came, as it was changed last. */
export function visible(file: string): Record<string, string[]> {
  const messages = new Map<string, Delivered>()
  for (const one of calls(file)) {
    const before = messages.get(one.messageId)
    if (!before) messages.set(one.messageId, one)
    else if (one.op === 'update') before.text = one.text
  }
  const chats: Record<string, string[]> = {}
  for (const { chat, key, text } of messages.values()) {
    chats[chat] ??= []
    chats[chat].push(`${key} ${text}`)
  }
  return chats
}
