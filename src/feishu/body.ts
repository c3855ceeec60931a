export type Body = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'too-large' | 'too-slow' | 'cut' }

/** Reads a request's raw bytes, and stops at the first byte or moment too many: nothing is believed or kept before that. */
export async function readBody(request: Request, maxBytes: number, timeoutMs: number): Promise<Body> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > maxBytes) return { kind: 'too-large' }
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs)
  })
  try {
    return announced ? await atOnce(request, maxBytes, late) : await inChunks(request, maxBytes, late)
  } catch {
    return { kind: 'cut' }
  } finally {
    clearTimeout(timer)
  }
}

/** The server takes no more bytes than were announced; so it may collect them itself, five times as fast as a stream. */
async function atOnce(request: Request, maxBytes: number, late: Promise<'late'>): Promise<Body> {
  const read = await Promise.race([request.arrayBuffer(), late])
  if (read === 'late') return { kind: 'too-slow' }
  return read.byteLength > maxBytes ? { kind: 'too-large' } : { kind: 'bytes', bytes: new Uint8Array(read) }
}

async function inChunks(request: Request, maxBytes: number, late: Promise<'late'>): Promise<Body> {
  const reader = request.body?.getReader()
  if (!reader) return { kind: 'bytes', bytes: new Uint8Array() }
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const read = await Promise.race([reader.read(), late])
    if (read === 'late') return stopped(reader, 'too-slow')
    if (read.done) return { kind: 'bytes', bytes: joined(chunks, size) }
    size += read.value.byteLength
    if (size > maxBytes) return stopped(reader, 'too-large')
    chunks.push(read.value)
  }
}

function stopped(reader: ReadableStreamDefaultReader<Uint8Array>, kind: 'too-large' | 'too-slow'): Body {
  reader.cancel().catch(() => {})
  return { kind }
}

function joined(chunks: Uint8Array[], size: number): Uint8Array {
  const [first] = chunks
  if (first && chunks.length === 1) return first
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
