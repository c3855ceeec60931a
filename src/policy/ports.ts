import type { Passage } from '../knowledge/document.ts'
import type { DocumentHead } from '../knowledge/ports.ts'
import type { ReaderKeys } from '../roster/organization.ts'
import type { Nearness } from './nearness.ts'

/** A passage that the index found, with where it stands. */
export interface Found extends Passage {
  id: number
  document: number
  path: string
  title: string
  /** −bm25: higher is better. */
  score: number
}

export interface Filter {
  /** Audience keys: a passage of a document without one of them does not exist for this reader. */
  readers: ReaderKeys
  /** YYYY-MM-DD: only what is in force then; undefined: everything ever. */
  asOf?: string | undefined
}

/** Reading the index; audience and validity are part of every query. */
export interface PassageIndex {
  /** Best passages for these tokens, best first. */
  search(tokens: readonly string[], filter: Filter, limit: number): Promise<Found[]>
  /** Best documents for these tokens: document id → −bm25. */
  searchDocuments(tokens: readonly string[], filter: Filter, limit: number): Promise<Map<number, number>>
  /** In how many passages each token stands, and how many there are: of those that the reader may see, in force or not. */
  frequencies(
    tokens: readonly string[],
    readers: ReaderKeys,
  ): Promise<{ total: number; of: ReadonlyMap<string, number> }>
  /** All passages of a document that the reader may see, in order. */
  passagesOf(document: number, filter: Filter): Promise<Found[]>
  /** Nearness in meaning, where it is measured. */
  nearness?: Nearness
  /** Documents that the reader may see, in force or not. */
  heads(readers: ReaderKeys): Promise<(DocumentHead & { id: number; issuer: string; audience: string[] })[]>
}
