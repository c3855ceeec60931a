import { Temporal } from 'temporal-polyfill'

/** Returns the present as a UTC ISO time. Entries make one; everything below is passed it or its result. */
export type Clock = () => string

export const systemClock: Clock = () => new Date().toISOString()

/** A clock that starts at `start` (ISO time) and then runs: for tests and demonstrations (CONTRACT §2 `NOW`). */
export function clockFrom(start: string): Clock {
  const offset = Date.parse(start) - Date.now()
  return () => new Date(Date.now() + offset).toISOString()
}

/** The calendar day (YYYY-MM-DD) of a UTC ISO time in the bureau's zone. */
export function dayOf(instant: string, timezone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainDate().toString()
}

/** The instant (UTC ISO) at which it is `time` (HH:MM) on a day in a zone. */
export function instantAt(day: string, time: string, timezone: string): string {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: timezone, plainTime: time })
  return new Date(zoned.epochMilliseconds).toISOString()
}

/** `instant` moved by milliseconds, as a UTC ISO time with milliseconds (sorts as text). */
export function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString()
}
