import { tokensOf } from '../../../src/knowledge/tokens.ts'
import type { Found, PassageIndex } from '../../../src/policy/ports.ts'

/** The index as it would be without these documents (paths), their words uncounted too. */
export function withoutDocuments(index: PassageIndex, hidden: ReadonlySet<string>): PassageIndex {
  const passages = new Map<number, ReadonlySet<string>[]>()
  async function tokensIn(document: number, readers: readonly string[]) {
    const known = passages.get(document)
    if (known) return known
    const cut = (await index.passagesOf(document, { readers })).map((one) => new Set(tokensOf(textOf(one))))
    passages.set(document, cut)
    return cut
  }
  const heads: PassageIndex['heads'] = async (readers) =>
    (await index.heads(readers)).filter((one) => !hidden.has(one.path))
  return {
    ...index,
    heads,
    search: async (tokens, filter, limit) =>
      (await index.search(tokens, filter, limit)).filter((one) => !hidden.has(one.path)),
    async frequencies(tokens, readers) {
      if (!hidden.size) return index.frequencies(tokens, readers)
      const all: ReadonlySet<string>[] = []
      for (const head of await heads(readers)) all.push(...(await tokensIn(head.id, readers)))
      const counts = tokens.map((token) => [token, all.filter((one) => one.has(token)).length] as const)
      return { total: all.length, of: new Map(counts.filter(([, count]) => count)) }
    },
  }
}

function textOf(one: Found): string {
  return [one.title, ...one.headings, ...(one.columns ?? []), one.text].join('\n')
}
