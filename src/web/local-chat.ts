import type { ChatRef } from '../message.ts'

/** What stands in a chat of the local page, in memory: gone with the process, unlike the ledger. */
export interface ChatItem {
  id: string
  chatId: string
  /** open_id of the sender; empty for the bot. */
  senderId: string
  /** UTC ISO */
  at: string
  text: string
  /** Rendered messages of the bot: card JSON, or `{text}`. */
  messages: LocalMessage[]
  /** The message that this one answers. */
  replyTo?: string
  /** Its file can be had from the page. */
  file?: { name: string; size: number }
  edited?: boolean
  recalled?: boolean
  /** The bot has seen it and is still at it. */
  working?: boolean
  /** Grows with every change in any chat: the page asks for what is newer. */
  version: number
}

export interface LocalMessage {
  msgType: 'interactive' | 'text'
  content: string
}

interface LocalFile {
  name: string
  bytes: Uint8Array
}

/** `reset`: forget what is shown, the process is a new one. */
interface Feed {
  items: ChatItem[]
  cursor: string
  reset: boolean
}

export interface LocalChat {
  said(message: {
    messageId: string
    chat: ChatRef
    senderId: string
    text: string
    at: string
    replyTo?: string
    file?: LocalFile
  }): void
  edited(messageId: string, text: string): void
  recalled(messageId: string): void
  working(messageId: string): void
  delivered(message: {
    messageId: string
    chatId: string
    replyTo?: string
    messages: LocalMessage[]
    file?: LocalFile
    at: string
  }): void
  /** False when there is no such delivered message. */
  updated(messageId: string, messages: LocalMessage[]): boolean
  find(messageId: string): ChatItem | undefined
  file(messageId: string): LocalFile | undefined
  feed(chatId: string, cursor: string): Feed
  /** Version of the newest item of a chat, 0 when it is empty. */
  newest(chatId: string): number
}

/** Items kept a chat; older ones leave the page. */
const KEPT = 300
/** Files kept in all chats together. */
const FILES = 40

/** `boot` tells one process from the next. */
export function createLocalChat(boot: string): LocalChat {
  const chats = new Map<string, ChatItem[]>()
  const byId = new Map<string, ChatItem>()
  const files = new Map<string, LocalFile>()
  let version = 0

  function add(item: Omit<ChatItem, 'version'>): void {
    if (byId.has(item.id)) return
    version += 1
    const stored = { ...item, version }
    const items = chats.get(item.chatId) ?? []
    items.push(stored)
    byId.set(item.id, stored)
    for (const old of items.splice(0, Math.max(0, items.length - KEPT))) byId.delete(old.id)
    chats.set(item.chatId, items)
  }

  function keep(id: string, file: LocalFile | undefined): Pick<ChatItem, 'file'> {
    if (!file) return {}
    files.set(id, file)
    for (const oldest of [...files.keys()].slice(0, Math.max(0, files.size - FILES))) files.delete(oldest)
    return { file: { name: file.name, size: file.bytes.byteLength } }
  }

  function change(id: string, changes: Partial<ChatItem>): boolean {
    const item = byId.get(id)
    if (!item) return false
    version += 1
    Object.assign(item, changes, { version })
    return true
  }

  return {
    said: ({ messageId, chat, senderId, text, at, replyTo, file }) =>
      add({
        ...{ id: messageId, chatId: chat.id, senderId, at, text, messages: [] },
        ...(replyTo ? { replyTo } : {}),
        ...keep(messageId, file),
      }),
    edited: (messageId, text) => void change(messageId, { text, edited: true, working: false }),
    recalled: (messageId) => void change(messageId, { text: '', recalled: true, working: false }),
    working: (messageId) => void change(messageId, { working: true }),
    delivered: ({ messageId, chatId, replyTo, messages, file, at }) => {
      if (replyTo && byId.get(replyTo)?.working) change(replyTo, { working: false })
      add({
        ...{ id: messageId, chatId, senderId: '', at, text: '', messages },
        ...(replyTo ? { replyTo } : {}),
        ...keep(messageId, file),
      })
    },
    updated: (messageId, messages) => change(messageId, { messages }),
    find: (messageId) => byId.get(messageId),
    file: (messageId) => (byId.get(messageId)?.recalled ? undefined : files.get(messageId)),
    feed(chatId, cursor) {
      const [from, since] = cursor.split(':')
      const reset = from !== boot
      const after = reset ? 0 : Number(since) || 0
      const items = (chats.get(chatId) ?? []).filter((item) => item.version > after)
      return { items, cursor: `${boot}:${version}`, reset }
    },
    newest: (chatId) => Math.max(0, ...(chats.get(chatId) ?? []).map((item) => item.version)),
  }
}
