import type { ChatRef, Said } from '../message.ts'
import { readContent, readMentions } from './content.ts'
import { type Envelope, ignored, malformed, type Parsed } from './envelope.ts'
import { eventTime } from './event-time.ts'
import { isAddressed } from './gate.ts'
import { type JsonObject, listAt, objectAt, textAt } from './json.ts'

/** A message of a person: `said`, or `unreadable` when it is of a kind that is not read. */
export function messageReceived(envelope: Envelope): Parsed {
  const message = objectAt(envelope.event, 'message')
  const sender = objectAt(envelope.event, 'sender')
  const common = arrival(envelope, message)
  if (!common) return malformed('message without id or chat')
  const senderId = textAt(objectAt(sender, 'sender_id'), 'open_id')
  if (sender.sender_type !== 'user') return ignored(envelope, 'bot-sender')
  if (envelope.botOpenId && senderId === envelope.botOpenId) return ignored(envelope, 'own-message')
  if (!senderId) return malformed('message without sender')

  const type = textAt(message, 'message_type')
  if (type === 'system') return ignored(envelope, 'no-content')
  const mentions = readMentions(listAt(message, 'mentions'))
  const content = readContent(type, textAt(message, 'content'), mentions, envelope.botOpenId)
  if (!content) return malformed('content is not what its type says')

  const isPrivate = common.chat.kind === 'private'
  const addressed = isPrivate || isAddressed(mentions, envelope.botOpenId)
  if ('unreadable' in content) {
    const { unreadable, ...file } = content
    const { parentId } = threadOf(message)
    return {
      kind: 'incoming',
      incoming: {
        ...{ ...common, senderId, kind: 'unreadable', content: unreadable, addressed, ...file },
        ...(parentId ? { parentId } : {}),
      },
    }
  }
  if (textAt(message, 'content') === '') return ignored(envelope, 'no-content')
  const said: Said = {
    ...common,
    ...threadOf(message),
    senderId,
    kind: 'said',
    text: content.text,
    addressed,
    ...(content.pictures ? { pictures: content.pictures } : {}),
  }
  // Whether the bot was meant is decided when it knows who it is.
  const undecided = !isPrivate && envelope.botOpenId === undefined && mentions.length > 0
  return {
    kind: 'incoming',
    incoming: undecided
      ? { ...said, mentions: mentions.map(({ openId, name }) => ({ openId, name })) }
      : said,
  }
}

/**
 * Says only that a message changed: the text and mentions of this event are not to be relied on, so it carries none;
 * the message is read back before it is handled.
 */
export function messageEdited(envelope: Envelope): Parsed {
  const message = objectAt(envelope.event, 'message')
  const common = arrival(envelope, message)
  if (!common) return malformed('edit without message or chat')
  const sender = objectAt(envelope.event, 'sender')
  const senderId = textAt(objectAt(sender, 'sender_id'), 'open_id')
  // Our own cards change too.
  if (sender.sender_type === 'bot' || sender.sender_type === 'app') return ignored(envelope, 'bot-sender')
  const updated = textAt(message, 'update_time') || envelope.createTime || envelope.eventId
  return {
    kind: 'incoming',
    incoming: {
      ...common,
      ...threadOf(message),
      kind: 'edited',
      senderId,
      sentAt: eventTime(updated) ?? common.sentAt,
      text: '',
      addressed: common.chat.kind === 'private',
      revision: updated,
    },
  }
}

/** The platform tells neither who recalled nor what kind of chat it was. */
export function messageRecalled(envelope: Envelope): Parsed {
  const common = arrival(envelope, { ...envelope.event, create_time: envelope.event.recall_time })
  if (!common) return malformed('recall without message or chat')
  return { kind: 'incoming', incoming: { ...common, kind: 'recalled', senderId: '' } }
}

function arrival(envelope: Envelope, message: JsonObject) {
  const messageId = textAt(message, 'message_id')
  const chatId = textAt(message, 'chat_id')
  if (!messageId || !chatId) return undefined
  const chat: ChatRef = { id: chatId, kind: message.chat_type === 'p2p' ? 'private' : 'group' }
  const sentAt = eventTime(textAt(message, 'create_time')) ?? eventTime(envelope.createTime) ?? envelope.now
  return { eventId: envelope.eventId, messageId, chat, sentAt }
}

function threadOf(message: JsonObject): { threadId?: string; parentId?: string } {
  const threadId = textAt(message, 'thread_id')
  const parentId = textAt(message, 'parent_id')
  return { ...(threadId ? { threadId } : {}), ...(parentId ? { parentId } : {}) }
}
