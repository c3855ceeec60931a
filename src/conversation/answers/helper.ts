import type { Errand } from '../../policy/helped.ts'
import type { ReaderKeys } from '../../roster/organization.ts'

export type { Errand }

/** Something to look up with; gives text of the house, empty where there is none. */
export interface Tool {
  name: string
  purpose: string
  run(words: string): Promise<string>
}

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
  /** Sentences, word for word, that a few steps with the tools have found; undefined: none. */
  explore(question: string, tools: readonly Tool[], errand: Errand): Promise<string[] | undefined>
  /** Whose documents it may see; undefined: everything that the asker sees. */
  readers?: ReaderKeys | undefined
  /** Which candidate (from 1) a blank of a template asks for; undefined: none. */
  blank(sentence: string, candidates: readonly string[], errand: Errand): Promise<number | undefined>
}
