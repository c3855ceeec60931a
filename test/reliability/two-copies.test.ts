import { afterAll, beforeAll, expect, it } from 'vitest'
import { later } from '../../src/clock.ts'
import { arrivals } from '../support/arrivals.ts'
import { calls, visible } from '../support/file-platform.ts'
import { bureauFile, finish, later24, openFile, START, says, startChild } from './house-file.ts'

let bureau: Awaited<ReturnType<typeof bureauFile>>
beforeAll(async () => {
  bureau = await bureauFile()
})
afterAll(() => bureau.remove())

/** Each message answered once, and in each chat in the order in which they came. */
function expectEachAnsweredInOrder(platform: string, count: number): void {
  const answered = Object.values(visible(platform)).map((chat) =>
    chat.map((line) => Number(/om_arrival_(\d+)/.exec(line)?.[1])),
  )
  expect(answered.flat().sort((a, b) => a - b)).toEqual(arrivals(count).map((_, n) => n))
  for (const chat of answered) expect(chat).toEqual([...chat].sort((a, b) => a - b))
  expect(new Set(calls(platform).map((one) => one.key)).size).toBe(calls(platform).length)
}

it('serves 300 messages in 10 chats from two connections: each once, each chat in order', async () => {
  const files = await bureau.withInbox(arrivals(300))
  let now = START
  const copies = [1, 2].map(() => openFile(files.database, files.platform, () => now))
  const waits = async () => (await copies[0]!.house.worker.untilDue()) !== undefined
  for (let rounds = 0; await waits(); rounds++) {
    if (rounds > 500) throw new Error('something waits for ever')
    now = later(now, 1_100)
    await Promise.all(copies.map(({ house }) => house.worker.tick()))
  }
  const [first] = copies
  expect(await first!.house.inbox.list('dead')).toEqual([])
  expect(await first!.house.outbox.list('failed')).toEqual([])
  for (const { close } of copies) close()
  expectEachAnsweredInOrder(files.platform, 300)
}, 60_000)

it('serves 60 messages in 10 chats from two processes at the same time', async () => {
  const files = await bureau.withInbox(arrivals(60))
  const task = { what: 'work', ...files, start: later24(1), dieAt: 1, asleep: true } as const
  const both = await Promise.all([1, 2].map(() => startChild(task)))
  // Neither goes on before the other has begun, however long that takes.
  for (const one of both) await one.reached(1)
  for (const one of both) one.child.kill('SIGCONT')
  const ends = await Promise.all(both.map((one) => one.end()))
  // Both had a share of it.
  for (const { steps } of ends) expect(steps).toContain('committed')
  const { dead, failed } = await finish(files, later24(60))
  expect({ dead, failed }).toEqual({ dead: [], failed: [] })
  expectEachAnsweredInOrder(files.platform, 60)
}, 60_000)

it.each([
  ['before it wrote', 'responded'],
  ['before it sent', 'parcel-claimed'],
])(
  'takes nothing from a process that slept through its lease, %s',
  async (_when, step) => {
    const files = await bureau.withInbox([says('oc_a', '今天适老化改造完成12户')])
    const order = ['claimed', 'responded', 'committed', 'parcel-claimed']
    const dieAt = order.indexOf(step) + 1
    const sleeper = await startChild({ what: 'work', ...files, start: START, dieAt, asleep: true })
    await sleeper.reached(dieAt)
    const { ledger, dead } = await finish(files, later24(120))
    expect({ ledger: ledger.length, dead }).toEqual({ ledger: 1, dead: [] })
    const before = visible(files.platform)
    sleeper.child.kill('SIGCONT')
    const { steps, killed } = await sleeper.end()
    expect(killed).toBe(false)
    expect(steps.length).toBeGreaterThan(dieAt)
    expect(visible(files.platform)).toEqual(before)
    expect((await finish(files, later24(600))).ledger).toEqual(ledger)
  },
  30_000,
)
