import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { readXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/reply.ts'
import { openFigures } from '../summary/bureau.ts'
import { GROUP, type Shown, type Stage } from '../support/stage.ts'

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'
const LEADER = 'ou_lead_cheng'
const ELDERLY = 'ou_eld_he'
const PHONE = '13900002222'
const start = '2026-06-22T09:00:00+08:00'

function tableOf({ reply }: Shown, heading: string): string[][] {
  const tables = reply.kind === 'summary' ? reply.tables : []
  return tables.find((one) => one.heading.startsWith(heading))?.table.rows ?? []
}
const counts = (card: Shown) => tableOf(card, '个案、节点、线索')

function bytesOf(reply: Reply): Uint8Array {
  if (reply.kind !== 'file') throw new Error(`no file but ${reply.kind}`)
  return new Uint8Array(Buffer.from(reply.content, 'base64'))
}

async function aWeek(stage: Stage): Promise<void> {
  for (const [who, text] of [
    [WANG, '建设路5号张家适老化改造已申请'],
    [WANG, '建设路5号适老化改造已完成评估'],
    [GU, '滨河路8号李家适老化改造已通过验收'],
    [WANG, '党群服务中心改扩建6月20日前投入使用，目前主体完工'],
    [WANG, `发现困境儿童线索：南山巷一名儿童无人照料，电话${PHONE}`],
  ] as const)
    await stage.say(who, text)
}

describe('a summary with cases, milestones and leads', () => {
  it('counts who is new, who moved on, who is done, and says what is overdue', async () => {
    const stage = await openFigures({ start })
    await aWeek(stage)
    const card = await stage.say(LEADER, '本周汇总')
    expect(counts(card)).toEqual([
      ['适老化改造个案', '2户', '评估1户', '1户', '1户'],
      ['党群服务中心改扩建', '1处', '主体完工1处', '—', '1处'],
      ['困境儿童线索', '1条', '—', '—', '1条'],
    ])
    expect(card.text).toContain('党群服务中心改扩建（新河街道）预计6月20日，已过2天，现在主体完工。')
    expect(tableOf(card, '节点日期')).toEqual([
      ['党群服务中心改扩建（新河街道）', '主体完工', '6月20日', '已过2天'],
    ])
    const before = await stage.say(LEADER, '上周汇总')
    expect(counts(before)).toEqual([])
    stage.close()
  })

  it('of a week that is over tells how things stood at its end', async () => {
    const stage = await openFigures({ start })
    await aWeek(stage)
    stage.pass(8 * 24 * 3600_000)
    await stage.say(WANG, '建设路5号适老化改造已通过验收')
    await stage.say(WANG, '建设路6号适老化改造已申请')
    const card = await stage.say(LEADER, '上周汇总')
    expect(counts(card)[0]).toEqual(['适老化改造个案', '2户', '评估1户', '1户', '1户'])
    expect(card.text).toContain('名称 | 新增 | 进展 | 办结 | 期末未办结')
    expect(card.text).toContain('已过8天，期末主体完工')
    const now = await stage.say(LEADER, '本周汇总')
    expect(counts(now)[0]).toEqual(['适老化改造个案', '1户', '—', '1户', '1户'])
    stage.close()
  })

  it('shows each reader only what is theirs, and nobody’s name anywhere', async () => {
    const stage = await openFigures({ start })
    await aWeek(stage)
    expect(counts(await stage.say(GU, '本周汇总'))).toEqual([['适老化改造个案', '1户', '—', '1户', '—']])
    // The section that looks after a kind sees all of that kind, and of the others its own.
    expect(counts(await stage.say(ELDERLY, '本周汇总'))).toEqual([
      ['适老化改造个案', '2户', '评估1户', '1户', '1户'],
    ])
    const inGroup = await stage.say(WANG, '本周汇总', GROUP)
    expect(counts(inGroup)[0]).toEqual(['适老化改造个案', '1户', '评估1户', '—', '1户'])
    const streets = await stage.say(LEADER, '梅岭街道本周汇总')
    expect(counts(streets)).toEqual([['适老化改造个案', '1户', '—', '1户', '—']])
    for (const card of [inGroup, streets]) expect(card.text).not.toMatch(/张家|李家|建设路|南山巷|139/)
    // What is asked of one indicator is about no case.
    expect(counts(await stage.say(LEADER, '本周能力评估汇总'))).toEqual([])
    stage.close()
  })

  it('counts in a group what the list there counts, and refers to private talk for the rest', async () => {
    const stage = await openFigures({ start })
    await aWeek(stage)
    const list = await stage.say('ou_xh_tang', '适老化改造个案进度', GROUP)
    expect(list.text).toContain('本单位适老化改造个案共1户：评估1户')
    expect(list.text).toContain('请私聊我')
    expect((await stage.say('ou_xh_tang', '适老化改造个案进度')).text).toContain('共2户')
    stage.close()
  })

  it('leads to the words behind it in private, and to no word of them in a group', async () => {
    const stage = await openFigures({ start })
    await aWeek(stage)
    await stage.press(await stage.say(LEADER, '本周汇总'), 'summary.sources', LEADER)
    const sources = stage.shown.at(-1)!
    expect(sources.text).toContain(`南山巷一名儿童无人照料，电话${PHONE}`)
    expect(sources.text).toContain('王芳')
    const inGroup = await stage.say(WANG, '本周汇总', GROUP)
    await pressIn(stage, inGroup, WANG)
    const told = stage.shown.filter((one) => one.chat === GROUP.id).map((one) => one.text)
    expect(told.at(-1)).toMatch(/困境儿童线索：1次进展/)
    expect(told.join()).not.toMatch(/南山巷|139|张家/)
    stage.close()
  })

  it('lives on: a case told of, moved on or taken back changes the card where it stands', async () => {
    const stage = await openFigures({ start })
    await stage.say(WANG, '建设路5号张家适老化改造已申请')
    const card = await stage.say(LEADER, '本周汇总')
    const own = await stage.say(GU, '本周汇总')
    const told = await stage.say(GU, '滨河路8号李家适老化改造已申请')
    expect(counts(card)[0]?.[1]).toBe('2户')
    expect(card.text).toContain('梅岭街道新报，适老化改造个案新增1 → 2户、未办结1 → 2户')
    expect(own.updates).toBe(1)
    await stage.say(WANG, '建设路5号适老化改造已完成评估')
    expect(card.text).toContain('新河街道新报，适老化改造个案有进展')
    // Another street's case is no news there.
    expect(own.updates).toBe(1)
    await stage.recall(told.replyTo)
    expect(counts(card)[0]?.[1]).toBe('1户')
    expect(card.text).toContain('梅岭街道撤回，适老化改造个案新增2 → 1户')
    expect(counts(own)).toEqual([])
    const last = await stage.say(WANG, '建设路5号适老化改造已通过验收')
    await stage.press(last, 'case.undo', WANG)
    await stage.house.worker.tick()
    expect(counts(card)[0]).toEqual(['适老化改造个案', '1户', '评估1户', '—', '1户'])
    stage.close()
  })

  it('asked for beside a case is a card of its own that holds the case', async () => {
    const stage = await openFigures({ start })
    const told = await stage.say(WANG, '建设路6号适老化改造已申请，另外发我本周汇总')
    expect(told.text).toContain('已记入适老化改造个案')
    const card = stage.shown.at(-1)!
    expect(counts(card)[0]).toEqual(['适老化改造个案', '1户', '—', '—', '1户'])
    expect(stage.shown).toHaveLength(2)
    stage.close()
  })

  it('ordered into a group has all counts and nothing personal, and lives on there', async () => {
    const stage = await openFigures({ start: '2026-06-26T16:00:00+08:00' })
    await aWeek(stage)
    await stage.say(LEADER, '每周五下午五点发本周汇总到这个群', GROUP)
    stage.pass(3600_000)
    await stage.house.worker.tick()
    const card = stage.shown.find((one) => one.chat === GROUP.id && one.reply.kind === 'summary')!
    expect(counts(card)[0]?.[1]).toBe('2户')
    await stage.say(GU, '滨河路9号适老化改造已申请')
    expect(counts(card)[0]?.[1]).toBe('3户')
    expect(card.text).not.toMatch(/张家|建设路|滨河路|139/)
    stage.close()
  })

  it('goes into Word as sentences and into Excel as counts, list and sources', async () => {
    const stage = await openFigures({ start })
    await aWeek(stage)
    const card = await stage.say(LEADER, '本周汇总')
    await stage.press(card, 'summary.docx', LEADER)
    const word = strFromU8(unzipSync(bytesOf(stage.shown.at(-1)!.reply))['word/document.xml']!)
    expect(word).toContain('个案、节点、线索情况')
    expect(word).toContain('适老化改造个案本周新增2户，评估1户，办结1户；未办结1户（评估1户）。')
    await stage.press(card, 'summary.xlsx', LEADER)
    const book = await readXlsx(bytesOf(stage.shown.at(-1)!.reply))
    const rows = (name: string) => book.sheets.find((one) => one.name === name)?.rows ?? []
    const accepted = rows('个案节点线索').find((row) => row[0] === '适老化改造个案' && row[3] === '验收')
    expect(accepted?.slice(4, 6)).toEqual([1, 1])
    expect(rows('个案节点线索清单')).toHaveLength(5)
    expect(rows('个案节点线索来源').flat().join()).toContain(PHONE)
    // A file sent into a group repeats nobody's words.
    const inGroup = await stage.say(WANG, '本周汇总', GROUP)
    await pressIn(stage, inGroup, WANG, 'summary.xlsx')
    const shared = await readXlsx(bytesOf(stage.shown.at(-1)!.reply))
    expect(
      shared.sheets
        .flatMap((sheet) => sheet.rows.flat())
        .map(String)
        .join(),
    ).not.toMatch(/139|张家|南山巷/)
    stage.close()
  })

  it('opens a page that shows the words to whom they belong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cases-'))
    const stage = await openFigures({ start, database: join(folder, 'house.db') })
    await aWeek(stage)
    const request = {
      period: { from: '2026-06-22', to: '2026-06-28', kind: 'week' as const },
      view: 'overview' as const,
    }
    const page = (person: string, group: boolean) =>
      stage.house.figuresPage({ person, group, published: false, request })
    expect((await page(LEADER, false))?.cases.map((one) => [one.name, one.counted])).toEqual([
      ['适老化改造个案', 3],
      ['党群服务中心改扩建', 1],
      ['困境儿童线索', 1],
    ])
    expect(JSON.stringify(await page(LEADER, false))).toContain(PHONE)
    expect(JSON.stringify(await page(GU, false))).not.toMatch(/139|张家/)
    expect(JSON.stringify(await page(WANG, true))).not.toMatch(/139|张家/)
    stage.close()
    rmSync(folder, { recursive: true })
  })
})

/** A press in the group itself: the stage takes every chat for a private one. */
async function pressIn(stage: Stage, on: Shown, who: string, action = 'summary.sources'): Promise<void> {
  const buttons = on.reply.kind === 'summary' ? on.reply.buttons : []
  const value = buttons.find((one) => one.action === action)?.value ?? {}
  await stage.arrive({
    ...{ kind: 'pressed', eventId: `press_${stage.shown.length}`, messageId: on.messageId, action, value },
    ...{ form: {}, chat: GROUP, senderId: who, sentAt: stage.now() },
  })
}
