import type { Figure } from './entry.ts'

/** What is remembered of the last report in a chat; plain JSON. */
export interface ReportingContext {
  figures: Figure[]
  /** What was asked about and waits for its answer. */
  open?: OpenQuestion[]
}

/** A figure that lacks one thing: the answer fills it in. */
export interface OpenQuestion {
  kind: 'indicator' | 'money' | 'organization' | 'estimate' | 'number' | 'unit'
  /** With the best reading so far; `indicator` or `org` is empty where that is what was asked. */
  figure: Figure
  /** Ids of the indicators that it can be. */
  indicators?: string[]
  /** Of money: the number as written. */
  number?: number
}
