import type { Indicator } from './catalogue.ts'
import type { Figure } from './entry.ts'
import { type Collected, daysOf } from './figures.ts'
import { findIndicators, findUnits } from './mentions.ts'
import { parseNumeral } from './numerals.ts'
import type { Ask, Sheet } from './read.ts'

interface Row {
  start: number
  end: number
  cells: string[]
}

const TOTAL = /^(?:合计|总计|小计|共计|累计|总数)$/

/**
 * A pasted table whose head names indicators and whose rows name units. Rows that name indicators themselves are read as
 * lines. A 合计 row is checked against the others and never counted. Undefined: no such table.
 */
export function readTable(sheet: Sheet): Collected | undefined {
  const rows = rowsOf(sheet.text)
  const at = rows.findIndex((row) => headOf(row, sheet).size > 0)
  const header = rows[at]
  if (!header) return undefined
  const columns = headOf(header, sheet)
  const body = rows.slice(at + 1).filter((row) => row.cells.length >= 2)
  if (
    !body.length ||
    !body.every((row) => row.cells.some((cell) => parseNumeral(cell) !== undefined || /\d/.test(cell)))
  )
    return undefined
  const figures: Figure[] = []
  const asks: Ask[] = []
  const totals: Row[] = []
  for (const row of body) {
    if (row.cells.some((cell) => TOTAL.test(cell))) {
      totals.push(row)
      continue
    }
    const named = row.cells.map((cell) => findUnits(cell, sheet.bureau.organization)[0]?.of[0]).find(Boolean)
    const label = row.cells.find((cell) => cell && !/^[\d.]+$/.test(cell)) ?? ''
    if (!named && label) {
      asks.push({ kind: 'organization', question: `表里的“${label}”不是名单里的单位，这一行没有登记。` })
      continue
    }
    for (const [place, { indicator, factor }] of columns) {
      const cell = row.cells[place] ?? ''
      if (cell === '' || /^[-—/]$/.test(cell)) continue
      const value = numberOf(cell)
      if (value === undefined) {
        asks.push({
          kind: 'number',
          question: `表里“${label}”的${indicator.name}“${cell}”不是数字，没有登记。`,
        })
        continue
      }
      const period = sheet.periods[0]
      figures.push({
        ...{ indicator: indicator.id, value: value * factor, org: named?.id ?? sheet.sender },
        ...daysOf(sheet, period, indicator, header.cells[place] ?? ''),
        span: { start: row.start, end: row.end },
        words: sheet.original.slice(row.start, row.end),
      })
    }
  }
  for (const row of totals) asks.push(...checkTotal(row, columns, figures))
  return { figures, asks }
}

function checkTotal(row: Row, columns: Map<number, Column>, figures: readonly Figure[]): Ask[] {
  return [...columns].flatMap(([place, { indicator, factor }]): Ask[] => {
    const stated = numberOf(row.cells[place] ?? '')
    const sum = figures
      .filter((one) => one.indicator === indicator.id)
      .reduce((total, one) => total + one.value, 0)
    if (stated === undefined || Math.abs(stated * factor - sum) < 1e-6) return []
    return [
      {
        kind: 'sum',
        question: `${indicator.name}合计写的是 ${stated}，各行相加是 ${sum / factor}，请核对。`,
      },
    ]
  })
}

interface Column {
  indicator: Indicator
  /** 10,000 for a column in 万元. */
  factor: number
}

/** Columns of the head that name one indicator each. */
function headOf(row: Row, sheet: Sheet): Map<number, Column> {
  const columns = new Map<number, Column>()
  if (row.cells.length < 2 || row.cells.some((cell) => /^\d+(?:\.\d+)?\D{0,2}$/.test(cell))) return columns
  for (const [place, cell] of row.cells.entries()) {
    const [mention, ...more] = findIndicators(cell, sheet.bureau.catalogue)
    if (mention && !more.length && mention.of.length === 1)
      columns.set(place, { indicator: mention.of[0]!, factor: /万元/.test(cell) ? 10_000 : 1 })
  }
  return columns
}

function numberOf(cell: string): number | undefined {
  return parseNumeral(cell.replace(/(?:户|人次|人|名|场|次|家|个|张|小时|元)$/, ''))
}

/** Lines with cells: parted by tabs, by |, or by two and more blanks. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const parts = line.includes('\t')
      ? line.split('\t')
      : line.includes('|')
        ? line.replace(/^\s*\||\|\s*$/g, '').split('|')
        : line.trim().split(/\s{2,}|\s(?=[\d\u4e00-\u9fa5])/)
    const cells = parts.map((cell) => cell.trim())
    if (cells.length >= 2 && !cells.every((cell) => /^:?-+:?$/.test(cell)))
      rows.push({ start, end: start + line.length, cells })
    start += line.length + 1
  }
  return rows
}
