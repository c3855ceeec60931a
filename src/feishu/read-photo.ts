import type { PictureReader } from '../conversation/transcripts/transcript.ts'
import type { Calls } from './api/calls.ts'
import { recognized, wait } from './recognized.ts'
import { withRows } from './rows.ts'

/** The platform reads no larger pictures (FEISHU.md §5). */
const MAX_BYTES = 5 * 1024 * 1024 - 1

/** Reads a picture with the platform's own recognition of characters. */
export function createPhotoReader(calls: Pick<Calls, 'recognize'>, pause = wait): PictureReader {
  return async (picture) => {
    if (picture.length > MAX_BYTES) return { kind: 'unread', why: 'too-large' }
    const read = await recognized('recognize', () => calls.recognize(picture), pause)
    if ('why' in read) return { kind: 'unread', why: read.why }
    const lines = read.value.map((line) => line.trim()).filter(Boolean)
    return lines.length ? { kind: 'text', lines: withRows(lines) } : { kind: 'nothing' }
  }
}
