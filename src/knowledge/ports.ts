import type { Document, Refusal, Validity } from './document.ts'

/** Where ingest writes: one document at a time, each wholly or not at all. */
export interface DocumentStore {
  /** Path → hash of everything known, refused files included. */
  stamps(): Promise<Map<string, string>>
  /** Puts a document in the place of what stood under its path. */
  put(document: Document, hash: string, now: string): Promise<void>
  refuse(refusal: Refusal, hash: string, now: string): Promise<void>
  remove(path: string): Promise<void>
  /** What decides on validity, of all documents. */
  heads(): Promise<DocumentHead[]>
  setValidity(path: string, validity: Validity): Promise<void>
  /** A whole document by its path. */
  document(path: string): Promise<Document | undefined>
  refusals(): Promise<Refusal[]>
  counts(): Promise<{ documents: number; passages: number }>
  /** The bureau's settings and anything else kept beside the documents, as JSON text. */
  readFile(name: string): Promise<string | undefined>
  writeFile(name: string, content: string, now: string): Promise<void>
}

export type DocumentHead = Pick<
  Document,
  'path' | 'title' | 'number' | 'issued' | 'effective' | 'expires' | 'supersedes'
> &
  Validity
