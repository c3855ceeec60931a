import type { Incoming } from '../message.ts'
import { phrases } from './phrases.ts'
import type { Outgoing } from './turn.ts'

/** What a sender hears when their message fails: under one key, so that it is sent once however often it fails. */
export function failureNotice(incoming: Incoming, row: number, retried: boolean): Outgoing | undefined {
  if (!('addressed' in incoming) || !incoming.addressed) return undefined
  const reference = row.toString(16).toUpperCase().padStart(4, '0')
  const line = retried ? phrases.retrying(reference) : phrases.failed(reference)
  return {
    ...{ key: `${incoming.messageId}:failed`, chat: incoming.chat, op: 'send', replyTo: incoming.messageId },
    reply: { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] },
  }
}
