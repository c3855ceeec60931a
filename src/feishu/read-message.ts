import type { Edited } from '../message.ts'
import type { Calls } from './api/calls.ts'
import { actionOf } from './api/codes.ts'
import { CallFailure } from './api/failure.ts'
import { readContent, readMentions } from './content.ts'
import { isAddressed } from './gate.ts'
import { listAt, objectAt, textAt } from './json.ts'

/** A message read back: what it says now, and whether it means the bot. */
export interface ReadBack {
  text: string
  addressed: boolean
  /** open_id of its author. */
  senderId: string
  /** Keys of the pictures among the text. */
  pictures?: string[]
}

/**
 * Undefined when it is gone, is not read, or the platform does not show it.
 * @throws CallFailure while the platform cannot say.
 */
export async function readMessage(
  calls: Pick<Calls, 'get'>,
  messageId: string,
  botOpenId: string | undefined,
): Promise<ReadBack | undefined> {
  const message = await orUndefined('get', () => calls.get(messageId))
  if (!message || message.deleted === true) return undefined
  const mentions = readMentions(listAt(message, 'mentions'))
  const said = textAt(objectAt(message, 'body'), 'content')
  const content = readContent(textAt(message, 'msg_type'), said, mentions, botOpenId)
  if (!content || !('text' in content)) return undefined
  const sender = objectAt(message, 'sender')
  return {
    text: content.text,
    addressed: isAddressed(mentions, botOpenId),
    senderId: sender.sender_type === 'user' ? textAt(sender, 'id') : '',
    ...(content.pictures ? { pictures: content.pictures } : {}),
  }
}

/** An edit with its text, its author and whether it means the bot: its own event is not to be relied on for any of them. */
export function completeEdit(edit: Edited, read: ReadBack | undefined): Edited {
  if (!read) return edit
  return {
    ...edit,
    text: read.text,
    addressed: edit.chat.kind === 'private' || read.addressed,
    senderId: edit.senderId || read.senderId,
    ...(read.pictures ? { pictures: read.pictures } : {}),
  }
}

/** What the platform refuses for good is as if it were not there; what may pass is thrown, to be tried again. */
export async function orUndefined<T>(
  call: 'get' | 'resource',
  run: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await run()
  } catch (failure) {
    if (!(failure instanceof CallFailure)) throw failure
    const action = actionOf(call, failure)
    if (action === 'retry' || action === 'new-token') throw failure
    return undefined
  }
}
