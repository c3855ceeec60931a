import { createHash } from 'node:crypto'

/**
 * The platform takes one `uuid` at most once an hour: derived from the outbox key and the piece, a repeated delivery carries the
 * same one, and two pieces never share one. 32 characters of the 50 allowed.
 */
export function uuidOf(key: string, piece: number): string {
  return createHash('sha256').update(`${key}\n${piece}`, 'utf8').digest('hex').slice(0, 32)
}
