import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { assemble, type House } from '../../src/assemble.ts'
import { later } from '../../src/clock.ts'
import { readBureau } from '../../src/knowledge/ingest-folder.ts'
import { silentLog } from '../../src/log.ts'
import type { Incoming } from '../../src/message.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'

const root = resolve(import.meta.dirname, '../..')
const TABLES = ['entry_acts', 'entries', 'outbox', 'inbox', 'contexts', 'gaps', 'case_events']

/** A house with the sample bureau's people and indicators but no documents: quick enough for a thousand days. */
export interface LedgerHouse {
  house: House
  now(): string
  pass(ms: number): void
  /** Inserts what arrives and works until nothing is due. */
  arrive(...incoming: Incoming[]): Promise<void>
  /** What counts or waits: “home_adaptation 12 xinhe recorded”, sorted. */
  live(): Promise<string[]>
  /** Forgets everything but the bureau. */
  clear(): Promise<void>
  close(): void
}

export async function openLedgerHouse(
  folder = 'knowledge',
  start = '2026-06-24T09:00:00+08:00',
): Promise<LedgerHouse> {
  let now = new Date(start).toISOString()
  const store = openSqlite(':memory:', resolve(root, 'migrations'))
  await readBureau(resolve(root, folder), createDocumentStore(store), now)
  const transport = {
    send: async ({ key }: { key: string }) => ({ kind: 'sent', messageId: `om_bot_${key}` }) as const,
  }
  const house = assemble({ store, clock: () => now, log: silentLog, transport })
  return {
    house,
    now: () => now,
    pass(ms) {
      now = later(now, ms)
    },
    async arrive(...all) {
      for (const incoming of all) await house.inbox.insert(incoming, now)
      await house.worker.tick()
      now = later(now, 1_100)
      await house.worker.tick()
    },
    async live() {
      const entries = await house.ledger.asKnownAt(now)
      return entries
        .filter((one) => one.status === 'recorded' || one.status === 'pending')
        .map((one) => `${one.indicator} ${one.value} ${one.org} ${one.status}`)
        .sort()
    },
    async clear() {
      await store.atomically(TABLES.map((table) => sql`DELETE FROM ${sql.identifier(table)}`))
    },
    close: () => store.close(),
  }
}
