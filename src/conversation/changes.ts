import type { Edited, Recalled } from '../message.ts'
import type { Entry, EntryAct } from '../reporting/entry.ts'
import { refreshCards } from './card-updates.ts'
import { isLive } from './record-card.ts'
import type { Scene } from './scene.ts'
import type { Turn } from './turn.ts'

/** A recalled message withdraws what it had recorded, and its card says so. */
export async function recall(message: Recalled, scene: Scene): Promise<Pick<Turn, 'acts' | 'outgoing'>> {
  const entries = await scene.ledger.ofMessage(message.messageId)
  const live = entries.filter(isLive)
  if (!live.length) return { acts: [], outgoing: [] }
  const acts = withdrawAll(live, message.senderId, message.eventId, scene)
  const outgoing = await refreshCards(live, acts, message.eventId, scene)
  for (const one of outgoing)
    if (one.reply.kind === 'record') one.reply.title = scene.words.recalled(live.length)
  return { acts, outgoing }
}

export function withdrawAll(entries: readonly Entry[], by: string, cause: string, scene: Scene): EntryAct[] {
  return entries.map((entry) => ({ entryId: entry.id, act: 'withdraw', by, at: scene.now, cause }))
}

/**
 * What an edited message said before gives way to what it says now: a figure of the same indicator and unit is replaced,
 * one that is no longer said is withdrawn.
 */
export function replaceByEdit(
  before: readonly Entry[],
  entries: Entry[],
  edit: Edited,
  scene: Scene,
): EntryAct[] {
  const free = before.filter(isLive)
  const acts: EntryAct[] = []
  for (const entry of entries) {
    const at = free.findIndex((one) => one.indicator === entry.indicator && one.org === entry.org)
    if (at < 0) continue
    const [old] = free.splice(at, 1)
    if (!old) continue
    entry.replaces = old.id
    acts.push({ entryId: old.id, act: 'replace', by: edit.senderId, at: scene.now, cause: edit.eventId })
  }
  return [...acts, ...withdrawAll(free, edit.senderId, edit.eventId, scene)]
}
