import type { Incoming } from '../message.ts'
import { decrypt, utf8 } from './decrypt.ts'
import type { Ignored } from './envelope.ts'
import { type Expected, isChallenge, parseEvent } from './events.ts'
import { type JsonObject, parseObject } from './json.ts'
import { type HeaderLookup, isSigned } from './verify.ts'

export interface ReceiveSettings {
  appId: string
  /** Empty: bodies come plain and unsigned, the token alone decides. */
  encryptKey: string
  verificationToken: string
  botOpenId: string | undefined
}

export type Received =
  | { kind: 'challenge'; challenge: string }
  | { kind: 'accepted'; incoming: Incoming }
  | { kind: 'ignored'; reason: Ignored; type: string }
  | { kind: 'refused'; status: 400 | 401 | 413; reason: Refusal }

type Refusal =
  | 'too-large'
  | 'bad-signature'
  | 'not-encrypted'
  | 'undecryptable'
  | 'wrong-token'
  | 'wrong-app'
  | 'bad-body'

export const MAX_BODY_BYTES = 1_048_576
/** A challenge is a few hundred bytes: nothing longer is decrypted before its signature is right. */
const MAX_CHALLENGE_BYTES = 4_096

/**
 * Decides on one callback from its headers and raw bytes; no I/O. The age of the timestamp is no reason to refuse: the platform
 * delivers again up to 7 h 5 min later, and copies are the inbox's business.
 */
export function receiveEvent(
  request: { headers: HeaderLookup; rawBody: Uint8Array },
  settings: ReceiveSettings,
  now: string,
): Received {
  const { headers, rawBody } = request
  if (rawBody.byteLength > MAX_BODY_BYTES) return refused(413, 'too-large')
  if (settings.encryptKey === '') return decide(read(rawBody), settings, now)
  if (isSigned(headers, rawBody, settings.encryptKey)) {
    const opened = open(rawBody, settings.encryptKey)
    return 'refusal' in opened ? refused(400, opened.refusal) : decide(opened.body, settings, now)
  }
  return unsignedChallenge(rawBody, settings, now) ?? refused(401, 'bad-signature')
}

/** Address checks are exempt from the signature; the key and the token decide. */
function unsignedChallenge(
  rawBody: Uint8Array,
  settings: ReceiveSettings,
  now: string,
): Received | undefined {
  if (rawBody.byteLength > MAX_CHALLENGE_BYTES) return undefined
  const opened = open(rawBody, settings.encryptKey)
  if ('refusal' in opened || !opened.body || !isChallenge(opened.body)) return undefined
  return decide(opened.body, settings, now)
}

/** Only what was encrypted counts: fields beside `encrypt` are not looked at. */
function open(
  rawBody: Uint8Array,
  encryptKey: string,
): { body: JsonObject | undefined } | { refusal: Refusal } {
  const outer = read(rawBody)
  if (!outer) return { refusal: 'bad-body' }
  if (typeof outer.encrypt !== 'string') return { refusal: 'not-encrypted' }
  const plain = decrypt(outer.encrypt, encryptKey)
  return plain === undefined ? { refusal: 'undecryptable' } : { body: parseObject(plain) }
}

function read(rawBody: Uint8Array): JsonObject | undefined {
  const text = utf8(rawBody)
  return text === undefined ? undefined : parseObject(text)
}

function decide(body: JsonObject | undefined, settings: ReceiveSettings, now: string): Received {
  if (!body) return refused(400, 'bad-body')
  const expected: Expected = settings
  const parsed = parseEvent(body, expected, now)
  switch (parsed.kind) {
    case 'incoming':
      return { kind: 'accepted', incoming: parsed.incoming }
    case 'foreign':
      return refused(401, parsed.reason)
    case 'malformed':
      return refused(400, 'bad-body')
    default:
      return parsed
  }
}

function refused(status: 400 | 401 | 413, reason: Refusal): Received {
  return { kind: 'refused', status, reason }
}
