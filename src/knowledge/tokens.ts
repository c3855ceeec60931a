/**
 * Words and pairs: the word-like segments of `Intl.Segmenter('zh')`, then the bigrams of each run of Han. One column with
 * both finds more than either alone (measured on ncp-policy: R@5 .889 against .867 and .875). No dependency, the same on
 * Node and Workers; the segmenter's dictionary may change with ICU, so the index remembers what it was built with.
 */
const RUNS = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+(?:\.\p{N}+)*/gv
const HAN = /^\p{Script=Han}/v
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** NFKC and lower case: what index and question are compared in. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Tokens in order, with repeats: bm25 counts them. */
export function tokensOf(text: string): string[] {
  const folded = fold(text)
  const tokens: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(folded)) if (isWordLike) tokens.push(segment)
  for (const [run] of folded.matchAll(RUNS)) {
    if (!HAN.test(run)) {
      tokens.push(run)
      continue
    }
    const signs = [...run]
    if (signs.length === 1) tokens.push(run)
    for (let i = 0; i + 1 < signs.length; i++) tokens.push(`${signs[i]}${signs[i + 1]}`)
  }
  return tokens
}
