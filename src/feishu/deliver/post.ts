import type { ChatRef } from '../../message.ts'
import type { Calls, Content } from '../api/calls.ts'
import { attempt, type Posted } from './outcome.ts'

/** Where a message goes: under another one where that can be, else into the chat. */
export interface Place {
  chatId: string
  replyTo?: string
  /** Under a group's message a thread of its own is opened. */
  inThread: boolean
}

/** Where the answer to a message goes. */
export function placeOf(chat: ChatRef, replyTo: string | undefined): Place {
  return { chatId: chat.id, inThread: chat.kind === 'group', ...(replyTo ? { replyTo } : {}) }
}

/** Sends one message to the nearest place that takes it: in the thread, under the message, in the chat. */
export async function post(calls: Calls, place: Place, message: Content, uuid: string): Promise<Posted> {
  const { chatId, replyTo, inThread } = place
  const ways = [
    ...(replyTo && inThread ? [() => replied(calls, replyTo, message, uuid, true)] : []),
    ...(replyTo ? [() => replied(calls, replyTo, message, uuid, false)] : []),
    () => attempt('create', () => calls.create(chatId, message, uuid)),
  ]
  for (const way of ways.slice(0, -1)) {
    const posted = await way()
    if (!('refusal' in posted) || posted.refusal.action !== 'send-new') return posted
  }
  return ways.at(-1)!()
}

function replied(calls: Calls, to: string, message: Content, uuid: string, inThread: boolean) {
  return attempt('reply', () => calls.reply(to, message, uuid, inThread))
}
