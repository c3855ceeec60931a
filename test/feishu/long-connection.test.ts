import { afterEach, expect, test } from 'vitest'
import { createHttp } from '../../src/feishu/api/http.ts'
import { type LongConnectionParts, startLongConnection } from '../../src/feishu/long-connection.ts'
import { createLog } from '../../src/log.ts'
import type { Incoming } from '../../src/message.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createEvents, testApp } from '../support/feishu/events.ts'
import { openLongConnection } from '../support/feishu/long-connection.ts'
import { startPlatform } from '../support/feishu/platform.ts'

const events = createEvents()
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function connect(more: Partial<LongConnectionParts> = {}, endpoint = 0, pingSeconds = 120) {
  const platform = await startPlatform()
  closing.push(() => platform.close())
  const line = openLongConnection(platform, { pingSeconds })
  line.endpoint(endpoint)
  const taken: Incoming[] = []
  const lines: string[] = []
  const stop = await startLongConnection({
    settings: { appId: testApp.appId, appSecret: testApp.appSecret, domain: platform.url },
    http: createHttp({ fetch, timeoutMs: 2_000, fileTimeoutMs: 2_000 }),
    botOpenId: () => testApp.botOpenId,
    clock: () => new Date().toISOString(),
    log: createLog('debug', (text) => lines.push(text)),
    metrics: createMetrics(),
    insert: async (incoming) => ({ fresh: true, id: taken.push(incoming) }),
    press: async () => ({ tone: 'success', text: '已撤销' }),
    ...more,
  })
  closing.push(stop)
  return { platform, line, taken, lines, stop }
}

const ready = (lines: string[]) => lines.join().includes('long-connection-ready')
const until = async (what: () => boolean) => {
  for (let round = 0; round < 500 && !what(); round++) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(what()).toBe(true)
}

test('an event is stored, then acknowledged, in one frame or in three', async () => {
  const { line, taken, lines } = await connect()
  await until(() => ready(lines))
  expect(await line.push(events.text({ text: '今天12户' }))).toMatchObject({ code: 200 })
  expect(await line.push(events.text({ text: '今天13户' }), { pieces: 3 })).toMatchObject({ code: 200 })
  expect(taken).toMatchObject([
    { kind: 'said', text: '今天12户', addressed: true },
    { kind: 'said', text: '今天13户' },
  ])
})

test('an event that could not be stored is not acknowledged, and nothing of it is logged', async () => {
  const insert = async () => {
    throw new Error('disk full')
  }
  const { line, lines } = await connect({ insert })
  await until(() => ready(lines))
  expect(await line.push(events.text({ text: '金丝雀12户' }))).toMatchObject({ code: 500 })
  expect(lines.join()).toContain('callback-not-stored')
  expect(lines.join()).not.toMatch(/金丝雀|canary/)
})

test('a press is answered over the same line', async () => {
  const { line, taken, lines } = await connect()
  await until(() => ready(lines))
  const press = events.press({ messageId: 'om_1', value: { action: 'report.undo' } })
  expect((await line.push(press)).answer).toEqual({ toast: { type: 'success', content: '已撤销' } })
  expect(taken).toMatchObject([{ kind: 'pressed', action: 'report.undo' }])
})

test('an unknown event, and one of another app, are acknowledged and left', async () => {
  const { line, taken, lines } = await connect()
  await until(() => ready(lines))
  expect(await line.push(events.envelope('drive.file.edit_v1', {}))).toMatchObject({ code: 200 })
  const other = createEvents({ ...testApp, appId: 'cli_other' })
  expect(await line.push(other.text({ text: '12户' }))).toMatchObject({ code: 200 })
  expect(taken).toEqual([])
  expect(lines.join()).toMatch(/unknown-type[\s\S]*wrong-app/)
})

test('a line that is cut comes back, and the log says both', async () => {
  const { line, taken, lines } = await connect()
  await until(() => ready(lines))
  line.cut()
  await until(() => line.opened() === 2)
  await until(() => lines.join().includes('long-connection-back'))
  expect(lines.join()).toContain('long-connection-lost')
  await line.push(events.text({ text: '今天12户' }))
  expect(taken).toHaveLength(1)
})

test('a line on which pings are not answered is made anew', async () => {
  const { line, lines } = await connect({ pingTimeoutS: 0.05 }, 0, 0.05)
  await until(() => ready(lines))
  line.mute()
  await until(() => line.opened() > 1)
  expect(lines.join()).toContain('no pong')
})

test.each([514, 1_000_040_350])('refused with %i it is begun anew later', async (code) => {
  const { line, lines } = await connect({ restartMs: 50 }, code)
  await until(() => lines.join().includes('long-connection-ended'))
  line.endpoint(0)
  await until(() => line.opened() === 1)
  expect(lines.join()).not.toMatch(/canary/)
})

test('stopped it opens no more connections', async () => {
  const { line, stop } = await connect()
  await until(() => line.opened() === 1)
  stop()
  const asked = line.asked()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(line.asked()).toBe(asked)
})
