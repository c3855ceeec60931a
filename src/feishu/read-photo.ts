import type { Calls } from './api/calls.ts'
import { CallFailure } from './api/failure.ts'
import { fetchFile } from './fetch-file.ts'

/** The platform reads no larger pictures (FEISHU.md §5). */
const MAX_BYTES = 5 * 1024 * 1024 - 1

/**
 * The lines of text that the platform reads in a photo that was sent as a message. Undefined without the scope, for a picture
 * that is gone or too large, and while the platform does not answer: the sender then types.
 */
export async function readPhoto(
  calls: Pick<Calls, 'resource' | 'recognize'>,
  messageId: string,
  key: string,
): Promise<string[] | undefined> {
  try {
    const bytes = await fetchFile(calls, messageId, key, MAX_BYTES, 'image')
    return bytes?.length ? await calls.recognize(bytes) : undefined
  } catch (error) {
    if (error instanceof CallFailure) return undefined
    throw error
  }
}
