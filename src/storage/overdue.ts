import { type SQL, sql } from 'drizzle-orm'
import { later } from '../clock.ts'

/** Longer than any lease or pause between tries. */
const AHEAD_MS = 15 * 60_000

/**
 * Whether the time in a column has come. One that lies further ahead than any lease or pause was written by a clock that has
 * been set back since: waiting for it would hold up the chat for as long as the clock was wrong.
 */
export function overdue(column: SQL, now: string): SQL {
  return sql`(${column} <= ${now} OR ${column} > ${later(now, AHEAD_MS)})`
}
