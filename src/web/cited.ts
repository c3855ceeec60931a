import type { Passage } from '../knowledge/document.ts'

/** Where a citation stands: the passage, and the part of its text. */
export interface Cited {
  ordinal: number
  start: number
  end: number
}

/**
 * Finds a citation in a document's own words, white space and cell marks aside: in the smallest passage that holds it, else
 * across neighbouring paragraphs and rows, else as some cells of one row, else in a table with its head. Empty where it stands nowhere.
 */
export function findCited(passages: readonly Passage[], quote: string): Cited[] {
  const wanted = squeeze(quote).text
  if (!wanted) return []
  const whole = smallest(
    passages.filter((one) => one.kind !== 'table'),
    wanted,
  )
  if (whole) return [whole]
  const across = run(passages, wanted)
  if (across.length) return across
  const found = someCells(passages, quote) ?? smallest(passages, wanted)
  return found ? [found] : []
}

function smallest(passages: readonly Passage[], wanted: string): Cited | undefined {
  let best: (Cited & { size: number }) | undefined
  for (const passage of passages) {
    const { text, places } = squeeze(passage.text)
    const at = text.indexOf(wanted)
    if (at < 0 || (best && best.size <= text.length)) continue
    best = { ordinal: passage.ordinal, ...part(places, at, at + wanted.length), size: text.length }
  }
  return best && { ordinal: best.ordinal, start: best.start, end: best.end }
}

/** A citation that goes on from one printed piece to the next: its part of each. */
function run(passages: readonly Passage[], wanted: string): Cited[] {
  const pieces = passages
    .filter((one) => one.kind === 'row' || (one.parent === undefined && one.kind !== 'table'))
    .map((one) => ({ ordinal: one.ordinal, ...squeeze(one.text) }))
  const from = pieces
    .map((one) => one.text)
    .join('')
    .indexOf(wanted)
  if (from < 0) return []
  const to = from + wanted.length
  let before = 0
  return pieces.flatMap(({ ordinal, text, places }) => {
    const [start, end] = [Math.max(from - before, 0), Math.min(to - before, text.length)]
    before += text.length
    return start < end ? [{ ordinal, ...part(places, start, end) }] : []
  })
}

/** “80周岁以上 | 3000”: cells of one row in their order, others between them left out. */
function someCells(passages: readonly Passage[], quote: string): Cited | undefined {
  const wanted = quote.split('|').map((cell) => squeeze(cell).text)
  if (wanted.length < 2) return undefined
  const row = passages.find((one) => {
    const cells = (one.kind === 'row' && one.cells?.map((cell) => squeeze(cell).text)) || []
    let at = -1
    return wanted.every((cell) => {
      at = cells.indexOf(cell, at + 1)
      return cell !== '' && at >= 0
    })
  })
  return row && { ordinal: row.ordinal, start: 0, end: row.text.length }
}

function part(places: readonly number[], from: number, to: number): { start: number; end: number } {
  return { start: places[from] ?? 0, end: (places[to - 1] ?? 0) + 1 }
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
