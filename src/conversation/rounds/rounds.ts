import { dayOf, later } from '../../clock.ts'
import type { ChatRef } from '../../message.ts'
import type { NoticeReply } from '../../reply.ts'
import { personById } from '../../roster/organization.ts'
import { firstAdmin } from '../../roster/permissions.ts'
import { type Beat, beatsBetween, rhythmText } from '../../summary/rhythm.ts'
import { type Bureau, type Scene, type Setting, timeIn } from '../scene.ts'
import { requestIn, summarize } from '../summaries/summaries.ts'
import type { Outgoing } from '../turn.ts'
import { duePromises } from './reminders.ts'
import type { StandingOrder } from './standing-orders.ts'

/** One occasion that has come: dealt with once for ever, whatever it sends. */
interface Occasion {
  /** Unique for ever: two running copies agree on it. */
  key: string
  dueAt: string
  outgoing: Outgoing[]
  /** Standing orders that end with it. */
  cancel?: string[]
}

/** What was dealt with before. */
export interface Occasions {
  /** Those of the keys that are done. */
  done(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Writes the occasion and what it sends, all or nothing; nothing when another copy was first. */
  settle(occasion: Occasion, now: string): Promise<void>
}

export interface RoundParts {
  setting: Setting
  occasions: Occasions
  /** Where a person is met in private. */
  privateChat(openId: string): ChatRef
}

/** A standing order that was missed while nothing ran is made up for within this time. */
const MAKE_UP_MS = 3 * 24 * 3600_000
/** From here on a late summary says when it was due. */
const LATE_MS = 10 * 60_000

/** Sends what has fallen due by the clock alone: reminders, deadlines, standing orders. Safe to run at any time, in any number of copies. */
export async function runRounds(parts: RoundParts, now: string): Promise<number> {
  const bureau = await parts.setting.bureau()
  const today = dayOf(now, bureau.organization.timezone)
  const scene: Scene = { ...parts.setting, bureau, now, today }
  const orders = await parts.setting.standing.active()
  const due = [
    ...lostChats(await parts.setting.standing.undeliverable(), now, parts.privateChat),
    ...dueOrders(orders, bureau, now),
    ...duePromises(bureau, now, parts.privateChat),
    ...unknownYear(bureau, orders, today, parts.privateChat),
  ]
  const done = await parts.occasions.done(due.map((one) => one.key))
  let settled = 0
  for (const one of due) {
    if (done.has(one.key)) continue
    const outgoing = await one.compose(scene)
    const { key, dueAt, cancel = [] } = one
    await parts.occasions.settle({ key, dueAt, outgoing, cancel }, now)
    settled += 1
  }
  return settled
}

/** What may fall due: composed only when nobody has dealt with it. */
export interface Due {
  key: string
  dueAt: string
  compose(scene: Scene): Promise<Outgoing[]>
  cancel?: string[]
}

function dueOrders(orders: readonly StandingOrder[], bureau: Bureau, now: string): Due[] {
  const { timezone } = bureau.organization
  return orders.flatMap((order) => {
    const since = later(now, -MAKE_UP_MS)
    const from = order.createdAt > since ? order.createdAt : since
    const beats = beatsBetween(order.rhythm, from, now, timezone, bureau.years)
    // Of several missed ones only the last is sent: nobody wants last Monday's figures on Thursday as well.
    return beats.map((beat, i) => ({
      key: `order:${order.id}:${beat.nominal}`,
      dueAt: beat.at,
      compose: async (scene: Scene) => (i === beats.length - 1 ? sendOrder(order, beat, scene) : []),
    }))
  })
}

async function sendOrder(order: StandingOrder, beat: Beat, scene: Scene): Promise<Outgoing[]> {
  const { organization } = scene.bureau
  // Rights are those of today: who left or is no leader any more gets nothing.
  const person = personById(organization, order.personId)
  if (!person || person.role === 'staff') return []
  const today = dayOf(beat.at, organization.timezone)
  const request = requestIn(order.words, { ...scene, today })
  if (!request) return []
  const key = `order:${order.id}:${beat.nominal}`
  const audience = { person, chat: order.chat, published: true }
  const { reply, posted } = await summarize(request, audience, key, { ...scene, today })
  const late = Date.parse(scene.now) - Date.parse(beat.at) > LATE_MS
  if (late && reply.kind === 'summary')
    reply.changes.unshift(scene.words.madeUp(timeIn(beat.at, scene), timeIn(scene.now, scene)))
  return [{ key, chat: order.chat, op: 'send', reply, ...(posted ? { summary: posted } : {}) }]
}

/** What cannot be delivered any more is ended, and whoever ordered it is told once, in private. */
function lostChats(
  orders: readonly StandingOrder[],
  now: string,
  privateChat: RoundParts['privateChat'],
): Due[] {
  return orders.map((order) => {
    const key = `lost:${order.id}`
    const compose = async ({ words }: Scene): Promise<Outgoing[]> => {
      const lines = [words.standingLost(rhythmText(order.rhythm), order.words)]
      const reply: NoticeReply = { kind: 'notice', tone: 'orange', title: '', lines, buttons: [] }
      return [{ key, chat: privateChat(order.personId), op: 'send', reply }]
    }
    return { key, dueAt: now, compose, cancel: [order.id] }
  })
}

/** Deadlines this near are already counted by the table of their year. */
const NEAR_MS = 11 * 24 * 3600_000

/** A year without a table of holidays is told to the admin once, before its first deadlines; until then Monday to Friday count. */
function unknownYear(
  bureau: Bureau,
  orders: readonly StandingOrder[],
  today: string,
  privateChat: RoundParts['privateChat'],
): Due[] {
  const dueAt = `${today}T00:00:00.000Z`
  const years = new Set([today.slice(0, 4), later(dueAt, NEAR_MS).slice(0, 4)])
  const admin = firstAdmin(bureau.organization)
  const waits = orders.length > 0 || bureau.organization.reporting.length > 0
  if (!admin || !waits) return []
  return [...years]
    .filter((year) => !bureau.years[year])
    .map((year) => {
      const key = `holidays:${year}`
      const compose = async ({ words }: Scene): Promise<Outgoing[]> => {
        const lines = [words.noHolidays(year)]
        const reply: NoticeReply = { kind: 'notice', tone: 'plain', title: '', lines, buttons: [] }
        return [{ key, chat: privateChat(admin.openId), op: 'send', reply }]
      }
      return { key, dueAt, compose }
    })
}
