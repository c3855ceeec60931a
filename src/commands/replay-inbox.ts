import type { House } from '../assemble.ts'
import { later } from '../clock.ts'
import { type Arrived, createArchive } from '../storage/archive.ts'

/** Where a ledger and its replay differ. */
export interface Comparison {
  entries: number
  acts: number
  cases: number
  same: boolean
  /** The first rows that only one of the two has, as JSON. */
  differences: string[]
}

const SHOWN = 20

/**
 * Takes everything that ever arrived through a fresh house, each at the time at which it was handled, and compares the
 * ledgers row by row. Nothing is sent; the bureau's settings are those of today.
 */
export async function replayInbox(source: House, fresh: House): Promise<Comparison> {
  const archive = createArchive(source.store)
  const arrivals = await archive.arrivals()
  const delivered = await archive.delivered()
  const waiting = [...arrivals.keys()]
  const ids = new Map<Arrived, number>()
  const handled = arrivals.filter((one) => one.doneAt).sort((a, b) => (a.doneAt < b.doneAt ? -1 : 1))
  for (const arrived of handled) {
    // What had arrived by then was known then: a recall that is waiting behind its message already counts.
    while (waiting.length && arrivals[waiting[0]!]!.receivedAt <= arrived.doneAt) {
      const next = arrivals[waiting.shift()!]!
      const { id } = await fresh.inbox.insert(next.incoming, next.receivedAt)
      ids.set(next, id)
      if (!next.doneAt) await setAside(fresh, id, next)
    }
    const id = ids.get(arrived)
    const { doneAt: now } = arrived
    const claimed = id && (await fresh.inbox.claimRow(id, now, later(now, 60_000)))
    if (!claimed) continue
    await fresh.inbox.commit(claimed, await fresh.respond(claimed, now), now)
    await deliver(fresh, delivered, now)
  }
  return compare(await archive.ledger(), await createArchive(fresh.store).ledger())
}

/** What was given up, or waits still, has had no effect; it is known as having arrived. */
async function setAside(house: House, id: number, arrived: Arrived): Promise<void> {
  const at = arrived.receivedAt
  const claimed = await house.inbox.claimRow(id, at, later(at, 1))
  if (claimed) await house.inbox.fail(claimed, 'not replayed', undefined)
}

async function deliver(house: House, delivered: ReadonlyMap<string, string>, now: string): Promise<void> {
  for (;;) {
    const parcel = await house.outbox.claim(now, later(now, 60_000), { unlimited: true })
    if (!parcel) return
    await house.outbox.sent(parcel, delivered.get(parcel.key) ?? `replayed:${parcel.key}`, now)
  }
}

type Ledger = Awaited<ReturnType<ReturnType<typeof createArchive>['ledger']>>

function compare(kept: Ledger, made: Ledger): Comparison {
  const rows = (ledger: Ledger) =>
    [...ledger.entries, ...ledger.acts, ...ledger.cases].map((row) => JSON.stringify(row))
  const [a, b] = [new Set(rows(kept)), new Set(rows(made))]
  const differences = [
    ...[...a].filter((row) => !b.has(row)).map((row) => `台账有，重放没有：${row}`),
    ...[...b].filter((row) => !a.has(row)).map((row) => `重放有，台账没有：${row}`),
  ]
  return {
    entries: kept.entries.length,
    acts: kept.acts.length,
    cases: kept.cases.length,
    same: differences.length === 0,
    differences: differences.slice(0, SHOWN),
  }
}
