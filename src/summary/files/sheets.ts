/** A cell of a sheet: numbers stay numbers; text is text, whatever it begins with. */
type Value = string | number | null

export interface SheetOf {
  name: string
  columns: { title: string; width: number; percent?: boolean }[]
  rows: Value[][]
}

/** Sheets as an xlsx file: the first row is frozen and bold. No cell is ever a formula. */
export async function sheetsXlsx(sheets: readonly SheetOf[]): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal')
  const made = sheets.map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    // Printed pages are wider than high, as these tables are.
    orientation: 'landscape' as const,
    columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ title }, place) => ({
        value: title,
        type: String,
        ...(rows.some((row) => typeof row[place] === 'number') ? { align: 'right' as const } : {}),
        fontWeight: 'bold' as const,
        backgroundColor: '#eef2f7',
      })),
      ...rows.map((row) => row.map((value, place) => cell(value, columns[place]?.percent ?? false))),
    ],
  }))
  const blob = await write(made).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

function cell(value: Value, percent: boolean) {
  if (value === null || value === '') return null
  if (typeof value === 'number')
    return { value, type: Number, format: percent ? '0.0%' : Number.isInteger(value) ? '#,##0' : '#,##0.##' }
  return { value: clean(value), type: String }
}

/** The first sheet as CSV with BOM, for programs that open it with the wrong encoding otherwise. */
export function sheetCsv({ columns, rows }: SheetOf): string {
  const lines = [columns.map(({ title }) => title), ...rows]
  return `\ufeff${lines.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function field(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Signs that XML cannot hold would make the file unreadable; longer text than a cell may have is cut. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_000)
}
