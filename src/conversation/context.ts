import { later } from '../clock.ts'
import type { ChatContext } from './turn.ts'

/** A follow-up is understood for half an hour; then the chat starts anew. */
const MEMORY_MS = 30 * 60_000

/** What is still remembered at `now`. A chat's memory belongs to that chat and person alone. */
export function remembered(stored: ChatContext | undefined, now: string): ChatContext {
  if (!stored || later(stored.at, MEMORY_MS) < now) return { at: now }
  return { ...stored, at: now }
}
