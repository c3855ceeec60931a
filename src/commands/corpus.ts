import type { Document } from '../knowledge/document.ts'

export interface CorpusLine {
  id: string
  title: string
  text: string
}

/** A corpus as documents: lines whose ids share what stands before `#` are passages of one document. */
export function corpusDocuments(lines: readonly CorpusLine[]): {
  documents: Document[]
  ids: Map<string, string>
} {
  const groups = Map.groupBy(lines, ({ id }) => (id.includes('#') ? id.slice(0, id.lastIndexOf('#')) : id))
  const ids = new Map<string, string>()
  const documents = [...groups].map(([path, passages]): Document => {
    for (const [ordinal, { id }] of passages.entries()) ids.set(`${path}#${ordinal}`, id)
    return {
      path,
      title: passages[0]?.title ?? '',
      ...{
        number: '',
        issuer: '',
        issued: '',
        effective: '',
        expires: '',
        supersedes: [],
        audience: ['all'],
      },
      passages: passages.map(({ text }, ordinal) => ({
        ordinal,
        headings: [],
        article: '',
        kind: 'text',
        text,
      })),
    }
  })
  return { documents, ids }
}
