import { readXlsx as openXlsx } from 'hucre'
import { type Block, paragraphs } from './blocks.ts'

/** A sheet: lines above the table as headings, the table from its header row on, lines below it as notes. */
export async function readXlsx(bytes: Uint8Array): Promise<Block[]> {
  const book = await openXlsx(bytes)
  return book.sheets.flatMap((sheet) => sheetBlocks(sheet.rows.map((row) => row.map(cellText))))
}

function sheetBlocks(rows: string[][]): Block[] {
  const blocks: Block[] = []
  let table: string[][] = []
  const flush = () => {
    if (table.length > 1) blocks.push({ kind: 'table', rows: trimmed(table) })
    else for (const row of table) blocks.push(...paragraphs(row.filter(Boolean).join(' ')))
    table = []
  }
  for (const row of rows) {
    const filled = new Set(row.filter(Boolean))
    // A merged title stands in one cell, or in every cell of its row.
    if (filled.size >= 2) table.push(row)
    else {
      flush()
      const [text] = filled
      if (text) blocks.push(blocks.length ? { kind: 'paragraph', text } : { kind: 'heading', level: 1, text })
    }
  }
  flush()
  return blocks
}

/** Without the columns that are empty in every row. */
function trimmed(rows: string[][]): string[][] {
  const width = Math.max(...rows.map((row) => row.length))
  const used = Array.from({ length: width }, (_, x) => x).filter((x) => rows.some((row) => row[x]))
  return rows.map((row) => used.map((x) => row[x] ?? ''))
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00.*$/, '')
      .replace(/T(\d\d:\d\d).*$/, ' $1')
  if (typeof value === 'number') return String(Number(value.toPrecision(12)))
  if (typeof value === 'object') return 'text' in value ? String(value.text) : ''
  return String(value).replace(/\s+/g, ' ').trim()
}
