import { reasonOf } from '../errors.ts'
import type { Document, Refusal } from './document.ts'
import type { DocumentStore } from './ports.ts'
import { READER_VERSION, type SourceFile } from './read-document.ts'
import { validities } from './validity.ts'

export interface IngestSource {
  /** Files below `documents/`, sidecars left out. */
  list(): Promise<SourceFile[]>
  /** @throws Error with the reason as a Chinese sentence. */
  parse(file: SourceFile): Promise<Document>
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
  for (const file of files) {
    const hash = await hashOf(file)
    if (known.get(file.path) === hash) continue
    changed += 1
    try {
      await store.put(await source.parse(file), hash, now)
    } catch (error) {
      await store.refuse({ path: file.path, reason: reasonOf(error) }, hash, now)
    }
  }
  const present = new Set(files.map((file) => file.path))
  const gone = [...known.keys()].filter((path) => !present.has(path))
  for (const path of gone) await store.remove(path)
  if (changed || gone.length) await settleValidity(store)
  return { ...(await store.counts()), changed, removed: gone.length, refused: await store.refusals() }
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

/** Of what the reading depends on: bytes, sidecar, reader, and the segmenter's dictionary. */
async function hashOf(file: SourceFile): Promise<string> {
  const icu = (globalThis as { process?: { versions?: { icu?: string } } }).process?.versions?.icu ?? ''
  const head = new TextEncoder().encode(`${READER_VERSION}\n${icu}\n${file.sidecar ?? ''}\n`)
  const all = new Uint8Array(head.length + file.bytes.length)
  all.set(head)
  all.set(file.bytes, head.length)
  const digest = await crypto.subtle.digest('SHA-256', all)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
