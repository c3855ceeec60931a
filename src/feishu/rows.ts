/** A cell that is a number, with or without what is counted. */
const NUMBER = /^[-+]?\d[\d,.，]*\s*[\u4e00-\u9fa5%]{0,3}$/
/** Of a table: a column of names and two of numbers at least; wider ones no phone shows. */
const COLUMNS = [3, 4, 5, 6, 7, 8]
/** Lines above the table: its title, its date. */
const ABOVE = [0, 1, 2, 3]

/**
 * The platform reads a picture region by region: the cells of a table come one after the other. Where they fill whole rows, each
 * a name and numbers, under a row of words, they are put together again, cells parted by ` | `; else nothing is changed.
 */
export function withRows(lines: readonly string[]): string[] {
  for (const above of ABOVE)
    for (const columns of COLUMNS) {
      const rows = rowsOf(lines.slice(above), columns)
      if (rows) return [...lines.slice(0, above), ...rows.map((row) => row.join(' | '))]
    }
  return [...lines]
}

/** Undefined where the cells do not make such a table. */
function rowsOf(cells: readonly string[], columns: number): string[][] | undefined {
  if (cells.length < 2 * columns || cells.length % columns) return undefined
  const rows = Array.from({ length: cells.length / columns }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns),
  )
  const [head = [], ...body] = rows
  const isBody = ([name = '', ...numbers]: string[]) =>
    !NUMBER.test(name) && numbers.every((cell) => NUMBER.test(cell))
  return head.every((cell) => !NUMBER.test(cell)) && body.every(isBody) ? rows : undefined
}
