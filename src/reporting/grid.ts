/** A line of cells. `start`, `end`: in the text. */
export interface Row {
  start: number
  end: number
  cells: string[]
}

/** Lines at least this many in a row make a table. */
const LEAST_ROWS = 2
const BULLET = /^\s*(?:[·•●○◆■▪*-]\s+|[·•●○◆■▪])/
/** Cells parted by plain commas. */
const CSV = /^[^,，。；;：:、!！?？]{1,16}(?:,[^,，。；;：:、!！?？]{0,12}){1,12}$/
const RULE = /^[\s|:+-]+$/

/**
 * The first pasted table of a text: lines of cells parted by tabs, by |, by two and more blanks, or by single blanks where
 * every line has as many cells and numbers stand behind the first. Undefined: there is none.
 */
export function findGrid(text: string): { rows: Row[]; start: number; end: number } | undefined {
  let block: Row[] = []
  const done = () =>
    isTable(block, text) ? { rows: block, start: block[0]!.start, end: block.at(-1)!.end } : undefined
  let start = 0
  for (const line of text.split('\n')) {
    const end = start + line.length
    const cells = cellsOf(line)
    if (cells.length >= 2) block.push({ start, end, cells })
    else if (!(RULE.test(line) && block.length)) {
      const found = done()
      if (found) return found
      block = []
    }
    start = end + 1
  }
  return done()
}

function cellsOf(line: string): string[] {
  if (RULE.test(line)) return []
  const parts = line.includes('\t')
    ? line.split('\t')
    : line.includes('|')
      ? line.replace(/^\s*\||\|\s*$/g, '').split('|')
      : /\S\s{2,}\S/.test(line.trim())
        ? line.trim().split(/\s{2,}/)
        : CSV.test(line)
          ? line.split(',')
          : BULLET.test(line) || /[，。；：:,;、！!？?]/.test(line)
            ? [line]
            : line.trim().split(' ')
  return parts.map((cell) => cell.trim())
}

export const NUMBER_CELL =
  /^[-+¥]?\s?[\d,.]+\s?[%\u4e00-\u9fa5]{0,3}$|^[〇零一二三四五六七八九十百千万两]{1,9}(?:户|人次?|次|个|件|场|家|张|万?元|亩|头|处|名|份|台|套|株|只|棵|吨|公里|小时|条|辆|所|户次|场次)?$/

function isTable(rows: readonly Row[], text: string): boolean {
  if (rows.length < LEAST_ROWS) return false
  const wide = Math.max(...rows.map((row) => row.cells.length))
  if (rows[0]!.cells.filter(Boolean).length < 2) return false
  const numbers = rows
    .slice(1)
    .filter((row) => row.cells.some((cell, place) => place > 0 && NUMBER_CELL.test(cell)))
  // Rows of ragged length are sentences with blanks in them; nobody parts words by tabs or bars.
  const parted = rows.every((row) => /[\t|]/.test(text.slice(row.start, row.end)))
  return (
    numbers.length === rows.length - 1 - textRows(rows) &&
    numbers.length > 0 &&
    (parted || rows.every((row) => row.cells.length >= wide - 1))
  )
}

/** Rows between, without any number: a second head, a remark, a row of blanks. */
function textRows(rows: readonly Row[]): number {
  return rows.slice(1).filter((row) => !row.cells.some((cell, place) => place > 0 && /\d/.test(cell))).length
}
