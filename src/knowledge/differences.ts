import type { Passage } from './document.ts'

/** One sentence or row, as it stands in both versions, only in the older or only in the newer one. */
export interface Change {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Longer stretches are compared by whether a sentence stands in the other version at all: memory stays small. */
const MOST_PAIRS = 4_000_000

/** Two versions of a document, sentence by sentence, in the order of reading; white space aside. */
export function differences(older: readonly Passage[], newer: readonly Passage[]): Change[] {
  const [a, b] = [sentencesOf(older), sentencesOf(newer)]
  const same = (x: number, y: number) => bare(a[x] ?? '') === bare(b[y] ?? '')
  let start = 0
  while (start < a.length && start < b.length && same(start, start)) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && same(a.length - 1 - end, b.length - 1 - end))
    end += 1
  const tail = b.length - end
  return [
    ...b.slice(0, start).map(kept),
    ...paired(middle(a.slice(start, a.length - end), b.slice(start, tail))),
    ...b.slice(tail).map(kept),
  ]
}

/** What a reader reads one after the other: headings, sentences, rows; what holds others is told by them. */
function sentencesOf(passages: readonly Passage[]): string[] {
  let shown: string[] = []
  let above = ''
  return passages
    .filter((one) => one.kind === 'row' || (one.parent === undefined && one.kind !== 'table'))
    .flatMap((one) => {
      const headings = one.headings.filter(
        (heading, level) =>
          shown[level] !== heading && !one.text.trimStart().startsWith(heading) && above !== heading,
      )
      shown = one.headings
      above = one.text.trim()
      const own = one.kind === 'row' ? [one.text] : one.text.split(/\n|(?<=[。；])/)
      return [...headings, ...own].map((text) => text.trim()).filter(Boolean)
    })
}

/** The longest common sequence of sentences; between its members what is gone stands before what is new. */
function middle(a: readonly string[], b: readonly string[]): Change[] {
  if (a.length * b.length > MOST_PAIRS) return roughly(a, b)
  const [keysA, keysB] = [a.map(bare), b.map(bare)]
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  const at = (x: number, y: number) => longest[x * width + y] ?? 0
  for (let x = a.length - 1; x >= 0; x -= 1)
    for (let y = b.length - 1; y >= 0; y -= 1)
      longest[x * width + y] =
        keysA[x] === keysB[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1))
  const changes: Change[] = []
  let [x, y] = [0, 0]
  while (x < a.length || y < b.length) {
    if (x < a.length && y < b.length && keysA[x] === keysB[y]) {
      changes.push(kept(b[y] ?? ''))
      x += 1
      y += 1
    } else if (x < a.length && (y >= b.length || at(x + 1, y) >= at(x, y + 1))) {
      changes.push({ kind: 'gone', text: a[x] ?? '' })
      x += 1
    } else {
      changes.push({ kind: 'new', text: b[y] ?? '' })
      y += 1
    }
  }
  return changes
}

/** Within one stretch of changes a row or article stands right after what it was before. */
function paired(changes: readonly Change[]): Change[] {
  const told: Change[] = []
  let gone: Change[] = []
  for (const change of changes) {
    if (change.kind === 'gone') gone.push(change)
    if (change.kind === 'gone') continue
    const twin =
      change.kind === 'new' ? gone.findIndex((one) => nameOf(one) === nameOf(change)) : gone.length - 1
    told.push(...gone.slice(0, twin + 1), change)
    gone = gone.slice(twin + 1)
  }
  return [...told, ...gone]
}

/** First cell of a row, number of an article. */
function nameOf({ text }: Change): string {
  return text.includes(' | ')
    ? text.slice(0, text.indexOf(' | '))
    : (/^(?:第[^条]{1,8}条|[^。]{1,4}、)/.exec(text)?.[0] ?? text)
}

function roughly(a: readonly string[], b: readonly string[]): Change[] {
  const [inA, inB] = [new Set(a.map(bare)), new Set(b.map(bare))]
  return [
    ...a.filter((one) => !inB.has(bare(one))).map((text): Change => ({ kind: 'gone', text })),
    ...b.map((text): Change => (inA.has(bare(text)) ? kept(text) : { kind: 'new', text })),
  ]
}

function kept(text: string): Change {
  return { kind: 'same', text }
}

function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '')
}
