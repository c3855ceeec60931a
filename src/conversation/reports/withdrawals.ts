import type { Entry } from '../../reporting/entry.ts'
import type { Reading } from '../../reporting/read.ts'
import { type Person, unitById } from '../../roster/organization.ts'
import type { Scene } from '../scene.ts'
import { ownerText, periodText, valueText } from '../wording.ts'
import { refreshCards } from './card-updates.ts'
import { takeBack, withdrawAll } from './changes.ts'
import { findWithdrawn } from './entry-targets.ts'
import { amendmentOf, type ReportEffect, type Words } from './reports.ts'

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
  const touched = [...targets, ...gone.touched, ...undone.touched]
  return {
    entries: added,
    acts,
    reply: {
      ...{ kind: 'notice', tone: 'grey', title: said.revision ? scene.words.withdrawn(targets.length) : '' },
      // What is gone shows on its own card, struck through.
      lines: [scene.words.withdrawnLine(toldOf(targets, scene)), ...undone.notes],
      buttons: [],
    },
    updates: await refreshCards(touched, acts, said.messageId, scene, { added }),
    unmatched: [],
  }
}

/** “适老化改造 12户（新河街道 6月24日（周三））”; of many the first few and how many in all. */
function toldOf(targets: readonly Entry[], { bureau, today }: Scene): string {
  const names = [...targets]
    .reverse()
    .slice(0, NAMED)
    .map((entry) => {
      const name = bureau.catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator
      const unit = unitById(bureau.organization, entry.org)?.name ?? entry.org
      return `${name} ${valueText(entry.value, entry.unit)}（${unit} ${periodText(entry, today)}）`
    })
  return `${names.join('、')}${targets.length > NAMED ? `等${targets.length}项` : ''}`
}

const NAMED = 3

const NOTHING: Awaited<ReturnType<typeof takeBack>> = { acts: [], entries: [], touched: [], notes: [] }
