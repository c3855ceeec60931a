import { readFileSync } from 'node:fs'
import { readBureau } from '../../../src/knowledge/bureau.ts'
import type { Measure } from '../../../src/reporting/entry.ts'
import { type Reading, type ReportingBureau, readMessage } from '../../../src/reporting/read.ts'

export interface ExpectedEntry {
  indicator: string
  value: number
  org: string
  from: string
  to: string
  measures: Measure[]
}

/** One line of messages.txt. `entries`: lists of which each passes; undefined: not scored. */
export interface Case {
  line: number
  tag: string
  sentAt: string
  sender: string
  conversation: string
  text: string
  kinds: string[]
  entries: ExpectedEntry[][] | undefined
  ask: boolean
}

/** Invented bureaus with other indicators, units and habits of writing than the sample bureau. */
export type Place = 'linjiang' | 'baiyang' | 'kunyang' | 'chenghu' | 'songling'

const textOf = (place: Place, name: string) =>
  readFileSync(new URL(`${place}/${name}`, import.meta.url), 'utf8')

export function bureauOf(place: Place): ReportingBureau {
  return readBureau({
    indicators: textOf(place, 'knowledge/indicators.yaml'),
    organization: textOf(place, 'knowledge/organization.yaml'),
    glossary: textOf(place, 'knowledge/glossary.yaml'),
  })
}

/** The cases of a file; the head of linjiang's messages.txt tells the notation. */
export function casesOf(place: Place, bureau: ReportingBureau, file = 'messages.txt'): Case[] {
  return textOf(place, file)
    .split('\n')
    .flatMap((line, place) => (line.trim() && !line.startsWith('#') ? [parse(line, place + 1, bureau)] : []))
}

function parse(source: string, line: number, bureau: ReportingBureau): Case {
  const [tag = '', sent = '', who = '', said = '', kinds = '', ...rest] = source
    .split(/ \|(?= |$)/)
    .map((part) => part.trim())
  const ask = rest.at(-1) === '?'
  const entries = (ask ? rest.slice(0, -1) : rest).join(' |')
  const [sender = '', conversation = ''] = who.split('#')
  const [day = '', time = '16:00'] = sent.split('T')
  const today = `2026-${day}`
  return {
    ...{ line, tag, sender, conversation, ask },
    sentAt: `${today}T${time}:00+08:00`,
    text: said.replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('¦', '|'),
    kinds: kinds.split('/'),
    entries:
      entries.trim() === '*'
        ? undefined
        : entries.split(/\|\|/).map((list) =>
            list
              .split(';')
              .map((one) => one.trim())
              .filter(Boolean)
              .map((one) => entryOf(one, sender, today, bureau)),
          ),
  }
}

const MEASURES: Record<string, Measure> = { i: 'increment', c: 'cumulative', l: 'level' }

function entryOf(source: string, sender: string, today: string, bureau: ReportingBureau): ExpectedEntry {
  const found = /^(\w+)=([\d.]+)(?:@(\w+))?(?::(\d{4})\.\.(\d{4}))?(?:!(\w+))?$/.exec(source)
  if (!found) throw new Error(`not an entry: ${source}`)
  const [, indicator = '', value = '', org = sender, from, to, measure = ''] = found
  const kind = bureau.catalogue.find((one) => one.id === indicator)?.kind
  if (!kind) throw new Error(`no indicator ${indicator}`)
  const day = (short: string | undefined) =>
    short ? `${short.slice(0, 2)}-${short.slice(2)}` : today.slice(5)
  const year = (short: string) => (short > today.slice(5) ? 2025 : 2026)
  const last = `${year(day(to))}-${day(to)}`
  const first = `${year(day(from))}-${day(from)}`
  return {
    ...{ indicator, value: Number(value), org, from: first, to: last },
    measures: measure
      ? [...measure].map((sign) => MEASURES[sign] ?? 'increment')
      : [kind === 'level' ? 'level' : 'increment'],
  }
}

/** Reads all cases in order; lines of one conversation share context, as JSON. */
export function readAll(all: readonly Case[], bureau: ReportingBureau): Reading[] {
  const contexts = new Map<string, Reading['context']>()
  return all.map((one) => {
    const context = one.conversation ? contexts.get(one.conversation) : undefined
    const sender = { name: '', unit: one.sender }
    const reading = readMessage({ text: one.text, sentAt: one.sentAt, sender, context }, bureau)
    if (one.conversation) contexts.set(one.conversation, JSON.parse(JSON.stringify(reading.context)))
    return reading
  })
}
