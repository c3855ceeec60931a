import type { Catalogue } from '../../reporting/catalogue.ts'
import type { Organization } from '../../roster/organization.ts'
import type { CaseSources } from '../case-sources.ts'
import type { CaseLine } from '../cases.ts'
import type { Tally } from '../tally.ts'
import { periodWords } from '../wording.ts'

export interface SummaryFileParts {
  tally: Tally
  /** The narrative's sentences, each with its full stop. */
  sentences: readonly string[]
  catalogue: Catalogue
  organization: Organization
  /** YYYY-MM-DD in the bureau's zone: the day the file is made. */
  today: string
  title?: string
  /** How the period and the one before are called; by default by their kind. */
  words?: { now: string; before: string }
  /** Cases, milestones and leads: counted, listed as they stood at the end, and told of in the period. */
  cases?: { lines: readonly CaseLine[]; listed: readonly CaseListed[]; sources: readonly CaseSources[] }
}

/** A case as it stood at the end of the period, without what is personal. */
interface CaseListed {
  kind: string
  code: string
  org: string
  stage: string
  /** YYYY-MM-DD, of the stage. */
  day: string
  reporterName: string
}

export function wordsOf({ words, tally }: SummaryFileParts): { now: string; before: string } {
  return words ?? periodWords(tally.period.kind)
}

export function titleOf({ title, organization }: SummaryFileParts): string {
  return title ?? `${organization.bureau}重点工作情况`
}

export function nameOf(id: string, catalogue: Catalogue): string {
  return catalogue.find((one) => one.id === id)?.name ?? id
}

export function sectionOf(id: string, catalogue: Catalogue): string {
  return catalogue.find((one) => one.id === id)?.section ?? ''
}

export function unitOf(id: string, catalogue: Catalogue): string {
  return catalogue.find((one) => one.id === id)?.unit ?? ''
}
