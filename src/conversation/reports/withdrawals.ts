import type { Entry } from '../../reporting/entry.ts'
import type { Reading } from '../../reporting/read.ts'
import type { Person } from '../../roster/organization.ts'
import type { Scene } from '../scene.ts'
import { ownerText } from '../wording.ts'
import { refreshCards } from './card-updates.ts'
import { takeBack, withdrawAll } from './changes.ts'
import { findWithdrawn } from './entry-targets.ts'
import { messageCard } from './record-card.ts'
import { amendmentOf, type ReportEffect, scopeOf, type Words } from './reports.ts'
import { factsFor } from './totals.ts'

/**
 * Takes back what the sender means: the named figures, or all of the last message; a correction that is taken back leaves
 * the figure as it was before. `before`: of an edited message what it had recorded, gone with its words.
 */
export async function withdrawReport(
  said: Words,
  reading: Reading,
  person: Person,
  scene: Scene,
  before: readonly Entry[] = [],
): Promise<ReportEffect> {
  const amendment = amendmentOf(said, person, scene)
  const indicators = [...new Set([...reading.targets, ...amendment.indicators])]
  const found = await findWithdrawn({ ...amendment, indicators }, person, said.chat.id, scene)
  const targets = found.targets.filter((one) => !before.some(({ id }) => id === one.id))
  const gone = await takeBack(before, said.messageId, said.eventId, person.openId, scene)
  if (!targets.length) {
    const line = found.foreign
      ? ownerText(found.foreign, scene.bureau.organization)
      : scene.words.nothingToWithdraw
    const updates = await refreshCards(gone.touched, gone.acts, said.eventId, scene, { added: gone.entries })
    return {
      ...{ entries: gone.entries, acts: gone.acts, updates, unmatched: [] },
      reply: { kind: 'notice', tone: 'grey', title: '', lines: [line], buttons: [] },
    }
  }
  const corrections = /更正|修改|改动/.test(said.text) ? targets.filter((one) => one.replaces) : []
  const first = corrections[0]
  const undone = first
    ? await takeBack(corrections, first.messageId, said.messageId, person.openId, scene)
    : NOTHING
  const rest = targets.filter((one) => !corrections.includes(one))
  const acts = [...gone.acts, ...undone.acts, ...withdrawAll(rest, person.openId, said.messageId, scene)]
  const added = [...gone.entries, ...undone.entries]
  const struck = targets.map((entry): Entry => ({ ...entry, status: 'withdrawn' }))
  const facts = await factsFor(struck, [], scopeOf(said, person), scene)
  const touched = [...targets, ...gone.touched, ...undone.touched]
  return {
    entries: added,
    acts,
    reply: messageCard(struck, facts, { title: scene.words.withdrawn(struck.length), notes: undone.notes }),
    updates: await refreshCards(touched, acts, said.messageId, scene, { added }),
    unmatched: [],
  }
}

const NOTHING: Awaited<ReturnType<typeof takeBack>> = { acts: [], entries: [], touched: [], notes: [] }
