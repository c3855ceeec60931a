import { dayOf, instantAt, later } from '../../clock.ts'
import { workingDay } from '../../knowledge/working-days.ts'
import type { ChatRef } from '../../message.ts'
import type { NoticeReply } from '../../reply.ts'
import type { Person, ReportingDuty } from '../../roster/organization.ts'
import { unitById } from '../../roster/organization.ts'
import { periodAt } from '../../summary/periods.ts'
import { type Beat, beatsBetween, rhythmOfDue } from '../../summary/rhythm.ts'
import { tally } from '../../summary/tally.ts'
import type { Bureau, Scene } from '../scene.ts'
import { timeIn } from '../scene.ts'
import type { Outgoing } from '../turn.ts'
import type { Due } from './rounds.ts'

/** Reminders come in the morning of the day; what is due in the morning itself, in the afternoon before. */
const MORNING = '09:30'
const AFTERNOON = '15:00'
/** The deadline's line to a group is still of use for this long. */
const LINE_MS = 12 * 3600_000
const DAY_MS = 24 * 3600_000

/** What the duties of organization.yaml make due: a reminder to who owes something, a line to the group at the deadline. */
export function duePromises(bureau: Bureau, now: string, privateChat: (openId: string) => ChatRef): Due[] {
  const near = deadlines(bureau, now)
  return [...reminders(near, bureau, now, privateChat), ...near.flatMap((deadline) => lines(deadline, now))]
}

interface Deadline {
  duty: ReportingDuty
  beat: Beat
}

/** Deadlines near `now`: of the last day and of the next eleven, holidays included. */
function deadlines(bureau: Bureau, now: string): Deadline[] {
  const { reporting, timezone } = bureau.organization
  return reporting.flatMap((duty) => {
    const rhythm = rhythmOfDue(duty.every, duty.due)
    if (!rhythm || duty.optional) return []
    const beats = beatsBetween(rhythm, later(now, -DAY_MS), later(now, 11 * DAY_MS), timezone, bureau.years)
    return beats.map((beat) => ({ duty, beat }))
  })
}

/** One card a person and deadline, whatever the number of duties that fall due then. */
function reminders(
  near: readonly Deadline[],
  bureau: Bureau,
  now: string,
  privateChat: (openId: string) => ChatRef,
): Due[] {
  const open = near.filter(({ beat }) => now >= reminderTime(beat, bureau) && now < beat.at)
  const asked = open.flatMap((deadline) =>
    deadline.duty.units.flatMap((unit) =>
      reportersOf(unit, deadline.beat.day, bureau).map(({ openId }) => ({ ...deadline, unit, openId })),
    ),
  )
  const cards = Map.groupBy(asked, ({ beat, openId }) => `remind:${beat.at}:${openId}`)
  return [...cards].map(([key, owed]): Due => {
    const { beat, openId } = owed[0]!
    const compose = async (scene: Scene): Promise<Outgoing[]> => {
      const missing = await Promise.all(owed.map((one) => missingOf(one.duty, one.beat, one.unit, scene)))
      const indicators = [...new Set(missing.flat())]
      if (!indicators.length) return []
      return [{ key, chat: privateChat(openId), op: 'send', reply: reminder(indicators, beat, scene) }]
    }
    return { key, dueAt: reminderTime(beat, bureau), compose }
  })
}

function reminderTime({ day, at }: Beat, bureau: Bureau): string {
  const { timezone } = bureau.organization
  const morning = instantAt(day, MORNING, timezone)
  if (morning < later(at, -3600_000)) return morning
  const before = dayOf(later(`${day}T12:00:00.000Z`, -DAY_MS), 'UTC')
  return instantAt(workingDay(before, 'earlier', bureau.years), AFTERNOON, timezone)
}

/** Whoever reports for a unit and is there; where it has no staff, its leader. */
function reportersOf(unit: string, day: string, bureau: Bureau): Person[] {
  const people = bureau.organization.people.filter((one) => one.unit === unit && !isAway(one, day))
  const staff = people.filter((one) => one.role === 'staff')
  return staff.length ? staff : people
}

function isAway({ away = [] }: Person, day: string): boolean {
  return away.some(({ from, to }) => from <= day && day <= to)
}

async function missingOf(duty: ReportingDuty, beat: Beat, unit: string, scene: Scene): Promise<string[]> {
  const { catalogue, organization } = scene.bureau
  const period = periodAt(duty.every, beat.nominal)
  const indicators = new Set(duty.indicators)
  const entries = await scene.ledger.asKnownAt(scene.now, period, { indicators: duty.indicators })
  const only = { ...organization, reporting: [{ ...duty, units: [unit] }] }
  const counted = { entries, catalogue, organization: only, from: period.from, to: period.to, at: scene.now }
  const { missing } = tally({ ...counted, orgs: new Set([unit]), indicators })
  return missing.flatMap((one) => one.indicators)
}

function reminder(missing: readonly string[], beat: Beat, scene: Scene): NoticeReply {
  const names = missing.map((id) => scene.bureau.catalogue.find((one) => one.id === id)?.name ?? id)
  return {
    kind: 'notice',
    tone: 'turquoise',
    title: scene.words.reminderTitle,
    lines: [scene.words.reminder(timeIn(beat.at, scene), names)],
    buttons: [
      { label: scene.words.nothingNewLabel, action: 'ask', value: { text: scene.words.nothingNewLabel } },
    ],
  }
}

/** One line without blame, to the group that the duty names. */
function lines({ duty, beat }: Deadline, now: string): Due[] {
  const { group } = duty
  if (!group || now < beat.at || now > later(beat.at, LINE_MS)) return []
  const key = `deadline:${beat.at}:${duty.every}:${group}:${duty.indicators.join('+')}`
  const compose = async (scene: Scene): Promise<Outgoing[]> => {
    const units: string[] = []
    for (const unit of duty.units)
      if ((await missingOf(duty, beat, unit, scene)).length)
        units.push(unitById(scene.bureau.organization, unit)?.name ?? unit)
    if (!units.length) return []
    const line = scene.words.deadlineLine(timeIn(beat.at, scene), units)
    const reply: NoticeReply = { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] }
    return [{ key, chat: { id: group, kind: 'group' }, op: 'send', reply }]
  }
  return [{ key, dueAt: beat.at, compose }]
}
