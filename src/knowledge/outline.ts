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
/** Lines at the end that belong to no article. */
const CLOSING = /^(?:(?:联系|咨询|监督|投诉|举报)[\u4e00-\u9fa5]{0,6}\s*[:：]|特此|抄送|[（(]此件)/
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
  const cutter = new Cutter()
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'table') cutter.table(block)
    else if (block.kind === 'heading' && isHeading(block.text)) cutter.markedHeading(block)
    else if (isSignOff(blocks, at)) cutter.signOff({ ...block, kind: 'paragraph' })
    else cutter.paragraph({ ...block, kind: 'paragraph' }, blocks[at + 1])
  }
  return cutter.finish()
}

type Line = Block & { kind: 'paragraph' }

/** What is open while a document is read from top to bottom: the headings above, and the unit that goes on. */
class Cutter {
  private readonly units: Unit[] = []
  private readonly headings: Heading[] = []
  private unit: Unit | undefined

  finish(): Unit[] {
    this.popFrom(Number.NEGATIVE_INFINITY)
    return this.units.filter((one) => one.blocks.length)
  }

  table(block: Block & { kind: 'table' }): void {
    this.goOn(block)
  }

  /** A heading that the format marks: within the formats' own levels those decide, else the numbers do. */
  markedHeading({ level, text }: Block & { kind: 'heading' }): void {
    const rank = APPENDIX.test(text) ? 1 : rankOf(text)
    for (let top = this.headings.at(-1); top; top = this.headings.at(-1)) {
      const inside = top.depth !== undefined ? top.depth < level : rank !== undefined && top.rank < rank
      if (inside) break
      this.pop()
    }
    if (QUESTION.test(text)) this.question(text)
    else this.push({ rank: rank ?? level / 10, depth: level, text })
    if (rank === RANK.article) this.open(labelOf(text))
  }

  /** The name that signs, and the day below it. */
  signOff(block: Line): void {
    const dated = DATE.test(block.text)
    if (dated && isIssuer(this.unit?.blocks.at(-1))) this.goOn(block)
    else {
      this.popFrom(Number.NEGATIVE_INFINITY)
      this.open('', block)
    }
    if (dated) this.unit = undefined
  }

  paragraph(block: Line, next: Block | undefined): void {
    const { text } = block
    const rank = rankOf(text)
    if (QUESTION.test(text)) this.question(text)
    else if (REPLY.test(text)) this.reply(block)
    else if (SALUTATION.test(text) || CLOSING.test(text)) this.alone(block)
    else if (APPENDIX.test(text) && text.length <= HEADING_LENGTH) this.heading(1, text)
    else if (
      rank !== undefined &&
      leads(text, rank, next) &&
      !(rank === RANK.subsection && this.unit?.article)
    )
      this.heading(rank, text)
    else if (rank === RANK.article || rank === RANK.section) {
      this.popFrom(rank === RANK.section ? RANK.section : QUESTION_RANK)
      this.open(labelOf(text), block)
    } else if (block.item || rank !== undefined) this.item(block, rank)
    else this.plain(block)
  }

  private heading(rank: number, text: string): void {
    this.popFrom(rank)
    this.push({ rank, text })
  }

  /** The question is the heading of its answer. */
  private question(text: string): void {
    this.heading(QUESTION_RANK, text.replace(QUESTION, ''))
  }

  /** A question that nothing marks as one is the line above its answer. */
  private reply(block: Line): void {
    const above = this.headings.at(-1)?.used === false ? undefined : (this.unit ?? this.units.at(-1))
    const asked = above?.blocks.at(-1)
    if (asked?.kind === 'paragraph' && /[？?]$/.test(asked.text)) {
      above?.blocks.pop()
      this.question(asked.text)
    }
    this.open('', block)
  }

  private item(block: Line, rank: number | undefined): void {
    if (rank === RANK.subsection && this.headings.at(-1)?.rank === rank) {
      this.popFrom(rank)
      this.unit = undefined
    }
    this.goOn(block)
  }

  /** A paragraph without a number stands alone unless an article, an answer or a lead (“如下：”) goes on. */
  private plain(block: Line): void {
    const answering = this.headings.at(-1)?.rank === QUESTION_RANK
    const afterTable = this.unit?.blocks.at(-1)?.kind === 'table' && !NOTE.test(block.text)
    if (!this.unit?.article && !answering && afterTable) this.open('', block)
    else this.goOn(block)
    if (!this.unit?.article && !answering && !/[:：]$/.test(block.text)) this.unit = undefined
  }

  private alone(block: Line): void {
    this.open('', block)
    this.unit = undefined
  }

  private goOn(block: Block): void {
    if (this.unit) this.unit.blocks.push(block)
    else this.open('', block)
  }

  private open(article: string, ...blocks: Block[]): void {
    for (const one of this.headings) one.used = true
    this.unit = { headings: this.headings.map((one) => one.text), article, blocks }
    this.units.push(this.unit)
  }

  private push(heading: Omit<Heading, 'used'>): void {
    this.headings.push({ ...heading, used: false })
    this.unit = undefined
  }

  /** A heading that nothing stood below is text. */
  private pop(): void {
    const gone = this.headings.pop()
    if (gone && !gone.used) this.alone({ kind: 'paragraph', text: gone.text })
  }

  private popFrom(rank: number): void {
    for (let top = this.headings.at(-1); top && top.rank >= rank; top = this.headings.at(-1)) this.pop()
  }
}

function isHeading(text: string): boolean {
  return text.length <= LONGEST_HEADING && !/[。；]/.test(text)
}

/** A short numbered line is a heading where something of a deeper rank follows. */
function leads(text: string, rank: number, next: Block | undefined): boolean {
  if (text.length > HEADING_LENGTH || /[。；：:，]/.test(text.replace(/[：:]$/, ''))) return false
  if (rank < RANK.article) return true
  if (rank === RANK.article || rank > RANK.subsection || !next) return false
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
