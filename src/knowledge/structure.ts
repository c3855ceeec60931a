import type { Block } from './blocks.ts'
import type { Passage } from './document.ts'

/**
 * Official structure (GB/T 9704 and the habits of regulations): 章 节 条, 一、（一）1.（1）, 附件, and questions with answers.
 * A unit is what belongs together: an article with its items and tables, or a paragraph that stands alone.
 */
interface Unit {
  headings: string[]
  article: string
  blocks: Block[]
}

const CHAPTER = /^第[一二三四五六七八九十百零\d]+[编章节]/
const ARTICLE = /^(第[一二三四五六七八九十百零\d]+条)(?:[\s　]|之|$|(?=\S))/
const SECTION = /^([一二三四五六七八九十]{1,3})、/
const SUBSECTION = /^[（(][一二三四五六七八九十]{1,3}[）)]/
const ITEM = /^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩])/
const QUESTION = /^(?:问|Q)[:：]\s*/
const APPENDIX = /^附件\s*\d*[:：]?/
/** A numbered line without an end mark, of at most this length, is a heading and not a sentence. */
const HEADING_LENGTH = 30

/** Cuts a document's blocks into passages, verbatim, each with its place in the outline. */
export function passagesOf(blocks: readonly Block[]): Passage[] {
  const passages: Passage[] = []
  for (const unit of unitsOf(blocks)) addUnit(passages, unit)
  return passages
}

function unitsOf(blocks: readonly Block[]): Unit[] {
  const units: Unit[] = []
  const outline: { level: number; text: string }[] = []
  let unit: Unit | undefined
  const open = (article: string, block?: Block) => {
    unit = { headings: outline.map((one) => one.text), article, blocks: block ? [block] : [] }
    units.push(unit)
  }
  const heading = (level: number, text: string) => {
    while (outline.length && outline.at(-1)!.level >= level) outline.pop()
    outline.push({ level, text })
    unit = undefined
  }
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const label = labelOf(block.text)
      heading(block.level, block.text)
      if (label && ARTICLE.test(block.text)) open(label)
      continue
    }
    if (block.kind === 'table') {
      if (!unit) open('')
      unit!.blocks.push(block)
      continue
    }
    const { text } = block
    const place = placeOf(text, unit)
    if (place.kind === 'heading') heading(place.level, text)
    else if (place.kind === 'question') {
      heading(20, text.replace(QUESTION, ''))
      open('')
    } else if (place.kind === 'start') open(place.label, block)
    else if (unit) (unit as Unit).blocks.push(block)
    else open('', block)
    // A paragraph without a number stands alone; what follows it is not its part, unless it leads over to a list or table.
    if (
      place.kind === 'loose' &&
      unit &&
      !(unit as Unit).article &&
      !/[:：]$/.test(text) &&
      !inQuestion(outline)
    )
      unit = undefined
  }
  return units.filter((one) => one.blocks.length)
}

type Place =
  | { kind: 'heading'; level: number }
  | { kind: 'start'; label: string }
  | { kind: 'question' }
  | { kind: 'loose' | 'within' }

function placeOf(text: string, unit: Unit | undefined): Place {
  if (CHAPTER.test(text) && isShort(text))
    return { kind: 'heading', level: /^第[^编章节]+章/.test(text) ? 8 : 9 }
  if (APPENDIX.test(text) && isShort(text)) return { kind: 'heading', level: 7 }
  const article = ARTICLE.exec(text)?.[1]
  if (article) return { kind: 'start', label: article }
  if (QUESTION.test(text)) return { kind: 'question' }
  if (SECTION.test(text))
    return isShort(text) ? { kind: 'heading', level: 10 } : { kind: 'start', label: labelOf(text) }
  if (SUBSECTION.test(text) && isShort(text) && !unit?.article) return { kind: 'heading', level: 11 }
  if (ITEM.test(text)) return { kind: 'within' }
  return { kind: unit?.article ? 'within' : 'loose' }
}

function isShort(text: string): boolean {
  return (
    text.length <= HEADING_LENGTH &&
    !/[。；：:，]/.test(text.replace(/[。：:]$/, (mark) => (mark === '。' ? '。' : '')))
  )
}

function inQuestion(outline: { level: number }[]): boolean {
  return outline.at(-1)?.level === 20
}

function labelOf(text: string): string {
  return ARTICLE.exec(text)?.[1] ?? (SECTION.exec(text)?.[0] || ITEM.exec(text)?.[0]) ?? ''
}

function addUnit(passages: Passage[], unit: Unit): void {
  const { headings, article } = unit
  const texts = unit.blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]))
  const items = texts.length > 1 ? texts.filter((text) => ITEM.test(text)) : []
  // A list without a sentence that leads to it has only its headings to tell what it is about.
  const lead = items[0] === texts[0] ? '' : (texts[0] ?? '')
  if (texts.length) {
    const ordinal = passages.length
    const kind = items.length ? 'list' : 'text'
    passages.push({ ordinal, headings, article: article || labelOf(lead), kind, text: texts.join('\n') })
    for (const item of items)
      passages.push({
        ordinal: passages.length,
        headings: lead && lead.length < 200 ? [...headings, lead] : headings,
        article: article || labelOf(lead),
        kind: 'text',
        text: item,
        parent: ordinal,
      })
  }
  for (const [place, block] of unit.blocks.entries())
    if (block.kind === 'table') {
      const before = unit.blocks.slice(0, place).findLast((one) => one.kind !== 'table')
      addTable(passages, before ? [...headings, before.text] : headings, article || labelOf(lead), block.rows)
    }
}

function addTable(passages: Passage[], headings: string[], article: string, rows: string[][]): void {
  const [columns = [], ...body] = rows
  const parent = passages.length
  const text = rows.map((row) => row.join(' | ')).join('\n')
  passages.push({ ordinal: parent, headings, article, kind: 'table', text, columns })
  for (const cells of body)
    passages.push({
      ...{ ordinal: passages.length, headings, article, kind: 'row', text: cells.join(' | ') },
      columns,
      cells,
      parent,
    })
}
