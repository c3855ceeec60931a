import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from '../../../src/app.ts'
import { type NodeHouse, openHouse } from '../../../src/assemble-node.ts'
import { readSettings } from '../../../src/settings.ts'
import { prepared } from '../prepared.ts'
import type { PlatformMessage } from './chats.ts'
import { deliver, type EventBody, testApp } from './events.ts'
import { type Platform, startPlatform } from './platform.ts'

const knowledge = resolve(import.meta.dirname, '../../../knowledge')

/** The whole product as a tenant has it: Node's house behind real HTTP, the fake platform around it. */
export interface Tenant {
  platform: Platform
  house: NodeHouse
  /** Where the platform delivers events. */
  url: string
  /** Delivers an event, signed and encrypted, and waits until all that it causes is done. Messages are taken down by the platform first. */
  event(body: EventBody, times?: number): Promise<{ status: number; body: unknown }[]>
  /** Waits until nothing is waiting to be worked or delivered. */
  settled(): Promise<void>
  /** The messages that answer a message of a person, in order. */
  answers(messageId: string): PlatformMessage[]
  close(): Promise<void>
}

/** The environment of a process that serves this platform's tenant. */
export function environment(platform: Platform, database: string): Record<string, string> {
  return {
    FEISHU_APP_ID: testApp.appId,
    FEISHU_APP_SECRET: testApp.appSecret,
    FEISHU_ENCRYPT_KEY: testApp.encryptKey,
    FEISHU_VERIFICATION_TOKEN: testApp.verificationToken,
    FEISHU_DOMAIN: platform.url,
    DATABASE_PATH: database,
    KNOWLEDGE_DIR: knowledge,
    LOG_LEVEL: 'error',
  }
}

export async function openTenant(
  options: { start?: string; more?: Record<string, string>; platform?: Platform; database?: string } = {},
): Promise<Tenant> {
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-tenant-'))
  const platform = options.platform ?? (await startPlatform())
  const start = options.start ?? '2026-06-24T09:00:00+08:00'
  const database = options.database ?? join(folder, 'assistant.db')
  if (!existsSync(database)) writeFileSync(database, await prepared(knowledge, new Date(start).toISOString()))
  const house = await openHouse(
    readSettings({
      ...environment(platform, database),
      NOW: start,
      ...options.more,
    }),
  )
  const app = createApp({ metrics: house.metrics, ready: house.ready, rooms: await house.rooms() })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/events`
  const stopLong = await house.startLongConnection()
  const stopWork = work(house)

  async function settled(): Promise<void> {
    for (let round = 0; round < 1_000; round++) {
      const left = [...(await house.inbox.list('waiting')), ...(await house.outbox.list('waiting'))]
      if (!left.length) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('still waiting after 10 s')
  }

  return {
    ...{ platform, house, url, settled },
    async event(body, times = 1) {
      platform.saidIn(body)
      const answers = await deliver(url, body, { times })
      await settled()
      return answers
    },
    answers: (messageId) => platform.visible().filter((one) => one.parentId === messageId),
    async close() {
      stopLong()
      await stopWork()
      server.close()
      await house.close()
      await platform.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Works as the entry does: whenever something arrives or falls due. */
export function work(house: NodeHouse): () => Promise<void> {
  let stopping = false
  let wake = () => {}
  house.onArrival(() => wake())
  const working = (async () => {
    while (!stopping) {
      await house.worker.tick()
      const due = Math.min(200, (await house.worker.untilDue()) ?? 200)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(5, due))
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return async () => {
    stopping = true
    wake()
    await working
  }
}

/** What the first button of a card with this action carries. */
export function buttonOf(message: PlatformMessage, action: string): Record<string, unknown> {
  let found: Record<string, unknown> | undefined
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || found) return
    if ((value as { action?: unknown }).action === action) found = value as Record<string, unknown>
    for (const inner of Object.values(value)) walk(inner)
  }
  walk(JSON.parse(message.content))
  if (!found) throw new Error(`no button ${action}`)
  return found
}
