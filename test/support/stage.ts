import { resolve } from 'node:path'
import { assemble, type House, type HouseParts } from '../../src/assemble.ts'
import { later } from '../../src/clock.ts'
import type { Delivery, Parcel, Transport } from '../../src/conversation/ports.ts'
import { plainText } from '../../src/feishu/cards/plain-text.ts'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { silentLog } from '../../src/log.ts'
import type { ChatRef, Incoming } from '../../src/message.ts'
import type { Reply, Toast } from '../../src/reply.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { Store } from '../../src/storage/store.ts'
import { openPrepared } from './prepared.ts'

const root = resolve(import.meta.dirname, '../..')

/** What stands in a chat, as its members see it: the newest version of each message. */
export interface Shown {
  messageId: string
  chat: string
  reply: Reply
  text: string
  replyTo: string
  updates: number
}

/** A house with the sample bureau, a clock that the test moves, and a transport that remembers what was shown. */
export interface Stage {
  house: House
  shown: Shown[]
  now(): string
  pass(ms: number): void
  /** Says something and works until nothing is due; returns what the chat now shows in answer. */
  say(openId: string, text: string, chat?: ChatRef): Promise<Shown>
  edit(messageId: string, openId: string, text: string): Promise<void>
  recall(messageId: string): Promise<void>
  press(
    shown: Shown,
    action: string,
    openId: string,
    form?: Record<string, string>,
  ): Promise<Toast | undefined>
  arrive(incoming: Incoming): Promise<void>
  answerTo(messageId: string): Shown | undefined
  close(): void
}

export const GROUP: ChatRef = { id: 'oc_group', kind: 'group' }

interface StageOptions {
  start?: string
  database?: string
  /** A knowledge folder instead of the sample bureau's. */
  knowledge?: string
  model?: HouseParts['model']
  /** Scanned pages of the knowledge folder are read. */
  ocr?: boolean
  log?: HouseParts['log']
  files?: Pick<HouseParts, 'fetchFile' | 'readSheet' | 'pictures' | 'hear'>
  send?(parcel: Parcel): Promise<Delivery | undefined>
}

/** Where a database of its own or an engine for pictures is wanted, the folder is read anew. */
async function openStore({ database, knowledge, ocr }: StageOptions, now: string): Promise<Store> {
  const folder = knowledge ?? resolve(root, 'knowledge')
  if (!database && !knowledge && !ocr) return openPrepared(folder, now)
  const store = openSqlite(database ?? ':memory:', resolve(root, 'migrations'))
  await ingestFolder(folder, createDocumentStore(store), now, { ocr: ocr ?? false })
  return store
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  let now = new Date(options.start ?? '2026-06-24T09:00:00+08:00').toISOString()
  const shown: Shown[] = []
  const transport: Transport = {
    async send(parcel) {
      const instead = await options.send?.(parcel)
      if (instead) return instead
      const before = shown.find((one) => one.messageId === parcel.target)
      const text = plainText(parcel.reply)
      if (before) {
        Object.assign(before, { reply: parcel.reply, text, updates: before.updates + 1 })
        return { kind: 'sent', messageId: before.messageId }
      }
      const messageId = `om_bot_${parcel.key}`
      shown.push({
        messageId,
        chat: parcel.chat.id,
        reply: parcel.reply,
        text,
        replyTo: parcel.replyTo ?? '',
        updates: 0,
      })
      return { kind: 'sent', messageId }
    },
  }
  const store = await openStore(options, now)
  const house = assemble({
    store,
    clock: () => now,
    log: options.log ?? silentLog,
    transport,
    model: options.model,
    ...options.files,
  })
  let place = 0

  const stage: Stage = {
    house,
    shown,
    now: () => now,
    pass(ms) {
      now = later(now, ms)
    },
    async arrive(incoming) {
      await house.inbox.insert(incoming, now)
      await house.worker.tick()
      // The rate limit counts seconds; on the stage one passes between two messages.
      stage.pass(1_100)
      await house.worker.tick()
    },
    async say(openId, text, chat = { id: `oc_${openId}`, kind: 'private' }) {
      place += 1
      const messageId = `om_${place}`
      await stage.arrive({
        ...{ kind: 'said', eventId: `ev_${place}`, messageId, chat, senderId: openId, sentAt: now, text },
        addressed: true,
      })
      const answer = stage.answerTo(messageId)
      if (!answer) throw new Error(`no answer to “${text}”`)
      return answer
    },
    async edit(messageId, openId, text) {
      place += 1
      const chat: ChatRef = { id: `oc_${openId}`, kind: 'private' }
      await stage.arrive({
        ...{ kind: 'edited', eventId: `ev_${place}`, messageId, chat, senderId: openId, sentAt: now, text },
        addressed: true,
        revision: String(Date.parse(now)),
      })
    },
    async recall(messageId) {
      place += 1
      const sent = shown.find((one) => one.replyTo === messageId)
      const chat: ChatRef = { id: sent?.chat ?? 'oc_none', kind: 'private' }
      await stage.arrive({
        kind: 'recalled',
        eventId: `ev_${place}`,
        messageId,
        chat,
        senderId: '',
        sentAt: now,
      })
    },
    async press(on, action, openId, form = {}) {
      place += 1
      const value = buttonValue(on.reply, action)
      const incoming: Incoming = {
        ...{ kind: 'pressed', eventId: `ev_${place}`, messageId: on.messageId, action, value, form },
        chat: { id: on.chat, kind: 'private' },
        senderId: openId,
        sentAt: now,
      }
      const { id } = await house.inbox.insert(incoming, now)
      const toast = await house.worker.workRow(id)
      stage.pass(1_100)
      await house.worker.tick()
      return toast
    },
    answerTo: (messageId) => shown.find((one) => one.replyTo === messageId),
    close: () => store.close(),
  }
  return stage
}

/** What the first button with this action carries, wherever it stands in the reply. */
function buttonValue(reply: Reply, action: string): Record<string, unknown> {
  const parts = reply.kind === 'mixed' ? reply.parts : [reply]
  for (const part of parts) {
    const buttons = part.kind === 'edit' ? [part.submit, part.cancel] : 'buttons' in part ? part.buttons : []
    const button = buttons.find((one) => one.action === action)
    if (button) return button.value
  }
  throw new Error(`no button ${action}`)
}
