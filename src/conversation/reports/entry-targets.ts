import { Temporal } from 'temporal-polyfill'
import { dayOf } from '../../clock.ts'
import { type Amendment, inUnit } from '../../reporting/amend.ts'
import type { Entry } from '../../reporting/entry.ts'
import type { Person } from '../../roster/organization.ts'
import { mayChange } from '../../roster/permissions.ts'
import type { Scene } from '../scene.ts'
import { isLive } from './record-card.ts'

/** A correction without a date means something reported lately. */
const LATELY_DAYS = 7

/** What was found on record; `foreign`: it is there, but the person may not change it. */
export interface Target {
  target?: Entry
  foreign?: Entry
}

/**
 * The entry that a corrected figure replaces: the person may change it, same indicator and unit; the value that it is said
 * to have had, the same period if it can be, else a lately reported one, whose period the correction takes over when it
 * names no day of its own.
 */
export async function findReplaced(
  entry: Entry,
  amendment: Amendment,
  person: Person,
  scene: Scene,
  taken: readonly Entry[],
): Promise<Target> {
  const { mine, others } = await standing(person, scene, [entry.indicator])
  const fits = (one: Entry) =>
    one.org === entry.org && !taken.some(({ id }) => id === one.id) && one.messageId !== entry.messageId
  const candidates = mine.filter(fits)
  const was = amendment.was && inUnit(amendment.was, entry.unit)
  const touching = (one: Entry) => one.from <= entry.to && entry.from <= one.to
  const lately = Temporal.PlainDate.from(scene.today).subtract({ days: LATELY_DAYS }).toString()
  const namesNoDay = amendment.period === undefined
  const recent = (one: Entry) => namesNoDay && one.to >= lately
  // “上面的12应该是昨天的”: the same number, of other days.
  const moved = (one: Entry) => was === entry.value && saidOn(one, scene) >= lately
  const found =
    candidates.find((one) => one.value === was && (touching(one) || recent(one) || moved(one))) ??
    candidates.find((one) => one.from === entry.from && one.to === entry.to) ??
    candidates.find((one) => touching(one) && one.measure === entry.measure) ??
    candidates.find(touching) ??
    candidates.find(recent)
  if (!found) {
    const foreign = others.find((one) => fits(one) && touching(one))
    return foreign ? { foreign } : {}
  }
  if (namesNoDay) Object.assign(entry, { from: found.from, to: found.to, measure: found.measure })
  return { target: found }
}

/** The entries that a message can mean which names a number, a day or a unit, but not what was counted. */
export async function findAmended(
  amendment: Amendment,
  person: Person,
  scene: Scene,
): Promise<{ targets: Entry[]; foreign?: Entry }> {
  const { mine, others } = await standing(person, scene, amendment.indicators)
  const number = amendment.was ?? amendment.now ?? amendment.shift
  const counted = (one: Entry) => number === undefined || inUnit(number, one.unit) !== undefined
  const candidates = pointedAt(mine.filter(counted), amendment, person, scene)
  if (!candidates.length) {
    const foreign = amendment.orgs.length
      ? others.filter((one) => counted(one) && at(one, amendment, scene))
      : []
    return { targets: [], ...(foreign[0] ? { foreign: foreign[0] } : {}) }
  }
  const { was } = amendment
  const valued = was ? candidates.filter((one) => one.value === inUnit(was, one.unit)) : candidates
  const last = valued[0]
  // Of somebody else's figures none is “the last one”: all of that day can be meant.
  if (last && !was && last.reporter !== person.openId)
    return { targets: valued.filter((one) => saidOn(one, scene) === saidOn(last, scene)) }
  // What was said last is meant, unless a day or an indicator points further back.
  return { targets: last ? valued.filter((one) => one.messageId === last.messageId) : [] }
}

/** What a withdrawal takes back: the named figures, else all of the person's last message. */
export async function findWithdrawn(
  amendment: Amendment,
  person: Person,
  chatId: string,
  scene: Scene,
): Promise<{ targets: Entry[]; foreign?: Entry }> {
  const { indicators, orgs, was, all, period } = amendment
  const { mine, others } = await standing(person, scene, indicators)
  const own = orgs.length ? mine : mine.filter((one) => one.reporter === person.openId)
  const here = own.filter((one) => one.chatId === chatId)
  const pool = here.length && !orgs.length ? here : own
  const lately = Temporal.PlainDate.from(scene.today).subtract({ days: LATELY_DAYS }).toString()
  const candidates = pointedAt(pool, amendment, person, scene).filter(
    (one) =>
      (was === undefined || one.value === inUnit(was, one.unit)) &&
      // “刚才报的作废”, weeks after the last report, does not mean that one.
      (period !== undefined || saidOn(one, scene) >= lately),
  )
  const [last] = candidates
  if (!last) {
    const foreign = orgs.length ? others.find((one) => at(one, amendment, scene)) : undefined
    return { targets: [], ...(foreign ? { foreign } : {}) }
  }
  if (all)
    return { targets: period ? candidates : candidates.filter((one) => saidOn(one, scene) === scene.today) }
  if (indicators.length)
    return { targets: indicators.flatMap((id) => candidates.find((one) => one.indicator === id) ?? []) }
  return { targets: was ? [last] : candidates.filter((one) => one.messageId === last.messageId) }
}

/** Of the entries those at the named unit and day; without a unit the person's own ones, else the own unit's. */
function pointedAt(entries: readonly Entry[], amendment: Amendment, person: Person, scene: Scene): Entry[] {
  const placed = entries.filter((one) => at(one, amendment, scene))
  if (amendment.orgs.length) return placed
  const own = placed.filter((one) => one.reporter === person.openId)
  return own.length ? own : placed.filter((one) => one.org === person.unit)
}

/** “昨天报多了”: of yesterday, or said yesterday; “昨天报的…”: said yesterday. */
function at(one: Entry, { orgs, period, saidThen, indicators }: Amendment, scene: Scene): boolean {
  if (orgs.length && !orgs.includes(one.org)) return false
  if (indicators.length && !indicators.includes(one.indicator)) return false
  if (!period) return true
  const said = saidOn(one, scene)
  if (!saidThen && one.from <= period.to && period.from <= one.to) return true
  return period.from <= said && said <= period.to
}

function saidOn(one: Entry, scene: Scene): string {
  return dayOf(one.sentAt, scene.bureau.organization.timezone)
}

/** Live entries, newest first: those that the person may change, and the others. */
async function standing(
  person: Person,
  scene: Scene,
  indicators: readonly string[],
): Promise<{ mine: Entry[]; others: Entry[] }> {
  const from = Temporal.PlainDate.from(scene.today).subtract({ years: 1 }).toString()
  const to = Temporal.PlainDate.from(scene.today).add({ days: 31 }).toString()
  const known = await scene.ledger.asKnownAt(scene.now, { from, to }, indicators.length ? { indicators } : {})
  const byId = new Map(known.map((one) => [one.id, one]))
  const live = known.filter(isLive).reverse()
  const may = (entry: Entry) =>
    lineOf(entry, byId).some((one) => mayChange(person, one, scene.bureau.organization))
  return { mine: live.filter(may), others: live.filter((one) => !may(one)) }
}

/** An entry and what it stands for: who reported the first of them may change the last. */
export function lineOf(entry: Entry, known: ReadonlyMap<string, Entry>): Entry[] {
  const line = [entry]
  for (
    let one = known.get(entry.replaces ?? '');
    one && !line.includes(one);
    one = known.get(one.replaces ?? '')
  )
    line.push(one)
  return line
}
