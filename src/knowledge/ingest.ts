import { reasonOf } from '../errors.ts'
import type { Document, Refusal } from './document.ts'
import { refuseUnread } from './gate.ts'
import type { DocumentStore } from './ports.ts'
import { READER_VERSION, type SourceFile } from './read-document.ts'
import { noteScan, readScans, unreadPages } from './scans.ts'
import { validities } from './validity.ts'

/** A file below `documents/`, not read yet. */
export interface ListedFile {
  path: string
  /** Bytes. */
  size: number
  sidecar?: string | undefined
  /** Why it cannot be read, where that is known already. */
  reason?: string
  read(): Promise<Uint8Array>
}

export interface IngestSource {
  list(): Promise<ListedFile[]>
  /** @throws Error with the reason as a Chinese sentence. */
  parse(file: SourceFile): Promise<Document>
  /** Audience keys that exist in this bureau. */
  readers: ReadonlySet<string>
  /** Whether pages that are pictures are read: then PDFs are read anew. */
  ocr?: boolean
  progress?(done: number, of: number): void
}

export interface IngestReport {
  documents: number
  passages: number
  /** Read anew, and no longer there. */
  changed: number
  removed: number
  refused: Refusal[]
}

/** Brings the index up to date with the files: only what changed is read, each document wholly or not at all. */
export async function ingest(source: IngestSource, store: DocumentStore, now: string): Promise<IngestReport> {
  const known = await store.stamps()
  const files = await source.list()
  let changed = 0
  for (const [place, file] of files.entries()) {
    const { hash, bytes, reason } = await inspect(file, source)
    if (known.get(file.path) !== hash) {
      changed += 1
      const read =
        reason === undefined
          ? await attempt(source, { path: file.path, bytes, sidecar: file.sidecar })
          : { reason }
      await noteScan(store, file.path, 'document' in read ? read.document.scan : undefined, now)
      if ('document' in read) await store.put(read.document, hash, now)
      else await store.refuse({ path: file.path, reason: read.reason }, hash, now)
    }
    source.progress?.(place + 1, files.length)
  }
  const present = new Set(files.map((file) => file.path))
  const gone = [...known.keys()].filter((path) => !present.has(path))
  for (const path of gone) {
    await store.remove(path)
    await noteScan(store, path, undefined, now)
  }
  // Also when nothing changed: the process may have been stopped just before this the last time.
  await settleValidity(store)
  const refused = [...(await store.refusals()), ...unreadPages(await readScans(store))]
  return { ...(await store.counts()), changed, removed: gone.length, refused }
}

/** Reads a file's bytes unless its name or size forbids it. */
async function inspect(
  file: ListedFile,
  source: IngestSource,
): Promise<{ hash: string; bytes: Uint8Array; reason: string | undefined }> {
  const reason = file.reason ?? refuseUnread(file.path, file.size)
  if (reason === undefined)
    try {
      const bytes = await file.read()
      return { hash: await hashOf(file, source, bytes), bytes, reason }
    } catch {
      return { hash: '', bytes: new Uint8Array(), reason: '打不开，请检查文件的读取权限' }
    }
  const told = new TextEncoder().encode(`${file.size}\n${reason}`)
  return { hash: await hashOf(file, source, told), bytes: new Uint8Array(), reason }
}

async function attempt(
  source: IngestSource,
  file: SourceFile,
): Promise<{ document: Document } | { reason: string }> {
  try {
    const document = await source.parse(file)
    const strange = document.audience.filter((key) => !source.readers.has(key))
    if (!strange.length) return { document }
    // A key that nobody holds would hide the document, or, once taken for “all”, show it: neither was meant.
    return {
      reason: `audience 里的 ${strange.join('、')} 不是单位编号，要写 all、staff 或 organization.yaml 里的单位编号`,
    }
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

async function settleValidity(store: DocumentStore): Promise<void> {
  const heads = await store.heads()
  const standing = validities(heads)
  for (const head of heads) {
    const now = standing.get(head.path)
    if (!now) continue
    const same =
      now.validFrom === head.validFrom &&
      now.validTo === head.validTo &&
      now.supersededBy === head.supersededBy
    if (!same) await store.setValidity(head.path, now)
  }
}

/** Of what the reading depends on: bytes, sidecar, reader, units of the bureau, and the segmenter's dictionary. */
async function hashOf(file: ListedFile, { readers, ocr }: IngestSource, bytes: Uint8Array): Promise<string> {
  const icu = (globalThis as { process?: { versions?: { icu?: string } } }).process?.versions?.icu ?? ''
  const around = [
    READER_VERSION,
    icu,
    [...readers].sort().join(),
    file.sidecar === undefined ? '' : `:${file.sidecar}`,
    ...(ocr && /\.pdf$/i.test(file.path) ? ['ocr'] : []),
  ]
  const head = new TextEncoder().encode(`${around.join('\n')}\n`)
  const all = new Uint8Array(head.length + bytes.length)
  all.set(head)
  all.set(bytes, head.length)
  const digest = await crypto.subtle.digest('SHA-256', all)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
