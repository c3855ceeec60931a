import type { Validity } from './document.ts'
import type { DocumentHead } from './ports.ts'

/**
 * How each document stands in time: in force from its effective date (else its date of issue) until it expires, or until
 * the day before what replaced it took effect. A document never replaces itself, nor one that is in force later than it.
 */
export function validities(documents: readonly DocumentHead[]): Map<string, Validity> {
  return new Map(documents.map((document) => [document.path, validityOf(document, documents)]))
}

function validityOf(document: DocumentHead, all: readonly DocumentHead[]): Validity {
  const validFrom = startOf(document)
  const newer = all
    .filter((other) => other.path !== document.path && names(other, document) && startOf(other) > validFrom)
    .sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))[0]
  const replacedOn = newer ? dayBefore(startOf(newer)) : ''
  const ends = [document.expires, replacedOn].filter(Boolean).sort()
  return { validFrom, validTo: ends[0] ?? '', supersededBy: newer?.path ?? '' }
}

function startOf(document: DocumentHead): string {
  return document.effective || document.issued
}

function names(newer: DocumentHead, older: DocumentHead): boolean {
  return newer.supersedes.some((name) => {
    const plain = bare(name)
    return (older.number !== '' && plain === bare(older.number)) || plain === bare(older.title)
  })
}

/** Brackets of either kind and book marks aside. */
function bare(name: string): string {
  return name
    .replace(/[《》\s]/g, '')
    .replace(/[〔[［【(（]/g, '(')
    .replace(/[〕\]］】)）]/g, ')')
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3600_000).toISOString().slice(0, 10)
}
