import type { Chart, SummaryReply, Table } from '../../reply.ts'
import {
  bold,
  buttonRow,
  chartElement,
  type Draft,
  type Element,
  footNotes,
  leading,
  markdown,
  panel,
  paragraphs,
} from './elements.ts'
import { markdownTables, tableElements } from './tables.ts'

/** More points than this are a table, not a chart. */
const POINTS = 80

/** Words before the chart, the chart before the tables, buttons last; the living part is the foot. */
export function summaryCard(reply: SummaryReply): Draft {
  const [first = '', ...rest] = reply.headlines
  const open = reply.tables.filter((part) => !part.folded)
  const folded = reply.tables.filter((part) => part.folded)
  return {
    title: reply.title,
    template: 'turquoise',
    preview: first,
    elements: [
      ...leading(first),
      ...(rest.length ? paragraphs(rest.join('\n')) : []),
      ...paragraphs(reply.missing),
      ...(reply.chart ? chartOrTable(reply.chart) : []),
      ...open.flatMap((part) => [...heading(part.heading), ...tableElements(part.table)]),
      ...folded.map((part) => panel(part.heading, markdownTables(part.table))),
      ...buttonRow(reply.buttons),
      ...footNotes([reply.footer]),
      ...reply.changes.flatMap((change) => footNotes([change])),
    ],
  }
}

function heading(text: string): Element[] {
  return text.trim() ? (text.length > 80 ? paragraphs(text) : [markdown(bold(text))]) : []
}

function chartOrTable(chart: Chart): Element[] {
  const count = chart.series.reduce((sum, series) => sum + series.points.length, 0)
  if (count === 0) return []
  if (count <= POINTS) return [chartElement(chart)]
  return [...heading(chart.title), ...tableElements(chartTable(chart))]
}

export function chartTable(chart: Chart): Table {
  const longest = chart.series.reduce((a, b) => (b.points.length > a.points.length ? b : a), {
    name: '',
    points: [] as Chart['series'][number]['points'],
  })
  return {
    columns: ['', ...chart.series.map((series) => series.name)],
    rows: longest.points.map((point, index) => [
      point.label,
      ...chart.series.map((series) => String(series.points[index]?.value ?? '')),
    ]),
  }
}
