import type { Measured } from './measure.ts'
import type { Spot } from './sentences.ts'

type Quantity = 'new' | 'target' | 'share' | 'change' | 'changeShare' | 'unknown'
export type When =
  | {
      kind: 'report' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'before' | 'lastYear' | 'lastYearSame'
    }
  | { kind: 'month-of' | 'quarter-of'; number: number; year?: number }
  | { kind: 'year-of'; year: number }

/** Which figure of the indicator, and of which time. */
export interface Asked {
  quantity: Quantity
  when: When
  /** Of a change: what it is compared with, and what the text says of it. */
  against?: 'before' | 'lastYearSame'
  direction?: 'up' | 'down'
}

const UP = /增长|增加|上升|提高|多|增幅|新增加/
const DOWN = /下降|减少|降低|少|回落|降幅/

/** Reads quantity and time from the clause, the sentence, the paragraph's and the document's beginning. */
export function readAsked(spot: Spot, measured: Measured, scope: string): Asked {
  const column = spot.cell ? `${spot.cell.column}` : ''
  const lead = `${column} ${spot.lead}`
  const clause = lead.trim()
  const compared =
    /(?:较|比)(?:去年|上年)?(?:同期|上周|上月|上季度|上期|前一周|前一月|去年)|同比|环比|与(?:上周|上月|去年同期)相比/.exec(
      `${spot.earlier.slice(-14)}${clause}`,
    )
  if (compared && (UP.test(clause) || DOWN.test(clause) || /同比|环比/.test(clause))) {
    const against = /同比|去年|上年|同期/.test(compared[0]) ? 'lastYearSame' : 'before'
    const direction = DOWN.test(clause) ? 'down' : UP.test(clause) ? 'up' : undefined
    return {
      quantity: measured.percent ? 'changeShare' : 'change',
      when: whenOf(spot, scope, true),
      against,
      ...(direction ? { direction } : {}),
    }
  }
  if (measured.percent) {
    const share = /任务|目标|完成率|进度|计划/.test(`${clause}${spot.tail}`)
    return { quantity: share ? 'share' : 'unknown', when: { kind: 'year' } }
  }
  if (/(?:目标|任务|计划)(?:任务|数|量)?(?:为|是|共)?\s*$/.test(clause))
    return { quantity: 'target', when: { kind: 'year' } }
  return { quantity: 'new', when: whenOf(spot, scope, false) }
}

/** The nearest time word: of the own clause, of the sentence, at the paragraph's and at the document's beginning. */
function whenOf(spot: Spot, scope: string, compared: boolean): When {
  const own = `${spot.cell?.column ?? ''}${spot.lead}`.replace(compared ? /(?:较|比|与).*$/ : /$^/, '')
  const near = whenIn(own)
  if (near) return near
  if (/累计|累积|截至目前|至今/.test(own)) {
    const stretch = whenIn(spot.sentence.replace(spot.lead, ''))
    return stretch && ['month', 'quarter'].includes(stretch.kind) ? stretch : { kind: 'year' }
  }
  // Clauses bound to a running total do not hand their time on.
  const clauses = spot.sentence
    .split(/[，,、：:]/)
    .slice(0, -1)
    .filter((clause) => !/累计|累积|截至/.test(clause) || !clause.includes('*'))
  for (const clause of clauses.reverse()) {
    const found = whenIn(clause.replace(/(?:较|比|与)(?:上|去).*$/, ''))
    if (found) return found
  }
  return whenIn(opening(spot.paragraph)) ?? whenIn(scope) ?? { kind: 'report' }
}

function opening(paragraph: string): string {
  return paragraph.split(/[。！？；;，,]/)[0]?.slice(0, 24) ?? ''
}

const YEARS = /((?:19|20)\d{2})年/
const WORDS: [RegExp, When][] = [
  [/去年同期|上年同期/, { kind: 'lastYearSame' }],
  [/去年|上年(?!度?任务)/, { kind: 'lastYear' }],
  [/上周|上月|上个月|上季度|上一季度|上期/, { kind: 'before' }],
  [/本周|这周|当周|一周来/, { kind: 'week' }],
  [/本月|当月|这个月/, { kind: 'month' }],
  [/本季度?|当季/, { kind: 'quarter' }],
  [/上半年|下半年/, { kind: 'half' }],
  [/今年|年初|一年来|全年|本年|年度|年以来/, { kind: 'year' }],
  [/本期|报告期/, { kind: 'report' }],
]

function whenIn(words: string): When | undefined {
  const year = YEARS.exec(words)?.[1]
  const of = year ? { year: Number(year) } : {}
  const month = /(?<![\d至到-])(1[0-2]|[1-9])月份?(?!\d|底|初|末)/.exec(words)
  if (month && !/\d日|截至/.test(words)) return { kind: 'month-of', number: Number(month[1]), ...of }
  const quarter = /(?:第)?([一二三四])季度/.exec(words)
  if (quarter) return { kind: 'quarter-of', number: '一二三四'.indexOf(quarter[1]!) + 1, ...of }
  const found = WORDS.find(([word]) => word.test(words))?.[1]
  if (year && (!found || found.kind === 'year')) return { kind: 'year-of', year: Number(year) }
  return found
}

/** What a document says of its time before its first blank: “今年以来，…”, “2026年，…” at the beginning of a line. */
export function scopeOf(lines: readonly { text: string; blanks: readonly unknown[] }[]): string {
  const first = lines.findIndex((line) => line.blanks.length)
  for (const { text } of lines.slice(0, first + 1)) {
    const words =
      /^[\s#>一二三四五六七八九十、（）()]*((?:今年|本年|一年来|(?:19|20)\d{2}年)[^，,。；;*＊×_]{0,10})[，,]/.exec(
        text,
      )?.[1]
    if (words) return words
  }
  return ''
}
