import type { Button, NoticeReply } from '../../reply.ts'
import { type Amendment, inUnit, type Stated } from '../../reporting/amend.ts'
import type { Entry, Figure } from '../../reporting/entry.ts'
import type { Person } from '../../roster/organization.ts'
import type { Scene } from '../scene.ts'
import { ownerText, periodText, valueText } from '../wording.ts'
import { findAmended } from './entry-targets.ts'
import type { Words } from './reports.ts'

/** How many entries are offered where several can be meant. */
const OFFERED = 4

/**
 * A correction that names no indicator (“刚才的12户应为10户”, “昨天报多了2户”): the one entry that it means with its new
 * figure; a reply that asks where several can be meant; nothing where the ledger tells nothing either.
 */
export async function amendByNumber(
  amendment: Amendment,
  said: Words,
  person: Person,
  scene: Scene,
  before: readonly Entry[] = [],
): Promise<{ figure?: Figure; target?: Entry; reply?: NoticeReply }> {
  const number = amendment.now ?? amendment.shift
  if (!number && !amendment.was) return {}
  // An edited correction goes on meaning what it meant.
  const found = before.length ? { targets: [...before] } : await findAmended(amendment, person, scene)
  const { targets, foreign } = { foreign: undefined, ...found }
  const [target, ...more] = targets
  if (!target) {
    if (foreign) return { reply: notice([ownerText(foreign, scene.bureau.organization)], [], scene) }
    const words = (amendment.was ?? amendment.shift ?? amendment.now)?.words ?? ''
    return { reply: notice([scene.words.noSuchFigure(amendment.was ? words : '')], [], scene) }
  }
  if (more.length) return { reply: which(targets.slice(0, OFFERED), amendment, said, scene) }
  if (!number) {
    const edit: Button = { label: '修改', action: 'report.edit', value: { entries: [target.id] } }
    return { reply: notice([scene.words.toWhat(line(target, scene))], [edit], scene) }
  }
  const first = before.length && target.replaces ? await scene.ledger.entry(target.replaces) : undefined
  const value = amended(first ?? target, amendment)
  if (value === undefined || value < 0)
    return { reply: notice([scene.words.belowZero(line(target, scene))], [], scene) }
  const { indicator, org, from, to, measure } = target
  return {
    target,
    figure: { indicator, org, from, to, measure, value, span: number.span, words: number.words },
  }
}

function amended(entry: Entry, { now, shift }: Amendment): number | undefined {
  const scaled = (number: Stated) => inUnit(number, entry.unit)
  if (now) return scaled(now)
  const by = shift && scaled(shift)
  return by === undefined ? undefined : Math.round((entry.value + by) * 1000) / 1000
}

function which(targets: Entry[], amendment: Amendment, said: Words, scene: Scene): NoticeReply {
  const buttons = targets.map((entry): Button => {
    const value = amended(entry, amendment)
    return {
      label: line(entry, scene),
      action: 'report.edit',
      value: { entries: [entry.id], ...(value === undefined ? {} : { set: value, cause: said.messageId }) },
    }
  })
  return notice([scene.words.amendWhich], buttons, scene)
}

function line(entry: Entry, scene: Scene): string {
  const name = scene.bureau.catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator
  return `${name} ${valueText(entry.value, entry.unit)}（${periodText(entry, scene.today)}）`
}

function notice(lines: string[], buttons: Button[], scene: Scene): NoticeReply {
  return { kind: 'notice', tone: 'orange', title: scene.words.toConfirm, lines, buttons }
}
