import type { Incoming } from '../message.ts'
import type { Transport } from './ports.ts'

/** An answer that takes longer than this is announced: whoever asked sees a sign within a second. */
const QUIET_MS = 700

/** Starts waiting; the returned function ends the wait, or takes the sign back. */
export function signOfLife(
  transport: Transport,
  incoming: Incoming,
  quietMs = QUIET_MS,
): () => Promise<void> {
  const isAnswered =
    (incoming.kind === 'said' || incoming.kind === 'edited' || incoming.kind === 'unreadable') &&
    incoming.addressed
  if (!isAnswered || !transport.acknowledge) return async () => {}
  let shown = false
  const timer = setTimeout(() => {
    shown = true
    void transport.acknowledge?.(incoming.messageId)
  }, quietMs)
  return async () => {
    clearTimeout(timer)
    if (shown) await transport.release?.(incoming.messageId)
  }
}
