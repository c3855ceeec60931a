import { afterEach, describe, expect, test } from 'vitest'
import { later } from '../../src/clock.ts'
import type { Reply } from '../../src/reply.ts'
import { card, type Desk, openDesk, words } from '../support/feishu/desk.ts'
import { testApp } from '../support/feishu/events.ts'

const open: Desk[] = []
const desk = async (options?: Parameters<typeof openDesk>[0]) => {
  const one = await openDesk(options)
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const parcel = { key: 'om_q:once' }
const long: Reply = {
  ...{ kind: 'summary', title: '周报', headlines: [], missing: '', footer: '', changes: [], buttons: [] },
  tables: Array.from({ length: 14 }, (_, place) => ({
    heading: `第${place + 1}表`,
    table: {
      columns: ['指标', '数'],
      rows: Array.from({ length: 30 }, (__, row) => [`指标${row}${'很长'.repeat(20)}`, `${row}`]),
    },
  })),
}

describe('the token', () => {
  test('is fetched once for 20 cold calls', async () => {
    const { platform, send } = await desk()
    const sent = await Promise.all(Array.from({ length: 20 }, (_, place) => send(words(`第${place}`))))
    expect(sent.every((one) => one.kind === 'sent')).toBe(true)
    expect(platform.callsOf('token')).toHaveLength(1)
  })

  test('that expires amid a burst is fetched once more, and every message goes out once', async () => {
    const { platform, send } = await desk()
    await send(words('先'))
    platform.expireTokens()
    await Promise.all(Array.from({ length: 20 }, (_, place) => send(words(`第${place}`))))
    expect(platform.callsOf('token')).toHaveLength(2)
    expect(platform.visible()).toHaveLength(21)
  })

  test('is renewed in its last half hour, and the old one serves while that fails', async () => {
    let now = '2026-06-24T02:00:00.000Z'
    const { platform, send } = await desk({ clock: () => now })
    await send(words('一'))
    now = later(now, 89 * 60_000)
    await send(words('二'))
    expect(platform.callsOf('token')).toHaveLength(1)
    now = later(now, 2 * 60_000)
    platform.fault({ call: 'token', wrong: { status: 503 } })
    expect(await send(words('三'))).toMatchObject({ kind: 'sent' })
    expect(await send(words('四'))).toMatchObject({ kind: 'sent' })
    expect(platform.callsOf('token')).toHaveLength(2)
    now = later(now, 2 * 60_000)
    await send(words('五'))
    expect(platform.callsOf('token')).toHaveLength(3)
    expect(platform.visible()).toHaveLength(5)
  })

  test('refused for a wrong secret waits for the admin', async () => {
    const { platform, send, lines } = await desk()
    platform.fault({ call: 'token', wrong: { code: 10014 } })
    expect(await send(words('一'))).toMatchObject({ kind: 'retry', afterMs: 600_000 })
    expect(lines.join()).toContain('feishu-needs-admin')
  })
})

describe('a platform that does not answer', () => {
  test('within the time is left, and the message waits', async () => {
    const { platform, send } = await desk({ timeoutMs: 100 })
    platform.fault({ call: 'reply', wrong: 'hang' })
    expect(await send(card('12户'), parcel)).toEqual({ kind: 'retry', reason: 'timeout' })
    expect(await send(card('12户'), parcel)).toMatchObject({ kind: 'sent' })
    expect(platform.visible()).toHaveLength(1)
  })

  test.each([500, 502, 503])('but with HTTP %i is tried again later', async (status) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { status } })
    expect(await send(card('12户'), parcel)).toMatchObject({ kind: 'retry' })
  })

  test('but with HTTP 429 is left alone until the limit is lifted', async () => {
    const { platform, send } = await desk()
    const wrong = { code: 99991400, status: 429, headers: { 'x-ogw-ratelimit-reset': '7' } }
    platform.fault({ call: 'reply', wrong })
    expect(await send(card('12户'), parcel)).toMatchObject({ kind: 'retry', afterMs: 7_000 })
  })

  test('and is down altogether: the message waits', async () => {
    const { platform, send } = await desk()
    await platform.close()
    expect(await send(card('12户'), parcel)).toMatchObject({ kind: 'retry', reason: 'unreachable' })
  })

  test.each(['reset', 'cut'] as const)('on a connection that is %s gets the message once', async (wrong) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong })
    expect(await send(card('12户'), parcel)).toMatchObject({ kind: 'sent' })
    expect(platform.visible()).toHaveLength(1)
  })

  test('after it has taken the message shows it once, whoever tries again', async () => {
    const { platform, send, restarted } = await desk()
    platform.fault({ call: 'reply', times: 2, wrong: 'cut' })
    expect(await send(card('12户'), parcel)).toMatchObject({ kind: 'retry' })
    const again = await restarted().send({
      ...{ id: 1, key: parcel.key, chat: { id: 'oc_group', kind: 'group' }, op: 'send' },
      ...{ reply: card('12户'), tries: 2, leaseToken: '', replyTo: 'om_q' },
    })
    expect(again).toEqual({ kind: 'sent', messageId: 'om_bot_1' })
    expect(platform.visible()).toHaveLength(1)
  })
})

describe('a reply of several cards', () => {
  test('goes out in order, each with a uuid of its own', async () => {
    const { platform, send } = await desk()
    expect(await send(long, parcel)).toMatchObject({ kind: 'sent', messageId: 'om_bot_1' })
    expect(platform.visible().length).toBeGreaterThan(2)
    const uuids = platform.callsOf('reply').map((one) => String(one.json.uuid))
    expect(new Set(uuids).size).toBe(uuids.length)
    expect(Math.max(...uuids.map((one) => one.length))).toBeLessThanOrEqual(50)
  })

  test('that was sent in part goes on where it stopped, hours and a restart later too', async () => {
    let hours = 0
    const { platform, send, restarted } = await desk({ now: () => hours * 3_600_000 })
    platform.fault({ call: 'reply', nth: 3, times: 2, wrong: { code: 230020 } })
    expect(await send(long, parcel)).toMatchObject({ kind: 'retry' })
    expect(platform.visible()).toHaveLength(2)
    hours = 5
    const rest = { ...{ id: 1, chat: { id: 'oc_group', kind: 'group' as const }, op: 'send' as const } }
    const later = { ...rest, key: parcel.key, reply: long, tries: 2, leaseToken: '', replyTo: 'om_q' }
    expect(await restarted().send(later)).toMatchObject({ kind: 'retry' })
    expect(await restarted().send(later)).toEqual({ kind: 'sent', messageId: 'om_bot_1' })
    const contents = platform.visible().map((one) => one.content)
    expect(new Set(contents).size).toBe(contents.length)
    expect(contents.at(-1)).toContain(`（${contents.length}/${contents.length}）`)
  })

  test('that becomes one leaves no old figures standing', async () => {
    const { platform, send } = await desk()
    const sent = await send(long, { key: 'om_q:reply' })
    const target = sent.kind === 'sent' ? sent.messageId : ''
    const before = platform.visible().length
    const update = { op: 'update' as const, updates: 'om_q:reply', target }
    await send(card('12户'), { ...update, key: 'om_q:reply@1' })
    expect(platform.visible().filter((one) => one.content.includes('指标'))).toEqual([])
    // And grows again, in the messages that stand there.
    await send(long, { ...update, key: 'om_q:reply@2' })
    expect(platform.visible()).toHaveLength(before)
    expect(platform.visible().every((one) => one.content.includes('指标'))).toBe(true)
  })
})

describe('a file', () => {
  const file = (name: string): Reply => ({
    kind: 'file',
    name,
    content: Buffer.from('正文').toString('base64'),
  })

  test.each([
    ['周报.docx', 'doc'],
    ['周报.xlsx', 'xls'],
    ['周报.pdf', 'pdf'],
    ['排期.ics', 'stream'],
  ])('%s is uploaded as %s and sent under its name', async (name, type) => {
    const { platform, send } = await desk()
    expect(await send(file(name), parcel)).toMatchObject({ kind: 'sent' })
    const [key, kept] = [...platform.uploaded][0]!
    expect(kept).toMatchObject({ name, type })
    expect(new TextDecoder().decode(kept.bytes)).toBe('正文')
    expect(platform.visible()).toMatchObject([
      { msgType: 'file', content: JSON.stringify({ file_key: key }) },
    ])
  })

  test('waiting for its turn is uploaded once and shown once', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code: 230020 } })
    platform.fault({ call: 'reply', nth: 2, times: 2, wrong: 'cut' })
    expect(await send(file('周报.docx'), parcel)).toMatchObject({ kind: 'retry' })
    expect(await send(file('周报.docx'), parcel)).toMatchObject({ kind: 'retry' })
    expect(await send(file('周报.docx'), parcel)).toMatchObject({ kind: 'sent' })
    expect(platform.uploaded.size).toBe(1)
    expect(platform.visible()).toHaveLength(1)
  })

  test.each([230017, 234008])('whose key is refused with %i is uploaded again', async (code) => {
    const { platform, send } = await desk()
    platform.fault({ call: 'reply', wrong: { code } })
    expect(await send(file('周报.docx'), parcel)).toMatchObject({ kind: 'sent' })
    expect(platform.uploaded.size).toBe(2)
    expect(platform.visible()).toHaveLength(1)
  })

  test('that is refused is told of by its name', async () => {
    const { platform, send } = await desk()
    platform.fault({ call: 'upload', wrong: { code: 234006 } })
    expect(await send(file('周报.docx'), parcel)).toMatchObject({ kind: 'sent' })
    expect(platform.visible()[0]?.content).toContain('文件“周报.docx”没能发出')
  })
})

describe('a person met in private', () => {
  test('is written to by open_id', async () => {
    const { platform, send } = await desk()
    await send(words('请报本周'), { replyTo: '', chat: { id: 'ou_xh_wang', kind: 'private' } })
    expect(platform.visible()).toMatchObject([{ chatId: 'oc_private_ou_xh_wang' }])
  })
})

describe('the sign of life', () => {
  test('comes, goes, and never throws', async () => {
    const { platform, transport } = await desk()
    await transport.acknowledge?.('om_q')
    expect([...platform.message('om_q')!.reactions.values()]).toEqual(['Typing'])
    await transport.release?.('om_q')
    expect(platform.message('om_q')!.reactions.size).toBe(0)
    await transport.acknowledge?.('om_unknown')
    await transport.release?.('om_unknown')
    await platform.close()
    await transport.acknowledge?.('om_q')
    await transport.release?.('om_q')
  })
})

test('logs hold no secret, no token and no word of a message, whatever fails', async () => {
  const { platform, send, client, calls, lines } = await desk({ timeoutMs: 100 })
  const secrets = [testApp.appSecret, 't-canary-token', '金丝雀', 'canary.example']
  const reply = card('金丝雀一号 https://canary.example/x')
  const msg = 'Bad 金丝雀 content canary.example'
  for (const code of [230001, 230025, 230020, 99991672, 99991663, 230002, 2200, 230099])
    for (const call of ['reply', 'create', 'upload', 'token']) platform.fault({ call, wrong: { code, msg } })
  for (const wrong of ['hang', 'reset', 'cut', { status: 500 }] as const)
    for (const call of ['reply', 'upload', 'token']) platform.fault({ call, nth: 2, wrong })
  for (let round = 0; round < 12; round++) {
    await send(reply)
    await send({ kind: 'file', name: '金丝雀.docx', content: 'AAAA' })
    platform.expireTokens()
  }
  await client
    .call('create', (sdk, options) =>
      sdk.request({ method: 'POST', url: '/open-apis/none/金丝雀', data: { text: '金丝雀' } }, options),
    )
    .catch(() => {})
  await calls.get('om_none').catch((error: Error) => {
    expect(JSON.stringify(error) + error.stack).not.toContain('t-canary-token')
  })
  expect(lines.length).toBeGreaterThan(15)
  for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([])
})
