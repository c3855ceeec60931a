import type { NoticeReply } from '../reply.ts'
import { phrases } from './phrases.ts'
import type { LiveTarget, Outbox, Transport } from './ports.ts'

/** An answer that is faster than this comes whole: what grows for a moment only flickers. */
const QUIET_MS = 1_000
/** So much longer must it be on its way once there is something to see. */
const HOLD_MS = 400
/** A chat or the app has been sent as much as it takes: looked at again this much later. */
const ROOM_MS = 250

/** A text that is shown while it grows. Best effort: never throws, never keeps the turn waiting. */
export interface Live {
  /** The whole of it so far; each beginning with the one before reads best. */
  show(text: string): void
  /** Nothing more is begun; resolves once what was on its way has arrived: whoever delivers the answer comes after it. */
  end(): Promise<void>
}

/** Growing answers of a house. */
export interface LiveAnswers {
  begin(target: LiveTarget): Live
  /** Whether one stands under this key that has not become an answer, of an earlier process too. */
  stands(key: string): Promise<boolean>
}

interface LiveParts {
  grow: NonNullable<Transport['grow']>
  still: NonNullable<Transport['still']>
  outbox: Pick<Outbox, 'takeRoom'>
  now(): string
  quietMs?: number
  holdMs?: number
}

/** Begins once somebody has waited for a while, under the same limits as everything that is sent. */
export function liveText(parts: LiveParts, target: LiveTarget): Live {
  const { grow, still, outbox, now, quietMs = QUIET_MS, holdMs = HOLD_MS } = parts
  let latest = ''
  let state: 'waiting' | 'beginning' | 'shown' | 'ended' = 'waiting'
  let working: Promise<void> = Promise.resolve()
  let quiet = false
  let held: ReturnType<typeof setTimeout> | undefined
  const timer = setTimeout(() => {
    quiet = true
    if (latest) hold()
  }, quietMs)

  /** Not at once: what is shown now may be all there is, and the answer a moment away. */
  function hold(ms = holdMs): void {
    held ??= setTimeout(() => {
      held = undefined
      if (state === 'waiting') working = begin().catch(() => undefined)
    }, ms)
  }

  async function begin(): Promise<void> {
    state = 'beginning'
    const free = await outbox.takeRoom(target.chat.id, now())
    if (state !== 'beginning') return
    if (free) {
      state = 'shown'
      await grow(target, latest)
    } else {
      state = 'waiting'
      hold(ROOM_MS)
    }
  }

  return {
    show(text) {
      if (state === 'ended' || text === latest) return
      latest = text
      if (state === 'shown') working = grow(target, text).catch(() => undefined)
      else if (state === 'waiting' && quiet) hold()
    },
    async end() {
      const begun = state === 'shown'
      state = 'ended'
      clearTimeout(timer)
      clearTimeout(held)
      if (begun) await still(target.key)
      await working
    },
  }
}

/** The card of a text that still grows. */
export function growing(text: string): NoticeReply {
  return { kind: 'notice', tone: 'grey', title: phrases.stillLooking, lines: [text], buttons: [] }
}
