import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { later } from '../../src/clock.ts'
import type { Inbox } from '../../src/conversation/ports.ts'
import type { Claimed, Outgoing, Turn } from '../../src/conversation/turn.ts'
import type { Recalled, Said } from '../../src/message.ts'
import type { Entry, EntryAct } from '../../src/reporting/entry.ts'
import { createInbox } from '../../src/storage/inbox.ts'
import { createContexts, createLedger } from '../../src/storage/ledger.ts'
import { createOutbox } from '../../src/storage/outbox.ts'
import type { Store } from '../../src/storage/store.ts'

export const migrationsFolder = resolve(import.meta.dirname, '../../migrations')

/** The statements of all migrations, in order. */
export function migrationStatements(): string[] {
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[]
  }
  return journal.entries
    .map(({ tag }) => readFileSync(join(migrationsFolder, `${tag}.sql`), 'utf8'))
    .flatMap((file) => file.split('--> statement-breakpoint'))
}

const START = '2026-06-24T02:00:00.000Z'
/** `START` and so many seconds. */
export const at = (seconds: number) => later(START, seconds * 1_000)
/** The end of a lease taken then. */
export const lease = (seconds: number) => at(seconds + 60)

export type OpenStore = () => Promise<Store>

let tokens = 0
const newToken = () => `lease-${++tokens}`

/** The rooms over one empty database. */
export async function rooms(openStore: OpenStore) {
  const store = await openStore()
  const count = async (table: string) => {
    const [row] = await store.all(sql`SELECT count(*) AS n FROM ${sql.identifier(table)}`)
    return Number(row?.n)
  }
  const inbox = createInbox(store, newToken)
  return {
    store,
    inbox,
    outbox: createOutbox(store, newToken),
    ledger: createLedger(store),
    contexts: createContexts(store),
    count,
    /** Lets one message cause a turn. */
    async cause(turn: Partial<Turn>, seconds = 0) {
      const claimed = await arrived(inbox, seconds)
      return inbox.commit(claimed, turnOf(turn), at(seconds))
    },
  }
}

/** Takes a fresh message from the inbox, in a chat of its own. */
export async function arrived(inbox: Inbox, seconds = 0): Promise<Claimed> {
  const message = said({ chat: { id: next('oc'), kind: 'private' } })
  const { id } = await inbox.insert(message, at(seconds))
  const claimed = await inbox.claimRow(id, at(seconds), lease(seconds))
  if (!claimed) throw new Error('a fresh message cannot be taken')
  return claimed
}

let counter = 0
const next = (prefix: string) => `${prefix}_${++counter}`

export function said(fields: Partial<Said> = {}): Said {
  return {
    kind: 'said',
    eventId: next('ev'),
    messageId: next('om'),
    chat: { id: 'oc_a', kind: 'private' },
    senderId: 'ou_a',
    sentAt: START,
    text: '今天完成适老化改造3户',
    addressed: true,
    ...fields,
  }
}

export function recalled(messageId: string): Recalled {
  return {
    ...{ kind: 'recalled', eventId: next('ev'), messageId, senderId: '', sentAt: START },
    chat: { id: 'oc_a', kind: 'private' },
  }
}

export function turnOf(fields: Partial<Turn> = {}): Turn {
  return { entries: [], acts: [], outgoing: [], gaps: [], ...fields }
}

export function entry(fields: Partial<Entry> = {}): Entry {
  return {
    id: next('e'),
    indicator: 'home_adaptation',
    value: 3,
    unit: '户',
    org: 'xinhe',
    from: '2026-06-24',
    to: '2026-06-24',
    measure: 'increment',
    span: { start: 2, end: 11 },
    words: '完成适老化改造3户',
    status: 'recorded',
    reporter: 'ou_a',
    reporterName: '王芳',
    chatId: 'oc_a',
    messageId: 'om_a',
    sentAt: START,
    receivedAt: START,
    parserVersion: '1',
    ...fields,
  }
}

export function act(entryId: string, kind: EntryAct['act'], fields: Partial<EntryAct> = {}): EntryAct {
  return { entryId, act: kind, by: 'ou_a', at: START, cause: next('om'), ...fields }
}

export function outgoing(chat: string, fields: Partial<Outgoing> = {}): Outgoing {
  return {
    key: next('reply'),
    chat: { id: chat, kind: 'private' },
    op: 'send',
    reply: { kind: 'notice', title: '', text: '好的' } as unknown as Outgoing['reply'],
    ...fields,
  }
}
