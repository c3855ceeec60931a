import type { Block } from './blocks.ts'
import type { Passage } from './document.ts'
import { isItem, labelOf, rankOf } from './numbering.ts'
import { type Unit, unitsOf } from './outline.ts'
import { addTable } from './table.ts'

/** A longer sentence is no heading for what stands below it. */
const LEAD_LENGTH = 200
const TABLE_LEAD_LENGTH = 120
/** Rank of an item without a number, below all that are numbered; and by how much a list within a list stands deeper. */
const BULLET = 17
const DEEPER = 10

type Line = Block & { kind: 'paragraph' }

/** Cuts a document's blocks into passages, verbatim, each with its place in the outline. */
export function passagesOf(blocks: readonly Block[]): Passage[] {
  const passages: Passage[] = []
  for (const unit of unitsOf(blocks)) addUnit(passages, unit)
  return passages
}

/** A table parts the text of its article in two: each part stands in the document as it is. */
function addUnit(passages: Passage[], unit: Unit): void {
  const [first] = unit.blocks
  const opening = first?.kind === 'paragraph' && !isListed(first) ? first.text : ''
  const article = unit.article || labelOf(opening)
  let headings = unit.headings
  let lines: Line[] = []
  const flush = () => {
    addText(passages, headings, article, lines)
    lines = []
  }
  for (const block of unit.blocks) {
    if (block.kind !== 'table') {
      lines.push({ ...block, kind: 'paragraph' })
      continue
    }
    const lead = tableLead(lines.at(-1)?.text ?? '')
    flush()
    addTable(passages, lead ? [...unit.headings, lead] : headings, article, block.rows)
    // What follows the table belongs to the article that it stands in.
    if (opening && opening.length < LEAD_LENGTH) headings = [...unit.headings, opening]
  }
  flush()
}

/** Of a long paragraph only the sentence that leads to the table. */
function tableLead(text: string): string {
  if (text.length <= TABLE_LEAD_LENGTH) return text
  return text.split(/(?<=[。；])/).at(-1) ?? text
}

/** An article with items whole, and each item for itself below what it is an item of. */
function addText(passages: Passage[], headings: string[], article: string, lines: Line[]): void {
  const [first] = lines
  if (!first) return
  const items = lines.length > 1 ? itemsOf(lines) : []
  const parent = passages.length
  const kind = items.length ? 'list' : 'text'
  const text = lines.map((line) => line.text).join('\n')
  passages.push({ ordinal: parent, headings, article, kind, text })
  // A list without a sentence that leads to it has only its headings to tell what it is about.
  const lead = isListed(first) || first.text.length >= LEAD_LENGTH ? [] : [first.text]
  for (const item of items)
    passages.push({
      ordinal: passages.length,
      headings: [...headings, ...lead, ...item.above],
      article,
      kind: 'text',
      text: item.text,
      parent,
    })
}

interface Item {
  text: string
  /** The items that it is an item of. */
  above: string[]
}

function itemsOf(lines: readonly Line[]): Item[] {
  const items: (Item & { rank: number; open: boolean })[] = []
  const path: { rank: number; text: string }[] = []
  /** How many of the format's own lists deep. */
  let depth = 1
  for (const line of lines) {
    if (!isListed(line)) {
      // “1. 申请” on a line of its own is the heading of what follows.
      const last = items.at(-1)
      if (last?.open) last.text += `\n${line.text}`
      continue
    }
    depth = line.item ?? depth
    const rank = (rankOf(line.text) ?? BULLET) + DEEPER * (depth - 1)
    while ((path.at(-1)?.rank ?? -1) >= rank) path.pop()
    items.push({ text: line.text, above: path.map((one) => one.text), rank, open: isTitle(line.text) })
    path.push({ rank, text: line.text })
  }
  return items.map(({ text, above }) => ({ text, above }))
}

function isListed(line: Line): boolean {
  return line.item !== undefined || isItem(line.text)
}

function isTitle(text: string): boolean {
  return text.length <= 30 && !/[。；;，,：:]$/.test(text)
}
