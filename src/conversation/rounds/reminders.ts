import { dayOf, instantAt, later } from '../../clock.ts'
import { workingDay } from '../../knowledge/working-days.ts'
import type { ChatRef } from '../../message.ts'
import type { Button, NoticeReply } from '../../reply.ts'
import type { Person, ReportingDuty } from '../../roster/organization.ts'
import { unitById } from '../../roster/organization.ts'
import { type Period, periodAt } from '../../summary/periods.ts'
import { type Beat, beatsBetween, rhythmOfDue } from '../../summary/rhythm.ts'
import { tally } from '../../summary/tally.ts'
import { periodWords, spanText } from '../../summary/wording.ts'
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
const BUTTONS = 4

/** What the duties of organization.yaml make due: a reminder to who owes something, a line to the group at the deadline. */
export function duePromises(bureau: Bureau, now: string, privateChat: (openId: string) => ChatRef): Due[] {
  const near = deadlines(bureau, now)
  return [...reminders(near, bureau, now, privateChat), ...lines(near, now)]
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
  const asked = open.flatMap((deadline) => {
    const day = dayOf(reminderTime(deadline.beat, bureau), bureau.organization.timezone)
    return deadline.duty.units.flatMap((unit) =>
      reportersOf(unit, day, bureau).map(({ openId }) => ({ ...deadline, unit, openId })),
    )
  })
  const cards = Map.groupBy(asked, ({ beat, openId }) => `remind:${beat.at}:${openId}`)
  return [...cards].map(([key, owed]): Due => {
    const { beat, openId } = owed[0]!
    const compose = async (scene: Scene): Promise<Outgoing[]> => {
      const missing: Owed[] = []
      for (const { duty, beat: of, unit } of owed) {
        const period = periodAt(duty.every, of.nominal)
        const known = missing.find((one) => one.period.from === period.from && one.period.to === period.to)
        const indicators = new Set([
          ...(known?.indicators ?? []),
          ...(await missingOf(duty, of, unit, scene)),
        ])
        if (known) known.indicators = indicators
        else missing.push({ period, indicators })
      }
      const lacks = missing.filter((one) => one.indicators.size)
      if (!lacks.length) return []
      return [{ key, chat: privateChat(openId), op: 'send', reply: reminder(lacks, beat, scene) }]
    }
    return { key, dueAt: reminderTime(beat, bureau), compose }
  })
}

/** What a person's unit has not reported of a period. */
interface Owed {
  period: Period
  indicators: ReadonlySet<string>
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

function reminder(owed: readonly Owed[], beat: Beat, scene: Scene): NoticeReply {
  const { catalogue } = scene.bureau
  const nameOf = (id: string) => catalogue.find((one) => one.id === id)?.name ?? id
  const parts = owed.map(({ period, indicators }) => ({
    period: calledNow(period, scene),
    names: [...indicators].map(nameOf),
  }))
  const buttons = owed.flatMap((one) => nothingNew(one, scene)).slice(0, BUTTONS)
  return {
    kind: 'notice',
    tone: 'turquoise',
    title: scene.words.reminderTitle,
    lines: [
      scene.words.reminder(
        timeIn(beat.at, scene),
        parts,
        buttons.map((one) => one.label),
      ),
    ],
    buttons,
  }
}

/** “本周”; a period that is over or not yet begun by its days. */
function calledNow(period: Period, { today }: Scene): string {
  const runs = period.from <= today && today <= period.to
  return runs ? periodWords(period.kind).now.replace('当日', '今天') : spanText(period, today)
}

/**
 * The button says its days in full: pressed after the week is over it still means that week. Only what is a flow can have
 * nothing new, and only in days that have begun.
 */
function nothingNew({ period, indicators }: Owed, scene: Scene): Button[] {
  const flows = scene.bureau.catalogue.filter((one) => indicators.has(one.id) && one.kind === 'flow')
  if (!flows.length || period.from > scene.today) return []
  const to = period.to < scene.today ? period.to : scene.today
  const days = [period.from, ...(to === period.from ? [] : [to])].map(inFull).join('至')
  const text = `${days}${flows.map((one) => one.name).join('、')}无新增`
  return [{ label: scene.words.nothingNewLabel(calledNow(period, scene)), action: 'ask', value: { text } }]
}

function inFull(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** One line without blame to each group that duties name, whatever the number of duties that fall due then. */
function lines(near: readonly Deadline[], now: string): Due[] {
  const due = near.filter(({ duty, beat }) => duty.group && now >= beat.at && now <= later(beat.at, LINE_MS))
  const groups = Map.groupBy(due, ({ duty, beat }) => `deadline:${beat.at}:${duty.group}`)
  return [...groups].map(([key, deadlines]): Due => {
    const { duty, beat } = deadlines[0]!
    const compose = async (scene: Scene): Promise<Outgoing[]> => {
      const { organization } = scene.bureau
      const units = new Set<string>()
      for (const one of deadlines)
        for (const unit of one.duty.units)
          if ((await missingOf(one.duty, one.beat, unit, scene)).length)
            units.add(unitById(organization, unit)?.id ?? unit)
      if (!units.size) return []
      const names = organization.units.flatMap(({ id, name }) => (units.has(id) ? [name] : []))
      const line = scene.words.deadlineLine(timeIn(beat.at, scene), names)
      const reply: NoticeReply = { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] }
      return [{ key, chat: { id: duty.group ?? '', kind: 'group' }, op: 'send', reply }]
    }
    return { key, dueAt: beat.at, compose }
  })
}
