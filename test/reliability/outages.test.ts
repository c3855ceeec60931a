import { expect, it } from 'vitest'
import { later } from '../../src/clock.ts'
import type { Delivery, Parcel } from '../../src/conversation/ports.ts'
import { createWorker } from '../../src/conversation/work.ts'
import { silentLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { at, migrationsFolder, outgoing, rooms, said, turnOf } from '../storage/rooms.ts'

/** A worker whose clock stands still until it is moved: to whatever falls due next. */
async function bench(send: (parcel: Parcel, now: string) => Delivery = sent) {
  const house = await rooms(async () => openSqlite(':memory:', migrationsFolder))
  let now = at(0)
  const tries: string[] = []
  const worker = createWorker({
    ...{
      inbox: house.inbox,
      outbox: house.outbox,
      log: silentLog,
      metrics: createMetrics(),
      clock: () => now,
    },
    transport: { send: async (parcel) => send(parcel, now) },
    async respond({ incoming }) {
      if (incoming.kind === 'said' && incoming.text === 'poison') {
        tries.push(now)
        throw new Error('cannot be read')
      }
      return turnOf({ outgoing: [outgoing(incoming.chat.id, { key: incoming.eventId })] })
    },
  })
  return {
    ...{ house, worker, tries },
    now: () => now,
    arrive: (chat: string, text: string) =>
      house.inbox.insert(
        said({ chat: { id: chat, kind: 'private' }, text, eventId: `${chat}:${text}` }),
        now,
      ),
    /** Works at the next time at which something falls due. */
    async step() {
      now = later(now, Math.max((await worker.untilDue()) ?? 0, 200))
      await worker.tick()
    },
    seconds: () => (Date.parse(now) - Date.parse(at(0))) / 1_000,
    /** Works through to the end; returns how long that took, in seconds. */
    async finish(limit: number) {
      await worker.tick()
      for (let due = await worker.untilDue(); due !== undefined; due = await worker.untilDue()) {
        now = later(now, Math.max(due, 200))
        if (now > at(limit)) throw new Error('something waits for ever')
        await worker.tick()
      }
      return (Date.parse(now) - Date.parse(at(0))) / 1_000
    },
  }
}

function sent(parcel: Parcel): Delivery {
  return { kind: 'sent', messageId: `om_${parcel.key}` }
}

const pauses = (times: string[]) =>
  times.slice(1).map((time, n) => (Date.parse(time) - Date.parse(times[n]!)) / 1_000)

it('tries what cannot be handled eight times, from 2 s to 10 min apart, and serves the chat again within a minute', async () => {
  const { house, tries, arrive, finish, step, seconds, worker } = await bench()
  await arrive('oc_a', 'poison')
  await arrive('oc_a', 'next')
  await arrive('oc_b', 'other')
  await worker.tick()
  // Other chats do not notice.
  expect(await house.outbox.keyOfMessage('om_oc_b:other')).toBe('oc_b:other')
  const from = tries.length
  while (!(await house.outbox.keyOfMessage('om_oc_a:next'))) await step()
  expect(seconds()).toBeLessThan(60)
  expect(tries.length).toBeGreaterThan(from)
  await finish(3_600)
  expect(pauses(tries)).toEqual([2, 6, 20, 60, 180, 360, 600])
  expect(await house.inbox.list('dead')).toMatchObject([{ tries: 8, reason: 'cannot be read' }])
})

it('keeps every message while the platform is down for an hour, and sends them in order afterwards', async () => {
  const delivered: string[] = []
  let attempts = 0
  const back = at(3_600)
  const { arrive, finish, house } = await bench((parcel, now) => {
    attempts += 1
    if (now < back) return { kind: 'retry', reason: 'ECONNREFUSED' }
    delivered.push(parcel.key)
    return sent(parcel)
  })
  for (let n = 0; n < 20; n++) for (const chat of ['oc_a', 'oc_b']) await arrive(chat, `${n}`)
  const seconds = await finish(5_000)
  for (const chat of ['oc_a', 'oc_b'])
    expect(delivered.filter((key) => key.startsWith(chat))).toEqual(
      Array.from({ length: 20 }, (_, n) => `${chat}:${n}`),
    )
  expect(await house.outbox.list('failed')).toEqual([])
  // Back within the longest pause, and not by hammering at a closed door.
  expect(seconds).toBeLessThan(3_600 + 600 + 10)
  expect(attempts - 40).toBeLessThan(40)
})

it('gives up what the platform will never take, with the reason, and goes on with the chat', async () => {
  const { arrive, finish, house } = await bench((parcel) =>
    parcel.key.endsWith('gone') ? { kind: 'gone', reason: '230002 bot is not in the chat' } : sent(parcel),
  )
  await arrive('oc_a', 'gone')
  await arrive('oc_a', 'next')
  await finish(60)
  expect(await house.outbox.list('failed')).toMatchObject([
    { key: 'oc_a:gone', reason: '230002 bot is not in the chat' },
  ])
  expect(await house.outbox.keyOfMessage('om_oc_a:next')).toBe('oc_a:next')
})
