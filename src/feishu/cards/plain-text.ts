import type { EntryRow, Quote, Reply, Table } from '../../reply.ts'
import { asOfWords } from './answer.ts'
import { contactWords } from './elements.ts'
import { bases, basisWords } from './quotes.ts'
import { chartTable } from './summary.ts'
import { yearHeading } from './tables.ts'

/** A reply as text for where cards are refused or not shown: the same words in the same order, without buttons. */
export function plainText(reply: Reply): string {
  return linesOf(reply)
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
}

function linesOf(reply: Reply): string[] {
  switch (reply.kind) {
    case 'answer':
      return [
        reply.answer,
        ...quoteLines(reply.quotes),
        foot(asOfWords(reply.asOf), contactWords(reply.contact)),
      ]
    case 'clarify':
      return [
        reply.lead,
        ...tableLines(reply.table),
        ...choiceLines(reply.choices),
        ...quoteLines(reply.quotes),
        asOfWords(reply.asOf),
      ]
    case 'not-found': {
      const contact = contactWords(reply.contact)
      return [reply.lead, reply.searched, contact ? `可以问：${contact}` : '', asOfWords(reply.asOf)]
    }
    case 'record':
      return [reply.title, ...reply.rows.map(entryLine), ...reply.notes]
    case 'confirm':
      return [reply.question, ...reply.rows.map(entryLine), ...reply.notes]
    case 'edit':
      return [reply.title, ...reply.fields.map((field) => `${field.label}：${field.value}`)]
    case 'summary':
      return [
        reply.title,
        ...reply.headlines,
        reply.missing,
        ...(reply.chart ? [reply.chart.title, ...tableLines(chartTable(reply.chart))] : []),
        ...reply.tables.flatMap((part) => [part.heading, ...tableLines(part.table)]),
        reply.footer,
        ...reply.changes,
      ]
    case 'notice':
      return [reply.title, ...reply.lines]
    case 'welcome':
      return [reply.title, ...reply.lines, ...reply.examples.map((text) => `· ${text}`)]
    case 'file':
      return [`［文件］${reply.name}`]
    case 'mixed':
      return reply.parts.flatMap((part, index) => (index > 0 ? ['—', ...linesOf(part)] : linesOf(part)))
  }
}

/** Each basis once, the words quoted from it below. */
function quoteLines(quotes: Quote[]): string[] {
  return bases(quotes).flatMap((basis) => {
    const words = quotes.filter((quote) => basisWords(quote) === basisWords(basis))
    return [`依据 ${basisWords(basis)}`, ...words.map((quote) => `“${quote.quote}”`)]
  })
}

function entryLine(row: EntryRow): string {
  const value = row.was ? `${row.was} → ${row.value}` : row.value
  const facts = [
    row.unitName,
    row.period,
    row.week,
    row.year ? `${yearHeading([row])} ${row.year}` : '',
  ].filter(Boolean)
  return `${row.indicator} ${value}${row.struck ? '（作废）' : ''}${facts.length ? `（${facts.join('，')}）` : ''}`
}

function tableLines(table: Table | undefined): string[] {
  return table ? [table.columns, ...table.rows].map((cells) => cells.join(' | ')) : []
}

function choiceLines(choices: string[]): string[] {
  return choices.length ? [`请回复：${choices.join(' / ')}`] : []
}

function foot(...parts: string[]): string {
  return parts.filter(Boolean).join(' · ')
}
