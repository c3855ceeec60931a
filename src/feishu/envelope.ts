import type { Incoming } from '../message.ts'
import type { JsonObject } from './json.ts'

export type Parsed =
  | { kind: 'challenge'; challenge: string }
  | { kind: 'incoming'; incoming: Incoming }
  /** Rightly sent to us, but nothing to do. `type` is the platform's name of the event. */
  | { kind: 'ignored'; reason: Ignored; type: string }
  /** Not sent for this app. */
  | { kind: 'foreign'; reason: 'wrong-token' | 'wrong-app' }
  | { kind: 'malformed'; reason: string }

export type Ignored = 'unknown-type' | 'bot-sender' | 'own-message' | 'no-content' | 'entered-before'

/** The parts of both schemas that every event has. */
export interface Envelope {
  eventId: string
  type: string
  /** As the platform writes it: seconds, milliseconds or microseconds. */
  createTime: string
  event: JsonObject
  botOpenId: string | undefined
  /** UTC ISO, for events that do not say when they happened. */
  now: string
}

export function malformed(reason: string): Parsed {
  return { kind: 'malformed', reason }
}

export function ignored(envelope: Envelope, reason: Ignored): Parsed {
  return { kind: 'ignored', reason, type: envelope.type }
}
