import { type Envelope, ignored, malformed, type Parsed } from './envelope.ts'
import { eventTime } from './event-time.ts'
import { objectAt, textAt } from './json.ts'

/** The bot was put into a group. */
export function botAdded(envelope: Envelope): Parsed {
  const chatId = textAt(envelope.event, 'chat_id')
  const senderId = textAt(objectAt(envelope.event, 'operator_id'), 'open_id')
  return entered(envelope, { id: chatId, kind: 'group' }, senderId, envelope.eventId)
}

/** Comes whenever somebody opens the private chat: only the first time is a meeting. */
export function privateChatOpened(envelope: Envelope): Parsed {
  const { event } = envelope
  if (textAt(event, 'last_message_id')) return ignored(envelope, 'entered-before')
  return firstMeeting(envelope, textAt(objectAt(event, 'operator_id'), 'open_id'))
}

/** Schema 1.0; comes beside `privateChatOpened` for the same meeting. */
export function firstPrivateChat(envelope: Envelope): Parsed {
  const { event } = envelope
  const openId = textAt(objectAt(event, 'user'), 'open_id') || textAt(objectAt(event, 'operator'), 'open_id')
  return firstMeeting(envelope, openId)
}

/** Both events of one meeting carry the same id of ours, so that the inbox takes one of them. */
function firstMeeting(envelope: Envelope, senderId: string): Parsed {
  const chatId = textAt(envelope.event, 'chat_id')
  return entered(envelope, { id: chatId, kind: 'private' }, senderId, `entered:${chatId}`)
}

function entered(
  envelope: Envelope,
  chat: { id: string; kind: 'private' | 'group' },
  senderId: string,
  eventId: string,
): Parsed {
  if (!chat.id) return malformed('entered without chat')
  const sentAt = eventTime(envelope.createTime) ?? envelope.now
  return { kind: 'incoming', incoming: { kind: 'entered', eventId, chat, senderId, sentAt } }
}
