import type { Titled } from './tables.ts'

/** One thing told of a case, a milestone or a lead, in words. */
interface CaseSourceRow {
  /** Four signs by which the case is named. */
  code: string
  unit: string
  /** Empty where only fields were told. */
  stage: string
  /** “6月24日” */
  day: string
  /** “王芳 6月24日10:20” */
  said: string
  /** Empty where others read along: what was said tells of people. */
  words: string
  /** 计入, 已撤销 */
  state: string
}

/** What stands behind the numbers of one kind of record. */
export interface CaseSources {
  /** The kind's name. */
  name: string
  /** What stands; the rest was taken back. */
  counted: number
  rows: CaseSourceRow[]
}

/** As tables of a card; the words only where they may be read. */
export function caseSourceTables(sources: readonly CaseSources[], withWords: boolean): Titled[] {
  return sources.map(({ name, counted, rows }) => ({
    heading: `${name}：${counted}次进展${rows.length > counted ? `，另有${rows.length - counted}次已撤销` : ''}`,
    table: {
      columns: ['编号', '单位', '到了', '谁在何时报', ...(withWords ? ['原话'] : [])],
      rows: rows.map((row) => [
        row.code,
        row.unit,
        `${[row.stage, row.day].filter(Boolean).join(' ')}${row.state === COUNTED ? '' : `（${row.state}）`}`,
        row.said,
        ...(withWords ? [row.words] : []),
      ]),
    },
    folded: true,
  }))
}

export const COUNTED = '计入'
