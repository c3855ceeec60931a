import type { Delivery } from '../../conversation/ports.ts'
import { type Action, actionOf, type Call, isBounded, remedyOf } from '../api/codes.ts'
import { CallFailure } from '../api/failure.ts'

/** A step of a delivery that did not succeed, and what the table of codes says about it. */
export interface Refusal {
  call: Call
  failure: CallFailure
  action: Action
}

export type Posted = { messageId: string } | { refusal: Refusal }

/** What an admin must set right is looked at again this much later. */
const HOLD_MS = 10 * 60_000
/** Tries after which an internal error of the platform counts as one that our own content causes. */
const PATIENCE = 10

/** Runs one call; a refusal is a value. Anything else that is thrown goes on. */
export async function attempt(call: Call, run: () => Promise<string>): Promise<Posted> {
  try {
    return { messageId: await run() }
  } catch (failure) {
    if (!(failure instanceof CallFailure)) throw failure
    return { refusal: { call, failure, action: actionOf(call, failure) } }
  }
}

/** Whether the same may not be tried again: the platform has said no, and nothing was sent. */
export function isFinal({ action, failure }: Refusal): boolean {
  return failure.facts.kind === 'refused' && action !== 'retry' && action !== 'new-token'
}

/** Of a card that a call with a higher number has changed already, this one perhaps, whose answer was lost. */
export function isOvertaken({ failure }: Refusal): boolean {
  return failure.facts.code === 300317
}

/** What becomes of a parcel, of which `refusal` was the last word. `tries` counts from 1. */
export function deliveryOf({ call, failure, action }: Refusal, tries: number): Delivery {
  const { code, resetMs, kind } = failure.facts
  const remedy = remedyOf(call, failure)
  const reason = [code === undefined ? kind : `${code}`, remedy].filter(Boolean).join(' ')
  if (action === 'hold') return { kind: 'retry', reason, afterMs: HOLD_MS }
  const passes = action === 'retry' || action === 'new-token'
  if (!passes || (isBounded(failure) && tries >= PATIENCE)) return { kind: 'gone', reason }
  return { kind: 'retry', reason, ...(resetMs ? { afterMs: resetMs } : {}) }
}
