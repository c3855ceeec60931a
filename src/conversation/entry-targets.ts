import { Temporal } from 'temporal-polyfill'
import type { Said } from '../message.ts'
import type { Entry } from '../reporting/entry.ts'
import type { Reading } from '../reporting/read.ts'
import type { Person } from '../roster/organization.ts'
import { mayChange } from '../roster/permissions.ts'
import { isLive } from './record-card.ts'
import type { Scene } from './scene.ts'

/** A correction without a date means something reported lately. */
const LATELY_DAYS = 7

/**
 * The entry that a corrected figure replaces: the person may change it, same indicator and unit, the same period if it
 * can be, else a lately reported one, whose period the correction takes over when it names no day of its own.
 */
export async function findReplaced(
  entry: Entry,
  person: Person,
  said: Said,
  scene: Scene,
  taken: readonly Entry[],
): Promise<Entry | undefined> {
  const known = await changeable(person, scene, [entry.indicator])
  const candidates = known.filter(
    (one) => one.org === entry.org && !taken.includes(one) && one.messageId !== said.messageId,
  )
  const same = candidates.find((one) => one.from === entry.from && one.to === entry.to)
  const over = candidates.find((one) => one.from <= entry.to && entry.from <= one.to)
  if (same ?? over) return same ?? over
  const lately = Temporal.PlainDate.from(scene.today).subtract({ days: LATELY_DAYS }).toString()
  const recent = candidates.find((one) => one.to >= lately)
  const namesNoDay = entry.from === entry.to && entry.to === scene.today
  if (!recent || !namesNoDay) return undefined
  Object.assign(entry, { from: recent.from, to: recent.to })
  return recent
}

/** What a withdrawal takes back: the latest figures of the named indicators, else all of the person's last message. */
export async function findWithdrawn(
  reading: Reading,
  person: Person,
  said: Said,
  scene: Scene,
): Promise<Entry[]> {
  const named = [...new Set(reading.targets)]
  const own = (await changeable(person, scene, named)).filter((one) => one.reporter === person.openId)
  const here = own.filter((one) => one.chatId === said.chat.id)
  const candidates = here.length ? here : own
  if (named.length) {
    const latest = named.map((indicator) => candidates.find((one) => one.indicator === indicator))
    return latest.filter((one) => one !== undefined)
  }
  const last = candidates[0]
  return last ? candidates.filter((one) => one.messageId === last.messageId) : []
}

/** Live entries that the person may change, newest first; of these indicators, or of all. */
async function changeable(person: Person, scene: Scene, indicators: readonly string[]): Promise<Entry[]> {
  const from = Temporal.PlainDate.from(scene.today).subtract({ years: 1 }).toString()
  const to = Temporal.PlainDate.from(scene.today).add({ days: 31 }).toString()
  const entries = await scene.ledger.asKnownAt(
    scene.now,
    { from, to },
    indicators.length ? { indicators } : {},
  )
  return entries
    .filter((entry) => isLive(entry) && mayChange(person, entry))
    .sort((a, b) =>
      a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : a.id < b.id ? 1 : -1,
    )
}
