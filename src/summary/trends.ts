import type { Entry } from '../reporting/entry.ts'
import type { Span } from './periods.ts'
import { countedWithin, sumOf, type UnitFigures } from './running-totals.ts'

/** Totals of one indicator over periods, oldest first; undefined where nobody reported. */
export type Course = (number | undefined)[]

/** What each flow indicator came to in each of the periods. `entries`: all that touch them, with their status. */
export function courses(entries: readonly Entry[], periods: readonly Span[]): Map<string, Course> {
  const counted = entries.filter((one) => one.status === 'recorded' && one.measure !== 'level')
  const byIndicator = Map.groupBy(counted, (one) => one.indicator)
  return new Map([...byIndicator].map(([indicator, list]) => [indicator, courseOf(list, periods)]))
}

function courseOf(entries: readonly Entry[], periods: readonly Span[]): Course {
  const units = [...Map.groupBy(entries, (one) => one.org).values()].map(
    (list): UnitFigures => ({
      increments: list.filter((one) => one.measure === 'increment'),
      running: list.filter((one) => one.measure === 'cumulative'),
    }),
  )
  return periods.map((span) => {
    const parts = units.map((figures) => countedWithin(figures, span)).filter((one) => one !== undefined)
    return parts.length ? sumOf(parts.map((one) => one.value)) : undefined
  })
}

const BARS = '▁▂▃▄▅▆▇█'

/** “▁▂▅█”: the height of each period beside the highest one; a period without reports is a gap. */
export function sparkline(course: Course): string {
  const top = Math.max(0, ...course.map((value) => value ?? 0))
  return course
    .map((value) => {
      if (value === undefined) return '·'
      return BARS[top ? Math.min(7, Math.floor((Math.max(0, value) / top) * 7.999)) : 0]
    })
    .join('')
}

export interface Unusual {
  value: number
  low: number
  high: number
  weeks: number
}

/** Weeks that a history must have before anything is called unusual. */
const ENOUGH = 6

/**
 * A figure well outside what its own history has seen: above its highest by more than the usual spread (and by half), or below
 * its lowest likewise. The spread is the median distance from the median, so that one odd week does not hide the next.
 */
export function unusual(value: number, history: Course): Unusual | undefined {
  const known = history.filter((one) => one !== undefined)
  if (known.length < ENOUGH) return undefined
  const sorted = known.toSorted((a, b) => a - b)
  const middle = median(sorted)
  const spread = Math.max(
    median(known.map((one) => Math.abs(one - middle)).toSorted((a, b) => a - b)),
    middle * 0.1,
    1,
  )
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  const above = value > high + 3 * spread && value > high * 1.5
  const below = value < low - 3 * spread && value < low * 0.5
  return above || below ? { value, low, high, weeks: known.length } : undefined
}

function median(sorted: readonly number[]): number {
  const half = sorted.length / 2
  return sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2
}
