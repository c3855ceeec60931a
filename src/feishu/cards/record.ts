import type { RecordReply } from '../../reply.ts'
import { buttonRow, type Draft, footNotes, paragraphs, type Template } from './elements.ts'
import { entryTable } from './tables.ts'

/** The card of one reporting message through its whole life: recorded, corrected, withdrawn. */
export function recordCard(reply: RecordReply): Draft {
  const gone = reply.state === 'withdrawn' || (reply.rows.length > 0 && reply.rows.every((row) => row.struck))
  const template: Template = gone ? 'grey' : 'green'
  return {
    title: gone ? reply.title : marked('✓', reply.title),
    template,
    preview: [reply.title, ...reply.rows.map((row) => `${row.indicator}${row.value}`)].join(' '),
    elements: [
      ...footNotes([reply.unitName, commonPeriod(reply)]),
      ...entryTable(reply.rows, reply.unitName),
      ...reply.notes.flatMap(paragraphs),
      ...buttonRow(reply.buttons),
    ],
  }
}

/** The period, where all rows share it; otherwise it is a column of the table. */
export function commonPeriod(reply: { rows: { period: string }[] }): string {
  const periods = new Set(reply.rows.map((row) => row.period))
  return periods.size === 1 ? ([...periods][0] ?? '') : ''
}

export function marked(mark: '✓' | '!' | '?', title: string): string {
  return /^[✓!?]/.test(title) ? title : `${mark} ${title}`
}
