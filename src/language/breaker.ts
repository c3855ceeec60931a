import { later } from '../clock.ts'

/** Failures in a row after which a model is left alone. */
const FAILURES = 3
/** How long, before one call may try again. */
const REST_MS = 60_000

/** Leaves a failing model alone, then lets one call through to see. Times are UTC ISO and passed in. */
export interface Breaker {
  /** Whether a call may go out now; the one after a rest is the probe. */
  allows(now: string): boolean
  succeeded(): void
  /** `slow`: somebody waited in vain, which nobody else shall do until the next probe. */
  failed(now: string, slow?: boolean): void
}

export function createBreaker(): Breaker {
  let failures = 0
  let closedUntil = ''
  let probing = ''
  return {
    allows(now) {
      if (failures < FAILURES) return true
      // A probe that never came back may not close the way for ever.
      if (now < closedUntil || (probing && now < later(probing, REST_MS))) return false
      probing = now
      return true
    },
    succeeded() {
      failures = 0
      probing = ''
    },
    failed(now, slow = false) {
      failures = slow ? FAILURES : failures + 1
      probing = ''
      if (failures >= FAILURES) closedUntil = later(now, REST_MS)
    },
  }
}
