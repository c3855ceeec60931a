import type { Block } from './blocks.ts'
import type { Grid } from './pdf-grid.ts'
import { cellsAt, type Line } from './pdf-lines.ts'
import { addLine, unwrapped, widthOf } from './wrapped.ts'

/** What stands on a page, from top to bottom. */
export type Part = Line | Grid

/** Letters this much higher than the text's make a heading. */
const HIGHER = 1.12
/** Two letters' heights within this are the same. */
const SAME_HEIGHT = 0.06
/** A paragraph's first line starts this many letters after the others. */
const INDENT = 1.2
const LONGEST_HEADING = 60

/** How the text of the document is set. */
interface Setting {
  /** Height of the letters of most of the text. */
  height: number
  /** Left edge of the text, where first lines are indented; undefined where they are not. */
  margin: number | undefined
  /** Heights of headings, the highest first. */
  headings: number[]
  /** Of a line, in widths of a Chinese sign. */
  longest: number
}

export function blocksOf(parts: readonly Part[]): Block[] {
  const blocks: Block[] = []
  const setting = settingOf(parts)
  let heading: { block: Block & { kind: 'heading' }; height: number } | undefined
  let table: string[][] = []
  let starts: number[] = []
  const flush = () => {
    if (table.length > 1) blocks.push({ kind: 'table', rows: table })
    else for (const row of table) addLine(blocks, row.join(' '), setting.longest)
    table = []
  }
  for (const part of parts) {
    const level = 'rows' in part ? undefined : headingLevel(part, setting)
    if (level === undefined) heading = undefined
    if ('rows' in part) {
      flush()
      addGrid(blocks, part.rows)
    } else if (level !== undefined) {
      flush()
      const height = heightOf(part)
      // A title over two lines is one.
      if (heading && isSame(heading.height, height)) heading.block.text += part.cells.join(' ')
      else {
        heading = { block: { kind: 'heading', level, text: part.cells.join(' ') }, height }
        blocks.push(heading.block)
      }
    } else {
      // A long cell may leave no gap before the next: below a header its columns decide.
      const cells = table.length ? cellsAt(part.pieces, starts) : []
      const filled = cells.filter(Boolean).length
      if (filled > 1 && cells[0] && isAligned(part, starts)) table.push(cells)
      else if (table.length > 1 && filled > 0 && !cells[0]) goOn(table, cells)
      else {
        flush()
        if (part.cells.length > 1) {
          table.push(part.cells)
          starts = part.starts
        } else addLine(blocks, part.cells[0] ?? '', setting.longest, indentOf(part, setting))
      }
    }
  }
  flush()
  return unwrapped(blocks)
}

function settingOf(parts: readonly Part[]): Setting {
  const lines = parts.flatMap((part) => ('cells' in part && part.cells.length === 1 ? [part] : []))
  const height = mostOf(lines.map((line) => [heightOf(line), widthOf(line.cells.join(''))]))
  const text = lines.filter((line) => isSame(heightOf(line), height))
  const left = Math.min(...text.map((line) => line.starts[0] ?? 0))
  const at = (from: number, to: number) =>
    text.filter((line) => {
      const letters = ((line.starts[0] ?? 0) - left) / height
      return letters >= from && letters < to
    }).length
  const higher = lines.map(heightOf).filter((one) => one > height * HIGHER)
  return {
    height,
    // Both kinds of line stand in it: those that start a paragraph, and those that go on.
    margin: at(0, 0.5) >= 2 && at(INDENT, 3) >= 2 ? left : undefined,
    headings: [...new Set(higher.map((one) => Math.round(one)))].sort((a, b) => b - a),
    longest: Math.max(0, ...text.map((line) => widthOf(line.cells[0] ?? ''))),
  }
}

function heightOf(line: Line): number {
  return Math.max(...line.pieces.map((piece) => piece.height))
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= other * SAME_HEIGHT
}

/** The value that carries the most weight. */
function mostOf(weighed: readonly (readonly [number, number])[]): number {
  const weights = new Map<number, number>()
  for (const [value, weight] of weighed) {
    const key = Math.round(value * 2) / 2
    weights.set(key, (weights.get(key) ?? 0) + weight)
  }
  return [...weights].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 10
}

function headingLevel(line: Line, { height, headings }: Setting): number | undefined {
  const own = heightOf(line)
  if (line.cells.length > 1 || own <= height * HIGHER) return undefined
  if ((line.cells[0] ?? '').length > LONGEST_HEADING) return undefined
  return Math.min(6, headings.indexOf(Math.round(own)) + 1)
}

function indentOf(line: Line, { margin, height }: Setting): 'indented' | 'flush' | undefined {
  if (margin === undefined) return undefined
  return (line.starts[0] ?? 0) - margin > height * INDENT ? 'indented' : 'flush'
}

/** A table that goes on on the next page is one table; its header may be repeated there. */
function addGrid(blocks: Block[], rows: string[][]): void {
  const last = blocks.at(-1)
  const [first = []] = rows
  if (last?.kind !== 'table' || last.rows[0]?.length !== first.length) blocks.push({ kind: 'table', rows })
  else last.rows.push(...(first.join() === last.rows[0]?.join() ? rows.slice(1) : rows))
}

/** A sentence that crosses the columns is no row: in a row some piece starts where a column does. */
function isAligned(line: Line, starts: readonly number[]): boolean {
  return line.pieces.some((piece) =>
    starts.slice(1).some((start) => Math.abs(start - piece.x) < piece.height * 1.5),
  )
}

/** A cell that goes on in the next line. */
function goOn(table: string[][], cells: readonly string[]): void {
  const last = table.at(-1) ?? []
  for (const [x, cell] of cells.entries()) if (cell) last[x] = `${last[x] ?? ''}${cell}`
}
