import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve as listen } from '@hono/node-server'
import autocannon from 'autocannon'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { createApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { feishuRoutes } from '../../src/feishu/route.ts'
import { silentLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createInbox } from '../../src/storage/inbox.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { createEvents, sealed, testApp } from '../support/feishu/events.ts'

/*
 * npm run bench:webhook: verify, decrypt and store at 50 connections, beside a bare Hono hello in the same process.
 * The server has a process of its own; every event is another one, encrypted and signed, and flushed to disk before its answer.
 */

const CONNECTIONS = 50
const SECONDS = 3
const ROUNDS = 3
const EVENTS = 300
const BARS = { ratio: 0.15, p99: 150 }

async function port(app: Hono): Promise<number> {
  const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The server's side: tells its ports, then, when asked, how many events it has stored. */
async function serveBoth(database: string): Promise<void> {
  const store = openSqlite(database, resolve(import.meta.dirname, '../../migrations'))
  const inbox = createInbox(store, () => crypto.randomUUID())
  const metrics = createMetrics()
  const events = feishuRoutes({
    ...{ clock: systemClock, log: silentLog, metrics, insert: inbox.insert },
    press: async () => undefined,
    settings: testApp,
    botOpenId: () => testApp.botOpenId,
  })
  const house = createApp({
    metrics,
    ready: async () => true,
    rooms: [new Hono().route('/feishu/events', events)],
  })
  const hello = new Hono().get('/', (c) => c.text('hello'))
  process.send?.({ hello: await port(hello), events: await port(house) })
  process.on('message', async () => {
    const [row] = await store.all(sql`SELECT count(*) AS stored FROM inbox`)
    process.send?.(row)
  })
}

/** So many different events for each connection of each round: none is a redelivery. */
function requests() {
  const events = createEvents()
  return Array.from({ length: EVENTS }, (_, n) => {
    const event = events.text({ text: `今天适老化改造完成${n}户，能力评估30人`, chatId: `oc_${n % 200}` })
    return { method: 'POST' as const, path: '/feishu/events', ...sealed(event) }
  })
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-bench-'))
  const server = fork(import.meta.filename, ['serve', join(folder, 'bench.db')], { stdio: 'inherit' })
  const [ports] = (await once(server, 'message')) as [{ hello: number; events: number }]
  const run = (at: number, duration: number, setup?: Parameters<typeof autocannon>[0]['setupClient']) =>
    autocannon({
      ...{ url: `http://127.0.0.1:${at}`, connections: CONNECTIONS, duration },
      ...(setup ? { setupClient: setup } : {}),
    })
  const bodies = Array.from({ length: (ROUNDS + 1) * CONNECTIONS }, requests)
  let turn = 0
  const own: Parameters<typeof run>[2] = (client) => client.setRequests(bodies[turn++]!)

  await run(ports.hello, 1)
  await run(ports.events, 1, own)
  // In turns, so that whatever else the machine does falls on both.
  const rounds: { hello: Figures; webhook: Figures; ratio: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const hello = figuresOf(await run(ports.hello, SECONDS))
    const webhook = figuresOf(await run(ports.events, SECONDS, own))
    rounds.push({ hello, webhook, ratio: Number((webhook.perSecond / hello.perSecond).toFixed(3)) })
  }
  server.send('stored')
  const [{ stored }] = (await once(server, 'message')) as [{ stored: number }]
  server.kill()
  rmSync(folder, { recursive: true })

  const ratio = median(rounds.map((one) => one.ratio))
  const p99 = median(rounds.map((one) => one.webhook.p99))
  const met = ratio >= BARS.ratio && p99 < BARS.p99
  console.log(JSON.stringify({ ratio, p99, met, bars: BARS, stored, rounds }))
  process.exitCode = met ? 0 : 1
}

interface Figures {
  perSecond: number
  p50: number
  p99: number
  refused: number
}

function figuresOf(one: Awaited<ReturnType<typeof autocannon>>): Figures {
  const { p50, p99 } = one.latency
  return { perSecond: Math.round(one.requests.average), p50, p99, refused: one.non2xx + one.errors }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

await (process.argv[2] === 'serve' ? serveBoth(process.argv[3] ?? ':memory:') : measure())
