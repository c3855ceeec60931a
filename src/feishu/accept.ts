import type { Clock } from '../clock.ts'
import { phrases } from '../conversation/phrases.ts'
import { reasonOf } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Incoming } from '../message.ts'
import type { Toast } from '../reply.ts'

/** What both ways in, webhook and long connection, do with an arrival. */
export interface AcceptParts {
  /** The one durable insert before the platform is told that it arrived. */
  insert(incoming: Incoming, receivedAt: string): Promise<{ fresh: boolean; id: number }>
  /** Works the inserted row of a press at once; undefined when it has nothing to say. */
  press(row: number): Promise<Toast | undefined>
  clock: Clock
  log: Log
  metrics: { count(name: string, labels?: Record<string, string>): void }
  /** Milliseconds after which a press is answered without its result; 800. */
  pressTimeoutMs?: number
}

export const CALLBACKS = 'feishu_callbacks_total'

/** The answer to a card callback. */
export interface CallbackAnswer {
  toast?: { type: string; content: string }
}

/**
 * Stores an arrival, then, of a press, says what came of it.
 * @throws what `insert` throws: the platform must then deliver again.
 */
export async function accept(parts: AcceptParts, incoming: Incoming): Promise<CallbackAnswer> {
  const { fresh, id } = await store(parts, incoming)
  if (incoming.kind !== 'pressed') return {}
  const toast = (fresh && (await pressed(parts, id))) || { tone: 'info', text: phrases.received }
  return { toast: { type: toast.tone, content: toast.text } }
}

async function store(parts: AcceptParts, incoming: Incoming): Promise<{ fresh: boolean; id: number }> {
  const reason = incoming.kind
  try {
    const stored = await parts.insert(incoming, parts.clock())
    parts.metrics.count(CALLBACKS, { outcome: stored.fresh ? 'accepted' : 'duplicate', reason })
    return stored
  } catch (error) {
    parts.metrics.count(CALLBACKS, { outcome: 'not-stored', reason })
    parts.log('error', 'callback-not-stored', { kind: reason, reason: reasonOf(error) })
    throw error
  }
}

/** Whoever pressed is told within a second; the work goes on behind it. */
async function pressed(parts: AcceptParts, row: number): Promise<Toast | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), parts.pressTimeoutMs ?? 800)
  })
  const work = parts.press(row).catch((error: unknown) => {
    parts.log('error', 'press-failed', { inbox: row, reason: reasonOf(error) })
    return undefined
  })
  const toast = await Promise.race([work, late])
  clearTimeout(timer)
  return toast
}
