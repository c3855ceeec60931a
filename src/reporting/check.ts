import { Temporal } from 'temporal-polyfill'
import type { Indicator } from './catalogue.ts'
import type { Entry, Figure } from './entry.ts'
import { covered, disagrees, falls } from './reconcile.ts'
import { count, daysOf, dayText, instead, type Remark } from './remark.ts'
import { strange } from './usual.ts'

export type { Remark } from './remark.ts'

/** A figure and who claims it. */
export type Claimed = Figure & { reporter: string }

/** What a figure is held against beside its own history. */
export interface Occasion {
  /** YYYY-MM-DD, the day on which it was said. */
  today: string
  /** It stands in the place of an earlier one: what is on record for the same days is no surprise. */
  corrects?: boolean
  /** Said to be late (补报). */
  late?: boolean
}

/** One increment of longer than this is not held against the usual (CONTRACT §1 `typical`). */
const TYPICAL_DAYS = 7

/** More than the catalogue's usual maximum in one increment of at most a week. */
export function unusual(figure: Figure, indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'increment' || indicator.typicalMax === undefined) return undefined
  if (figure.value <= indicator.typicalMax || daysOf(figure) > TYPICAL_DAYS) return undefined
  const tenth = figure.value / 10
  const likely = Number.isInteger(tenth) && tenth <= indicator.typicalMax
  return {
    kind: 'unusual',
    question: `比平常多（一般不超过${count(indicator.typicalMax, indicator)}），请确认：${indicator.name} ${count(figure.value, indicator)}？`,
    ...(likely ? { suggest: instead(tenth, indicator) } : {}),
  }
}

/**
 * Everything remarkable about a figure, given the entries of its indicator that stand (recorded or pending).
 * The order is that in which they are asked about.
 */
export function remarks(
  figure: Claimed,
  history: readonly Entry[],
  indicator: Indicator,
  occasion: Occasion = { today: '' },
): Remark[] {
  const same = history.filter((entry) => entry.indicator === figure.indicator && entry.org === figure.org)
  const against = occasion.corrects
    ? []
    : [
        repeated(figure, same, indicator),
        covered(figure, same, indicator),
        falls(figure, same, indicator),
        disagrees(figure, same, indicator),
        closed(figure, occasion, indicator),
      ]
  return [
    future(figure, occasion, indicator),
    unusual(figure, indicator),
    strange(figure, same, indicator),
    ...against,
  ].filter((one) => one !== undefined)
}

/** The week of an increment is over: it counts there all the same, and the answer says so. */
export function isLate(figure: Figure, today: string): boolean {
  return figure.measure === 'increment' && figure.to < mondayOf(today)
}

/** The same unit's figure for the same days, already there: from somebody else, or the very same number again. */
function repeated(figure: Claimed, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  const before = same.findLast(
    (entry) =>
      entry.from === figure.from &&
      entry.to === figure.to &&
      entry.measure === figure.measure &&
      // A state may be told again; from two people it must be the same one.
      (figure.measure === 'level'
        ? entry.value !== figure.value && entry.reporter !== figure.reporter
        : entry.value === figure.value || entry.reporter !== figure.reporter),
  )
  if (!before) return undefined
  const again =
    before.value === figure.value
      ? '与这条相同，要再记一次吗'
      : figure.measure === 'increment'
        ? '这条另计吗'
        : '以这条为准吗'
  const days = figure.from === figure.to ? dayText(figure.to) : '同一时段'
  return {
    kind: 'repeated',
    question: `${before.reporterName}已报过${days}的${indicator.name} ${count(before.value, indicator)}，${again}？`,
  }
}

function future(figure: Figure, { today }: Occasion, indicator: Indicator): Remark | undefined {
  if (!today || figure.to <= today) return undefined
  return {
    kind: 'future',
    question: `${dayText(figure.to)}还没有到，请确认日期：${indicator.name} ${count(figure.value, indicator)}？`,
  }
}

/** Before the last month: nobody looks for it there any more, unless it is said to be late. */
function closed(figure: Figure, { today, late }: Occasion, indicator: Indicator): Remark | undefined {
  if (!today || late || figure.measure !== 'increment') return undefined
  const open = Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ months: 1 }).toString()
  if (figure.to >= open) return undefined
  const year = figure.to.slice(0, 4) === today.slice(0, 4) ? '' : `${figure.to.slice(0, 4)}年`
  return {
    kind: 'closed',
    question: `这是${year}${dayText(figure.to)}以前的数，那段时间早已报完，请确认是补报：${indicator.name} ${count(figure.value, indicator)}？`,
  }
}

function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}
