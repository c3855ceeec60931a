import { later } from '../../clock.ts'
import type { Recalled } from '../../message.ts'
import type { Entry, EntryAct } from '../../reporting/entry.ts'
import type { Scene } from '../scene.ts'
import type { Turn } from '../turn.ts'
import { refreshCards } from './card-updates.ts'
import type { Draft } from './judge.ts'
import { isLive } from './record-card.ts'

/** A recalled message withdraws what it had recorded and undoes what it had done to others; its card says so. */
export async function recall(
  message: Recalled,
  scene: Scene,
): Promise<Pick<Turn, 'entries' | 'acts' | 'outgoing'>> {
  const live = (await scene.ledger.ofMessage(message.messageId)).filter(isLive)
  const gone = await takeBack(live, message.messageId, message.eventId, message.senderId, scene)
  if (!gone.acts.length && !gone.entries.length) return { entries: [], acts: [], outgoing: [] }
  const titles = new Map([[message.messageId, scene.words.recalled(live.length)]])
  const touched = [...live, ...gone.touched]
  const outgoing = await refreshCards(touched, gone.acts, message.eventId, scene, {
    added: gone.entries,
    titles,
    notes: new Map([[message.messageId, gone.notes]]),
  })
  return { entries: gone.entries, acts: gone.acts, outgoing }
}

interface TakenBack {
  acts: EntryAct[]
  /** Copies of what the message had ended: rows never change, so that it comes back as a new one. */
  entries: Entry[]
  touched: Entry[]
  notes: string[]
}

/** Withdraws entries of a message, and brings back what they had replaced or the message had withdrawn elsewhere. */
export async function takeBack(
  live: readonly Entry[],
  messageId: string,
  cause: string,
  by: string,
  scene: Scene,
): Promise<TakenBack> {
  const acts = withdrawAll(live, by, cause, scene)
  const ended = await endedBy(live, messageId, scene)
  const entries: Entry[] = []
  const touched: Entry[] = []
  for (const { entry, after } of ended) {
    // What its own message no longer says does not come back.
    if (await scene.history.recalled(entry.messageId)) continue
    const known = await scene.ledger.acts([entry.id])
    const end = known.find((one) => one.act !== 'confirm')
    const was = end && (await scene.ledger.entry(entry.id, later(end.at, -1)))
    touched.push(entry)
    entries.push({
      ...entry,
      id: `${entry.id}~${cause}`,
      status: was?.status === 'pending' ? 'pending' : 'recorded',
      receivedAt: scene.now,
      replaces: after,
    })
  }
  const notes = entries.length ? [scene.words.broughtBack(entries.length)] : []
  return { acts, entries, touched, notes }
}

/** Entries of other messages that this one had ended, each with the entry that stands for it until now. */
async function endedBy(
  live: readonly Entry[],
  messageId: string,
  scene: Scene,
): Promise<{ entry: Entry; after: string }[]> {
  const found: { entry: Entry; after: string }[] = []
  for (const entry of live) {
    let one: Entry | undefined = entry
    while (one?.messageId === messageId)
      one = one.replaces ? await scene.ledger.entry(one.replaces) : undefined
    if (one?.status === 'replaced') found.push({ entry: one, after: entry.id })
  }
  for (const act of await scene.ledger.causedBy(messageId)) {
    const one = act.act === 'withdraw' ? await scene.ledger.entry(act.entryId) : undefined
    if (!one || one.messageId === messageId) continue
    // Brought back once is enough.
    if ((await scene.ledger.replacing(one.id)).length === 0) found.push({ entry: one, after: one.id })
  }
  return found
}

export function withdrawAll(entries: readonly Entry[], by: string, cause: string, scene: Scene): EntryAct[] {
  return entries.map((entry) => ({ entryId: entry.id, act: 'withdraw', by, at: scene.now, cause }))
}

/** What now stands for the entries of a message: themselves, or what replaced them from elsewhere. */
export async function standingFor(messageId: string, scene: Scene): Promise<Entry[]> {
  const heads = new Map<string, Entry>()
  for (const entry of await scene.ledger.ofMessage(messageId)) {
    const head = await headOf(entry, scene)
    if (head) heads.set(head.id, head)
  }
  return [...heads.values()]
}

/** The live entry at the end of the line that begins here; undefined when the line was withdrawn. */
export async function headOf(entry: Entry, scene: Scene): Promise<Entry | undefined> {
  if (isLive(entry)) return entry
  if (entry.status !== 'replaced') return undefined
  for (const next of (await scene.ledger.replacing(entry.id)).reverse()) {
    const head = await headOf(next, scene)
    if (head) return head
  }
  return undefined
}

/**
 * What an edited message said before against what it says now: a figure that is still said stays, one of the same indicator
 * and unit is replaced (the draft's `target`), one that is no longer said is withdrawn, if it came of this message.
 */
export function matchEdit(
  before: readonly Entry[],
  drafts: readonly Draft[],
): { fresh: Draft[]; kept: Entry[]; unsaid: Entry[] } {
  const free = [...before]
  const take = (fits: (one: Entry) => boolean): Entry | undefined => {
    const at = free.findIndex(fits)
    return at < 0 ? undefined : free.splice(at, 1)[0]
  }
  const kept: Entry[] = []
  const changed = drafts.filter(({ entry }) => {
    const same = take((one) => sameCount(one, entry) && one.value === entry.value)
    if (same) kept.push(same)
    return !same
  })
  for (const draft of changed) {
    const { entry } = draft
    const target =
      take((one) => sameCount(one, entry)) ??
      take((one) => one.indicator === entry.indicator && one.org === entry.org)
    if (target) draft.target = target
  }
  const messageId = drafts[0]?.entry.messageId
  return { fresh: changed, kept, unsaid: free.filter((one) => !messageId || one.messageId === messageId) }
}

function sameCount(a: Entry, b: Entry): boolean {
  return (
    a.indicator === b.indicator &&
    a.org === b.org &&
    a.from === b.from &&
    a.to === b.to &&
    a.measure === b.measure
  )
}
