import { resolve } from 'node:path'
import type { Delivery, Parcel, Transport } from '../../../src/conversation/ports.ts'
import { type Calls, createCalls } from '../../../src/feishu/api/calls.ts'
import { createClient, type FeishuClient } from '../../../src/feishu/api/client.ts'
import { createFeishuTransport } from '../../../src/feishu/deliver/transport.ts'
import { createLog } from '../../../src/log.ts'
import type { Reply } from '../../../src/reply.ts'
import { createPieces } from '../../../src/storage/pieces.ts'
import { openSqlite } from '../../../src/storage/sqlite.ts'
import { testApp } from './events.ts'
import { type Platform, startPlatform } from './platform.ts'

/** The outbound half alone, over real HTTP to the fake platform. */
export interface Desk {
  platform: Platform
  client: FeishuClient
  calls: Calls
  transport: Transport
  /** Every line that was logged. */
  lines: string[]
  /** Sends a new parcel, by default under `om_q` in the group `oc_group`. */
  send(reply: Reply, options?: Partial<Parcel>): Promise<Delivery>
  /** Another process on the same database: what was in memory is gone. */
  restarted(): Transport
  close(): Promise<void>
}

export const words = (text: string): Reply => ({
  ...{ kind: 'notice', tone: 'plain', title: '', lines: [text], buttons: [] },
})

export const card = (text: string): Reply => ({
  ...{ kind: 'notice', tone: 'green', title: '已登记 1 项', lines: [text], buttons: [] },
})

let parcels = 0

export async function openDesk(
  options: { timeoutMs?: number; lifetime?: number; paced?: boolean; clock?(): string; now?(): number } = {},
): Promise<Desk> {
  const { timeoutMs = 2_000, lifetime, clock = () => new Date().toISOString(), now } = options
  const platform = await startPlatform({ ...(lifetime ? { lifetime } : {}), ...(now ? { now } : {}) })
  platform.said({ messageId: 'om_q', chatId: 'oc_group' })
  const lines: string[] = []
  const log = createLog('debug', (line) => lines.push(line))
  const settings = { appId: testApp.appId, appSecret: testApp.appSecret, domain: platform.url }
  const store = openSqlite(':memory:', resolve(import.meta.dirname, '../../../migrations'))
  const pieces = createPieces(store)
  const open = () => {
    const client = createClient({ settings, clock, log, timeoutMs, fileTimeoutMs: timeoutMs })
    const calls = createCalls(client.call)
    const transport = createFeishuTransport({
      calls,
      pieces,
      log,
      ...(options.paced ? {} : { pause: async () => {} }),
    })
    return { client, calls, transport }
  }
  const { client, calls, transport } = open()
  return {
    ...{ platform, client, calls, transport, lines },
    send: (reply, parcel = {}) => {
      parcels += 1
      return transport.send({
        ...{ id: parcels, key: `om_q:${parcels}`, chat: { id: 'oc_group', kind: 'group' }, op: 'send' },
        ...{ reply, tries: 1, leaseToken: 'lease', replyTo: 'om_q' },
        ...parcel,
      })
    },
    restarted: () => open().transport,
    async close() {
      store.close()
      await platform.close()
    },
  }
}
