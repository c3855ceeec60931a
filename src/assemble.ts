import type { Clock } from './clock.ts'
import type { Glossary } from './knowledge/document.ts'
import type { Catalogue } from './reporting/catalogue.ts'
import type { Organization } from './roster/organization.ts'

/** The bureau's own settings, loaded from the knowledge folder or from the index database. */
export interface Bureau {
  organization: Organization
  catalogue: Catalogue
  glossary: Glossary
}

/** All parts, put together once per process. */
export interface House {
  clock: Clock
  bureau: Bureau
}
