import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { assemble, type House } from '../../src/assemble.ts'
import { later } from '../../src/clock.ts'
import type { MirrorTable } from '../../src/conversation/ports.ts'
import { plainText } from '../../src/feishu/cards/plain-text.ts'
import { createMirrorTable } from '../../src/feishu/mirror-table.ts'
import { readBureau } from '../../src/knowledge/ingest-folder.ts'
import { createLog } from '../../src/log.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { type Desk, openDesk } from '../support/feishu/desk.ts'

const TARGET = { appToken: 'bascnTable0001', tableId: 'tbl0001abcd' }
const root = resolve(import.meta.dirname, '../..')
const MINUTE = 60_000

/** A house whose ledger is copied to the platform's table, on a clock that the test moves. */
interface Copied {
  desk: Desk
  rows: Record<string, unknown>[]
  told: string[]
  lines: string[]
  say(openId: string, text: string, messageId: string): Promise<void>
  /** A minute later: the next time that the table is looked after. */
  minute(house?: House, ms?: number): Promise<void>
  write(count: number): Promise<void>
  house: House
  /** Another process on the same ledger; `table` may stand between it and the platform. */
  another(table?: (real: MirrorTable) => MirrorTable, target?: typeof TARGET): House
}

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function copied(): Promise<Copied> {
  let now = new Date('2026-06-24T09:00:00+08:00').toISOString()
  const desk = await openDesk({ clock: () => now })
  const store = openSqlite(':memory:', resolve(root, 'migrations'))
  open.push(desk, store)
  await readBureau(resolve(root, 'knowledge'), createDocumentStore(store), now)
  const told: string[] = []
  const lines: string[] = []
  const log = createLog('debug', (line) => lines.push(line))
  const another: Copied['another'] = (between = (real) => real, target = TARGET) =>
    assemble({
      ...{ store, clock: () => now, log },
      mirror: between(createMirrorTable(desk.calls, target)),
      transport: {
        async send({ key, chat, reply }) {
          if (chat.id.startsWith('ou_')) told.push(plainText(reply))
          return { kind: 'sent', messageId: `om_bot_${key}` }
        },
      },
    })
  const house = another()
  return {
    ...{ desk, told, lines, house, another },
    rows: desk.platform.rows,
    async say(openId, text, messageId) {
      const chat = { id: `oc_with_${openId}`, kind: 'private' as const }
      const eventId = `ev_${messageId}`
      const said = { kind: 'said' as const, eventId, messageId, senderId: openId, chat, text }
      await house.inbox.insert({ ...said, sentAt: now, addressed: true }, now)
      await house.worker.tick()
      now = later(now, MINUTE)
    },
    async minute(one = house, ms = MINUTE) {
      now = later(now, ms)
      await one.worker.tick()
      await one.worker.tick()
    },
    async write(count) {
      await store.atomically([
        sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
          INSERT INTO entries SELECT 'om_many_' || i, 'home_adaptation', i, '户', 'xinhe', '2026-06-24', '2026-06-24',
            'increment', 'recorded', 'ou_xh_wang', '王芳', 'oc_group', 'om_many', 0, 1, '原话', ${now}, ${now}, '1', ''
          FROM n`,
      ])
    },
  }
}

const numbers = (rows: readonly Record<string, unknown>[]) => rows.map((row) => row.编号)

describe('the copy of the ledger in a table', () => {
  it('has each entry as a row, and a correction as rows of its own', async () => {
    const { say, minute, rows } = await copied()
    await say('ou_xh_wang', '今天完成适老化改造12户', 'om_1')
    await minute()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      ...{ 指标: '困难老人家庭适老化改造', 数值: 12, 单位: '户', 报送单位: '新河街道', 口径: '新增' },
      ...{ 起: '2026-06-24', 止: '2026-06-24', 状态: '已登记', 报送人: '王芳', 更正自: '' },
      报送时间: '2026年6月24日9:00',
    })
    expect(rows[0]?.原话).toContain('适老化改造12户')
    await say('ou_xh_wang', '更正：适老化改造应为13户', 'om_2')
    await minute()
    await minute()
    expect(rows.slice(1).map((row) => [row.数值, row.状态])).toEqual(
      expect.arrayContaining([
        [12, '已更正'],
        [13, '已登记'],
      ]),
    )
    expect(rows).toHaveLength(3)
    expect(rows.find((row) => row.数值 === 13)?.更正自).toBe(rows[0]?.编号)
  })

  it('takes 250 rows in 3 batches, and nothing a second time, after a restart either', async () => {
    const { write, minute, rows, desk, another } = await copied()
    await write(250)
    await minute()
    expect(rows).toHaveLength(250)
    expect(new Set(numbers(rows)).size).toBe(250)
    const sizes = desk.platform.callsOf('append').map(({ json }) => (json.records as unknown[]).length)
    expect(sizes).toEqual([100, 100, 50])
    await minute()
    await minute(another())
    expect(rows).toHaveLength(250)
    expect(desk.platform.callsOf('append')).toHaveLength(3)
  })

  it('doubles nothing when the process ends between the call and its mark, though more has come since', async () => {
    const { write, say, minute, rows, another } = await copied()
    await write(30)
    const dying = another((real) => ({
      ...real,
      async append(...batch) {
        await real.append(...batch)
        throw new Error('the process ends here')
      },
    }))
    await minute(dying)
    expect(rows).toHaveLength(30)
    await say('ou_xh_wang', '今天完成适老化改造12户', 'om_1')
    await say('ou_xh_wang', '更正：适老化改造应为13户', 'om_2')
    await minute(another())
    await minute(another())
    const states = rows.map((row) => `${row.编号} ${row.状态}`)
    expect(new Set(states).size).toBe(states.length)
    expect(rows.length).toBeGreaterThan(31)
  })

  it('doubles nothing when the answer is lost', async () => {
    const { write, minute, rows, desk } = await copied()
    await write(3)
    desk.platform.fault({ call: 'append', times: 2, wrong: 'cut' })
    await minute()
    await minute()
    expect(rows).toHaveLength(3)
  })

  it.each([1254607, 1254291, 1254290])('waits a minute when the table is busy (%i)', async (code) => {
    const { write, minute, rows, desk, told } = await copied()
    await write(3)
    desk.platform.fault({ call: 'append', wrong: { code, status: 200 } })
    await minute()
    expect(rows).toHaveLength(0)
    await minute()
    expect(rows).toHaveLength(3)
    expect(told).toHaveLength(0)
  })

  it.each([
    [1254302, '协作者'],
    [1254304, '协作者'],
    [1254045, '报送单位'],
    [1254041, 'BITABLE_TABLE_ID'],
    [1259999, '1259999'],
  ])('tells the admin once what to set right (%i), and goes on by itself', async (code, what) => {
    const { write, minute, rows, desk, told, another } = await copied()
    await write(3)
    desk.platform.fault({ call: 'append', times: 3, wrong: { code } })
    for (let i = 0; i < 8; i++) await minute()
    expect(desk.platform.callsOf('append')).toHaveLength(1)
    await minute(another())
    await minute(another())
    expect(told.filter((text) => text.includes('多维表格'))).toHaveLength(1)
    expect(told[0]).toContain(what)
    await minute(undefined, 20 * MINUTE)
    expect(rows).toHaveLength(3)
  })

  it('is begun anew for another table', async () => {
    const { write, minute, rows, another } = await copied()
    await write(2)
    await minute()
    await minute(another(undefined, { ...TARGET, tableId: 'tbl0002abcd' }))
    expect(rows).toHaveLength(4)
  })

  it('has each row once when two processes look after it at the same moment', async () => {
    const { write, minute, rows, another } = await copied()
    await write(220)
    const [one, two] = [another(), another()]
    await Promise.all([minute(one), minute(two)])
    await minute(one)
    await minute(two)
    expect(rows).toHaveLength(220)
    expect(new Set(numbers(rows)).size).toBe(220)
  })

  it('never says in a log what was reported', async () => {
    const { say, minute, lines, desk } = await copied()
    await say('ou_xh_wang', '今天完成适老化改造12户', 'om_1')
    desk.platform.fault({ call: 'append', wrong: { code: 1254302 } })
    await minute()
    expect([...lines, ...desk.lines].join('')).not.toContain('适老化')
  })
})
