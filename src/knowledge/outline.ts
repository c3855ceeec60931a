import type { Block } from './blocks.ts'
import { labelOf, RANK, rankOf } from './numbering.ts'

/** What belongs together: an article with its items and tables, an answer, or a paragraph that stands alone. */
export interface Unit {
  headings: string[]
  article: string
  blocks: Block[]
}

/** A numbered line of at most this length without a mark inside is a heading where text follows it. */
const HEADING_LENGTH = 30
/** A longer “heading” is a sentence that somebody formatted. */
const LONGEST_HEADING = 60

const QUESTION = /^(?:\d{1,3}\s*[.．、]\s*)?(?:问题?|Q)\s*\d*\s*[:：]\s*/i
const REPLY = /^(?:答|A)\s*\d*\s*[:：]/i
const APPENDIX = /^附[件录表]\s*[一二三四五六七八九十\d]*\s*(?:[:：]|$)/
const SALUTATION = /^(?:各|区直|县直|市直|局属|局机关|机关各)[^。；：:]{1,60}[:：]$/
const ISSUER = /^[\u4e00-\u9fa5（）()、\s]{2,40}(?:局|委员会|办公室|人民政府|厅|办事处|中心|协会|部|委)$/
const DATE =
  /^(?:\d{4}|[二一零〇○\d]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日$/
const NOTE = /^(?:注|备注|说明)\s*\d*\s*[:：]/
const QUESTION_RANK = 20

interface Heading {
  rank: number
  /** Of a heading that the file's format marks: 1 … 6. */
  depth?: number
  text: string
  /** Something stands below it. */
  used: boolean
}

/** Cuts a document's blocks into units, each with its place in the outline. Nothing is left out. */
export function unitsOf(blocks: readonly Block[]): Unit[] {
  const units: Unit[] = []
  const outline: Heading[] = []
  const state: { unit: Unit | undefined } = { unit: undefined }

  function open(article: string, ...first: Block[]): Unit {
    for (const one of outline) one.used = true
    const unit = { headings: outline.map((one) => one.text), article, blocks: first }
    units.push(unit)
    state.unit = unit
    return unit
  }
  /** A heading that nothing stood below is text. */
  function pop(): void {
    const gone = outline.pop()
    if (gone && !gone.used) {
      open('', { kind: 'paragraph', text: gone.text })
      state.unit = undefined
    }
  }
  function popFrom(rank: number): void {
    while ((outline.at(-1)?.rank ?? -1) >= rank) pop()
  }
  function push(heading: Omit<Heading, 'used'>): void {
    outline.push({ ...heading, used: false })
    state.unit = undefined
  }

  function marked(block: Block & { kind: 'heading' }): void {
    const { level, text } = block
    const rank = APPENDIX.test(text) ? 1 : rankOf(text)
    for (let top = outline.at(-1); top; top = outline.at(-1)) {
      const inside = top.depth !== undefined ? top.depth < level : rank !== undefined && top.rank < rank
      if (inside) break
      pop()
    }
    if (QUESTION.test(text)) return question(text)
    push({ rank: rank ?? level / 10, depth: level, text })
    if (rank === RANK.article) open(labelOf(text))
  }
  function question(text: string): void {
    popFrom(QUESTION_RANK)
    push({ rank: QUESTION_RANK, text: text.replace(QUESTION, '') })
    // The question is the heading of its answer, and stands in it: an answer that is missing leaves it as text.
  }
  function reply(block: Block): void {
    const asked = state.unit?.blocks.at(-1)
    if (outline.at(-1)?.rank !== QUESTION_RANK && asked?.kind === 'paragraph' && /[？?]$/.test(asked.text)) {
      state.unit?.blocks.pop()
      if (!state.unit?.blocks.length) units.pop()
      question(asked.text)
    }
    open('', block)
  }

  for (const [at, block] of blocks.entries()) {
    const next = blocks[at + 1]
    if (block.kind === 'table') {
      const { blocks: own } = state.unit ?? open('')
      own.push(block)
    } else if (block.kind === 'heading' && isHeading(block.text)) marked(block)
    else paragraph({ ...block, kind: 'paragraph' }, next, at)
  }
  while (outline.length) pop()
  return units.filter((one) => one.blocks.length)

  function paragraph(block: Block & { kind: 'paragraph' }, next: Block | undefined, at: number): void {
    const { text } = block
    if (isSignOff(blocks, at)) {
      // The date goes on with the name that signs it.
      if (DATE.test(text) && state.unit && isIssuer(state.unit.blocks.at(-1))) state.unit.blocks.push(block)
      else {
        while (outline.length) pop()
        open('', block)
      }
      return
    }
    if (QUESTION.test(text)) return question(text)
    if (REPLY.test(text)) return reply(block)
    if (SALUTATION.test(text)) {
      open('', block)
      state.unit = undefined
      return
    }
    if (APPENDIX.test(text) && text.length <= HEADING_LENGTH) {
      popFrom(0)
      return push({ rank: 1, text })
    }
    const rank = rankOf(text)
    if (rank !== undefined && rank <= RANK.subsection && leads(text, rank, next)) {
      const within = rank === RANK.subsection && state.unit?.article
      if (!within) {
        popFrom(rank)
        return push({ rank, text })
      }
    }
    if (rank === RANK.article || rank === RANK.section) {
      popFrom(rank === RANK.section ? RANK.section : QUESTION_RANK)
      open(labelOf(text), block)
    } else if (block.item || (rank !== undefined && rank >= RANK.subsection)) item(block, rank)
    else plain(block)
  }

  function item(block: Block, rank: number | undefined): void {
    if (rank === RANK.subsection && outline.at(-1)?.rank === rank) {
      popFrom(rank)
      state.unit = undefined
    }
    if (state.unit) state.unit.blocks.push(block)
    else open('', block)
  }

  /** A paragraph without a number stands alone unless an article, an answer or a lead (“如下：”) goes on. */
  function plain(block: Block & { kind: 'paragraph' }): void {
    const answering = outline.at(-1)?.rank === QUESTION_RANK
    const { unit } = state
    const afterTable = unit?.blocks.at(-1)?.kind === 'table' && !NOTE.test(block.text)
    if (!unit || (!unit.article && !answering && afterTable)) open('', block)
    else unit.blocks.push(block)
    if (!state.unit?.article && !answering && !/[:：]$/.test(block.text)) state.unit = undefined
  }
}

function isHeading(text: string): boolean {
  return text.length <= LONGEST_HEADING && !/[。；]/.test(text)
}

/** A short numbered line is a heading where something of a deeper rank follows. */
function leads(text: string, rank: number, next: Block | undefined): boolean {
  if (text.length > HEADING_LENGTH || /[。；：:，]/.test(text.replace(/[：:]$/, ''))) return false
  if (rank < RANK.article) return true
  if (rank === RANK.article || !next) return false
  const below = next.kind === 'table' || next.kind === 'heading' ? undefined : rankOf(next.text)
  return next.kind !== 'heading' && (below === undefined || below > rank)
}

function isIssuer(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && ISSUER.test(block.text)
}

/** Who signs, then the day; or the day as the last line. */
function isSignOff(blocks: readonly Block[], at: number): boolean {
  const text = (place: number) => {
    const block = blocks[place]
    return block?.kind === 'paragraph' ? block.text : ''
  }
  if (ISSUER.test(text(at))) return DATE.test(text(at + 1)) || (at > 2 && at === blocks.length - 1)
  return DATE.test(text(at)) && (ISSUER.test(text(at - 1)) || at === blocks.length - 1)
}
