import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Catalogue } from '../../src/reporting/catalogue.ts'
import type { Entry, Measure } from '../../src/reporting/entry.ts'
import type { Organization } from '../../src/roster/organization.ts'

/** The sample bureau of the repository, read without the product's own loader. */
const read = (name: string) =>
  parse(readFileSync(new URL(`../../knowledge/${name}`, import.meta.url), 'utf8'))

export const catalogue: Catalogue = read('indicators.yaml').indicators.map(
  (one: Record<string, unknown> & { typical?: { max: number } }) => ({
    ...one,
    aliases: one.aliases ?? [],
    targets: one.targets ?? {},
    ...(one.typical ? { typicalMax: one.typical.max } : {}),
  }),
)

const file = read('organization.yaml')
export const organization: Organization = {
  ...file,
  units: file.units.map((unit: object) => ({ aliases: [], ...unit })),
  people: file.people.map(({ open_id, ...person }: { open_id: string }) => ({ openId: open_id, ...person })),
}

export const glossary: string[][] = read('glossary.yaml')

export interface Line {
  indicator: string
  value: number
  org: string
  from: string
  to: string
  measure?: Measure
  message?: string
  sentAt?: string
}

let made = 0

/** A recorded entry of the sample bureau; `sentAt` defaults to the evening of its last day. */
export function entry(line: Line, more: Partial<Entry> = {}): Entry {
  const sentAt = new Date(line.sentAt ?? `${line.to}T18:00:00+08:00`).toISOString()
  made += 1
  return {
    id: `e${made}`,
    indicator: line.indicator,
    value: line.value,
    unit: catalogue.find((one) => one.id === line.indicator)?.unit ?? '',
    org: line.org,
    from: line.from,
    to: line.to,
    measure: line.measure ?? 'increment',
    span: { start: 0, end: 1 },
    words: `${line.value}`,
    status: 'recorded',
    reporter: `ou_${line.org}`,
    reporterName: '某人',
    chatId: 'c1',
    messageId: line.message ?? `m${made}`,
    sentAt,
    receivedAt: sentAt,
    parserVersion: '1',
    ...more,
  }
}

/** Three weeks of June 2026: week 26 with a correction, a withdrawal, a late report, a straddling and a doubtful figure. */
export const gold = JSON.parse(readFileSync(new URL('./gold-week.json', import.meta.url), 'utf8'))

/** The ledger of the gold weeks as it was known at a time. */
export function ledgerAt(at: string): Entry[] {
  const known = (gold.ledger as Line[]).filter((line) => Date.parse(line.sentAt ?? '') <= Date.parse(at))
  return known.map((line) => entry(line))
}
