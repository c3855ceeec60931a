import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { NodeHouse } from '../../src/assemble-node.ts'
import { cases } from '../../src/commands/cases.ts'
import type { Command } from '../../src/commands/command.ts'
import { replayInbox } from '../../src/commands/replay-inbox.ts'
import { summary } from '../../src/commands/summary.ts'
import type { Incoming } from '../../src/message.ts'
import type { Reply } from '../../src/reply.ts'
import { codeOf } from '../../src/reporting/cases/event.ts'
import { openLedgerHouse } from '../support/ledger-house.ts'

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'
const LEADER = 'ou_lead_cheng'
const KINDS = {
  adaptation_case: '适老化改造个案',
  service_center: '党群服务中心改扩建',
  child_lead: '困境儿童线索',
}

const { house, ...stage } = await openLedgerHouse()
const fresh = await openLedgerHouse()
afterAll(() => {
  stage.close()
  fresh.close()
})

async function run(command: Command, ...args: string[]): Promise<Record<string, unknown>[]> {
  const lines: string[] = []
  const io = { out: (line: string) => lines.push(line) } as unknown as Parameters<Command['run']>[1]
  await command.run(args, io, async () => house as unknown as NodeHouse)
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

type Counts = { kind: string; total: number; byStage: Record<string, number>; opened: number; open: number }
const YEAR = ['--from', '2026-01-01', '--to', '2026-12-31']
const counted = async (...more: string[]) =>
  ((await run(summary, ...YEAR, ...more))[0]?.cases ?? []) as Counts[]

let place = 0
/** What somebody would be answered; nothing of it is kept. */
async function answered(who: string, text: string): Promise<Reply> {
  place += 1
  const incoming: Incoming = {
    ...{
      kind: 'said',
      eventId: `q${place}`,
      messageId: `q${place}`,
      senderId: who,
      sentAt: stage.now(),
      text,
    },
    ...{ chat: { id: `oc_${who}`, kind: 'private' }, addressed: true },
  }
  const claimed = { id: 0, incoming, receivedAt: stage.now(), tries: 1, leaseToken: '' }
  const turn = await house.respond(claimed, stage.now())
  return turn.outgoing[0]!.reply
}

interface Told {
  who: string
  what: 'case' | 'milestone' | 'lead'
  which: number
  stage: number
  fate: 'stays' | 'recalled' | 'edited'
}

const told: fc.Arbitrary<Told> = fc.record({
  who: fc.constantFrom(WANG, GU),
  what: fc.constantFrom('case', 'case', 'milestone', 'lead'),
  which: fc.integer({ min: 1, max: 3 }),
  stage: fc.nat(3),
  fate: fc.constantFrom('stays', 'stays', 'recalled', 'edited'),
})

function words({ what, which, stage: at }: Told, leads: readonly string[]): string {
  const known = leads[which - 1]
  if (what === 'case') return `建设路${which}号适老化改造已${['申请', '评估', '出方案', '验收'][at]}`
  if (what === 'milestone') return `党群服务中心改扩建已${['开工', '主体完工', '装修完成', '投入使用'][at]}`
  if (known && at) return `困境儿童线索 ${codeOf(known)} 已${['', '核实', '核实', '办结'][at]}`
  return '发现困境儿童线索：南山巷一名儿童无人照料，电话13900002222'
}

/** Says it, and what became of it; returns the id of a new lead. */
async function happen(one: Told, leads: readonly string[]): Promise<string | undefined> {
  place += 1
  const messageId = `m${place}`
  const base = { chat: { id: `oc_${one.who}`, kind: 'private' as const }, addressed: true, messageId }
  const at = () => ({ ...base, senderId: one.who, sentAt: stage.now() })
  await stage.arrive({ ...at(), kind: 'said', eventId: `${messageId}s`, text: words(one, leads) })
  if (one.fate === 'edited') {
    const text = words({ ...one, stage: (one.stage + 1) % 4 }, leads)
    await stage.arrive({ ...at(), kind: 'edited', eventId: `${messageId}e`, revision: '1', text })
  }
  if (one.fate === 'recalled')
    await stage.arrive({ ...at(), kind: 'recalled', eventId: `${messageId}r`, senderId: '' })
  return one.what === 'lead' && one.stage === 0 ? `child_lead|${messageId}` : undefined
}

/** “…共3户：申请1户，评估2户。” as numbers by stage name. */
function numbersOf(text: string): Record<string, number> {
  const found = text.matchAll(/([\u4e00-\u9fa5]+?)(\d+)[户处条]/g)
  return Object.fromEntries([...found].map(([, name, count]) => [name, Number(count)]))
}

async function tellings(
  who: string,
): Promise<Record<string, readonly [Record<string, number>, Record<string, number>]>> {
  const card = await answered(who, '今年以来汇总')
  const table = (card.kind === 'summary' ? card.tables : []).find((one) => one.heading.includes('各阶段'))
  const pairs = await Promise.all(
    Object.entries(KINDS).map(async ([id, name]) => {
      const list = await answered(who, id === 'adaptation_case' ? '适老化改造个案进度' : `${name}进度`)
      const listed = list.kind === 'summary' ? (list.headlines[0] ?? '') : ''
      const row = table?.table.rows.find(([first]) => first === name)
      const [, stages = ''] = listed.split('：')
      return [id, [numbersOf(stages), numbersOf(row?.[2] ?? '')]] as const
    }),
  )
  return Object.fromEntries(pairs)
}

it('tells the same counts in chat, on the card, in the file and on the command line, then and now', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 7 }), async (all) => {
      await stage.clear()
      const leads: string[] = []
      const then: { at: string; counts: Counts[] }[] = []
      for (const one of all) {
        const lead = await happen(one, leads)
        if (lead) leads.push(lead)
        then.push({ at: stage.now(), counts: await counted() })
        stage.pass(20 * 3600_000)
      }
      const lines = (await run(cases, '--counts')) as unknown as Counts[]
      const summed = await counted()
      const inChat = await tellings(LEADER)
      for (const { kind, total, byStage, ...rest } of lines) {
        const { opened, open, ...own } = summed.find((one) => one.kind === kind) ?? { opened: 0, open: 0 }
        // Everything was opened this year, so that a kind is silent only where there is nothing.
        if (total) expect(own).toMatchObject({ kind, total, byStage, ...rest })
        expect([opened, open <= total]).toEqual([total, true])
        const [list, row] = inChat[kind]!
        expect(list, kind).toEqual(row)
        expect(Object.values(list).sort()).toEqual(Object.values(byStage).sort())
      }
      for (const who of [WANG, GU])
        for (const [list, row] of Object.values(await tellings(who))) expect(list).toEqual(row)
      for (const { at, counts } of then) expect(await counted('--at', at)).toEqual(counts)
      await fresh.clear()
      expect((await replayInbox(house, fresh.house)).differences).toEqual([])
    }),
    { numRuns: 25 },
  )
}, 120_000)
