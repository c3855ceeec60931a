import { type Cell, formatValue, readXlsx as openXlsx, type Sheet } from 'hucre'
import { type Block, paragraphs, tidy } from './blocks.ts'

/** More cells than a bureau's table has; a single cell far away would claim billions. */
const MAX_CELLS = 500_000

/** A sheet: lines above the table as headings, the table from its header row on, lines below it as notes. */
export async function readXlsx(bytes: Uint8Array): Promise<Block[]> {
  const book = await openXlsx(bytes, {
    readStyles: true,
    sheets: (info: { hidden?: boolean; veryHidden?: boolean }) => !info.hidden && !info.veryHidden,
  })
  const sheets = book.sheets.map((sheet) => ({
    name: tidy(sheet.name),
    blocks: sheetBlocks(textRows(sheet)),
  }))
  const filled = sheets.filter(({ blocks }) => blocks.length)
  return filled.flatMap(({ name, blocks }): Block[] => {
    const named = filled.length === 1 || blocks[0]?.kind === 'heading' || /^(?:Sheet|工作表)\d*$/i.test(name)
    return named ? blocks : [{ kind: 'heading', level: 1, text: name }, ...blocks]
  })
}

/** More rows than anybody reports at once. */
const MAX_ROWS = 1_000

/**
 * The visible sheets as rows of shown text, for figures to be read from.
 * @throws Error with the reason as a Chinese sentence that goes on after the file's name.
 */
export async function readSheets(bytes: Uint8Array): Promise<{ name: string; rows: string[][] }[]> {
  const book = await openXlsx(bytes, {
    readStyles: true,
    sheets: (info: { hidden?: boolean; veryHidden?: boolean }) => !info.hidden && !info.veryHidden,
  })
  const rows = book.sheets.reduce((all, { rows }) => all + rows.filter(hasContent).length, 0)
  if (rows > MAX_ROWS)
    throw new Error(`有 ${rows.toLocaleString('en-US')} 行，一次最多读 1,000 行，请拆开再发`)
  return book.sheets.map((sheet) => ({ name: tidy(sheet.name), rows: textRows(sheet) }))
}

function hasContent(row: readonly unknown[] | undefined): boolean {
  return row?.some((cell) => cell !== null && cell !== undefined && cell !== '') ?? false
}

/** What the cells show; a merged area shows its value in each of its cells. */
function textRows(sheet: Sheet): string[][] {
  const width = Math.max(0, ...sheet.rows.map((row) => row.length))
  if (width * sheet.rows.length > MAX_CELLS) throw new Error('too many cells')
  const rows = sheet.rows.map((row, y) =>
    Array.from({ length: width }, (_, x) => cellText(row[x], sheet.cells?.get(`${y},${x}`))),
  )
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const text = rows[startRow]?.[startCol] ?? ''
    for (let y = startRow; y <= Math.min(endRow, rows.length - 1); y++)
      for (let x = startCol; x <= Math.min(endCol, width - 1); x++) {
        const row = rows[y]
        if (row) row[x] = text
      }
  }
  return rows
}

function sheetBlocks(rows: string[][]): Block[] {
  const blocks: Block[] = []
  let table: string[][] = []
  const flush = () => {
    if (table.length > 1) blocks.push({ kind: 'table', rows: withoutEmptyColumns(table) })
    else for (const row of table) blocks.push(...paragraphs(row.filter(Boolean).join(' ')))
    table = []
  }
  // Two columns at least make a table; a merged title stands in every cell of its row.
  for (const row of rows) {
    const filled = new Set(row.filter(Boolean))
    const first = row[0] ?? ''
    const inTable = table.length > 1 && filled.size === 1 && first !== '' && row.filter(Boolean).length === 1
    if (filled.size >= 2 || (inTable && first.length <= 20 && !/[。：:]/.test(first) && !isNote(first)))
      table.push(row)
    else {
      flush()
      const [text] = filled
      if (text) blocks.push(blocks.length ? { kind: 'paragraph', text } : { kind: 'heading', level: 1, text })
    }
  }
  flush()
  return blocks
}

function isNote(text: string): boolean {
  return /^(?:注|备注|说明|附注|填表|制表|\d{1,2}[.．、])/.test(text)
}

/** Without the columns that are empty in every row. */
function withoutEmptyColumns(rows: string[][]): string[][] {
  const width = Math.max(...rows.map((row) => row.length))
  const used = Array.from({ length: width }, (_, x) => x).filter((x) => rows.some((row) => row[x]))
  return rows.map((row) => used.map((x) => row[x] ?? ''))
}

function cellText(value: unknown, cell: Cell | undefined): string {
  if (value === null || value === undefined) return ''
  const format = cell?.style?.numFmt ?? ''
  if (value instanceof Date) return dateText(value, format)
  if (typeof value === 'number') return numberText(value, format)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return 'text' in value ? tidy(String(value.text)) : ''
  return tidy(String(value))
}

/** A day as YYYY-MM-DD, however the sheet shows it: days must be found by their figures. */
function dateText(value: Date, format: string): string {
  if (Number.isNaN(value.getTime())) return ''
  const [day = '', time = ''] = value.toISOString().split('T')
  const shown = time.slice(0, 5).replace(/^0/, '')
  if (value.getUTCFullYear() <= 1900 || (/[hH]/.test(format) && !/[yYdD]/.test(format))) return shown
  return time.startsWith('00:00:00') ? day : `${day} ${shown}`
}

/** As shown where the format gives it a meaning (70%, 0.5 of a day, 1,260.00), else the figure itself. */
function numberText(value: number, format: string): string {
  const plain = String(Number(value.toPrecision(12)))
  if (!/[%:]|[hH]|#,##|0\.0/.test(format)) return plain
  try {
    return tidy(formatValue(value, format)) || plain
  } catch {
    return plain
  }
}
