import { createCards } from './cards.ts'

/** What stands in the chats of the fake platform. */
export interface PlatformMessage {
  messageId: string
  chatId: string
  msgType: string
  /** JSON, as sent. */
  content: string
  sender: 'bot' | 'user'
  senderId: string
  parentId: string
  inThread: boolean
  /** Changes in place. */
  updates: number
  deleted: boolean
  mentions: unknown[]
  /** Emoji by reaction id. */
  reactions: Map<string, string>
}

export interface Refused {
  code: number
  status?: number
  msg?: string
}

const HOUR_MS = 3_600_000
const PER_SECOND = 5

/** Messages, the rule that a `uuid` succeeds once an hour, and the limit of 5 a second to a chat. Times in ms. */
export function createChats(botOpenId: string, now: () => number, cards = createCards(now)) {
  const messages = new Map<string, PlatformMessage>()
  const uuids = new Map<string, { messageId: string; at: number }>()
  const sentAt = new Map<string, number[]>()
  /** All that was ever to be seen of the bot, in order. */
  const seen: { messageId: string; content: string }[] = []
  const see = ({ messageId, content }: PlatformMessage) => void seen.push({ messageId, content })
  cards.onDraw(see)
  let limited = false
  let mute = false
  let count = 0

  const find = (id: string): PlatformMessage | Refused => {
    const found = messages.get(id)
    if (!found) return { code: 231003, msg: 'message not found' }
    return found.deleted ? { code: 230011, msg: 'message recalled' } : found
  }

  return {
    messages,
    cards,
    seen,
    see,
    /** A repeated uuid is answered without the message's id. */
    forgetful(): void {
      mute = true
    },
    find,
    limit(on: boolean): void {
      limited = on
    },
    add(message: Partial<PlatformMessage> & { messageId: string; chatId: string }): PlatformMessage {
      const whole: PlatformMessage = {
        ...{ msgType: 'text', content: '{"text":""}', sender: 'user', senderId: 'ou_a', parentId: '' },
        ...{ inThread: false, updates: 0, deleted: false, mentions: [], reactions: new Map() },
        ...message,
      }
      messages.set(whole.messageId, whole)
      return whole
    },
    /** A message of the bot: the one before where the uuid is known. */
    send(to: string, body: Record<string, unknown>, parentId = ''): PlatformMessage | Refused {
      const uuid = String(body.uuid ?? '')
      if (uuid.length > 50) return { code: 230001, msg: 'invalid uuid' }
      const before = uuids.get(uuid)
      if (uuid && before && now() - before.at < HOUR_MS) {
        const sent = messages.get(before.messageId)!
        return mute ? { ...sent, messageId: '' } : sent
      }
      const recent = (sentAt.get(to) ?? []).filter((at) => now() - at < 1_000)
      if (limited && recent.length >= PER_SECOND) return { code: 230020, msg: 'too fast' }
      const card = body.msg_type === 'interactive' ? cards.sent(String(body.content)) : undefined
      if (card && 'code' in card) return card
      sentAt.set(to, [...recent, now()])
      count += 1
      const sent = this.add({
        messageId: `om_bot_${count}`,
        chatId: to.startsWith('ou_') ? `oc_private_${to}` : to,
        msgType: String(body.msg_type),
        content: card?.content ?? String(body.content),
        ...{ sender: 'bot' as const, senderId: botOpenId, parentId, inThread: body.reply_in_thread === true },
      })
      card?.link(sent)
      see(sent)
      if (uuid) uuids.set(uuid, { messageId: sent.messageId, at: now() })
      return sent
    },
    /** The bot's messages that people see, in order; of one chat or of all. */
    visible(chatId?: string): PlatformMessage[] {
      return [...messages.values()].filter(
        (one) => one.sender === 'bot' && !one.deleted && (chatId === undefined || one.chatId === chatId),
      )
    },
  }
}

export type Chats = ReturnType<typeof createChats>
