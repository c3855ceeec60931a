import type { Passage } from '../knowledge/document.ts'

/** Where a citation stands: the passage, and the part of its text; the whole passage where only that is known. */
export interface Cited {
  ordinal: number
  start: number
  end: number
}

/** Finds a citation in a document's own words, white space and cell marks aside. The smallest passage that holds it wins. */
export function findCited(passages: readonly Passage[], quote: string): Cited | undefined {
  const wanted = squeeze(quote).text
  if (!wanted) return undefined
  let best: (Cited & { size: number }) | undefined
  for (const passage of passages) {
    const { text, places } = squeeze(passage.text)
    const at = text.indexOf(wanted)
    if (at < 0 || (best && best.size <= text.length)) continue
    const start = places[at] ?? 0
    const end = (places[at + wanted.length - 1] ?? 0) + 1
    best = { ordinal: passage.ordinal, start, end, size: text.length }
  }
  return best && { ordinal: best.ordinal, start: best.start, end: best.end }
}

/** Text without white space and cell marks, and where each sign stood. */
function squeeze(source: string): { text: string; places: number[] } {
  const places: number[] = []
  let text = ''
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at)
    if (/[\s|]/.test(sign)) continue
    text += sign
    places.push(at)
  }
  return { text, places }
}
