import { type Blank, findBlanks } from './blanks.ts'

/** One line of text (a paragraph, a cell) with its blanks. */
export interface TemplateLine {
  text: string
  blanks: Blank[]
  /** Of a cell: what its row and its column are called. */
  cell?: { row: string; column: string }
}

/** A report template as lines, and how to write them back with blanks replaced. */
export interface Template {
  lines: TemplateLine[]
  /** `filled[i][j]`: what stands for blank j of line i; undefined leaves it. `end` may reach over signs behind the blank. */
  write(filled: readonly (readonly (Replacement | undefined)[])[]): { text: string; docx?: Uint8Array }
}

export interface Replacement {
  text: string
  /** Where the replaced stretch ends in the line; at least the blank's end. */
  end: number
}

/** A Markdown or plain text template. Front matter is not looked at. */
export function textTemplate(source: string, markdown: boolean): Template {
  const signs = source.split(/(\r?\n)/)
  const head = markdown ? frontMatterEnd(signs) : 0
  const texts = signs.filter((_, place) => place % 2 === 0)
  const lines = texts.map((text, place): TemplateLine => {
    if (place * 2 < head) return { text, blanks: [] }
    return { text, blanks: findBlanks(text, markdown) }
  })
  if (markdown) nameCells(lines)
  return {
    lines: lines.flatMap((line) => (isRow(line) ? cellsOf(line) : [line])),
    write(filled) {
      let at = 0
      const out = lines.map((line) => {
        const cells = isRow(line) ? cellsOf(line) : [line]
        const all = cells.flatMap((_, i) => filled[at + i] ?? [])
        at += cells.length
        return replaced(line.text, line.blanks, isRow(line) ? shifted(cells, all) : all)
      })
      return { text: signs.map((sign, place) => (place % 2 ? sign : (out[place / 2] ?? ''))).join('') }
    },
  }
}

/** The line with its blanks replaced; what has no replacement stays as it is. */
export function replaced(
  text: string,
  blanks: readonly Blank[],
  filled: readonly (Replacement | undefined)[],
): string {
  let out = ''
  let at = 0
  for (const [place, blank] of blanks.entries()) {
    const one = filled[place]
    if (!one) continue
    out += text.slice(at, blank.start) + one.text
    at = one.end
  }
  return out + text.slice(at)
}

function frontMatterEnd(signs: readonly string[]): number {
  if (signs[0]?.trim() !== '---') return 0
  const end = signs.findIndex((sign, place) => place > 0 && place % 2 === 0 && sign.trim() === '---')
  return end < 0 ? 0 : end + 1
}

interface RowLine extends TemplateLine {
  columns?: string[]
}

function isRow(line: RowLine): boolean {
  return line.columns !== undefined
}

/** Rows of pipe tables know the titles above them. */
function nameCells(lines: RowLine[]): void {
  for (const [place, line] of lines.entries()) {
    if (!/^\s*\|?[\s:|-]*-{3}[\s:|-]*\|?\s*$/.test(line.text) || !line.text.includes('|')) continue
    const columns = split(lines[place - 1]?.text ?? '').map(({ text }) => text)
    for (let at = place + 1; at < lines.length && lines[at]!.text.includes('|'); at++)
      lines[at]!.columns = columns
  }
}

/** Each cell with blanks as a line of its own, blanks counted from the cell's start. */
function cellsOf(line: RowLine): (TemplateLine & { offset: number })[] {
  const cells = split(line.text)
  return cells.map(({ text, start }, place) => {
    const end = start + text.length
    return {
      text,
      offset: start,
      blanks: line.blanks
        .filter((blank) => blank.start >= start && blank.end <= end)
        .map((blank) => ({ start: blank.start - start, end: blank.end - start })),
      cell: {
        row: rowName(
          cells.map((one) => one.text),
          place,
        ),
        column: line.columns?.[place] ?? '',
      },
    }
  })
}

/** What stands left of a cell without blanks: the row's title, and its unit where a column tells it. */
export function rowName(cells: readonly string[], place: number): string {
  return cells
    .filter((text, at) => at !== place && !findBlanks(text, true).length && (at < place || text.length <= 3))
    .map((text) => text.trim())
    .filter((text) => text && !/^[\d.]+$/.test(text))
    .join(' ')
}

function split(line: string): { text: string; start: number }[] {
  const cells: { text: string; start: number }[] = []
  let start = /^\s*\|/.exec(line)?.[0].length ?? 0
  for (let at = start; at <= line.length; at++) {
    if (at < line.length && (line[at] !== '|' || line[at - 1] === '\\')) continue
    if (at < line.length || line.slice(start, at).trim()) cells.push({ text: line.slice(start, at), start })
    start = at + 1
  }
  return cells
}

function shifted(
  cells: readonly (TemplateLine & { offset?: number })[],
  filled: readonly (Replacement | undefined)[],
): (Replacement | undefined)[] {
  const offsets = cells.flatMap((cell) => cell.blanks.map(() => cell.offset ?? 0))
  return filled.map((one, place) => one && { ...one, end: one.end + (offsets[place] ?? 0) })
}
