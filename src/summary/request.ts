import type { Glossary } from '../knowledge/document.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import type { Organization } from '../roster/organization.ts'
import type { Span } from './periods.ts'

/** What a leader asked for: which period, of which indicators and units. */
export interface SummaryRequest {
  period: Span
  indicators?: string[]
  orgs?: string[]
}

export interface RequestScene {
  /** YYYY-MM-DD */
  today: string
  catalogue: Catalogue
  organization: Organization
  glossary: Glossary
  /** What was asked for before, for “只看养老的”. */
  context?: SummaryRequest
}

/** A request for figures; undefined when the text asks for none. */
export function readSummaryRequest(_text: string, _scene: RequestScene): SummaryRequest | undefined {
  return undefined
}
