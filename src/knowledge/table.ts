import type { Passage } from './document.ts'

/** A table whole and each row for itself, with the names of its columns. */
export function addTable(passages: Passage[], headings: string[], article: string, rows: string[][]): void {
  const { title, header, body } = partsOf(rows)
  if (title) passages.push({ ordinal: passages.length, headings, article, kind: 'text', text: title })
  const above = title ? [...headings, title] : headings
  const parent = passages.length
  const columns = columnsOf(header)
  const text = [...header, ...body].map(rowText).join('\n')
  passages.push({ ordinal: parent, headings: above, article, kind: 'table', text, columns })
  for (const cells of body)
    passages.push({
      ...{ ordinal: passages.length, headings: above, article, kind: 'row', text: rowText(cells) },
      columns,
      cells: isOneCell(cells) ? cells.map((cell, place) => (place ? '' : cell)) : cells,
      parent,
    })
}

/** A title across the whole width, then one row of column names or two, then the rest. */
function partsOf(rows: string[][]): { title: string; header: string[][]; body: string[][] } {
  const [first = [], ...others] = rows
  const titled = others.length > 1 && isOneCell(first)
  const [top = [], second, ...rest] = titled ? others : rows
  const title = titled ? (first[0] ?? '') : ''
  if (second && rest.length && isGrouped(top, second)) return { title, header: [top, second], body: rest }
  return { title, header: [top], body: second ? [second, ...rest] : [] }
}

/** A name over several columns, with the names of each below it and the others reaching down. */
function isGrouped(top: string[], below: string[]): boolean {
  const groups = top.filter((cell, x) => cell !== '' && cell === top[x + 1] && below[x] !== cell)
  const down = top.filter((cell, x) => cell !== '' && cell === below[x])
  return groups.length > 0 && down.length > 0
}

function columnsOf(header: string[][]): string[] {
  const [top = [], below] = header
  if (!below) return top
  return top.map((cell, x) => (below[x] === cell || !below[x] ? cell : `${cell} ${below[x]}`.trim()))
}

/** A cell across the whole width stands in every cell of its row. */
function isOneCell(cells: string[]): boolean {
  return cells.length > 1 && cells[0] !== '' && cells.every((cell) => cell === cells[0])
}

function rowText(cells: string[]): string {
  return isOneCell(cells) ? (cells[0] ?? '') : cells.join(' | ')
}
