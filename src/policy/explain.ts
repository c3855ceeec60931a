import type { Document, Passage } from '../knowledge/document.ts'
import { unitOf, withUnit } from './cells.ts'
import type { Found } from './ports.ts'
import { quantitiesOf } from './quantities.ts'
import { eventOf, tellEvent } from './schedule.ts'
import { type Unit, unitsOf } from './units.ts'
import { plain } from './words.ts'

/** What was understood of one document, for the clerk who can correct it. */
export interface Explanation extends Omit<Document, 'passages'> {
  structure: {
    /** Headings, outermost first, in the order of reading. */
    headings: string[]
    /** How many 第…条. */
    articles: number
    passages: number
    tables: { title: string; columns: string[]; rows: number }[]
  }
  /** Money and shares with what they hold for. */
  amounts: { where: string; condition: string; amounts: string[] }[]
  schedules: { name: string; start: string; end: string; text: string }[]
}

/** `asOf`: YYYY-MM-DD, the year of days that name none. */
export function explain({ passages, ...head }: Document, asOf: string): Explanation {
  const units = unitsOf(passages.map((passage) => asFound(passage, head)))
  const events = units.flatMap((unit) => eventOf(unit, asOf))
  return {
    ...head,
    structure: structureOf(passages),
    amounts: units.flatMap(amountsOf),
    schedules: events.map(({ unit, start, end, session }) => ({
      ...{ name: unit.passage.cells?.[0] ?? '', start, end },
      text: tellEvent({ unit, ...(session === undefined ? {} : { session }) }),
    })),
  }
}

function asFound(passage: Passage, { path, title }: Pick<Document, 'path' | 'title'>): Found {
  return { ...passage, id: passage.ordinal, document: 0, path, title, score: 0 }
}

function structureOf(passages: readonly Passage[]): Explanation['structure'] {
  const articles = new Set(passages.map((one) => one.article).filter((article) => /^第.+条$/.test(article)))
  const tables = passages.filter((one) => one.kind === 'table')
  return {
    headings: [...new Set(passages.flatMap((one) => one.headings))].filter((one) => !articles.has(one)),
    articles: articles.size,
    passages: passages.length,
    tables: tables.map((table) => ({
      title: table.headings.at(-1) ?? '',
      columns: table.columns ?? [],
      rows: passages.filter((one) => one.parent === table.ordinal).length,
    })),
  }
}

function amountsOf(unit: Unit): Explanation['amounts'] {
  const { passage } = unit
  const where = passage.article || (passage.headings.at(-1) ?? '').slice(0, 20)
  if (unit.kind !== 'row') {
    const amounts = moneyIn(unit.text)
    return amounts.length ? [{ where, condition: unit.text.slice(0, 60), amounts }] : []
  }
  const { cells = [], columns = [] } = passage
  const lead = passage.headings.at(-1) ?? ''
  const told = cells.map((cell, place) => withUnit(cell, unitOf(columns[place] ?? '', lead)))
  const isMoney = told.map((cell) => moneyIn(cell).length > 0)
  const amounts = told.flatMap((cell, place) => (isMoney[place] ? [`${columns[place] ?? ''} ${cell}`] : []))
  const condition = cells.filter((cell, place) => cell && !isMoney[place]).join('，')
  return amounts.length ? [{ where, condition: condition.slice(0, 60), amounts }] : []
}

/** Amounts as they are written: 每月160元 stays 160元. */
function moneyIn(text: string): string[] {
  const normal = plain(text).replace(/(\d),(?=\d{3})/g, '$1')
  return quantitiesOf(normal)
    .filter((one) => one.dimension === 'money' || one.dimension === 'percent' || one.dimension === 'ratio')
    .map((one) => normal.slice(one.start, one.end))
}
