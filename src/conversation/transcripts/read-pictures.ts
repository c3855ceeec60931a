import type { PictureReader, SentPicture, Transcript } from './transcript.ts'

/** Fetches a picture; where it cannot be had, why. Throws while the platform cannot say. */
export type FetchPicture = (picture: SentPicture) => Promise<Uint8Array | 'gone' | 'too-large'>

/** First bytes of the kinds that every reader knows, and the names by which they are sent on. */
const KINDS: [string, number, number[]][] = [
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['image/bmp', 0, [0x42, 0x4d]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
]

/** The media type of a picture by its first bytes; undefined when it is none that is read. */
export function pictureType(bytes: Uint8Array): string | undefined {
  return KINDS.find(([, at, signs]) => signs.every((sign, place) => bytes[at + place] === sign))?.[0]
}

/**
 * Reads a sent picture by the first reader, in their order, that finds text in it.
 * @throws when none does and one may later.
 */
export function createPictureReading(
  fetch: FetchPicture,
  readers: readonly PictureReader[],
): (picture: SentPicture) => Promise<Transcript> {
  return async (picture) => {
    if (!readers.length) return { kind: 'unread', why: 'not-here' }
    const bytes = await fetch(picture)
    if (typeof bytes === 'string') return { kind: 'unread', why: bytes }
    if (!bytes.length) return { kind: 'unread', why: 'broken' }
    if (!pictureType(bytes)) return { kind: 'unread', why: 'format' }
    let failure: unknown
    let best: Transcript | undefined
    for (const read of readers) {
      try {
        const transcript = await read(bytes, { chat: picture.chat })
        if (transcript.kind === 'text') return transcript
        // “There is nothing in it” says more than “I could not read it”.
        if (!best || transcript.kind === 'nothing') best = transcript
      } catch (error) {
        failure ??= error
      }
    }
    if (failure !== undefined && best?.kind !== 'nothing') throw failure
    return best ?? { kind: 'nothing' }
  }
}
