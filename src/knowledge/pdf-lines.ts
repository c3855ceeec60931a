import { tidy } from './blocks.ts'

/** A gap wider than this many characters parts two cells of a row. */
const CELL_GAP = 1.2
/** Words of another script are parted by a gap this wide. */
const WORD_GAP = 0.15

/** Text at a place on the page. Points, from the lower left. */
export interface Piece {
  text: string
  x: number
  y: number
  width: number
  height: number
}

export interface Line {
  y: number
  cells: string[]
  /** Where the cells start on the page. */
  starts: number[]
  pieces: Piece[]
}

/** Pieces of one height on the page make a line; wide gaps part its cells. */
export function linesOf(pieces: readonly Piece[]): Line[] {
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
    return { y: row[0]?.y ?? 0, cells: cellsAt(sorted, starts), starts, pieces: sorted }
  })
}

/** Each piece belongs to the last column that starts at or before it. */
export function cellsAt(pieces: readonly Piece[], starts: readonly number[]): string[] {
  const cells = starts.map((): Piece[] => [])
  for (const piece of pieces) {
    const column = starts.findLastIndex((start) => start <= piece.x + 2)
    cells[column]?.push(piece)
  }
  return cells.map((some) =>
    tidy(some.map((piece, place) => `${gap(some[place - 1], piece)}${piece.text}`).join('')),
  )
}

/** All the text of a cell, line after line. */
export function joined(pieces: readonly Piece[]): string {
  const lines = linesOf(pieces).map((line) => line.cells.join(' '))
  return tidy(
    lines.reduce((text, line) => `${text}${/\w$/.test(text) && /^[a-z]/i.test(line) ? ' ' : ''}${line}`, ''),
  )
}

/** Chinese needs no blank between two pieces, other scripts do. */
function gap(before: Piece | undefined, piece: Piece): string {
  if (!before) return ''
  const wide = piece.x - (before.x + before.width) > piece.height * WORD_GAP
  return wide && /[\w,.]$/.test(before.text) && /^\w/.test(piece.text) ? ' ' : ''
}
