import type { ChatRef } from '../message.ts'
import type { Toast } from '../reply.ts'
import type { LocalChat } from './local-chat.ts'

/** A person whom the page can speak as. */
export interface ChatPerson {
  openId: string
  name: string
  unitName: string
  /** As the page shows it: 工作人员, 负责人, 管理员. */
  role: string
  /** Under which heading they stand in the list: 街道, 社区, 机关科室. */
  group: string
}

/** What the quiet column at the right shows; what the person may see, and no more. */
export interface Figures {
  /** “本周 6月22日—24日” */
  title: string
  rows: { name: string; value: string; detail?: string /** 0…1 of the year's target */; share?: number }[]
  latest: { id: string; words: string; about: string; struck?: boolean }[]
}

export interface Spoken {
  personId: string
  chat: ChatRef
  messageId: string
  /** Without the mention of the bot. */
  text: string
  addressed: boolean
  /** The message that this one answers. */
  parentId?: string
  /** UTC ISO */
  at: string
}

/** A file sent from the page; its bytes stay in the chat's memory under the message's id. */
interface SentFile extends Omit<Spoken, 'text' | 'parentId'> {
  name: string
}

export interface PressedOnPage {
  personId: string
  chat: ChatRef
  messageId: string
  action: string
  value: Record<string, unknown>
  form: Record<string, string>
  at: string
}

/** What the page needs of the house; all of it goes through the same inbox as Feishu's events. */
export interface ChatPageDeps {
  bureauName(): string
  timezone(): string
  /** In the order of the list; the first who only reports is the one to begin with. */
  people(): ChatPerson[]
  /** Three sentences of this bureau that can be tapped. */
  examples(): string[]
  say(message: Spoken): Promise<void>
  sendFile(message: SentFile): Promise<void>
  edit(message: Spoken & { revision: string }): Promise<void>
  recall(message: { personId: string; chat: ChatRef; messageId: string; at: string }): Promise<void>
  press(pressed: PressedOnPage): Promise<Toast | undefined>
  figures(personId: string): Promise<Figures>
  chat: LocalChat
  clock(): string
}

export const BOT_NAME = '民政助手'

export const GUEST: ChatPerson = {
  openId: 'ou_guest',
  name: '访客',
  unitName: '不在名单里',
  role: '',
  group: '其他',
}

export const GROUP_CHAT: ChatRef = { id: 'oc_local_group', kind: 'group' }

/** The chat of a person alone with the bot. */
export function privateChat(personId: string): ChatRef {
  return { id: `oc_local_${personId}`, kind: 'private' }
}
