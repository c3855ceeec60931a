import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTestHarness, type TestHarness } from 'wrangler'
import { createApp } from '../../src/app.ts'
import { openHouse } from '../../src/assemble-node.ts'
import { readSettings } from '../../src/settings.ts'
import type { D1 } from '../../src/storage/d1.ts'
import { indexSql } from '../../src/storage/index-sql.ts'
import { createEvents, type EventBody, sealed, testApp } from '../support/feishu/events.ts'
import { type Platform, startPlatform } from '../support/feishu/platform.ts'
import { taskOf } from '../support/model/lies.ts'
import { type ModelServer, startModelServer } from '../support/model/server.ts'

const root = resolve(import.meta.dirname, '../..')
const events = createEvents()
const WANG = 'ou_xh_wang'

const settings = (platform: Platform) => ({
  FEISHU_APP_ID: testApp.appId,
  FEISHU_APP_SECRET: testApp.appSecret,
  FEISHU_ENCRYPT_KEY: testApp.encryptKey,
  FEISHU_VERIFICATION_TOKEN: testApp.verificationToken,
  FEISHU_DOMAIN: platform.url,
  NOW: '2026-06-24T10:00:00+08:00',
  LOG_LEVEL: 'error',
  OPENAI_BASE_URL: model.url,
  CHAT_MODEL: 'm',
})

/** What people see in the chats, message by message. */
const shown = (platform: Platform) =>
  platform.visible().map(({ chatId, msgType, content, parentId, updates }) => ({
    ...{ chatId, msgType, parentId, updates, content: JSON.parse(content) as unknown },
  }))

const folder = mkdtempSync(join(tmpdir(), 'minzheng-worker-'))
let onNode: Awaited<ReturnType<typeof openNode>>
let server: TestHarness
let model: ModelServer
let platform: Platform
let d1: D1

/** The same product as it runs on Node, before a platform of its own. */
async function openNode() {
  const own = await startPlatform()
  const house = await openHouse(
    readSettings({
      ...settings(own),
      DATABASE_PATH: join(folder, 'node.db'),
      KNOWLEDGE_DIR: join(root, 'knowledge'),
    }),
  )
  const app = createApp({ metrics: house.metrics, ready: house.ready, rooms: await house.rooms() })
  return {
    platform: own,
    house,
    async deliver(event: EventBody) {
      own.saidIn(event)
      const { headers, body } = sealed(event)
      const answer = await app.request('/feishu/events', { method: 'POST', headers, body })
      await house.worker.tick()
      return { status: answer.status, body: await answer.text() }
    },
  }
}

async function deliver(event: EventBody, times = 1) {
  platform.saidIn(event)
  const { headers, body } = sealed(event)
  const send = () => server.fetch('/feishu/events', { method: 'POST', headers, body })
  const answers = await Promise.all(Array.from({ length: times }, send))
  return Promise.all(answers.map(async (answer) => ({ status: answer.status, body: await answer.text() })))
}

const query = async (text: string) => (await d1.prepare(text).all()).results as Record<string, unknown>[]

/** Until nothing waits any more; the queue wakes by itself. */
const idle = () =>
  vi.waitFor(
    async () =>
      expect(
        await query(
          `SELECT 'in' AS box FROM inbox WHERE status = 'waiting' UNION ALL SELECT 'out' FROM outbox WHERE status = 'waiting'`,
        ),
      ).toEqual([]),
    { timeout: 8_000, interval: 50 },
  )

beforeAll(async () => {
  model = await startModelServer(() => '{}')
  platform = await startPlatform()
  onNode = await openNode()
  server = createTestHarness({
    root,
    workers: [{ configPath: './wrangler.toml', secrets: settings(platform) }],
  })
  await server.listen()
  const worker = server.getWorker<{ DB: D1 }>()
  await worker.applyD1Migrations('DB' as never)
  d1 = (await worker.getEnv()).DB
  expect((await server.fetch('/readyz')).status).toBe(503)
  for await (const statement of indexSql(onNode.house.store)) await d1.prepare(statement).all()
})
afterAll(async () => {
  await server.close()
  await platform.close()
  await model.close()
  await onNode.house.close()
  await onNode.platform.close()
  rmSync(folder, { recursive: true, force: true })
})

it('answers a question, a report and its correction with the very cards that Node sends', async () => {
  const said = [
    events.text({ text: '低保家庭适老化改造每户最多补多少', from: WANG }),
    events.text({ text: '今天适老化改造完成12户，能力评估30人', from: WANG }),
    events.text({ text: '更正：今天适老化改造应为10户', from: WANG }),
  ]
  for (const event of said) {
    const [answer] = await deliver(event)
    expect(answer).toEqual(await onNode.deliver(event))
    expect(answer?.status).toBe(200)
    await idle()
  }
  expect(shown(platform)).toEqual(shown(onNode.platform))
  expect(shown(platform)).toHaveLength(3)
  expect(JSON.stringify(shown(platform)[0])).toContain('5200')
  expect(await query('SELECT value FROM entries ORDER BY rowid')).toEqual([
    { value: 12 },
    { value: 30 },
    { value: 10 },
  ])
})

it('reads a photo, and says of a voice message that it is not heard here', async () => {
  const apart = { from: WANG, chatId: 'oc_apart' }
  platform.resources.set('img_1', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))
  platform.recognition.read = () => ['今天能力评估3人']
  await deliver(events.message('image', { image_key: 'img_1' }, { ...apart, messageId: 'om_photo' }))
  const audio = { file_key: 'file_1', duration: 2_000 }
  await deliver(events.message('audio', audio, { ...apart, messageId: 'om_voice' }))
  await idle()
  const answer = (id: string) => platform.visible().find((one) => one.parentId === id)?.content
  expect(answer('om_photo')).toContain('今天能力评估3人')
  expect(answer('om_voice')).toContain('语音现在还听不了，请打成文字发来')
})

it('makes one effect of a message that is delivered five times', async () => {
  const before = shown(platform).length
  const answers = await deliver(events.text({ text: '今天能力评估8人', from: WANG, chatId: 'oc_other' }), 5)
  expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200])
  await idle()
  expect(shown(platform)).toHaveLength(before + 1)
  expect(await query('SELECT value FROM entries WHERE value = 8')).toHaveLength(1)
})

it('takes up by the clock what a worker that is gone had begun', async () => {
  const left = {
    ...{
      kind: 'said',
      eventId: 'ev_left',
      messageId: 'om_left',
      senderId: WANG,
      text: '你好',
      addressed: true,
    },
    ...{ chat: { id: 'oc_left', kind: 'private' }, sentAt: '2026-06-24T01:00:00.000Z' },
  }
  platform.said({ messageId: 'om_left', chatId: 'oc_left' })
  await d1
    .prepare(
      `INSERT INTO inbox (event_id, dedup_key, kind, chat_id, payload, received_at, status, tries, due_at, lease_until, lease_token)
       VALUES ('ev_left', 'message:om_left', 'said', 'oc_left', ?, '2026-06-24T01:00:00.000Z', 'waiting', 1,
         '2026-06-24T01:00:00.000Z', '2026-06-24T01:01:00.000Z', 'gone')`,
    )
    .bind(JSON.stringify(left))
    .all()
  await server.getWorker().scheduled({ cron: '* * * * *' })
  await idle()
  expect(shown(platform).filter((one) => one.chatId === 'oc_left')).toHaveLength(1)
})

it('presses a button while the presser waits', async () => {
  const card = platform.visible('oc_private').at(-1)
  const value = /"value":(\{[^{}]*"action":"report.undo"[^{}]*\})/.exec(card?.content ?? '')?.[1]
  const press = events.press({ messageId: card!.messageId, value: JSON.parse(value ?? '{}'), from: WANG })
  const [answer] = await deliver(press)
  expect(answer).toMatchObject({ status: 200 })
  expect(JSON.parse(answer!.body)).toMatchObject({ toast: { type: 'success' } })
  await idle()
  expect(await query("SELECT count(*) AS n FROM entry_acts WHERE act = 'withdraw'")).toEqual([{ n: 1 }])
})

it('serves health, readiness, counters and documents, and refuses what is not signed', async () => {
  expect((await server.fetch('/healthz')).status).toBe(200)
  expect((await server.fetch('/readyz')).status).toBe(200)
  expect(await (await server.fetch('/metrics')).text()).toContain('minzheng_feishu_callbacks_total')
  const [open] = await query(
    `SELECT d.path FROM documents d JOIN document_readers r ON r.document_id = d.id WHERE r.reader = 'all' LIMIT 1`,
  )
  const [closed] = await query(
    `SELECT d.path FROM documents d WHERE NOT EXISTS (SELECT 1 FROM document_readers r WHERE r.document_id = d.id AND r.reader = 'all') LIMIT 1`,
  )
  const address = (path: unknown) => `/sources/${String(path).split('/').map(encodeURIComponent).join('/')}`
  expect((await server.fetch(address(open?.path))).status).toBe(200)
  expect((await server.fetch(address(closed?.path))).status).toBe(404)
  const { body } = sealed(events.text({ text: '今天1户' }))
  expect((await server.fetch('/feishu/events', { method: 'POST', body })).status).toBe(401)
  expect((await server.fetch('/')).status).toBe(404)
})

it('looks things up in steps where a model helps', async () => {
  model.behave((asked) => {
    if (taskOf(asked) !== 'next_step') return '{}'
    const [sentence] = /最低生活保障家庭：[^。]*5200元。/.exec(asked.user) ?? []
    return JSON.stringify({
      tool: 'standards',
      query: '低保家庭适老化改造补多少',
      sentences: sentence ? [sentence] : [],
    })
  })
  const event = events.text({ text: '屋头装个抓手子国家出好多钱', from: WANG, chatId: 'oc_steps' })
  await deliver(event)
  await idle()
  expect(model.asked.filter((asked) => taskOf(asked) === 'next_step').length).toBe(2)
  expect(JSON.stringify(shown(platform).at(-1))).toMatch(/最接近的内容：“最低生活保障家庭：[^。]*5200元。”/)
})

it('says what to set when the settings are not there', async () => {
  const bare = createTestHarness({ root, workers: [{ configPath: './wrangler.toml' }] })
  await bare.listen()
  const answer = await bare.fetch('/feishu/events', { method: 'POST', body: '{}' })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toMatch(/没有接飞书.*wrangler secret put.*FEISHU_APP_ID/)
  await bare.close()
})
