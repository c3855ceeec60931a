import type { Entry } from '../../reporting/entry.ts'
import type { Organization } from '../../roster/organization.ts'
import { visibleUnits } from '../../roster/permissions.ts'
import { tally } from '../../summary/tally.ts'
import { numberText, percentText } from '../../summary/wording.ts'
import type { Scene } from '../scene.ts'
import { mondayOf, valueText } from '../wording.ts'
import type { CardFacts } from './record-card.ts'

/** Whose figures the running totals of a card add up: the reporting unit's own, or the whole bureau's. */
export type TotalsScope = 'unit' | 'bureau'

/**
 * What a card needs beside its entries: the running figures of the week and the year, these entries included.
 * A card that others may see (a group, another person's chat) gets the unit's own figures only.
 */
export async function factsFor(
  entries: readonly Entry[],
  earlier: readonly Entry[],
  scope: TotalsScope,
  scene: Scene,
): Promise<CardFacts> {
  const { catalogue, organization } = scene.bureau
  const facts = { catalogue, organization, today: scene.today }
  const indicators = [...new Set(entries.map((entry) => entry.indicator))]
  const range = { from: `${scene.today.slice(0, 4)}-01-01`, to: `${scene.today.slice(0, 4)}-12-31` }
  const stored = indicators.length ? await scene.ledger.asKnownAt(scene.now, range, { indicators }) : []
  // The entries at hand stand for their stored selves: they are as they will be once the turn is written.
  const ids = new Set(entries.map((entry) => entry.id))
  const replacedNow = new Set(entries.map((entry) => entry.replaces))
  const all = [...stored.filter((one) => !ids.has(one.id) && !replacedNow.has(one.id)), ...entries]
  const period = { from: mondayOf(scene.today), to: scene.today }
  const totals = new Map<string, { week: string; year: string }>()
  for (const entry of entries) {
    const indicator = catalogue.find((one) => one.id === entry.indicator)
    if (!indicator || indicator.kind === 'level' || entry.status === 'pending') continue
    if (!sees(entry, organization)) continue
    const counted = scope === 'bureau' ? all : all.filter((one) => one.org === entry.org)
    const result = tally({ entries: counted, catalogue, organization, ...period, at: scene.now })
    const line = result.indicators.find((one) => one.indicator === entry.indicator)
    if (!line) continue
    const target = scope === 'bureau' ? line.target : null
    const share = target ? ` / ${numberText(target)}（${percentText(line.yearToDate / target)}）` : ''
    totals.set(entry.id, {
      week: valueText(line.total, line.unit),
      year: `${valueText(line.yearToDate, share ? '' : line.unit)}${share}`,
    })
  }
  const known = [...stored, ...earlier, ...entries]
  return { ...facts, totals, earlier: new Map(known.map((entry) => [entry.id, entry])) }
}

/** Who reports for a unit does not see by that what the unit has reported. */
function sees(entry: Entry, organization: Organization): boolean {
  const reporter = organization.people.find((one) => one.openId === entry.reporter)
  const visible = reporter && visibleUnits(reporter, organization)
  return visible === 'all' || visible?.has(entry.org) === true
}
