import { moved } from './days.ts'
import type { Validity } from './document.ts'
import type { DocumentHead } from './ports.ts'

/**
 * How each document stands in time: in force from its effective date (else its date of issue) until it expires, or until
 * the day before the first document that replaces it takes effect. A document never replaces itself, nor one that is in
 * force no earlier than it: circles do no harm.
 */
export function validities(documents: readonly DocumentHead[]): Map<string, Validity> {
  const replacing = new Map<string, DocumentHead[]>()
  for (const document of documents)
    for (const name of document.supersedes) {
      const key = bare(name)
      const known = replacing.get(key)
      if (known) known.push(document)
      else replacing.set(key, [document])
    }
  return new Map(documents.map((document) => [document.path, validityOf(document, replacing)]))
}

function validityOf(document: DocumentHead, replacing: ReadonlyMap<string, DocumentHead[]>): Validity {
  const validFrom = startOf(document)
  const newer = [...namesOf(document)]
    .flatMap((name) => replacing.get(name) ?? [])
    .filter((other) => other.path !== document.path && startOf(other) > validFrom)
    .sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))[0]
  const replacedOn = newer ? moved(startOf(newer), { days: -1 }) : ''
  const ends = [document.expires, replacedOn].filter(Boolean).sort()
  return { validFrom, validTo: ends[0] ?? '', supersededBy: newer?.path ?? '' }
}

function startOf(document: DocumentHead): string {
  return document.effective || document.issued
}

/** Whether a name in somebody's `supersedes` means this document. */
export function isNamed(document: Pick<DocumentHead, 'number' | 'title'>, name: string): boolean {
  return namesOf(document).has(bare(name))
}

/** By what others call it: its 文号, its title, and of “关于印发《甲》的通知” also 甲. */
function namesOf({ number, title }: Pick<DocumentHead, 'number' | 'title'>): Set<string> {
  const printed = /印发《(.+)》的通知$/.exec(title)?.[1] ?? ''
  return new Set([number, title, printed].map(bare).filter(Boolean))
}

/** Brackets of either kind and book marks aside; “（试行）” and the like count. */
function bare(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[《》\s]/g, '')
    .replace(/[〔[［【(（]/g, '(')
    .replace(/[〕\]］】)）]/g, ')')
}
