import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from '../../src/app.ts'
import { openHouse } from '../../src/assemble-node.ts'
import { readSettings } from '../../src/settings.ts'
import { work } from '../support/feishu/tenant.ts'
import { prepared } from '../support/prepared.ts'

export interface Product {
  url: string
  /** Says something on the page as a person of the sample bureau, and waits until it is answered. */
  say(person: string, text: string): Promise<void>
  /** Sends a request of the page and waits until all that it causes is done. */
  post(path: string, body: Record<string, unknown>): Promise<Response>
  close(): Promise<void>
}

/** The whole product with the sample bureau and without Feishu, on a free port; it is Wednesday, 24 June 2026. */
export async function openProduct(more: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-page-'))
  const port = await freePort()
  const knowledge = resolve(import.meta.dirname, '../../knowledge')
  const database = join(folder, 'assistant.db')
  const start = '2026-06-24T10:00:00+08:00'
  writeFileSync(database, await prepared(knowledge, new Date(start).toISOString()))
  const house = await openHouse(
    readSettings({
      PORT: String(port),
      DATABASE_PATH: database,
      KNOWLEDGE_DIR: knowledge,
      NOW: start,
      LOG_LEVEL: 'error',
      ...more,
    }),
  )
  const app = createApp({ metrics: house.metrics, ready: house.ready, rooms: await house.rooms() })
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  const stopWork = work(house)
  const url = `http://localhost:${port}`

  async function settled(): Promise<void> {
    for (let round = 0; round < 1_000; round++) {
      const left = [...(await house.inbox.list('waiting')), ...(await house.outbox.list('waiting'))]
      if (!left.length) return
      await new Promise((wake) => setTimeout(wake, 10))
    }
    throw new Error('still waiting after 10 s')
  }

  async function post(path: string, body: Record<string, unknown>): Promise<Response> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await settled()
    return answer
  }

  return {
    ...{ url, post },
    async say(person, text) {
      await post('/chat/say', { person, kind: 'private', text, addressed: true })
    },
    async close() {
      await stopWork()
      await new Promise((done) => server.close(done))
      await house.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Links on cards name the port, so that it must be known before the house is opened. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', () => listening()))
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}
