import type { CaseTally } from '../reporting/cases/tally.ts'
import type { Entry } from '../reporting/entry.ts'
import type { Tally } from './tally.ts'

/** An entry as the `records` line of the command line (CONTRACT §4). */
export function recordLine(entry: Entry): Record<string, unknown> {
  return {
    indicator: entry.indicator,
    value: entry.value,
    unit: entry.unit,
    org: entry.org,
    from: entry.from,
    to: entry.to,
    measure: entry.measure,
    status: entry.status,
    reporter: entry.reporter,
    reporterName: entry.reporterName,
    sentAt: entry.sentAt,
    message: entry.messageId,
    span: entry.span,
    words: entry.words,
    id: entry.id,
    ...(entry.replaces ? { replaces: entry.replaces } : {}),
  }
}

/** A tally as the object that `summary --json` prints (CONTRACT §4); `cases` beside it where there are any. */
export function summaryJson(tally: Tally, cases: readonly CaseTally[] = []): Record<string, unknown> {
  const { from, to, previous } = tally.period
  return {
    from,
    to,
    previous: { from: previous.from, to: previous.to },
    indicators: tally.indicators.map((one) => ({
      indicator: one.indicator,
      unit: one.unit,
      total: one.total,
      previous: one.previous,
      yearToDate: one.yearToDate,
      target: one.target,
      targetShare: one.targetShare,
      byOrg: one.byOrg,
    })),
    levels: tally.levels.map(({ indicator, unit, org, value, at }) => ({ indicator, unit, org, value, at })),
    missing: tally.missing,
    pending: tally.pending.map(recordLine),
    straddling: tally.straddling.map(recordLine),
    ...(cases.length ? { cases } : {}),
  }
}
