import { afterAll, beforeAll, expect, it } from 'vitest'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { arrivals } from '../support/arrivals.ts'
import { calls, visible } from '../support/file-platform.ts'
import { bureauFile, finish, later24, migrations, openFile, runChild, START, says } from './house-file.ts'

const MESSAGES = [
  says('oc_a', '今天适老化改造完成12户，能力评估30人'),
  says('oc_b', '低保家庭适老化改造每户最多补多少'),
  says('oc_a', '更正：今天适老化改造应为10户'),
]
const STEPS = ['claimed', 'responded', 'committed', 'parcel-claimed', 'parcel-sent', 'parcel-marked']

let bureau: Awaited<ReturnType<typeof bureauFile>>
beforeAll(async () => {
  bureau = await bureauFile()
})
afterAll(() => bureau.remove())

it('loses nothing and doubles nothing, at whichever step the process is killed', async () => {
  const quiet = await bureau.withInbox(MESSAGES)
  const walked = await runChild({ what: 'work', ...quiet, start: START, dieAt: 0 })
  const expected = { ...(await finish(quiet, later24(300))), visible: visible(quiet.platform) }
  expect([...new Set(walked.steps)].sort()).toEqual([...STEPS].sort())
  expect(expected.dead.concat(expected.failed as never)).toEqual([])
  expect(expected.ledger.filter((line) => line.endsWith('recorded'))).toHaveLength(2)
  expect(Object.values(expected.visible).map((chat) => chat.length)).toEqual([2, 1])

  const stopped = new Set<string>()
  for (let dieAt = 1; dieAt <= walked.steps.length; dieAt++) {
    const files = await bureau.withInbox(MESSAGES)
    const { steps, killed } = await runChild({ what: 'work', ...files, start: START, dieAt })
    expect(killed).toBe(true)
    stopped.add(steps.at(-1)!)
    const result = await finish(files, later24(300))
    expect(result, `killed at step ${dieAt}, ${steps.at(-1)}`).toMatchObject({
      ...{ ledger: expected.ledger, dead: [], failed: [] },
    })
    expect(visible(files.platform)).toEqual(expected.visible)
    // What was on its way goes out again under the same uuid, which the platform shows once.
    const repeated = calls(files.platform).length - calls(quiet.platform).length
    const count = (step: string) => steps.filter((one) => one === step).length
    expect(repeated).toBeLessThanOrEqual(count('parcel-claimed') - count('parcel-marked'))
  }
  expect([...stopped].sort()).toEqual([...STEPS].sort())
}, 120_000)

it('finishes although it is killed again and again, each time a step further', async () => {
  const files = await bureau.withInbox(MESSAGES)
  for (const [round, dieAt] of [1, 2, 3, 5, 6].entries()) {
    const { killed } = await runChild({ what: 'work', ...files, start: later24(round * 90), dieAt })
    expect(killed).toBe(true)
  }
  const { ledger, dead, failed } = await finish(files, later24(900))
  expect({ dead, failed }).toEqual({ dead: [], failed: [] })
  expect(ledger.filter((line) => line.endsWith('recorded'))).toHaveLength(2)
  expect(Object.values(visible(files.platform)).map((chat) => chat.length)).toEqual([2, 1])
}, 60_000)

it('goes on reading documents where it was killed, each document wholly or not at all', async () => {
  const database = `${bureau.folder}/ingest.db`
  const index = async (path: string) => {
    const store = openSqlite(path, migrations)
    const documents = createDocumentStore(store)
    const report = await ingestFolder('knowledge', documents, START)
    const heads = await documents.heads()
    const sizes = await Promise.all(
      heads.map(async (one) => (await documents.document(one.path))?.passages.length),
    )
    store.close()
    const { changed, ...rest } = report
    return { changed, all: { ...rest, heads, sizes } }
  }
  const whole = await index(':memory:')
  const read: number[] = []
  for (const dieAt of [1, 2, 9, 20]) {
    const { killed } = await runChild({ what: 'ingest', database, platform: '', start: START, dieAt })
    expect(killed).toBe(true)
    const store = openSqlite(database, migrations)
    read.push((await createDocumentStore(store).counts()).documents)
    store.close()
  }
  expect(read).toEqual([0, 1, 5, 15])
  const { steps } = await runChild({ what: 'ingest', database, platform: '', start: START, dieAt: 0 })
  expect(steps.filter((step) => step === 'put')).toHaveLength(whole.all.documents - 15)
  const again = await index(database)
  expect(again.changed).toBe(0)
  expect(again.all).toEqual(whole.all)
}, 60_000)

it('has stored whatever it acknowledged, and takes the rest when it comes again', async () => {
  const files = await bureau.withInbox([])
  const { steps: acknowledged, killed } = await runChild({
    what: 'arrive',
    ...files,
    start: START,
    dieAt: 100,
  })
  expect(killed).toBe(true)
  expect(acknowledged).toHaveLength(100)
  const { house, close } = openFile(files.database, files.platform, () => START)
  const stored = new Set<string>()
  for (const message of arrivals(300))
    if (!(await house.inbox.insert(message, START)).fresh) stored.add(message.messageId)
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
  expect(await house.inbox.list('waiting')).toHaveLength(300)
  close()
})
