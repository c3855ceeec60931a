import type { Calls } from './api/calls.ts'
import { orUndefined } from './read-message.ts'

const MAX_BYTES = 20 * 1024 * 1024

/**
 * The bytes of a file that was sent as a message. Undefined when it is larger than 20 MB, gone, or the platform does not give it.
 * @throws while the platform cannot say, or the connection breaks.
 */
export async function fetchFile(
  calls: Pick<Calls, 'resource'>,
  messageId: string,
  key: string,
): Promise<Uint8Array | undefined> {
  const bytes = await fetchWithin(calls, { messageId, key, type: 'file' }, MAX_BYTES)
  return typeof bytes === 'string' ? undefined : bytes
}

/** The same of any resource of a message, of up to so many bytes; where it cannot be had, why. */
export async function fetchWithin(
  calls: Pick<Calls, 'resource'>,
  { messageId, key, type }: { messageId: string; key: string; type: 'file' | 'image' },
  maxBytes: number,
): Promise<Uint8Array | 'gone' | 'too-large'> {
  const stream = await orUndefined('resource', () => calls.resource(messageId, key, type))
  if (!stream) return 'gone'
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks, size)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return 'too-large'
    }
    chunks.push(value)
  }
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
