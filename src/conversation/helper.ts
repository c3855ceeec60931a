import type { Errand } from '../policy/helped.ts'

export type { Errand }

/** What may be suggested in a conversation from outside the rules. Whatever it says is read again by the plain rules before it counts. */
export interface Helper {
  /** Which words of a message report which indicator. */
  entries(
    message: string,
    indicators: readonly { id: string; name: string; unit: string }[],
    errand: Errand,
  ): Promise<{ indicator: string; words: string }[]>
  /** A request for figures in words that the plain reading knows; undefined: it asks for none. */
  request(
    message: string,
    indicators: readonly string[],
    units: readonly string[],
    errand: Errand,
  ): Promise<string | undefined>
  /** Sentences over given figures; undefined: the plain ones stand. */
  headlines(figures: string, errand: Errand): Promise<string[] | undefined>
  /** Which candidate (from 1) a blank of a template asks for; undefined: none. */
  blank(sentence: string, candidates: readonly string[], errand: Errand): Promise<number | undefined>
}
