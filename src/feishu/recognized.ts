import type { Unread } from '../conversation/transcripts/transcript.ts'
import { actionOf } from './api/codes.ts'
import { CallFailure } from './api/failure.ts'

/** The platform takes 20 calls a second of the whole tenant: whoever is refused for that waits so long, then so long. */
const PAUSES_MS = [1_000, 2_500]
const LONGEST_PAUSE_MS = 5_000
const RATE_LIMIT = 99991400
/** The platform cannot read what was sent: “invalid param” of its two recognitions. */
const UNFIT = [1150101, 1040101]

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * What the platform recognizes, or why it does not.
 * @throws CallFailure for what may pass: the message is then tried again later.
 */
export async function recognized<T>(
  call: 'recognize' | 'hear',
  run: () => Promise<T>,
  pause = wait,
): Promise<{ value: T } | { why: Unread }> {
  for (let attempt = 0; ; attempt++) {
    try {
      return { value: await run() }
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      const { code = 0, resetMs } = error.facts
      const ms = PAUSES_MS[attempt]
      const action = actionOf(call, error)
      if (code === RATE_LIMIT && ms !== undefined) await pause(Math.min(resetMs ?? ms, LONGEST_PAUSE_MS))
      else if (action === 'retry' || action === 'new-token') throw error
      // An unknown refusal is most likely the plan: “the free edition does not support it” has no code in the documents.
      else return { why: UNFIT.includes(code) ? 'format' : 'not-allowed' }
    }
  }
}
