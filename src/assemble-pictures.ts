import type { Clock } from './clock.ts'
import type { FetchPicture } from './conversation/transcripts/read-pictures.ts'
import type { PictureReader } from './conversation/transcripts/transcript.ts'
import { createVisionReader } from './language/vision.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { PictureSettings } from './settings.ts'

/** Where sent pictures come from, and who reads them, in order. */
export interface Pictures {
  fetch: FetchPicture
  readers(parts: { clock: Clock; log: Log; metrics: Metrics }): PictureReader[]
}

/** `own`: the readers that this runtime has. Whatever the settings do not name, or have not set up, reads nothing. */
export function createPictures(
  { readers, vision }: PictureSettings,
  own: { feishu?: PictureReader | undefined; ocr?: PictureReader | undefined },
  fetch: FetchPicture,
): Pictures {
  return {
    fetch,
    readers: (parts) => {
      const all = { ...own, vision: vision && createVisionReader(vision, parts) }
      return readers.flatMap((name) => all[name] ?? [])
    },
  }
}

/** A reader of this process's own. */
export function ownReader(read: (bytes: Uint8Array) => Promise<string[]>): PictureReader {
  return async (picture) => {
    try {
      const lines = await read(picture)
      return lines.length ? { kind: 'text', lines } : { kind: 'nothing' }
    } catch {
      // Cut off, or of a kind that its first bytes only pretend to be.
      return { kind: 'unread', why: 'broken' }
    }
  }
}
