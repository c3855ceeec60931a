import type { Entry } from '../reporting/entry.ts'
import type { Span } from './periods.ts'

/** What a unit reported for one indicator, by measure; only what counts. */
export interface UnitFigures {
  increments: Entry[]
  running: Entry[]
}

/** A sum with the entries that it is made of. Values are exact to the hundredth. */
export interface Counted {
  value: number
  entries: Entry[]
}

/** Exact to the hundredth: a sum of 0.1 and 0.2 is 0.3. */
export function sumOf(values: Iterable<number>): number {
  let hundredths = 0
  for (const value of values) hundredths += Math.round(value * 100)
  return hundredths / 100
}

/**
 * What is new in a period: the increments that lie in it. A running total of a stretch within the year (本月累计) stands
 * for the increments inside its stretch, so that nothing is counted twice and nothing is lost.
 */
export function countedWithin(figures: UnitFigures, span: Span): Counted | undefined {
  return count(figures, span, span.from)
}

/**
 * The year to date of one unit: its latest running total since 1 January and the increments that start after it;
 * without one all its increments since 1 January.
 */
export function countedSinceJanuary(figures: UnitFigures, to: string): Counted | undefined {
  const january = `${to.slice(0, 4)}-01-01`
  const stated = statedSinceJanuary(figures, to)
  if (!stated) return count(figures, { from: january, to }, january)
  const after = count(figures, { from: january, to }, stated.to, true)
  const entries = [stated, ...(after?.entries ?? [])]
  return { value: sumOf(entries.map((entry) => entry.value)), entries }
}

/** The latest running total since January, as of a day. */
export function statedSinceJanuary(figures: UnitFigures | undefined, to: string): Entry | undefined {
  const january = `${to.slice(0, 4)}-01-01`
  return latest(figures?.running.filter((entry) => entry.from === january && entry.to <= to) ?? [])
}

/** The later statement wins: by the day that it is as of, then by when it came. */
function latest(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>(
    (best, entry) => (best && !isLater(entry, best) ? best : entry),
    undefined,
  )
}

export function isLater(entry: Entry, than: Entry): boolean {
  if (entry.to !== than.to) return entry.to > than.to
  if (entry.receivedAt !== than.receivedAt) return entry.receivedAt > than.receivedAt
  return entry.id > than.id
}

function count(figures: UnitFigures, span: Span, start: string, after = false): Counted | undefined {
  const lies = (entry: Entry) => (after ? entry.from > start : entry.from >= start) && entry.to <= span.to
  const increments = figures.increments.filter(lies)
  const stretches = figures.running.length
    ? widest(figures.running.filter((entry) => !isSinceJanuary(entry) && lies(entry)))
    : []
  const loose = stretches.length
    ? increments.filter((entry) => !stretches.some((one) => one.from <= entry.from && entry.to <= one.to))
    : increments
  const entries = stretches.length ? [...stretches, ...loose] : loose
  return entries.length ? { value: sumOf(entries.map((entry) => entry.value)), entries } : undefined
}

function isSinceJanuary(entry: Entry): boolean {
  return entry.from.endsWith('-01-01')
}

/** One statement per start day, the latest; of those that overlap the one that reaches back farthest. */
function widest(running: readonly Entry[]): Entry[] {
  if (!running.length) return []
  const byStart = new Map<string, Entry>()
  for (const entry of running) {
    const known = byStart.get(entry.from)
    if (!known || isLater(entry, known)) byStart.set(entry.from, entry)
  }
  const kept: Entry[] = []
  for (const entry of [...byStart.values()].sort((a, b) => (a.from < b.from ? -1 : 1)))
    if (kept.every((one) => entry.from > one.to)) kept.push(entry)
  return kept
}
