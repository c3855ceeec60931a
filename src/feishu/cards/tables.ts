import type { EntryRow, Table } from '../../reply.ts'
import { clip, type Element, markdown, paragraphs, struck } from './elements.ts'
import { escapeMarkdown, pieces, plainSafe, tidy } from './escape.ts'

/** Wider tables are unreadable on a phone: they go on below, the first column repeated. */
const COLUMNS = 5
/** A cell longer than this goes on in the row below, so that no text is lost to the platform's limits. */
const CELL = 240

/** A cell: its text, and whether it is written by us as markdown. */
type Cell = { text: string; marked?: string }

/** A table of the reply as table components of at most five columns. */
export function tableElements(table: Table): Element[] {
  return grids(
    table.columns,
    table.rows.map((row) => row.map((text) => ({ text }))),
  )
}

/** The figures of a report: what, how many, when, and what that makes. */
export function entryTable(rows: EntryRow[], unitName: string): Element[] {
  if (!rows.length) return []
  const periods = new Set(rows.map((row) => row.period))
  const columns: [string, (row: EntryRow) => Cell][] = [
    [
      '指标',
      (row) => ({
        text:
          row.unitName && row.unitName !== unitName ? `${row.indicator}（${row.unitName}）` : row.indicator,
      }),
    ],
    ['数', valueCell],
  ]
  if (periods.size > 1) columns.push(['时间', (row) => ({ text: row.period })])
  if (rows.some((row) => row.week))
    columns.push(['本周', (row) => ({ text: (row.week ?? '').replace(/^本周/, '') })])
  if (rows.some((row) => row.year)) columns.push([yearHeading(rows), (row) => ({ text: row.year ?? '' })])
  return grids(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  )
}

/** Units have no target of their own: then the heading promises none. */
export function yearHeading(rows: readonly EntryRow[]): string {
  return rows.some((row) => row.year?.includes(' / ')) ? '今年累计 / 目标' : '今年累计'
}

function valueCell(row: EntryRow): Cell {
  if (row.struck) return { text: row.value, marked: struck(clip(row.value, CELL)) }
  if (!row.was) return { text: row.value }
  const [was, value] = [clip(row.was, CELL / 2), clip(row.value, CELL / 2)]
  return { text: `${was} → ${value}`, marked: `${struck(was)} → ${escapeMarkdown(value)}` }
}

function grids(columns: string[], rows: Cell[][]): Element[] {
  const width = Math.max(columns.length, ...rows.map((row) => row.length))
  if (!width) return []
  if (!rows.length) return paragraphs(columns.join('、'))
  const out: Element[] = []
  for (let at = 0; at === 0 || at < width; ) {
    const take =
      at === 0 ? range(0, Math.min(COLUMNS, width)) : [0, ...range(at, Math.min(at + COLUMNS - 1, width))]
    out.push(
      grid(
        take.map((index) => columns[index] ?? ''),
        rows.map((row) => take.map((index) => row[index] ?? { text: '' })),
      ),
    )
    at = at === 0 ? COLUMNS : at + COLUMNS - 1
  }
  return out
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

function grid(columns: string[], rows: Cell[][]): Element {
  const marked = columns.map((_, index) => rows.some((row) => row[index]?.marked))
  // A heading that does not fit the head of the table is its first row as well.
  const long = columns.some((name) => tidy(name).length > 60)
  const all = long ? [columns.map((text): Cell => ({ text })), ...rows] : rows
  return {
    tag: 'table',
    page_size: Math.min(10, Math.max(1, all.length)),
    row_height: 'auto',
    row_max_height: '124px',
    header_style: { text_align: 'left', text_color: 'grey', background_style: 'none', bold: false, lines: 1 },
    columns: columns.map((name, index) => ({
      name: `c${index}`,
      display_name: clip(name, 60),
      data_type: marked[index] ? 'lark_md' : 'text',
      width: 'auto',
    })),
    rows: all.flatMap((row) => wrapRow(row, marked)),
  }
}

function wrapRow(row: Cell[], marked: boolean[]): Record<string, string>[] {
  const columns = row.map((cell, index) => {
    if (cell.marked) return [cell.marked]
    return pieces(cell.text, CELL).map((piece) => (marked[index] ? escapeMarkdown(piece) : plainSafe(piece)))
  })
  const height = Math.max(1, ...columns.map((cells) => cells.length))
  return range(0, height).map((line) =>
    Object.fromEntries(columns.map((cells, index) => [`c${index}`, cells[line] ?? ''])),
  )
}

/** A table inside a folded panel, where table components may not stand: as Markdown, a few rows each. */
export function markdownTables(table: Table): Element[] {
  return tableElements(table).flatMap((element) => {
    if (element.tag !== 'table') return [element]
    const columns = element.columns as { name: string; display_name: string }[]
    const rows = element.rows as Record<string, string>[]
    const head = [
      columns.map((column) => escapeMarkdown(column.display_name) || ' '),
      columns.map(() => '---'),
    ]
    const body = rows.map((row) => columns.map((column) => escapeMarkdown(row[column.name] ?? '')))
    return byLength(body).map((part) =>
      markdown([...head, ...part].map((cells) => `| ${cells.join(' | ')} |`).join('\n')),
    )
  })
}

/** Rows in groups of at most twenty, and short enough to stand in one element. */
function byLength(rows: string[][]): string[][][] {
  const out: string[][][] = [[]]
  let length = 0
  for (const row of rows) {
    const size = row.join('').length
    if (out.at(-1)?.length === 20 || (length > 0 && length + size > 3000)) {
      out.push([])
      length = 0
    }
    out.at(-1)?.push(row)
    length += size
  }
  return out
}
