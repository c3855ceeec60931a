import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { assemble, type House } from '../../../src/assemble.ts'
import { later } from '../../../src/clock.ts'
import { plainText } from '../../../src/feishu/cards/plain-text.ts'
import { ingestFolder } from '../../../src/knowledge/ingest-folder.ts'
import { silentLog } from '../../../src/log.ts'
import type { ModelSettings } from '../../../src/settings.ts'
import { createDocumentStore } from '../../../src/storage/documents.ts'
import { openSqlite } from '../../../src/storage/sqlite.ts'

const root = resolve(import.meta.dirname, '../../..')
const START = '2026-06-24T01:00:00.000Z'

/** One message of a set: a question or a report. */
export interface Line {
  id: string
  text: string
  sentAt: string
  senderId: string
}

/** What came of it. */
export interface Told {
  line: Line
  kinds: string[]
  text: string
  recorded: string[]
  pending: string[]
  /** Tasks that the model was asked for. */
  calls: number
  ms: number
}

/** A house over a bureau's folder, whose clock runs on a minute with each message: a resting server is asked again. */
export async function openTalk(knowledge: string, model?: ModelSettings) {
  let now = START
  const store = openSqlite(':memory:', resolve(root, 'migrations'))
  await ingestFolder(resolve(knowledge), createDocumentStore(store), now)
  const house = assemble({
    ...{ store, clock: () => now, log: silentLog, model },
    transport: { send: async () => ({ kind: 'gone', reason: 'nobody' }) },
  })
  let place = 0
  return {
    house,
    close: () => store.close(),
    async say(line: Line): Promise<Told> {
      now = later(now, 61_000)
      place += 1
      const before = callsOf(house)
      const began = performance.now()
      const turn = await house.respond(claimed(line, place, now), now)
      const ms = performance.now() - began
      const status = (wanted: string) =>
        turn.entries
          .filter((one) => one.status === wanted)
          .map((one) => `${one.indicator} ${one.value} ${one.org} ${one.from} ${one.to} ${one.words}`)
      const replies = turn.outgoing.map((one) => one.reply)
      return {
        ...{ line, ms, recorded: status('recorded'), pending: status('pending') },
        kinds: replies.map((one) => one.kind),
        text: replies.map(plainText).join('\n'),
        calls: callsOf(house) - before,
      }
    },
  }
}

function claimed({ text, sentAt, senderId }: Line, place: number, now: string) {
  const messageId = `om_${place}`
  const chat = { id: `oc_${place}`, kind: 'private' as const }
  const incoming = { eventId: `ev_${place}`, messageId, chat, senderId, text, addressed: true }
  return {
    ...{ id: place, receivedAt: now, tries: 1, leaseToken: '' },
    incoming: { ...incoming, kind: 'said' as const, sentAt: new Date(sentAt).toISOString() },
  }
}

/** Sum of a counter over its labels. */
export function counted(house: House, name: string): number {
  return house.metrics
    .text()
    .split('\n')
    .filter((one) => one.startsWith(`minzheng_${name}`))
    .reduce((sum, one) => sum + Number(one.slice(one.lastIndexOf(' ') + 1)), 0)
}

const callsOf = (house: House) => counted(house, 'model_calls_total')

/** Questions (`asOf`, `asker`) and messages (`sentAt`, `sender`) of the contract's JSON lines, each from somebody of the bureau. */
export async function linesOf(file: string, house: House): Promise<Line[]> {
  const { people } = (await house.bureau()).organization
  const somebody = people[0]?.openId ?? ''
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((source) => {
      const one = JSON.parse(source)
      const sender =
        people.find(({ name }) => name === one.sender?.name) ??
        people.find(({ unit }) => unit === one.sender?.unit)
      return {
        id: one.id,
        text: one.text,
        sentAt: one.sentAt ?? `${one.asOf ?? '2026-06-24'}T09:00:00+08:00`,
        senderId: one.sender ? (sender?.openId ?? somebody) : (one.asker ?? somebody),
      }
    })
}
