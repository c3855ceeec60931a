import { isLate, remarks } from '../../reporting/check.ts'
import type { Entry, Figure } from '../../reporting/entry.ts'
import type { Reading } from '../../reporting/read.ts'
import { type Person, unitById } from '../../roster/organization.ts'
import { mayReportFor } from '../../roster/permissions.ts'
import type { Scene } from '../scene.ts'
import { periodText, timeText } from '../wording.ts'
import { isLive } from './record-card.ts'

/** Why a figure waits for confirmation; `suggest`: the figure that was perhaps meant. */
export interface Question {
  text: string
  suggest?: { label: string; value: number }
}

/** A figure before it is decided whether it counts at once. */
export interface Draft {
  entry: Entry
  figure: Figure
  /** What it would replace. */
  target?: Entry
  question?: Question
}

/** Words by which a late figure says that it is one. */
const SAID_LATE = /补[报登录填记]|漏[报登]|迟[报了]/

/** Why an entry must be confirmed; undefined when it may count at once. `aside`: entries that it is not held against. */
export async function questionAbout(
  draft: Draft,
  said: { text: string; sentAt: string },
  reading: Pick<Reading, 'kind' | 'asks'>,
  person: Person,
  scene: Scene,
  aside: readonly Entry[],
): Promise<Question | undefined> {
  const { entry, figure, target } = draft
  const { organization, catalogue } = scene.bureau
  if (!target && !mayReportFor(person, entry.org, organization))
    return { text: scene.words.onBehalf(unitById(organization, entry.org)?.name ?? entry.org) }
  const indicator = catalogue.find((one) => one.id === entry.indicator)
  if (!indicator) return undefined
  const year = entry.to.slice(0, 4)
  const range = { from: `${Number(year) - 1}-07-01`, to: `${year}-12-31` }
  const history = await scene.ledger.asKnownAt(scene.now, range, { indicators: [entry.indicator] })
  const beside = new Set([...aside.map(({ id }) => id), target?.id])
  const live = history.filter((one) => isLive(one) && !beside.has(one.id))
  const occasion = {
    today: scene.today,
    corrects: target !== undefined || reading.kind === 'correction',
    late: SAID_LATE.test(said.text),
  }
  const [remark] = remarks(entry, live, indicator, occasion)
  if (remark) return { text: remark.question, ...(remark.suggest ? { suggest: remark.suggest } : {}) }
  const asked = reading.asks.find((ask) => ask.figure && sameFigure(ask.figure, figure))
  if (asked) return { text: asked.question }
  return (target && (await overtaken(draft, target, said.sentAt, person, scene))) || undefined
}

/** Somebody else has changed the same entry after these words were said: the speaker had not seen that. */
async function overtaken(
  { entry }: Draft,
  target: Entry,
  sentAt: string,
  person: Person,
  scene: Scene,
): Promise<Question | undefined> {
  if (!target.replaces || target.receivedAt <= sentAt) return undefined
  const [act] = (await scene.ledger.acts([target.replaces])).filter((one) => one.act === 'replace')
  if (!act || act.by === person.openId) return undefined
  const who = scene.bureau.organization.people.find((one) => one.openId === act.by)?.name ?? ''
  const at = timeText(act.at, scene.bureau.organization.timezone, scene.today)
  return { text: scene.words.overtaken(who, at, target.value, entry.value, entry.unit) }
}

/** That a recorded figure belongs to a week that is over, or was said for another unit. */
export function remarksOnRecorded(
  entries: readonly Entry[],
  kind: Reading['kind'],
  person: Person,
  scene: Scene,
): string[] {
  const { organization } = scene.bureau
  const late = entries.filter((one) => kind === 'report' && isLate(one, scene.today))
  const periods = [...new Set(late.map((one) => periodText(one, scene.today)))]
  const others = entries.filter((one) => one.org !== person.unit)
  const names = [...new Set(others.map((one) => unitById(organization, one.org)?.name ?? one.org))]
  return [
    ...periods.map((period) => scene.words.late(period)),
    ...(names.length ? [scene.words.reportedFor(names)] : []),
  ]
}

function sameFigure(a: Figure, b: Figure): boolean {
  return (
    a.indicator === b.indicator && a.org === b.org && a.value === b.value && a.span.start === b.span.start
  )
}
