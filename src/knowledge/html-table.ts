import { tidy } from './blocks.ts'
import { type Element, isElement, MAX_DEPTH, textOf } from './html-text.ts'

/** A span of more cells than any table has is a mistake, or meant to fill the memory. */
const MAX_SPAN = 100

/** Cells that span rows or columns stand in each of them, so that every row can be read by itself. */
export function tableRows(table: Element): string[][] {
  const grid: string[][] = []
  const rows = rowsOf(table, 0)
  for (const [y, row] of rows.entries()) {
    const line = lineAt(grid, y)
    let x = 0
    for (const cell of row.childNodes.filter(isElement).filter((one) => /^t[dh]$/.test(one.tagName))) {
      while (line[x] !== undefined) x++
      const text = tidy(textOf(cell))
      const down = Math.min(span(cell, 'rowspan'), rows.length - y)
      const across = span(cell, 'colspan')
      for (let dy = 0; dy < down; dy++)
        lineAt(grid, y + dy).splice(x, across, ...Array<string>(across).fill(text))
      x += across
    }
  }
  const width = Math.max(0, ...grid.map((line) => line.length))
  return grid
    .map((line) => Array.from({ length: width }, (_, x) => line[x] ?? ''))
    .filter((line) => line.some(Boolean))
}

function lineAt(grid: string[][], y: number): string[] {
  grid[y] ??= []
  return grid[y]
}

function span(cell: Element, name: string): number {
  const value = Number(cell.attrs.find((one) => one.name === name)?.value ?? 1)
  return Number.isInteger(value) ? Math.min(Math.max(value, 1), MAX_SPAN) : 1
}

/** Rows of this table, not of tables in its cells. */
function rowsOf(node: Element, depth: number): Element[] {
  if (depth > MAX_DEPTH) return []
  return node.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'tr') return [child]
    return child.tagName === 'table' ? [] : rowsOf(child, depth + 1)
  })
}
