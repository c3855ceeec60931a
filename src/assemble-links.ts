import type { HouseParts } from './assemble.ts'
import { type Clock, later } from './clock.ts'
import { figuresAddress } from './web/figures.ts'
import { reportAddress } from './web/report-page.ts'
import { signPass, sourceAddress } from './web/source-link.ts'

/** A link to a document that not everybody may read opens for this long. */
const LINK_MS = 30 * 24 * 3600_000

/** Links of summaries to the entries behind their figures: never open to everybody. */
export function figuresLinksTo(
  base: string,
  key: string,
  clock: Clock,
): NonNullable<HouseParts['figuresLink']> {
  return (link) => figuresAddress(base, key, link, later(clock(), LINK_MS))
}

/** Links of cards to the cited place; `base` without trailing slash, empty for links within the local page. */
export function linksTo(base: string, key: string, clock: Clock): NonNullable<HouseParts['linkOf']> {
  return async (document, quote, open, readers) => {
    const pass = { readers, expiresAt: later(clock(), LINK_MS) }
    const token = open ? undefined : await signPass(key, document, pass)
    return sourceAddress(base, document, quote, token)
  }
}

/** Links to filled reports: as long open as those to figures. */
export function reportLinksTo(
  base: string,
  key: string,
  clock: Clock,
): NonNullable<HouseParts['reportLink']> {
  return (link) => reportAddress(base, key, link, later(clock(), LINK_MS))
}
