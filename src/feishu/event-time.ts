import { later } from '../clock.ts'

const EPOCH = '1970-01-01T00:00:00.000Z'

/**
 * A time of the platform as UTC ISO. Its unit differs from event to event and is told by the number of digits:
 * 10 seconds (1.0 writes a fraction behind), 13 milliseconds, 16 microseconds. Undefined for anything else.
 */
export function eventTime(written: string): string | undefined {
  const digits = /^(\d{10}|\d{13}|\d{16})(?:\.\d+)?$/.exec(written)?.[1]
  if (!digits) return undefined
  return later(EPOCH, Math.floor(Number(digits) * 10 ** (13 - digits.length)))
}
