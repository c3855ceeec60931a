import { parseArgs } from 'node:util'
import { dayOf } from '../clock.ts'
import { ALL_KNOWN } from '../conversation/ports.ts'
import { casesForFile } from '../conversation/summaries/case-sources.ts'
import { UsageError } from '../errors.ts'
import { heirsOf } from '../roster/organization.ts'
import { buildSummaryFile } from '../summary/files/summary-file.ts'
import { headlines, tellingOf } from '../summary/narrative.ts'
import { periodOf } from '../summary/periods.ts'
import { summaryJson } from '../summary/records.ts'
import { tally } from '../summary/tally.ts'
import type { Command } from './command.ts'
import { daysOf } from './days.ts'

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/

export const summary: Command = {
  usage: 'summary --from 日期 --to 日期 [--at 时间] [--json] [--docx 文件] [--xlsx 文件]   一段时间的汇总',
  async run(args, io, open) {
    const { values } = parseArgs({
      args,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        at: { type: 'string' },
        json: { type: 'boolean' },
        docx: { type: 'string' },
        xlsx: { type: 'string' },
      },
    })
    const { from, to } = daysOf(values)
    const given = values.at === undefined ? undefined : instantOf(values.at)
    const house = await open()
    const { catalogue, organization, records = [] } = await house.bureau()
    const at = given ?? house.clock()
    // Without a time all that is written counts, also what a clock that ran fast has dated ahead.
    const known = given ?? ALL_KNOWN
    const today = dayOf(at, organization.timezone)
    if (from > today) throw new UsageError(`${from} 还没有到（数据截至 ${today}），没有数可以汇总`)
    const period = periodOf(from, to)
    const told = (await house.cases.all()).filter((one) => one.receivedAt <= known)
    const { lines, ...listed } = casesForFile(told, records, period, {
      organization,
      today,
      withWords: false,
    })
    const cases = lines.map((one) => one.tally)
    if (!values.docx && !values.xlsx) {
      const how = { allUnits: true, heirs: heirsOf(organization) }
      const entries = await house.ledger.forSummary(known, period, period.previous, how)
      io.out(JSON.stringify(summaryJson(tally({ entries, catalogue, organization, from, to, at }), cases)))
      return
    }
    // A file shows the entries themselves, not their sums.
    const entries = await house.ledger.asKnownAt(known, { from: yearBefore(period.previous.from, to), to })
    const result = tally({ entries, catalogue, organization, from, to, at })
    const sentences = headlines(result, tellingOf(result, catalogue, today), new Map())
    const parts = {
      ...{ tally: result, sentences, catalogue, organization, today },
      cases: { lines, ...listed },
    }
    for (const kind of ['docx', 'xlsx'] as const) {
      const path = values[kind]
      if (path) await io.writeFile(path, await buildSummaryFile(kind, parts))
    }
    if (values.json) io.out(JSON.stringify(summaryJson(result, cases)))
  },
}

/** Levels told in the year before still stand. */
function yearBefore(from: string, to: string): string {
  const january = `${Number(to.slice(0, 4)) - 1}-01-01`
  return january < from ? january : from
}

/** With its zone: a time without one means different instants to different readers. */
function instantOf(text: string): string {
  const time = MOMENT.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time))
    throw new UsageError(`--at 写成带时区的时间，例如 2026-06-26T16:30:00+08:00，收到“${text}”`)
  return new Date(time).toISOString()
}
