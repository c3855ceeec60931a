import type { Catalogue } from '../reporting/catalogue.ts'
import type { Entry } from '../reporting/entry.ts'
import { heirsOf, type Organization } from '../roster/organization.ts'
import { type Duties, dutiesOf, dutyKey } from './duties.ts'
import { type Period, periodOf } from './periods.ts'
import {
  type Counted,
  countedSinceJanuary,
  countedWithin,
  isLater,
  statedSinceJanuary,
  sumOf,
  type UnitFigures,
} from './running-totals.ts'

export interface IndicatorTally {
  indicator: string
  unit: string
  /** New in the period, summed over the units of `byOrg`. */
  total: number
  previous: number
  yearToDate: number
  target: number | null
  /** yearToDate / target, to four decimals. */
  targetShare: number | null
  /** Each figure at the unit that it names. Empty: nobody reported for the period. */
  byOrg: Record<string, number>
  previousByOrg: Record<string, number>
  yearByOrg: Record<string, number>
  /** The entries behind `total` and behind `yearToDate`. */
  entries: Entry[]
  yearEntries: Entry[]
}

export interface LevelTally {
  indicator: string
  unit: string
  org: string
  value: number
  at: string
  entry: Entry
  /** The latest of before the period, for the change. */
  before?: number
}

export interface Tally {
  period: Period
  at: string
  indicators: IndicatorTally[]
  levels: LevelTally[]
  straddling: Entry[]
  pending: Entry[]
  missing: Duties['missing']
  /** Units that owe something for the period, and how many of them owe nothing any more. */
  owing: number
  complete: number
  owes: Duties['owes']
}

export interface TallyInput {
  /** As known at `at`, with the status that they had then; in any order. Since 1 January and since the period before. */
  entries: readonly Entry[]
  catalogue: Catalogue
  organization: Organization
  from: string
  to: string
  /** UTC ISO */
  at: string
  /** Only these units are counted; nothing of the others shows. */
  orgs?: ReadonlySet<string> | 'all'
  indicators?: ReadonlySet<string>
  /** Where the caller knows more than the days tell: “今年以来” on 31 March is no quarter. */
  period?: Period
  /** The day whose year to date is told; the period's last one unless it lies in a year that has not begun. */
  yearAt?: string
}

/** Adds up the ledger for a period. Pure: the same entries in any order give the same figures. */
export function tally(input: TallyInput): Tally {
  const period = input.period ?? periodOf(input.from, input.to)
  const figures = sortIn(input, period)
  const order = new Map(input.catalogue.map((indicator, place) => [indicator.id, place]))
  const place = (id: string) => order.get(id) ?? input.catalogue.length
  const byPlace = (a: { indicator: string }, b: { indicator: string }) =>
    place(a.indicator) - place(b.indicator) || compare(a.indicator, b.indicator)
  const indicators = [...figures.flows]
    .map(([id, units]) => indicatorTally(id, units, period, input))
    .filter((one) => one !== undefined)
    .sort(byPlace)
  const owed = dutiesOf(input, period, figures.reported)
  return {
    period,
    at: input.at,
    indicators,
    levels: figures.levels().sort((a, b) => byPlace(a, b) || compare(a.org, b.org)),
    straddling: figures.straddling.sort(byTime),
    pending: figures.pending.sort(byTime),
    ...owed,
  }
}

/** One pass over the entries: what counts, by indicator and unit. */
function sortIn(input: TallyInput, period: Period) {
  const flows = new Map<string, Map<string, UnitFigures>>()
  const levels = new Map<string, { now?: Entry; before?: Entry }>()
  const straddling: Entry[] = []
  const pending: Entry[] = []
  const reported = new Set<string>()
  const orgs = input.orgs === 'all' ? undefined : input.orgs
  const heirs = heirsOf(input.organization)
  const january = `${(input.yearAt ?? period.to).slice(0, 4)}-01-01`
  const first = january < period.previous.from ? january : period.previous.from
  for (const entry of input.entries) {
    const heir = heirs.get(entry.org) ?? entry.org
    if (orgs && !orgs.has(heir)) continue
    if (input.indicators && !input.indicators.has(entry.indicator)) continue
    const touches = entry.from <= period.to && entry.to >= period.from
    if (entry.status === 'pending' && touches) pending.push(entry)
    if (entry.status !== 'recorded') continue
    if (touches && entry.from >= period.from && entry.to <= period.to)
      reported.add(dutyKey(heir, entry.indicator))
    else if (touches && entry.measure === 'increment') straddling.push(entry)
    if (entry.measure === 'level') {
      if (entry.to <= period.to) keepLatest(levels, entry, period)
    } else if (entry.to >= first && entry.to <= period.to) {
      const figures = figuresOf(flows, entry)
      if (entry.measure === 'increment') figures.increments.push(entry)
      else figures.running.push(entry)
    }
  }
  return {
    flows,
    straddling,
    pending,
    reported,
    levels: () => [...levels.values()].map(levelTally).filter((one) => one !== undefined),
  }
}

function indicatorTally(
  id: string,
  units: Map<string, UnitFigures>,
  period: Period,
  { catalogue, organization, yearAt = period.to }: TallyInput,
): IndicatorTally | undefined {
  const heirs = heirsOf(organization)
  const now = new Map<string, Counted>()
  const before = new Map<string, Counted>()
  const year = new Map<string, Counted>()
  for (const [org, figures] of [...units].sort(([a], [b]) => compare(a, b))) {
    const heir = heirs.get(org)
    const place = heir ?? org
    keep(now, place, countedWithin(figures, period))
    keep(before, place, countedWithin(figures, period.previous))
    // What a unit states since January holds what was reported by those that were merged into it.
    const stated = heir && statedSinceJanuary(units.get(heir), yearAt)
    keep(year, place, countedSinceJanuary(stated ? startedAfter(figures, stated.to) : figures, yearAt))
  }
  if (!now.size && !before.size && !year.size) return undefined
  const indicator = catalogue.find((one) => one.id === id)
  const some = [...now.values(), ...before.values(), ...year.values()][0]?.entries[0]
  const yearToDate = total(year)
  const target = indicator?.targets[yearAt.slice(0, 4)] ?? null
  return {
    indicator: id,
    unit: indicator?.unit ?? some?.unit ?? '',
    total: total(now),
    previous: total(before),
    yearToDate,
    target,
    targetShare: target ? Math.round((yearToDate / target) * 10_000) / 10_000 : null,
    byOrg: values(now),
    previousByOrg: values(before),
    yearByOrg: values(year),
    // Sorted only for who looks: most summaries never open their sources.
    get entries() {
      return sources(now)
    },
    get yearEntries() {
      return sources(year)
    },
  }
}

function figuresOf(flows: Map<string, Map<string, UnitFigures>>, entry: Entry): UnitFigures {
  const units = flows.get(entry.indicator) ?? new Map<string, UnitFigures>()
  if (!units.size) flows.set(entry.indicator, units)
  const figures = units.get(entry.org) ?? { increments: [], running: [] }
  if (!figures.increments.length && !figures.running.length) units.set(entry.org, figures)
  return figures
}

function startedAfter({ increments, running }: UnitFigures, day: string): UnitFigures {
  const later = (one: Entry) => one.from > day
  return { increments: increments.filter(later), running: running.filter(later) }
}

function keepLatest(
  levels: Map<string, { now?: Entry; before?: Entry }>,
  entry: Entry,
  period: Period,
): void {
  const key = dutyKey(entry.org, entry.indicator)
  const known = levels.get(key) ?? {}
  if (!known.now || isLater(entry, known.now)) known.now = entry
  if (entry.to < period.from && (!known.before || isLater(entry, known.before))) known.before = entry
  levels.set(key, known)
}

function levelTally({ now, before }: { now?: Entry; before?: Entry }): LevelTally | undefined {
  if (!now) return undefined
  const { indicator, unit, org, value, to } = now
  return { indicator, unit, org, value, at: to, entry: now, ...(before ? { before: before.value } : {}) }
}

function keep(map: Map<string, Counted>, org: string, counted: Counted | undefined): void {
  if (!counted) return
  const known = map.get(org)
  const entries = [...(known?.entries ?? []), ...counted.entries]
  map.set(org, known ? { value: sumOf([known.value, counted.value]), entries } : counted)
}

function total(map: Map<string, Counted>): number {
  return sumOf(map.values().map((one) => one.value))
}

function values(map: Map<string, Counted>): Record<string, number> {
  return Object.fromEntries([...map].map(([org, counted]) => [org, counted.value]))
}

function sources(map: Map<string, Counted>): Entry[] {
  return [...map.values()].flatMap((counted) => counted.entries).sort(byTime)
}

function byTime(a: Entry, b: Entry): number {
  return compare(a.from, b.from) || compare(a.receivedAt, b.receivedAt) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
