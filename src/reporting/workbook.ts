import type { Ask } from './asks.ts'
import { NUMBER_CELL } from './grid.ts'
import { type ReadInput, type Reading, type ReportingBureau, readTableText } from './read.ts'
import { MAX_TEXT } from './sheet.ts'

/** A sheet of a workbook as shown text, a merged area in each of its cells. */
export interface SheetRows {
  name: string
  rows: string[][]
}

/** What a workbook says: its text as it was read, and the figures with their places in it; or why nothing was read. */
export type WorkbookReading = { text: string; rows: number; reading: Reading } | { refused: string }

/** A card shows so many figures, and a person checks no more at once. */
const MAX_FIGURES = 200

/** Reads the tables of a workbook as if they had been pasted one below the other; sentences beside them count nothing. */
export function readWorkbook(
  sheets: readonly SheetRows[],
  input: Omit<ReadInput, 'text'>,
  bureau: ReportingBureau,
): WorkbookReading {
  const texts = sheets.flatMap((sheet) => textOf(sheet))
  const text = texts.join('\n\n')
  if (!texts.length) return { refused: '里没有内容' }
  if (text.length > MAX_TEXT) return { refused: '内容太多，一次读不完，请拆成几张表再发' }
  const readings: Reading[] = []
  let start = 0
  for (const one of texts) {
    readings.push(moved(readTableText({ ...input, text: one }, bureau), start))
    start += one.length + 2
  }
  const figures = readings.flatMap((one) => one.figures)
  if (figures.length > MAX_FIGURES)
    return { refused: `里有 ${figures.length} 个数，一次最多登记 ${MAX_FIGURES} 个，请拆开再发` }
  const [first] = readings
  if (!first) return { refused: '里没有内容' }
  const reading: Reading = {
    ...first,
    kind: readings.some((one) => one.kind === 'report') ? 'report' : 'other',
    figures,
    asks: uniqueAsks(readings.flatMap((one) => one.asks)),
    unmatched: readings.flatMap((one) => one.unmatched),
    context: figures.length ? { figures } : first.context,
  }
  return { text, rows: new Set(figures.map(({ span }) => span.start)).size, reading }
}

function moved(reading: Reading, by: number): Reading {
  const shift = <T extends { span: { start: number; end: number } }>(one: T): T => ({
    ...one,
    span: { start: one.span.start + by, end: one.span.end + by },
  })
  return {
    ...reading,
    figures: reading.figures.map(shift),
    asks: reading.asks.map((ask) => (ask.figure ? { ...ask, figure: shift(ask.figure) } : ask)),
  }
}

function uniqueAsks(asks: readonly Ask[]): Ask[] {
  const seen = new Set<string>()
  return asks.filter(({ question }) => !seen.has(question) && seen.add(question))
}

/** One text a table: its sheet's name and title as lines, its heading rows as one, its rows with tabs. */
function textOf({ name, rows }: SheetRows): string[] {
  const named = /^(?:sheet|工作表)\s?\d*$/i.test(name.trim()) ? [] : [plain(name)]
  const texts: string[] = []
  let block: string[][] = []
  const close = () => {
    if (block.length) texts.push([...named, ...linesOf(block)].join('\n'))
    block = []
  }
  for (const row of rows) {
    const isTitle = new Set(row.filter(Boolean)).size === 1
    // A title opens a new table once figures stand above it; notes below a table belong to none.
    if (!row.some(Boolean) || (isTitle && block.some(hasNumbers))) close()
    if (row.some(Boolean)) block.push(row)
  }
  close()
  return texts
}

function linesOf(block: readonly string[][]): string[] {
  const first = block.findIndex(hasNumbers)
  const head = first < 0 ? block.length : first
  const isTitle = (row: readonly string[]) => new Set(row.filter(Boolean)).size === 1
  const titles = block.slice(0, head).filter(isTitle)
  const headings = block.slice(0, head).filter((row) => !isTitle(row))
  const width = Math.max(0, ...block.map((row) => row.length))
  const merged = Array.from({ length: width }, (_, place) =>
    [...new Set(headings.map((row) => plain(row[place] ?? '')).filter(Boolean))].join(' '),
  )
  return [
    ...titles.map((row) => plain(row.find(Boolean) ?? '')),
    ...(headings.length ? [merged.join('\t')] : []),
    ...block.slice(head).map((row) => row.map(plain).join('\t')),
  ]
}

function hasNumbers(row: readonly string[]): boolean {
  return (
    row.some((cell, place) => place > 0 && NUMBER_CELL.test(cell)) && new Set(row.filter(Boolean)).size > 1
  )
}

/** A cell stays on its line and in its column. */
function plain(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim()
}
