import { getDocumentProxy } from 'unpdf'
import { type Block, tidy } from './blocks.ts'
import { addLine, unwrapped, widthOf } from './wrapped.ts'

/** A gap wider than this many characters parts two cells of a row. */
const CELL_GAP = 1.2
/** More pages than any policy document has. */
const MAX_PAGES = 500
/** Fewer signs a page than this are a stamp or a page number over a picture. */
const SIGNS_A_PAGE = 12

interface Piece {
  text: string
  x: number
  y: number
  width: number
  height: number
}

interface Line {
  cells: string[]
  /** Where the cells start on the page. */
  starts: number[]
  pieces: Piece[]
}

/** The file is pictures of pages: there is no text to read. */
export class ScannedError extends Error {
  override name = 'ScannedError'
}

/**
 * Lines joined back into paragraphs; lines of several cells, one below the other, into tables.
 * @throws ScannedError when there is no text.
 */
export async function readPdf(bytes: Uint8Array, cMapUrl: string): Promise<Block[]> {
  const options = { verbosity: 0, ...(cMapUrl ? { cMapUrl, cMapPacked: true } : {}) }
  // pdfjs takes no Buffer, and takes the bytes away.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), options)
  if (pdf.numPages > MAX_PAGES) throw new Error('too many pages')
  const pages: Line[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item) || !item.str.trim()) return []
      const [, , , height = 0, x = 0, y = 0] = item.transform as number[]
      return [{ text: item.str, x, y, width: item.width, height: Math.abs(height) || item.height }]
    })
    pages.push(linesOf(pieces))
  }
  const lines = withoutRunningHeads(pages)
  const signs = lines.flatMap((line) => line.cells).join('').length
  if (signs < SIGNS_A_PAGE * pdf.numPages) throw new ScannedError()
  return blocksOf(lines)
}

/** Page numbers, and what stands in the same words at the top or foot of most pages. */
function withoutRunningHeads(pages: readonly Line[][]): Line[] {
  const edges = pages.flatMap((lines) => [...new Set([lines[0], lines.at(-1)].map(shapeOf))])
  const running = (line: Line) =>
    pages.length > 2 && edges.filter((shape) => shape === shapeOf(line)).length > pages.length / 2
  return pages.flatMap((lines) =>
    lines.filter((line, place) => {
      const edge = place === 0 || place === lines.length - 1
      return (
        !edge ||
        !(
          running(line) ||
          /^[-—–\s·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:[\s，,/]*共?\s*\d{1,3}\s*页?)?[-—–\s·]*$/.test(
            line.cells.join(' '),
          )
        )
      )
    }),
  )
}

function shapeOf(line: Line | undefined): string {
  return line ? line.cells.join(' ').replace(/\d+/g, '#') : ''
}

/** Pieces of one height on the page make a line; wide gaps part its cells. */
function linesOf(pieces: Piece[]): Line[] {
  const rows: Piece[][] = []
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1)
    if (row?.[0] && Math.abs(row[0].y - piece.y) < Math.max(piece.height, 6) * 0.5) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => {
    const sorted = row.toSorted((a, b) => a.x - b.x)
    const starts: number[] = []
    let end = Number.NEGATIVE_INFINITY
    for (const piece of sorted) {
      if ((piece.x - end) / (piece.height || 10) > CELL_GAP) starts.push(piece.x)
      end = piece.x + piece.width
    }
    return { cells: cellsAt(sorted, starts), starts, pieces: sorted }
  })
}

/** Each piece belongs to the last column that starts at or before it. */
function cellsAt(pieces: Piece[], starts: number[]): string[] {
  const cells = starts.map(() => '')
  for (const piece of pieces) {
    const column = starts.findLastIndex((start) => start <= piece.x + 2)
    if (column >= 0) cells[column] += piece.text
  }
  return cells.map(tidy)
}

function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = []
  const longest = Math.max(
    0,
    ...lines.filter((line) => line.cells.length === 1).map((line) => widthOf(line.cells[0] ?? '')),
  )
  let table: string[][] = []
  let starts: number[] = []
  const flush = () => {
    if (table.length > 1) blocks.push({ kind: 'table', rows: table })
    else for (const row of table) blocks.push({ kind: 'paragraph', text: row.join(' ') })
    table = []
  }
  for (const line of lines) {
    // A long cell may leave no gap before the next: below a header its columns decide.
    const cells = table.length ? cellsAt(line.pieces, starts) : []
    const filled = cells.filter(Boolean).length
    if (filled > 1 && cells[0] && line.starts[0] !== undefined && isAligned(line, starts)) table.push(cells)
    else if (table.length > 1 && filled > 0 && !cells[0]) goOn(table, cells)
    else {
      flush()
      if (line.cells.length > 1) {
        table.push(line.cells)
        starts = line.starts
      } else addLine(blocks, line.cells[0] ?? '', longest)
    }
  }
  flush()
  return unwrapped(blocks)
}

/** A sentence that crosses the columns is no row: in a row some piece starts where a column does. */
function isAligned(line: Line, starts: readonly number[]): boolean {
  const others = line.pieces.filter((piece) =>
    starts.slice(1).some((start) => Math.abs(start - piece.x) < piece.height * 1.5),
  )
  return others.length > 0
}

/** A cell that goes on in the next line. */
function goOn(table: string[][], cells: readonly string[]): void {
  const last = table.at(-1) ?? []
  for (const [x, cell] of cells.entries()) if (cell) last[x] = `${last[x] ?? ''}${cell}`
}
