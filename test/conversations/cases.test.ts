import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRecordKinds } from '../../src/knowledge/records.ts'
import { casesOf } from '../../src/reporting/cases/event.ts'
import { readCase } from '../../src/reporting/cases/read.ts'
import { openFigures } from '../summary/bureau.ts'
import { GROUP, openStage } from '../support/stage.ts'

const sample = readRecordKinds(
  readFileSync(new URL('../../knowledge/records.yaml', import.meta.url), 'utf8'),
  new Set(['elderly', 'child']),
).kinds

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'

describe('cases, milestones and leads', () => {
  it('follow a household from sentence to sentence, count it, and give way to a recall', async () => {
    const stage = await openStage()
    const states = async () =>
      casesOf(await stage.house.cases.all()).map((one) => [one.kind, one.org, one.stage])
    const first = await stage.say(WANG, '新河街道建设路5号张家适老化改造已完成评估')
    expect(first.text).toContain('评估')
    const second = await stage.say(WANG, '建设路5号适老化改造已通过验收')
    expect(second.text).toContain('评估 → 验收')
    expect(second.text).toContain('方案、施工')
    expect(await states()).toEqual([['adaptation_case', 'xinhe', 'accepted']])
    await stage.recall(second.replyTo)
    expect(second.text).toContain('已撤销')
    expect(await states()).toEqual([['adaptation_case', 'xinhe', 'assessed']])
    expect((await stage.say(WANG, '还有几户没验收')).text).toContain('共1户')
    expect((await stage.say(GU, '还有几户没验收')).text).toContain('共0户')
    expect(await stage.house.ledger.asKnownAt(stage.now())).toEqual([])
    stage.close()
  })

  it('stand beside figures in one message, and leave figures alone', async () => {
    const stage = await openStage()
    const both = await stage.say(WANG, '新河滨河路8号李家适老化改造已申请，今天共完成适老化改造3户')
    expect(both.reply.kind).toBe('mixed')
    await stage.say(WANG, '今天能力评估30人，上门服务20人次')
    const entries = await stage.house.ledger.asKnownAt(stage.now())
    expect(entries.map((one) => `${one.indicator}=${one.value}`)).toEqual([
      'home_adaptation=3',
      'ability_assessment=30',
      'home_service=20',
    ])
    expect(await stage.house.cases.all()).toHaveLength(1)
    stage.close()
  })

  it('keep what is personal out of groups, and ask back for what is missing', async () => {
    const stage = await openStage()
    const told = await stage.say(WANG, '发现困境儿童线索：滨河路一名儿童由祖母照看，电话13800001111', GROUP)
    expect(told.text).not.toContain('13800001111')
    expect(told.text).not.toContain('祖母')
    expect(told.text).toContain('已私信您')
    expect(stage.shown.find((one) => one.chat === WANG)?.text).toContain('13800001111')
    await stage.say(WANG, '发现困境儿童线索：南山巷一名儿童无人照料')
    const completed = await stage.say(WANG, '联系人李梅，电话13900002222')
    expect(completed.text).toContain('李梅')
    expect(casesOf(await stage.house.cases.all())).toHaveLength(2)
    stage.close()
  })

  it('tell a milestone reached from one that is planned', async () => {
    const stage = await openStage()
    const told = await stage.say(WANG, '党群服务中心改扩建7月底前投入使用，目前主体完工')
    expect(told.text).toContain('主体完工')
    expect(casesOf(await stage.house.cases.all())[0]).toMatchObject({
      stage: 'topped',
      fields: { due: '2026-07-31' },
    })
    stage.close()
  })

  it.each([
    ['6月20日前投入使用，目前主体完工', 'topped', '2026-06-20'],
    ['预计8月15日投入使用', '', '2026-08-15'],
    ['2027年8月底前投入使用', '', '2027-08-31'],
    ['明年3月启用，现已开工', 'started', undefined],
    ['计划明年底前投入使用，已开工', 'started', '2027-12-31'],
    ['预计投入使用：2027年3月', '', '2027-03-31'],
  ])('read what a milestone waits for apart from what it has reached: %s', (text, stage, due) => {
    const organization = { bureau: '', timezone: 'Asia/Shanghai', units: [], people: [], reporting: [] }
    const words = { text: `党群服务中心改扩建${text}`, sentDay: '2026-06-24', unit: 'xinhe' }
    const reading = readCase(words, sample, organization)
    expect([reading?.stage?.id ?? '', reading?.fields.due]).toEqual([stage, due])
    // The day that it waits for is no day on which anything was reached.
    expect(reading?.day).toBe('2026-06-24')
  })

  it('never wait for a day that no calendar has', () => {
    const words = {
      text: '党群服务中心改扩建9月31日前投入使用，已开工',
      sentDay: '2026-06-24',
      unit: 'xinhe',
    }
    const organization = { bureau: '', timezone: 'Asia/Shanghai', units: [], people: [], reporting: [] }
    expect(readCase(words, sample, organization)?.fields).toEqual({})
  })

  it('of an edited message stand as if it had been said so at once, on the cards that are there', async () => {
    const stage = await openFigures()
    const card = await stage.say(WANG, '建设路5号张家适老化改造已通过验收')
    await stage.edit(card.replyTo, WANG, '建设路5号张家适老化改造已完成评估')
    expect(card.text).toContain('评估')
    expect(card.text).not.toMatch(/验收|报错了/)
    const inGroup = await stage.say(WANG, '发现困境儿童线索：滨河路一名儿童无人照料，电话13800001111', GROUP)
    const own = stage.shown.find((one) => one.chat === WANG)!
    await stage.press(own, 'case.undo', WANG)
    // The card that was pressed and the one in the group say the same.
    for (const one of [own, inGroup]) expect(one.text).toContain('已撤销')
    expect(JSON.stringify([own.reply, inGroup.reply])).not.toContain('case.undo')
    expect((await stage.house.cases.all()).filter((one) => one.withdraws)).toHaveLength(2)
    stage.close()
  })

  it('are refused with file and line where records.yaml is wrong', () => {
    const source = 'records:\n  - id: x\n    name: 个案\n    kind: casus\n    stages: [{ id: a, name: 甲 }]\n'
    expect(readRecordKinds(source, new Set()).problems.join()).toMatch(/records.yaml 第 4 行.*kind 只能是/)
    const twice = source
      .replace('casus', 'case')
      .replace('甲 }]', '甲 }, { id: a, name: 乙 }]\n    see: [nowhere]')
    const problems = readRecordKinds(twice, new Set()).problems.join('\n')
    expect(problems).toContain('编号 a 用了两次')
    expect(problems).toContain('nowhere 不在 organization.yaml')
  })
})
