import { type Clock, later } from '../clock.ts'
import { reasonOf } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Toast } from '../reply.ts'
import { failureNotice } from './failure.ts'
import type { Inbox, Outbox, Parcel, Transport } from './ports.ts'
import { signOfLife } from './sign-of-life.ts'
import type { Claimed, Turn } from './turn.ts'

/** Longer than any turn takes; after it another worker may take the row over. */
const LEASE_MS = 60_000
/** Pauses before the 2nd … 8th try. */
const BACKOFF_MS = [2_000, 6_000, 20_000, 60_000, 180_000, 360_000, 600_000]
/** Turns in hand at once: one may wait for another server, and no chat waits for another's. */
const PARALLEL_CHATS = 32

export interface WorkerParts {
  inbox: Inbox
  outbox: Outbox
  transport: Transport
  respond(claimed: Claimed, now: string): Promise<Turn>
  /** What falls due by the clock alone; returns how many occasions were dealt with. */
  rounds?(now: string): Promise<number>
  /** Brings summaries that stand in chats up to what the ledger holds now; returns how many. */
  redraw?(now: string): Promise<number>
  /** Copies the ledger to where it is mirrored; returns how many lines were copied. */
  mirror?(now: string): Promise<number>
  clock: Clock
  log: Log
  metrics: Metrics
  /** Called between any two steps: tests stop the process there. */
  at?(step: string): void
}

export interface Worker {
  /** Works and delivers until nothing is due; resumes what a crash left. May be called while another is at work. Never throws. */
  tick(): Promise<void>
  /** One given row at once, for a press whose sender waits; undefined when its chat is busy. */
  workRow(id: number): Promise<Toast | undefined>
  /** Milliseconds until something falls due; undefined when nothing waits. */
  untilDue(): Promise<number | undefined>
}

export function createWorker(parts: WorkerParts): Worker {
  const { inbox, outbox, clock } = parts
  const leaseEnd = () => later(clock(), LEASE_MS)

  let busy = 0
  /** Takes work as long as there is some, each piece on its way while the next is looked for. */
  async function drain(): Promise<void> {
    const running = new Set<Promise<void>>()
    let failure: unknown
    for (;;) {
      const work = busy < PARALLEL_CHATS && failure === undefined ? await takeNext() : undefined
      if (work) {
        busy += 1
        const one = work()
          .catch((error: unknown) => {
            failure ??= error
          })
          .finally(() => {
            busy -= 1
            running.delete(one)
          })
        running.add(one)
      } else if (running.size) await Promise.race(running)
      else break
    }
    if (failure !== undefined) throw failure
  }

  async function takeNext(): Promise<(() => Promise<void>) | undefined> {
    const claimed = await inbox.claim(clock(), leaseEnd())
    if (claimed) return () => workOn(claimed)
    const parcel = await outbox.claim(clock(), leaseEnd())
    return parcel && (() => deliver(parts, parcel))
  }

  async function workOn(claimed: Claimed): Promise<void> {
    const endSign = signOfLife(parts.transport, claimed.incoming)
    let turn: Turn | undefined
    try {
      turn = await handle(parts, claimed)
      // A summary that came with figures holds them before it goes out.
      if ((turn?.entries.length || turn?.caseEvents?.length) && turn.outgoing.some((one) => one.summary))
        await redraw()
      // Deliver at once: the sender waits for this answer, not for the end of the queue.
      while (await deliverNext(parts, leaseEnd()));
    } finally {
      await endSign()
    }
    if (turn && concernsSummaries(turn)) await redraw()
  }

  let drawing: Promise<void> = Promise.resolve()
  /** One after the other: whoever waits for the next sees everything written until then. */
  function redraw(): Promise<void> {
    drawing = drawing.then(async () => {
      try {
        const count = (await parts.redraw?.(clock())) ?? 0
        if (count) parts.log('info', 'summaries-redrawn', { count })
      } catch (error) {
        parts.log('error', 'redraw-failed', { reason: reasonOf(error) })
        parts.metrics.count('redraw_failures_total')
      }
    })
    return drawing
  }

  /** Runs at most once a minute: nothing falls due in between; a clock that is set back makes another minute. */
  function everyMinute(name: 'rounds' | 'mirror', run: WorkerParts['rounds']): () => Promise<void> {
    let lastMinute = ''
    return async () => {
      const now = clock()
      if (!run || now.slice(0, 16) === lastMinute) return
      lastMinute = now.slice(0, 16)
      try {
        const count = await run(now)
        if (count) parts.log('info', name, { count })
      } catch (error) {
        parts.log('error', `${name}-failed`, { reason: reasonOf(error) })
        parts.metrics.count(`${name}_failures_total`)
      }
    }
  }
  const goRounds = everyMinute('rounds', parts.rounds)
  const goMirror = everyMinute('mirror', parts.mirror)

  return {
    async tick() {
      await goRounds()
      await redraw()
      try {
        await drain()
      } catch (error) {
        parts.log('error', 'tick-failed', { reason: reasonOf(error) })
        parts.metrics.count('tick_failures_total')
      }
      // Last: nobody's answer waits for it.
      await goMirror()
    },
    async workRow(id) {
      const claimed = await inbox.claimRow(id, clock(), leaseEnd())
      return claimed && (await handle(parts, claimed))?.toast
    },
    async untilDue() {
      const times = [await inbox.nextDue(), await outbox.nextDue()].filter((time) => time !== undefined)
      if (!times.length) return undefined
      return Math.max(0, Math.min(...times.map((time) => Date.parse(time))) - Date.parse(clock()))
    },
  }
}

/** Returns the turn that was written. */
async function handle(parts: WorkerParts, claimed: Claimed): Promise<Turn | undefined> {
  const { inbox, clock, log, metrics } = parts
  const began = Date.parse(clock())
  const kind = claimed.incoming.kind
  try {
    parts.at?.('claimed')
    const { turn, written } = await turnOf(parts, claimed)
    parts.at?.('committed')
    const outcome = !written ? 'lease-lost' : turn.ignored ? 'ignored' : 'done'
    metrics.count('messages_total', { kind, outcome })
    log('info', outcome, {
      inbox: claimed.id,
      kind,
      ms: Date.parse(clock()) - began,
      ...(turn.ignored ? { reason: turn.ignored } : {}),
    })
    return written ? turn : undefined
  } catch (error) {
    const pause = BACKOFF_MS[claimed.tries - 1]
    metrics.count('messages_total', { kind, outcome: pause === undefined ? 'dead' : 'failed' })
    log('error', pause === undefined ? 'dead-letter' : 'failed', {
      inbox: claimed.id,
      kind,
      tries: claimed.tries,
      reason: reasonOf(error),
    })
    const retryAt = pause === undefined ? undefined : later(clock(), pause)
    const told = failureNotice(claimed.incoming, claimed.id, retryAt !== undefined)
    await inbox.fail(claimed, reasonOf(error), retryAt, told)
    return undefined
  }
}

function concernsSummaries({ entries, acts, caseEvents = [], outgoing }: Turn): boolean {
  return entries.length > 0 || acts.length > 0 || caseEvents.length > 0 || outgoing.some((one) => one.summary)
}

/** Of two turns that end the same entry at the same moment one is written; the other is decided again on what is there now. */
async function turnOf(
  { respond, inbox, clock, at }: WorkerParts,
  claimed: Claimed,
): Promise<{ turn: Turn; written: boolean }> {
  for (let again = 0; ; again++) {
    // One instant for a turn and its writing: the inbox row tells when its effects came about.
    const now = clock()
    const turn = await respond(claimed, now)
    at?.('responded')
    try {
      return { turn, written: await inbox.commit(claimed, turn, now) }
    } catch (error) {
      if (again > 2 || !/UNIQUE constraint failed: entry_acts/.test(reasonOf(error))) throw error
    }
  }
}

async function deliverNext(parts: WorkerParts, leaseUntil: string): Promise<boolean> {
  const parcel = await parts.outbox.claim(parts.clock(), leaseUntil)
  if (parcel) await deliver(parts, parcel)
  return parcel !== undefined
}

async function deliver(parts: WorkerParts, parcel: Parcel): Promise<void> {
  const { outbox, clock, log, metrics } = parts
  parts.at?.('parcel-claimed')
  const delivery = await parts.transport.send(parcel)
  parts.at?.('parcel-sent')
  metrics.count('deliveries_total', { outcome: delivery.kind, op: parcel.op })
  if (delivery.kind === 'sent') await outbox.sent(parcel, delivery.messageId, clock())
  else {
    log('warn', 'not-delivered', { outbox: parcel.id, reason: delivery.reason, tries: parcel.tries })
    const pause = delivery.kind === 'retry' ? (delivery.afterMs ?? pauseOf(parcel.tries)) : undefined
    if (pause === undefined) await outbox.giveUp(parcel, delivery.reason)
    else await outbox.retry(parcel, delivery.reason, later(clock(), pause))
  }
  parts.at?.('parcel-marked')
}

/** Messages wait out a long outage of the platform: the longest pause repeats, nothing is thrown away. */
function pauseOf(tries: number): number {
  return BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1] ?? 2_000
}
