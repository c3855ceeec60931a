import type { ReportingDuty } from '../roster/organization.ts'
import { lengthOf, type Period } from './periods.ts'
import type { TallyInput } from './tally.ts'

export interface Duties {
  /** Units that owe indicators for the period and have not reported them, in the order of the duties. */
  missing: { org: string; indicators: string[] }[]
  owing: number
  complete: number
  /** The units that owe something. */
  owes: string[]
}

/** Days that a period must have at least for a duty of that rhythm to fall due within it. */
const LEAST_DAYS: Record<ReportingDuty['every'], number> = { day: 1, week: 7, month: 28, quarter: 90 }

/** Who owes what for a period: every duty whose rhythm fits into it; a zero report is a report. */
export function dutiesOf(
  input: Pick<TallyInput, 'organization' | 'orgs' | 'indicators'>,
  period: Period,
  reported: ReadonlySet<string>,
): Duties {
  const orgs = input.orgs === 'all' ? undefined : input.orgs
  const owed = new Map<string, Set<string>>()
  for (const duty of input.organization.reporting) {
    if (duty.optional || !fitsInto(duty, period)) continue
    for (const unit of duty.units) {
      if (orgs && !orgs.has(unit)) continue
      for (const indicator of duty.indicators) {
        if (input.indicators && !input.indicators.has(indicator)) continue
        const known = owed.get(unit)
        if (known) known.add(indicator)
        else owed.set(unit, new Set([indicator]))
      }
    }
  }
  const missing = [...owed]
    .map(([org, indicators]) => ({
      org,
      indicators: [...indicators].filter((indicator) => !reported.has(dutyKey(org, indicator))),
    }))
    .filter((one) => one.indicators.length)
  return { missing, owing: owed.size, complete: owed.size - missing.length, owes: [...owed.keys()] }
}

/** Whether a duty of that rhythm falls due within a period of that length. */
export function fitsInto(duty: ReportingDuty, period: Period): boolean {
  return lengthOf(period) >= LEAST_DAYS[duty.every]
}

/** How a unit's report of an indicator is looked up among what was reported. */
export function dutyKey(org: string, indicator: string): string {
  return `${org}\n${indicator}`
}
