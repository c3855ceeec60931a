import { Temporal } from 'temporal-polyfill'
import { isWorkingDay, workingDay, type YearTables } from '../knowledge/working-days.ts'

/** When something recurs, in the bureau's zone. Plain JSON: it is stored with a standing order. */
export interface Rhythm {
  every: 'day' | 'workday' | 'week' | 'month' | 'quarter'
  /** 1 Monday … 7 Sunday; of `week`. */
  weekday?: number
  /** 1 … 31, or −1 for the last; of `month`, and of `quarter` counted in its first month (−1: in its last). */
  day?: number
  /** HH:MM */
  time: string
}

/** One time at which a rhythm falls due. */
export interface Beat {
  /** The day as the rhythm says it: names the occasion, whatever it was moved to. */
  nominal: string
  /** The day on which it happens, holidays considered. */
  day: string
  /** UTC ISO */
  at: string
}

/**
 * The beats with `after` < at ≤ `until` (UTC ISO), oldest first. What falls on a day off moves within its week or to the
 * working day before; what stands at the beginning of a month or quarter moves to the next one.
 */
export function beatsBetween(
  rhythm: Rhythm,
  after: string,
  until: string,
  zone: string,
  years: YearTables,
): Beat[] {
  const first = Temporal.Instant.from(after).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 12 })
  const last = Temporal.Instant.from(until).toZonedDateTimeISO(zone).toPlainDate().add({ days: 12 })
  const beats: Beat[] = []
  for (let at = first; Temporal.PlainDate.compare(at, last) <= 0; at = at.add({ days: 1 })) {
    if (!isNominal(rhythm, at, years)) continue
    const nominal = at.toString()
    const day = actualDay(rhythm, nominal, years)
    const instant = Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: zone, plainTime: rhythm.time })
      .toInstant()
    const beat = { nominal, day, at: new Date(instant.epochMilliseconds).toISOString() }
    if (beat.at > after && beat.at <= until) beats.push(beat)
  }
  return beats.sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The first beat after a time, within the next 200 days. */
export function nextBeat(rhythm: Rhythm, after: string, zone: string, years: YearTables): Beat | undefined {
  for (const days of [10, 40, 200]) {
    const until = Temporal.Instant.from(after).add({ hours: days * 24 })
    const [beat] = beatsBetween(rhythm, after, until.toString(), zone, years)
    if (beat) return beat
  }
  return undefined
}

function isNominal(rhythm: Rhythm, at: Temporal.PlainDate, years: YearTables): boolean {
  switch (rhythm.every) {
    case 'day':
      return true
    case 'workday':
      return isWorkingDay(at.toString(), years)
    case 'week':
      return at.dayOfWeek === rhythm.weekday
    case 'month':
      return at.day === dayIn(at, rhythm.day ?? 1)
    case 'quarter':
      return (at.month - 1) % 3 === (rhythm.day === -1 ? 2 : 0) && at.day === dayIn(at, rhythm.day ?? 1)
  }
}

/** The 31st of a short month is its last day. */
function dayIn(month: Temporal.PlainDate, day: number): number {
  return day < 0 ? month.daysInMonth : Math.min(day, month.daysInMonth)
}

function actualDay(rhythm: Rhythm, nominal: string, years: YearTables): string {
  if (rhythm.every === 'day' || rhythm.every === 'workday') return nominal
  if (rhythm.every === 'week') {
    // Whoever names a weekend day means it.
    if ((rhythm.weekday ?? 0) > 5) return nominal
    const earlier = workingDay(nominal, 'earlier', years)
    const monday = Temporal.PlainDate.from(nominal).subtract({ days: (rhythm.weekday ?? 1) - 1 })
    return earlier >= monday.toString() ? earlier : workingDay(nominal, 'later', years)
  }
  const early = rhythm.day !== undefined && rhythm.day > 0 && rhythm.day <= 15
  return workingDay(nominal, early ? 'later' : 'earlier', years)
}

/** “friday 16:30”, “25 17:00”, “last 17:00”, “17:00” as organization.yaml writes a duty's due time; undefined: none of these. */
export function rhythmOfDue(every: 'day' | 'week' | 'month' | 'quarter', due: string): Rhythm | undefined {
  const match = /^(?:([a-z]+|\d{1,2})\s+)?(\d{1,2}):(\d{2})$/i.exec(due.trim())
  if (!match || Number(match[2]) > 23 || Number(match[3]) > 59) return undefined
  const time = `${match[2]!.padStart(2, '0')}:${match[3]}`
  const word = match[1]?.toLowerCase()
  if (every === 'day') return word ? undefined : { every: 'workday', time }
  if (every === 'week') {
    const weekday = WEEKDAYS.indexOf(word ?? '') + 1
    return weekday ? { every, weekday, time } : undefined
  }
  if (word === 'last' || word === undefined) return { every, day: -1, time }
  const day = Number(word)
  return day >= 1 && day <= 31 ? { every, day, time } : undefined
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** “每周五17:00”, “每月最后一天9:00”. */
export function rhythmText({ every, weekday, day, time }: Rhythm): string {
  const clock = time.replace(/^0/, '')
  const on = day === -1 ? '最后一天' : `${day ?? 1}日`
  if (every === 'week') return `每周${'一二三四五六日'[(weekday ?? 1) - 1]}${clock}`
  if (every === 'month') return `每月${on}${clock}`
  if (every === 'quarter') return day === -1 ? `每季度${on}${clock}` : `每季度第一个月${on}${clock}`
  return `${every === 'workday' ? '每个工作日' : '每天'}${clock}`
}
