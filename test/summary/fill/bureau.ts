import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fillReport, openTemplate } from '../../../src/conversation/filling/fill-report.ts'
import { type BureauSettings, readBureau } from '../../../src/knowledge/bureau.ts'
import type { Entry } from '../../../src/reporting/entry.ts'
import type { FilledReport } from '../../../src/summary/fill/fill.ts'

const AT = '2026-12-31T12:00:00.000Z'

/** A bureau of its three settings files. */
export function bureauOf(folder: string): BureauSettings {
  const read = (name: string) => readFileSync(resolve(import.meta.dirname, folder, name), 'utf8')
  return readBureau({
    indicators: read('indicators.yaml'),
    organization: read('organization.yaml'),
    glossary: read('glossary.yaml'),
  })
}

export function entry(indicator: string, value: number, more: Partial<Entry> = {}): Entry {
  const day = more.to ?? '2026-06-10'
  return {
    id: `${indicator}:${value}:${more.org ?? ''}:${more.from ?? day}:${day}`,
    indicator,
    value,
    unit: '',
    org: 'some',
    from: day,
    to: day,
    measure: 'increment',
    span: { start: 0, end: 0 },
    words: `${value}`,
    status: 'recorded',
    reporter: 'ou_one',
    reporterName: '某某',
    chatId: 'c',
    messageId: 'm',
    sentAt: '2026-06-10T08:00:00.000Z',
    receivedAt: '2026-06-10T08:00:00.000Z',
    parserVersion: 'test',
    ...more,
  }
}

/** Every indicator reported once, each with a figure of its own: a blank filled from the wrong one shows. */
export function everyIndicator(bureau: BureauSettings, org: string): Entry[] {
  return bureau.catalogue.map((one, place) =>
    entry(one.id, one.unit === '元' ? (101 + place * 7) * 10_000 : 101 + place * 7, {
      org,
      unit: one.unit,
      measure: one.kind === 'level' ? 'level' : 'increment',
    }),
  )
}

export async function fillText(
  bureau: BureauSettings,
  name: string,
  source: string | Uint8Array,
  entries: readonly Entry[],
  from = '2026-01-01',
  to = '2026-12-31',
  mapping: ReadonlyMap<string, string> = new Map(),
): Promise<FilledReport> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const ledger = {
    asKnownAt: async (
      _at: string,
      range?: { from: string; to: string },
      only?: { indicators?: readonly string[] },
    ) =>
      entries.filter(
        (one) =>
          (!range || (one.to >= range.from && one.from <= range.to)) &&
          (!only?.indicators || only.indicators.includes(one.indicator)),
      ),
  }
  return fillReport({ template: openTemplate(name, bytes), mapping, from, to, at: AT }, bureau, ledger)
}
