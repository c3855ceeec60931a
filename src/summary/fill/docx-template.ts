import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { findBlanks } from './blanks.ts'
import { type Replacement, replaced, rowName, type Template, type TemplateLine } from './template.ts'

/** A stretch of characters between `<w:t>` and `</w:t>`. */
interface Piece {
  file: string
  /** Offsets in the part's XML. */
  start: number
  end: number
  text: string
  /** Underlined white space: a blank as people make it in Word. */
  ruled: boolean
}

interface Paragraph {
  pieces: Piece[]
  /** Text with a tab where pieces do not follow each other. */
  place?: { table: number; row: number; column: number }
  /** The older copy of the same text box, for programs that know no other: it says the same once more. */
  twin?: Paragraph
}

const PARTS = /^word\/(?:document|header\d*|footer\d*)\.xml$/

/**
 * A Word template. Only characters within `w:t` are ever changed; runs, styles, tables and pictures stay byte for byte.
 * @throws Error when it is no Word file.
 */
export function docxTemplate(bytes: Uint8Array): Template {
  const files = unzipSync(bytes)
  const names = Object.keys(files)
    .filter((name) => PARTS.test(name))
    .sort()
  if (!names.includes('word/document.xml')) throw new Error('不是有效的 docx 文件')
  const xml = new Map(names.map((name) => [name, strFromU8(files[name]!)]))
  const paragraphs = names.flatMap((name) => paragraphsOf(name, xml.get(name) ?? ''))
  const lines = paragraphs.map((paragraph): TemplateLine => {
    const text = textOf(paragraph)
    return { text: shown(paragraph), blanks: findBlanks(text, false) }
  })
  nameCells(paragraphs, lines)
  return {
    lines,
    write(filled) {
      const edits: { file: string; start: number; end: number; text: string }[] = []
      for (const [place, paragraph] of paragraphs.entries())
        for (const one of paragraph.twin ? [paragraph, paragraph.twin] : [paragraph])
          edits.push(...editsOf(one, lines[place]!, filled[place] ?? []))
      const written = { ...files }
      for (const name of names) {
        const own = edits.filter((edit) => edit.file === name).sort((a, b) => b.start - a.start)
        if (!own.length) continue
        let text = xml.get(name) ?? ''
        for (const { start, end, text: now } of own)
          text = text.slice(0, start) + escaped(now) + text.slice(end)
        written[name] = strToU8(text)
      }
      const text = lines
        .map((line, place) => replaced(line.text, line.blanks, filled[place] ?? []))
        .join('\n')
      return { text, docx: zipSync(written, { level: 6 }) }
    },
  }
}

/** What is looked through for blanks: ruled white space as a line. */
function textOf(paragraph: Paragraph): string {
  return paragraph.pieces.map((piece) => (piece.ruled ? '_'.repeat(piece.text.length) : piece.text)).join('')
}

function shown(paragraph: Paragraph): string {
  return paragraph.pieces.map((piece) => piece.text).join('')
}

/** The first piece that a blank touches takes the new text; the others lose their share of the blank. */
function editsOf(paragraph: Paragraph, line: TemplateLine, filled: readonly (Replacement | undefined)[]) {
  const now = paragraph.pieces.map((piece) => [...sliced(piece.text)])
  let touched = false
  for (const [place, blank] of line.blanks.entries()) {
    const one = filled[place]
    if (!one) continue
    touched = true
    let offset = 0
    let written = false
    for (const [at, piece] of paragraph.pieces.entries()) {
      for (let sign = 0; sign < piece.text.length; sign++) {
        const where = offset + sign
        if (where < blank.start || where >= one.end) continue
        now[at]![sign] = written ? '' : one.text
        written = true
      }
      offset += piece.text.length
    }
  }
  if (!touched) return []
  return paragraph.pieces.flatMap((piece, at) => {
    const text = now[at]!.join('')
    return text === piece.text ? [] : [{ file: piece.file, start: piece.start, end: piece.end, text }]
  })
}

/** By UTF-16 units: offsets of blanks count them. */
function sliced(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => text[at]!)
}

const TAG = /<(\/?)([\w:]+)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/g

/** Walks the tags once; each `w:t` belongs to the innermost open paragraph. */
function paragraphsOf(file: string, xml: string): Paragraph[] {
  const found: Paragraph[] = []
  const open: Paragraph[] = []
  const tables: { id: number; row: number; column: number }[] = []
  let count = 0
  let ruled = false
  let running = false
  const choices: Choice[] = []
  for (const tag of xml.matchAll(TAG)) {
    const [whole, closing, name, attributes = '', empty] = tag
    if (name === 'mc:AlternateContent' && !empty) {
      if (closing) pair(choices.pop())
      else choices.push({ first: [], fallback: [], over: false })
    }
    if (name === 'mc:Fallback' && choices.length) choices.at(-1)!.over = !closing && !empty
    if (name === 'w:tbl' && !empty) {
      if (closing) tables.pop()
      else tables.push({ id: count++, row: -1, column: -1 })
    }
    const table = tables.at(-1)
    if (name === 'w:tr' && !closing && table) Object.assign(table, { row: table.row + 1, column: -1 })
    if (name === 'w:tc' && !closing && table) table.column += 1
    if (name === 'w:p' && !empty) {
      // The run that holds a text box is none of the box's own.
      running = false
      if (closing) open.pop()
      else {
        const place = table && { table: table.id, row: table.row, column: table.column }
        const paragraph: Paragraph = { pieces: [], ...(place ? { place } : {}) }
        open.push(paragraph)
        const over = choices.filter((one) => one.over)
        if (!over.length) found.push(paragraph)
        if (over.length <= 1) (over[0] ? over[0].fallback : choices.at(-1)?.first)?.push(paragraph)
      }
    }
    if (name === 'w:r') {
      running = !closing
      ruled = false
    }
    if (name === 'w:u') ruled = !/w:val="none"/.test(attributes)
    if (running && (name === 'w:tab' || name === 'w:br') && empty)
      open.at(-1)?.pieces.push({ file, start: tag.index, end: tag.index, text: '\t', ruled: false })
    if (name !== 'w:t' || closing || empty) continue
    const start = tag.index + whole.length
    const end = xml.indexOf('</w:t>', start)
    if (end < 0) throw new Error('docx 里的文字没有写完')
    const text = unescaped(xml.slice(start, end))
    open.at(-1)?.pieces.push({ file, start, end, text, ruled: ruled && /^[\s\u3000]{2,}$/.test(text) })
  }
  return found
}

/** One text box as newer and as older programs read it. */
interface Choice {
  first: Paragraph[]
  fallback: Paragraph[]
  over: boolean
}

/** Only copies that say the same are taken for twins; another one stays as it is. */
function pair(choice: Choice | undefined): void {
  if (!choice || choice.first.length !== choice.fallback.length) return
  const same = choice.first.every((one, place) => textOf(one) === textOf(choice.fallback[place]!))
  if (same) for (const [place, one] of choice.first.entries()) one.twin = choice.fallback[place]!
}

/** Cells know their row's title and what stands in the first row above them. */
function nameCells(paragraphs: readonly Paragraph[], lines: TemplateLine[]): void {
  const cells = new Map<string, string>()
  const widths = new Map<string, number>()
  for (const [place, { place: at }] of paragraphs.entries()) {
    if (!at) continue
    const key = `${at.table}:${at.row}:${at.column}`
    cells.set(key, `${cells.get(key) ?? ''}${lines[place]!.text}`)
    const row = `${at.table}:${at.row}`
    widths.set(row, Math.max(widths.get(row) ?? 0, at.column + 1))
  }
  for (const [place, { place: at }] of paragraphs.entries()) {
    if (!at || !lines[place]!.blanks.length || at.row === 0) continue
    const row = Array.from(
      { length: widths.get(`${at.table}:${at.row}`) ?? 0 },
      (_, column) => cells.get(`${at.table}:${at.row}:${column}`) ?? '',
    )
    lines[place]!.cell = {
      row: rowName(row, at.column),
      column: cells.get(`${at.table}:0:${at.column}`) ?? '',
    }
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal))
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return ENTITIES[name] ?? whole
  })
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
}
