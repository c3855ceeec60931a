import type { Entry } from '../reporting/entry.ts'

/** What many increments of one unit and indicator come to. */
export interface Sum {
  indicator: string
  org: string
  /** Hundredths, so that a million figures add up exactly. */
  cents: number
  count: number
  /** First and last day of the increments. */
  from: string
  to: string
}

const ID = 'sum:'

/**
 * One entry that stands for many increments: it lies where they lie, and counts as they count together. For adding up only;
 * whoever opens the sources reads the entries themselves.
 */
export function bundleOf(sum: Sum): Entry {
  return {
    id: `${ID}${sum.indicator}:${sum.org}:${sum.from}`,
    indicator: sum.indicator,
    value: sum.cents / 100,
    unit: '',
    org: sum.org,
    from: sum.from,
    to: sum.to,
    measure: 'increment',
    span: { start: 0, end: 0 },
    words: `${sum.count}条`,
    status: 'recorded',
    reporter: '',
    reporterName: '',
    chatId: '',
    messageId: '',
    sentAt: '',
    receivedAt: '',
    parserVersion: '',
  }
}

/** Stands for others: has no message of its own. */
export function isBundle(entry: Entry): boolean {
  return entry.id.startsWith(ID)
}
