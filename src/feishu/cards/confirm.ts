import type { ConfirmReply } from '../../reply.ts'
import { buttonRow, type Draft, footNotes, leading, paragraphs } from './elements.ts'
import { commonPeriod, marked } from './record.ts'
import { entryTable } from './tables.ts'

/** The question first, then what would be recorded. */
export function confirmCard(reply: ConfirmReply): Draft {
  const unitName = reply.rows[0]?.unitName ?? ''
  return {
    title: marked('?', reply.title),
    template: 'orange',
    preview: reply.question,
    elements: [
      ...leading(reply.question),
      ...footNotes([unitName, commonPeriod(reply)]),
      ...(saidInQuestion(reply) ? [] : entryTable(reply.rows, unitName)),
      ...reply.notes.flatMap(paragraphs),
      ...buttonRow(reply.buttons),
    ],
  }
}

/** One figure that the question names needs no table of one line below it. */
function saidInQuestion({ question, rows }: ConfirmReply): boolean {
  const [row, another] = rows
  return row !== undefined && !another && question.includes(row.indicator) && question.includes(row.value)
}
