import { instantAt } from '../clock.ts'
import type { YearTables } from '../knowledge/working-days.ts'
import type { Organization, ReportingDuty } from '../roster/organization.ts'
import { dutyKey, fitsInto } from './duties.ts'
import type { Period } from './periods.ts'
import { beatsBetween, rhythmOfDue } from './rhythm.ts'
import type { Tally } from './tally.ts'

/** Who is late with a period, and who still has time. */
export interface Waiting {
  /** Of what is missing only what is overdue. */
  late: Tally['missing']
  /** What is not due yet: units that owe it and those that have reported it all; UTC ISO of the next deadline. */
  open?: { owing: number; complete: number; dueAt: string }
}

/** Sets what is missing against the deadlines of the duties: before one has come, nobody is late. */
export function waitingFor(
  tally: Tally,
  organization: Organization,
  now: string,
  years: YearTables,
): Waiting {
  const due = new Set<string>()
  const open = new Map<string, string[]>()
  let dueAt = ''
  for (const duty of organization.reporting) {
    if (duty.optional || !fitsInto(duty, tally.period)) continue
    const deadline = deadlineOf(duty, tally.period, organization.timezone, years)
    const waits = deadline !== undefined && now < deadline
    if (waits && (!dueAt || deadline < dueAt)) dueAt = deadline
    for (const unit of duty.units)
      for (const indicator of duty.indicators)
        if (waits) open.set(unit, [...(open.get(unit) ?? []), indicator])
        else due.add(dutyKey(unit, indicator))
  }
  const late = tally.missing
    .map(({ org, indicators }) => ({ org, indicators: indicators.filter((id) => due.has(dutyKey(org, id))) }))
    .filter((one) => one.indicators.length)
  // Units whose figures are not shown are in neither number.
  const owing = [...open].filter(([org]) => tally.owes.includes(org))
  const lacks = (org: string, ids: readonly string[]) =>
    tally.missing.some((one) => one.org === org && one.indicators.some((id) => ids.includes(id)))
  const complete = owing.filter(([org, ids]) => !lacks(org, ids)).length
  return { late, ...(owing.length ? { open: { owing: owing.length, complete, dueAt } } : {}) }
}

/** The last deadline of a duty within a period; undefined where none is written that can be read. */
function deadlineOf(duty: ReportingDuty, { from, to }: Period, zone: string, years: YearTables) {
  const rhythm = rhythmOfDue(duty.every, duty.due)
  if (!rhythm) return undefined
  const [start, end] = [instantAt(from, '00:00', zone), instantAt(to, '23:59', zone)]
  // A holiday moves a deadline out of its period by a week or so.
  const near = beatsBetween(rhythm, shifted(start, -12), shifted(end, 12), zone, years)
  return near.findLast((beat) => beat.nominal >= from && beat.nominal <= to)?.at
}

function shifted(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString()
}
