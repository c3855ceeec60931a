import { fold, tokensOf } from '../knowledge/tokens.ts'
import type { Filter, Found, PassageIndex } from './ports.ts'

/** Words that ask and say nothing of what is asked. */
const ASKING =
  /请问|请教|问一下|问下|一下|是什么|有哪些|有什么|什么|哪些|怎么办理|怎么办|怎么样|怎么|怎样|如何|多少|几个|是否|能否|可否|有没有|是不是|能不能|可不可以|要不要|为什么|哪里|哪儿|吗|呢|啊|吧|嘛|呀|么/g

const CANDIDATES = 50
const DOCUMENTS = 60

/** A passage after the second look. `share`: how much of the question's weight stands in it, 0 … 1. */
export interface Hit extends Found {
  total: number
  share: number
}

/** The question without asking words; if nothing is left, the whole question. */
export function contentOf(question: string): string {
  const rest = fold(question)
    .replace(ASKING, ' ')
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()
  return rest || fold(question)
}

/**
 * First fifty by bm25, then a second look at them (field notes on retrieval, §5: nDCG@10 .792 → .827 on ncp-policy):
 * `total = s/best + .5 covered + .5 runs + .4 document + .1 beside`. `expansion`: further words for the same concepts.
 */
export async function search(
  question: string,
  filter: Filter,
  index: PassageIndex,
  expansion: readonly string[] = [],
): Promise<Hit[]> {
  const content = contentOf(question)
  const tokens = [...new Set(tokensOf(content))]
  const extra = [...new Set(expansion.flatMap(tokensOf))].filter((token) => !tokens.includes(token))
  const [found, documents, { total, of }] = await Promise.all([
    index.search([...tokens, ...extra], filter, CANDIDATES),
    index.searchDocuments([...tokens, ...extra], filter, DOCUMENTS),
    index.frequencies(tokens),
  ])
  const idf = new Map(
    tokens.map((token) => {
      const df = of.get(token) ?? 0
      return [token, df ? Math.log(1 + (total - df + 0.5) / (df + 0.5)) : 0]
    }),
  )
  const rarest = Math.log(1 + (total + 0.5) / 0.5)
  return secondLook(found, { content, tokens, idf, documents, rarest })
}

interface Look {
  content: string
  tokens: readonly string[]
  idf: ReadonlyMap<string, number>
  documents: ReadonlyMap<number, number>
  /** Weight of a token that stands nowhere. */
  rarest: number
}

function secondLook(found: readonly Found[], look: Look): Hit[] {
  const best = Math.max(...found.map((one) => one.score), Number.MIN_VALUE)
  const bestDocument = Math.max(...look.documents.values(), Number.MIN_VALUE)
  const single =
    new Set(found.map((one) => one.document)).size === found.length && found.every((one) => one.ordinal === 0)
  const known = look.tokens.reduce((sum, token) => sum + (look.idf.get(token) ?? 0), 0)
  const asked = look.tokens.reduce((sum, token) => sum + (look.idf.get(token) || look.rarest), 0)
  const place = new Map(found.map((one) => [`${one.document}:${one.ordinal}`, one.score]))
  return found
    .map((one): Hit => {
      const text = fold(
        [one.title, ...one.headings, ...(one.kind === 'row' ? (one.columns ?? []) : []), one.text].join('\n'),
      )
      const held = look.tokens.reduce(
        (sum, token) => sum + (text.includes(token) ? (look.idf.get(token) ?? 0) : 0),
        0,
      )
      const covered = known ? held / known : 0
      const document = single ? 0 : (look.documents.get(one.document) ?? 0) / bestDocument
      const beside = Math.max(
        place.get(`${one.document}:${one.ordinal - 1}`) ?? 0,
        place.get(`${one.document}:${one.ordinal + 1}`) ?? 0,
      )
      const total =
        one.score / best +
        0.5 * covered +
        0.5 * runs(look.content, text) +
        0.4 * document +
        0.1 * (beside / best)
      return { ...one, total, share: asked ? held / asked : 0 }
    })
    .sort((a, b) => b.total - a.total)
}

/** How long the pieces of the question are that stand in the passage: long ones weigh more than their sum. */
export function runs(content: string, text: string): number {
  let held = 0
  let all = 0
  for (const run of content.split(/[^\p{L}\p{N}]+/u)) {
    const signs = [...run]
    all += signs.length ** 1.5
    for (let at = 0; at < signs.length; ) {
      let length = 0
      while (at + length < signs.length && text.includes(signs.slice(at, at + length + 1).join('')))
        length += 1
      if (length > 1) held += length ** 1.5
      at += Math.max(1, length)
    }
  }
  return all ? held / all : 0
}
