/** What reached the bot, as plain data: the edge speaks only this language inwards. */

/** `sentAt`, `receivedAt`: UTC ISO times. Ids are Feishu's own (`oc_`, `om_`, `ou_`) or the chat page's. */
export interface ChatRef {
  id: string
  kind: 'private' | 'group'
}

interface Arrival {
  /** Unique per delivery source; a redelivery carries the same id. */
  eventId: string
  chat: ChatRef
  /** open_id of whoever acted; empty where the platform does not say (recalls). */
  senderId: string
  /** When the platform says that it happened. */
  sentAt: string
}

/** A text or post message, mentions already replaced by names and the bot's own mention removed. */
export interface Said extends Arrival {
  kind: 'said'
  messageId: string
  text: string
  /** Whether the bot itself was mentioned by open_id; always true in a private chat. */
  addressed: boolean
  senderName?: string
  threadId?: string
  /** The message that this one answers. */
  parentId?: string
  /** Keys of the pictures that stand among the text. */
  pictures?: string[]
  /** Only while `addressed` is undecided, since the bot did not know its own id yet; gone before the message is handled. */
  mentions?: { openId: string; name: string }[]
}

/** The whole new text of a message sent before; `revision` grows with each edit. */
export interface Edited extends Omit<Said, 'kind'> {
  kind: 'edited'
  revision: string
}

export interface Recalled extends Arrival {
  kind: 'recalled'
  messageId: string
}

/** A button or form of one of our cards. `form` holds the fields of a submitted form, by name. */
export interface Pressed extends Arrival {
  kind: 'pressed'
  /** The card's own message. */
  messageId: string
  action: string
  value: Record<string, unknown>
  form: Record<string, string>
}

/** A message of a kind that is not read (image, audio, sticker…). */
export interface Unreadable extends Arrival {
  kind: 'unreadable'
  messageId: string
  content: string
  addressed: boolean
  /** Of a sent file, picture or voice message, where it can be fetched by `key`. */
  file?: { key: string; name: string }
  /** Of a message of several pictures and no text: their keys. */
  pictures?: string[]
  /** How long a voice message is, as the platform says. */
  durationMs?: number
  /** The message that this one answers. */
  parentId?: string
}

/** The bot met a chat for the first time: opened in private, or added to a group. */
export interface Entered extends Arrival {
  kind: 'entered'
}

export type Incoming = Said | Edited | Recalled | Pressed | Unreadable | Entered

/** The key under which the inbox knows an arrival: five deliveries of one message share it. */
export function dedupKey(incoming: Incoming): string {
  switch (incoming.kind) {
    case 'said':
    case 'unreadable':
      return `message:${incoming.messageId}`
    case 'edited':
      return `edit:${incoming.messageId}:${incoming.revision}`
    case 'recalled':
      return `recall:${incoming.messageId}`
    case 'pressed':
    case 'entered':
      return `event:${incoming.eventId}`
  }
}
