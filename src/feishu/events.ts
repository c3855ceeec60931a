import { cardAction } from './card-action.ts'
import { botAdded, firstPrivateChat, privateChatOpened } from './entered.ts'
import { type Envelope, ignored, malformed, type Parsed } from './envelope.ts'
import { asObject, type JsonObject, objectAt, textAt } from './json.ts'
import { messageEdited, messageRecalled, messageReceived } from './message-events.ts'
import { sameSecret } from './verify.ts'

/** What a callback must show to be ours. */
export interface Expected {
  appId: string
  /** Undefined only over the long connection, which is opened with the app's secret. */
  verificationToken: string | undefined
  /** Undefined while the platform has not told it yet. */
  botOpenId: string | undefined
}

type Handler = (envelope: Envelope) => Parsed

const HANDLERS: Record<string, Handler> = {
  'im.message.receive_v1': messageReceived,
  'im.message.updated_v1': messageEdited,
  'im.message.recalled_v1': messageRecalled,
  'card.action.trigger': cardAction,
  'im.chat.member.bot.added_v1': botAdded,
  'im.chat.access_event.bot_p2p_chat_entered_v1': privateChatOpened,
  p2p_chat_create: firstPrivateChat,
}

/** Turns a decrypted body into plain data. Pure; what a client sent never throws. */
export function parseEvent(body: JsonObject, expected: Expected, now: string): Parsed {
  const header = objectAt(body, 'header')
  const event = objectAt(body, 'event')
  const isSecond = typeof body.schema === 'string'
  const token = textAt(isSecond ? header : body, 'token')
  if (expected.verificationToken !== undefined && !sameSecret(token, expected.verificationToken))
    return { kind: 'foreign', reason: 'wrong-token' }
  if (body.type === 'url_verification') return challenge(body)
  if (!asObject(body.event)) return malformed('no event')

  // Schema 1.0 names the app inside the event, and not in every one.
  const appId = isSecond ? textAt(header, 'app_id') : textAt(event, 'app_id') || expected.appId
  if (appId !== expected.appId) return { kind: 'foreign', reason: 'wrong-app' }

  const envelope: Envelope = {
    eventId: isSecond ? textAt(header, 'event_id') : textAt(body, 'uuid'),
    type: isSecond ? textAt(header, 'event_type') : textAt(event, 'type'),
    createTime: isSecond ? textAt(header, 'create_time') : textAt(body, 'ts'),
    event,
    botOpenId: expected.botOpenId,
    now,
  }
  if (!envelope.eventId || !envelope.type) return malformed('no event id or type')
  const handler = Object.hasOwn(HANDLERS, envelope.type) ? HANDLERS[envelope.type] : undefined
  return handler ? handler(envelope) : ignored(envelope, 'unknown-type')
}

/** The kind of a body before anything in it is believed. */
export function isChallenge(body: JsonObject): boolean {
  return body.type === 'url_verification'
}

function challenge(body: JsonObject): Parsed {
  const text = textAt(body, 'challenge')
  return text ? { kind: 'challenge', challenge: text } : malformed('no challenge')
}
