import { getDocumentProxy } from 'unpdf'
import { type Block, tidy } from './blocks.ts'

/** A gap wider than this many characters parts two cells of a row. */
const CELL_GAP = 1.2
/** More pages than any policy document; beyond it nothing is read. */
const MAX_PAGES = 500

interface Piece {
  text: string
  x: number
  y: number
  width: number
  height: number
}

/** Lines joined back into paragraphs; lines of several cells, one below the other, into tables. Scans have no pieces. */
export async function readPdf(bytes: Uint8Array, cMapUrl: string): Promise<Block[]> {
  const options = cMapUrl ? { cMapUrl, cMapPacked: true } : {}
  const pdf = await getDocumentProxy(bytes, options)
  const lines: Line[] = []
  for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES); number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item) || !item.str.trim()) return []
      const [, , , height = 0, x = 0, y = 0] = item.transform as number[]
      return [{ text: item.str, x, y, width: item.width, height: Math.abs(height) || item.height }]
    })
    lines.push(...linesOf(pieces).filter(({ cells }) => !/^[-—\s\d/第页共]*$/.test(cells.join(''))))
  }
  return blocksOf(lines)
}

interface Line {
  cells: string[]
  /** Where the cells start on the page. */
  starts: number[]
  pieces: Piece[]
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

const STARTS =
  /^(?:第[一二三四五六七八九十百零\d]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)|附件|附：)/
const ENDS = /[。；：！？]$/

function blocksOf(lines: Line[]): Block[] {
  const blocks: Block[] = []
  let table: string[][] = []
  let starts: number[] = []
  const flush = () => {
    if (table.length > 1) blocks.push({ kind: 'table', rows: table })
    else for (const row of table) blocks.push({ kind: 'paragraph', text: row.join(' ') })
    table = []
  }
  for (const line of lines) {
    // A long cell may leave no gap before the next: below a header its columns decide.
    const inTable = table.length ? cellsAt(line.pieces, starts) : []
    if (inTable.length && inTable.every(Boolean)) {
      table.push(inTable)
      continue
    }
    flush()
    if (line.cells.length > 1) {
      table.push(line.cells)
      starts = line.starts
    } else addLine(blocks, line.cells[0] ?? '')
  }
  flush()
  return blocks
}

/** A line goes on with the one before unless that ended a sentence or this one starts a numbered part. */
function addLine(blocks: Block[], text: string): void {
  const last = blocks.at(-1)
  const goesOn =
    last?.kind === 'paragraph' && !ENDS.test(last.text) && !STARTS.test(text) && last.text.length >= 20
  if (goesOn) last.text += text
  else if (text) blocks.push({ kind: 'paragraph', text })
}
