import type { Transcript } from '../conversation/transcripts/transcript.ts'
import type { Calls } from './api/calls.ts'
import { fetchWithin } from './fetch-file.ts'
import { recognized, wait } from './recognized.ts'
import type { Sound } from './voice/decode.ts'
import { isSilent, pcm, piecesOf } from './voice/pieces.ts'

/** Five minutes at the best quality that Opus is ever recorded with for speech. */
const MAX_BYTES = 6 * 1024 * 1024
const LONGEST_SECONDS = 300

/** Decodes an Ogg Opus file; not there where nothing can (Workers). */
export type Decode = (bytes: Uint8Array, maxSeconds: number) => Promise<Sound>

/**
 * What is said in a voice message, as the platform hears it.
 * @throws CallFailure for what may pass.
 */
export async function readVoice(
  calls: Pick<Calls, 'resource' | 'hear'>,
  decode: Decode,
  messageId: string,
  key: string,
  pause = wait,
): Promise<Transcript> {
  const bytes = await fetchWithin(calls, { messageId, key, type: 'file' }, MAX_BYTES)
  if (typeof bytes === 'string') return { kind: 'unread', why: bytes === 'gone' ? 'gone' : 'too-long' }
  const sound = await decode(bytes, LONGEST_SECONDS)
  if (sound.kind !== 'sound') return { kind: 'unread', why: sound.kind }
  const pieces = piecesOf(sound.samples).filter((piece) => !isSilent(piece))
  const heard = await Promise.all(
    pieces.map(async (piece, place) => {
      const fileId = await fileIdOf(`${messageId}:${place}`)
      return recognized('hear', () => calls.hear(pcm(piece), fileId), pause)
    }),
  )
  const refused = heard.find((one) => 'why' in one)
  if (refused && 'why' in refused) return { kind: 'unread', why: refused.why }
  const words = heard.flatMap((one) => ('value' in one ? one.value.trim() : []))
  const text = words.filter(Boolean).join('')
  return text ? { kind: 'text', lines: [text] } : { kind: 'nothing' }
}

/** 16 letters and digits, the same each time that the same piece is heard. */
async function fileIdOf(name: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))
  return Array.from(new Uint8Array(digest).subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
}
