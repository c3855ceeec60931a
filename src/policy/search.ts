import { fold, tokensOf } from '../knowledge/tokens.ts'
import { fused } from './nearness.ts'
import type { Filter, Found, PassageIndex } from './ports.ts'

/** Words that ask and say nothing of what is asked. */
const ASKING =
  /请问|请教|问一下|问下|一下|是什么|有哪些|有什么|什么|哪些|怎么办理|怎么办|怎么样|怎么|怎样|如何|多少|几个|是否|能否|可否|有没有|是不是|能不能|可不可以|要不要|为什么|哪里|哪儿|吗|呢|啊|吧|嘛|呀|么/g

const CANDIDATES = 50
/** Of those the likeliest are cut into words, which takes the most time. */
const CLOSELY = 24
const DOCUMENTS = 60
/** Entries of the index that a question may read, and tokens that it keeps whatever they cost. */
const POSTINGS = 5_000
const FEWEST = 3
/** Share of that for the look at whole documents, where a word stands less often. */
const WHOLE_DOCUMENTS = 0.7

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
 * `total = bm25/best + .5 covered + .5 runs + .5 rare runs + .4 document + .1 beside`. `expansion`: further words for the same concepts.
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
  const { total, of } = await index.frequencies([...tokens, ...extra], filter.readers)
  const rare = rarerOf([...tokens, ...extra], of, POSTINGS)
  const [found, documents] = await Promise.all([
    index.search(rare, filter, CANDIDATES),
    index.searchDocuments(rarerOf(rare, of, POSTINGS * WHOLE_DOCUMENTS), filter, DOCUMENTS),
  ])
  const rarity = (token: string) => {
    const df = of.get(token) ?? 0
    return df ? Math.log(1 + (total - df + 0.5) / (df + 0.5)) : 0
  }
  const idf = new Map(tokens.map((token) => [token, rarity(token)]))
  // Another name for what was asked counts, but less than the asked word itself.
  const others = new Map(extra.map((token) => [token, rarity(token) * 0.8]))
  const rarest = Math.log(1 + (total + 0.5) / 0.5)
  const hits = secondLook(found, { content, tokens, idf, others, documents, rarest })
  const near = await index.nearness?.(
    question,
    hits.map(({ id }) => id),
  )
  return near?.size ? fused(hits, near) : hits
}

/** The rarer tokens first, as many as together stand in no more passages than can be read in a moment; all of them in a small index. */
function rarerOf(tokens: readonly string[], of: ReadonlyMap<string, number>, most: number): string[] {
  const known = tokens.filter((token) => of.has(token)).sort((a, b) => (of.get(a) ?? 0) - (of.get(b) ?? 0))
  const chosen: string[] = []
  let read = 0
  for (const token of known) {
    read += of.get(token) ?? 0
    if (read > most && chosen.length >= FEWEST) break
    chosen.push(token)
  }
  return chosen
}

interface Look {
  content: string
  tokens: readonly string[]
  idf: ReadonlyMap<string, number>
  /** Further names with their weights. */
  others: ReadonlyMap<string, number>
  documents: ReadonlyMap<number, number>
  /** Weight of a token that stands nowhere. */
  rarest: number
}

/** Saturation and length of the second bm25: shorter reach and less regard for length than FTS5's own fit policy texts better. */
const K1 = 0.9
const B = 0.4

function secondLook(found: readonly Found[], look: Look): Hit[] {
  const bestFound = Math.max(...found.map((one) => one.score), Number.MIN_VALUE)
  const bestDocument = Math.max(...look.documents.values(), Number.MIN_VALUE)
  const single =
    new Set(found.map((one) => one.document)).size === found.length && found.every((one) => one.ordinal === 0)
  const known = look.tokens.reduce((sum, token) => sum + (look.idf.get(token) ?? 0), 0)
  const asked = look.tokens.reduce((sum, token) => sum + (look.idf.get(token) || look.rarest), 0)
  const place = new Map(found.map((one) => [`${one.document}:${one.ordinal}`, one.score]))
  const seen = found.map((one) => {
    const text = textOf(one)
    const held = look.tokens.reduce(
      (sum, token) => sum + (text.includes(token) ? (look.idf.get(token) ?? 0) : 0),
      0,
    )
    const beside = Math.max(
      place.get(`${one.document}:${one.ordinal - 1}`) ?? 0,
      place.get(`${one.document}:${one.ordinal + 1}`) ?? 0,
    )
    const rest =
      0.5 * (known ? held / known : 0) +
      0.5 * runs(look.content, text) +
      0.5 * runs(look.content, text, (piece) => weightOf(piece, look.idf)) +
      0.4 * (single ? 0 : (look.documents.get(one.document) ?? 0) / bestDocument) +
      0.1 * (beside / bestFound)
    return { one, text, rest, share: asked ? held / asked : 0 }
  })
  const likely = [...seen].sort((a, b) => b.rest + b.one.score / bestFound - a.rest - a.one.score / bestFound)
  const close = likely.slice(0, CLOSELY)
  const relevance = bm25(
    close.map((one) => one.text),
    look,
  )
  const best = Math.max(...relevance, Number.MIN_VALUE)
  const ranked = close
    .map(({ one, rest, share }, at): Hit => ({ ...one, total: (relevance[at] ?? 0) / best + rest, share }))
    .sort((a, b) => b.total - a.total)
  const last = ranked.at(-1)?.total ?? 0
  const others = likely
    .slice(CLOSELY)
    .map(
      ({ one, rest, share }): Hit => ({ ...one, total: Math.min(last, one.score / bestFound + rest), share }),
    )
  return [...ranked, ...others]
}

function textOf(one: Found): string {
  const columns = one.kind === 'row' ? (one.columns ?? []) : []
  return fold([one.title, ...one.headings, ...columns, one.text].join('\n'))
}

function bm25(texts: readonly string[], look: Look): number[] {
  const counted = texts.map(countsOf)
  const mean = counted.reduce((sum, one) => sum + one.length, 0) / Math.max(1, counted.length)
  const weights = [...look.idf, ...look.others]
  return counted.map(({ counts, length }) => {
    const damping = K1 * (1 - B + (B * length) / Math.max(1, mean))
    return weights.reduce((sum, [token, idf]) => {
      const count = counts.get(token) ?? 0
      return count ? sum + (idf * count * (K1 + 1)) / (count + damping) : sum
    }, 0)
  })
}

interface Counts {
  counts: ReadonlyMap<string, number>
  length: number
}

/** Cutting a text into words is most of the second look: what was cut lately is kept. */
const counted = new Map<string, Counts>()
const KEPT = 3000

function countsOf(text: string): Counts {
  const known = counted.get(text)
  if (known) return known
  const counts = new Map<string, number>()
  const tokens = tokensOf(text)
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  if (counted.size >= KEPT) counted.clear()
  const made = { counts, length: tokens.length }
  counted.set(text, made)
  return made
}

/** Weight of a piece by how rare its pairs are. */
function weightOf(piece: readonly string[], idf: ReadonlyMap<string, number>): number {
  let sum = 0
  for (let at = 0; at + 1 < piece.length; at++) sum += idf.get(`${piece[at]}${piece[at + 1]}`) ?? 0
  return sum ** 1.3
}

/** How much of the question stands in the passage in one piece each: long pieces weigh more than their sum. */
export function runs(
  content: string,
  text: string,
  weight: (piece: readonly string[]) => number = (piece) => piece.length ** 1.5,
): number {
  let held = 0
  let all = 0
  for (const run of content.split(/[^\p{L}\p{N}]+/u)) {
    const signs = [...run]
    all += weight(signs)
    for (let at = 0; at < signs.length; ) {
      let length = 0
      while (at + length < signs.length && text.includes(signs.slice(at, at + length + 1).join('')))
        length += 1
      if (length > 1) held += weight(signs.slice(at, at + length))
      at += Math.max(1, length)
    }
  }
  return all ? held / all : 0
}
