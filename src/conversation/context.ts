import { later } from '../clock.ts'
import type { ChatContext } from './turn.ts'

/** A follow-up is understood for half an hour; then the chat starts anew. */
const MEMORY_MS = 30 * 60_000

/**
 * What is still remembered when something is said, at `said` (UTC ISO): the message's own time, however late it is handled.
 * A chat's memory belongs to that chat and person alone.
 */
export function remembered(stored: ChatContext | undefined, said: string): ChatContext {
  if (!stored || later(stored.at, MEMORY_MS) < said) return { at: said }
  // One that comes late out of order does not make the talk older.
  return { ...stored, at: said > stored.at ? said : stored.at }
}
