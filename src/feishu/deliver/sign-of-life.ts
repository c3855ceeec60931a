import type { Transport } from '../../conversation/ports.ts'
import { reasonOf } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Calls } from '../api/calls.ts'

const EMOJI = 'Typing'

/** A reaction on the message while its answer is made. It is only a sign: what goes wrong with it is noted and forgotten. */
export function createSignOfLife(
  calls: Pick<Calls, 'react' | 'unreact'>,
  log: Log,
): Required<Pick<Transport, 'acknowledge' | 'release'>> {
  const shown = new Map<string, Promise<string>>()
  const quietly = async (run: () => Promise<void>) => {
    try {
      await run()
    } catch (error) {
      log('debug', 'no-sign-of-life', { reason: reasonOf(error) })
    }
  }

  return {
    acknowledge: (messageId) =>
      quietly(async () => {
        const reacting = calls.react(messageId, EMOJI)
        shown.set(messageId, reacting)
        await reacting
      }),
    release: (messageId) =>
      quietly(async () => {
        const reacting = shown.get(messageId)
        shown.delete(messageId)
        const reactionId = await reacting
        if (reactionId) await calls.unreact(messageId, reactionId)
      }),
  }
}
