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
  maxBytes = MAX_BYTES,
  type: 'file' | 'image' = 'file',
): Promise<Uint8Array | undefined> {
  const stream = await orUndefined('resource', () => calls.resource(messageId, key, type))
  if (!stream) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks, size)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return undefined
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
