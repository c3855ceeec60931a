import type { Entry } from '../reporting/entry.ts'
import { shortName } from './narrative.ts'
import { type Names, type Titled, unitName } from './tables.ts'
import { momentText, numberText, spanText } from './wording.ts'

/** One entry behind a figure, in words. */
interface SourceRow {
  unit: string
  period: string
  value: string
  /** “王芳 6月24日10:20” */
  said: string
  words: string
  /** 计入, 已更正, 已撤销, 待确认 …: what became of it. */
  state: string
  counts: boolean
}

export interface IndicatorSources {
  indicator: string
  name: string
  /** Recorded entries that lie in the period; of a level the latest ones. */
  counted: number
  rows: SourceRow[]
}

const STATES: Record<Entry['status'], string> = {
  recorded: '计入',
  pending: '待确认，未计入',
  replaced: '已更正，未计入',
  withdrawn: '已撤销，未计入',
  declined: '没有登记',
}

/** The entries behind the figures, by indicator in the catalogue's order, with what was corrected or taken back. */
export function sourcesOf(
  entries: readonly Entry[],
  period: { from: string; to: string },
  names: Names,
): IndicatorSources[] {
  const order = new Map(names.catalogue.map((one, place) => [one.id, place]))
  const place = (id: string) => order.get(id) ?? order.size
  const byIndicator = [...Map.groupBy(entries, (one) => one.indicator)].toSorted(
    (a, b) => place(a[0]) - place(b[0]),
  )
  return byIndicator.map(([indicator, list]) => {
    const known = new Map(list.map((one) => [one.id, one]))
    const rows = list
      .toSorted((a, b) =>
        a.from === b.from ? (a.receivedAt < b.receivedAt ? -1 : 1) : a.from < b.from ? -1 : 1,
      )
      .map((entry) => rowOf(entry, known.get(entry.replaces ?? ''), period, names))
    return {
      indicator,
      name: shortName(indicator, names.catalogue),
      counted: rows.filter((row) => row.counts).length,
      rows,
    }
  })
}

function rowOf(
  entry: Entry,
  was: Entry | undefined,
  period: { from: string; to: string },
  names: Names,
): SourceRow {
  const within = entry.from >= period.from && entry.to <= period.to
  const counts = entry.status === 'recorded' && within
  const value = `${numberText(entry.value)}${entry.unit}${entry.measure === 'cumulative' ? '（累计）' : ''}`
  return {
    unit: unitName(entry.org, names.organization),
    period:
      entry.measure === 'level'
        ? `截至${spanText({ from: entry.to, to: entry.to }, names.today)}`
        : spanText(entry, names.today),
    value: was ? `${value}（原${numberText(was.value)}${was.unit}）` : value,
    said: `${entry.reporterName} ${momentText(entry.sentAt, names.organization.timezone)}`,
    words: entry.words,
    state: entry.status === 'recorded' && !within ? '不在本期内，只计入全年' : STATES[entry.status],
    counts,
  }
}

/** As tables of a card: what does not count says so beside its figure. */
export function sourceTables(sources: readonly IndicatorSources[]): Titled[] {
  return sources.map((one, i) => ({
    heading: `${one.name}：计入${one.counted}条${one.rows.length > one.counted ? `，另有${one.rows.length - one.counted}条未计入` : ''}`,
    table: {
      columns: ['单位', '期间', '数', '谁在何时报', '原话'],
      rows: one.rows.map((row) => [
        row.unit,
        row.period,
        row.counts ? row.value : `${row.value}（${row.state}）`,
        row.said,
        row.words,
      ]),
    },
    folded: i > 0,
  }))
}
