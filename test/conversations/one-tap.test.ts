import { describe, expect, it } from 'vitest'
import { renderReply } from '../../src/feishu/cards/render.ts'
import type { AnswerReply } from '../../src/reply.ts'
import { openFigures } from '../summary/bureau.ts'
import type { Shown, Stage } from '../support/stage.ts'

const WANG = 'ou_xh_wang'
const LEADER = 'ou_lead_cheng'

/** What appeared or changed since. */
async function effects(stage: Stage, act: () => Promise<unknown>): Promise<Shown[]> {
  const before = new Map(stage.shown.map((one) => [one, one.updates]))
  await act()
  return stage.shown.filter((one) => before.get(one) !== one.updates)
}

describe('taking back', () => {
  it('by word strikes the figure on its own card and says so in one line', async () => {
    const stage = await openFigures()
    const card = await stage.say(WANG, '今天适老化改造完成12户，能力评估30人')
    stage.pass(60_000)
    const answer = await stage.say(WANG, '撤销')
    expect(answer.reply).toMatchObject({ kind: 'notice', title: '', buttons: [] })
    expect(answer.text).toBe(
      '已撤销：困难老人家庭适老化改造 12户（新河街道 6月24日（周三））、老年人能力评估 30人（新河街道 6月24日（周三））。',
    )
    expect(card.text).toContain('12户（作废）')
    expect(card.updates).toBe(1)
    stage.close()
  })

  it('by a message that was edited to it keeps one card', async () => {
    const stage = await openFigures()
    const first = await stage.say(WANG, '今天适老化改造完成12户')
    const second = await stage.say(WANG, '今天能力评估30人')
    await stage.edit(second.replyTo, WANG, '撤销适老化改造')
    expect(second.text).toContain('已撤销')
    expect(second.reply).toMatchObject({ title: '已撤销 1 项登记' })
    expect(first.text).toContain('作废')
    expect(stage.shown).toHaveLength(2)
    stage.close()
  })

  it('means the case where that was said last, the figure where that was, and both of one message', async () => {
    const stage = await openFigures()
    const live = async () => [
      (await stage.house.ledger.asKnownAt(stage.now())).filter((one) => one.status === 'recorded').length,
      (await stage.house.cases.all()).reduce((sum, one) => sum + (one.withdraws ? -1 : 1), 0),
    ]
    await stage.say(WANG, '今天能力评估30人')
    const told = await stage.say(WANG, '建设路5号张家适老化改造已完成评估')
    const answer = await stage.say(WANG, '撤销')
    expect(answer.text).toMatch(/^已撤销：适老化改造个案 [0-9A-F]{4}（评估）。$/)
    expect(told.text).toContain('（已撤销）')
    expect(await live()).toEqual([1, 0])
    await stage.say(WANG, '撤销')
    expect(await live()).toEqual([0, 0])
    const both = await stage.say(WANG, '新河滨河路8号李家适老化改造已申请，今天共完成适老化改造3户')
    await stage.say(WANG, '撤销')
    expect(await live()).toEqual([0, 0])
    expect(both.text).toMatch(/3户（作废）[\s\S]*（已撤销）/)
    stage.close()
  })

  it('is itself taken back by a recall: the case stands again, and so does its card', async () => {
    const stage = await openFigures()
    const told = await stage.say(WANG, '建设路5号张家适老化改造已完成评估')
    const answer = await stage.say(WANG, '撤销')
    await stage.recall(answer.replyTo)
    expect((await stage.say(LEADER, '适老化改造个案进度')).text).toContain('共1户：评估1户')
    expect(told.text).not.toContain('已撤销')
    expect((await stage.press(told, 'case.undo', WANG))?.text).toBe('已撤销')
    expect((await stage.say(LEADER, '适老化改造个案进度')).text).not.toContain('共1户')
    stage.close()
  })
})

describe('a tap', () => {
  it('on an example of the first words leads to choices that can be tapped', async () => {
    const stage = await openFigures()
    const words = await stage.say(WANG, '你好')
    const chat = { id: words.chat, kind: 'private' as const }
    await stage.arrive({
      ...{ kind: 'pressed', eventId: 'tap', messageId: words.messageId, chat, senderId: WANG, action: 'ask' },
      ...{ value: { text: '今天养老床位5张，适老化改造3户' }, form: {}, sentAt: stage.now() },
    })
    const card = stage.shown.find((one) => one.replyTo === words.messageId)!
    const [changed, ...more] = await effects(stage, () => stage.press(card, 'report.choose', WANG))
    expect(more).toEqual([])
    expect(changed).toBe(card)
    const live = await stage.house.ledger.asKnownAt(stage.now())
    expect(live.map((one) => `${one.indicator} ${one.value}`)).toEqual(['home_adaptation 3', 'care_beds 5'])
    expect((await stage.press({ ...card }, 'report.undo', WANG))?.text).toBe('已撤销')
    stage.close()
  })

  it('that answers which figure is meant changes that figure’s card, and the question becomes one line', async () => {
    const stage = await openFigures()
    const card = await stage.say(WANG, '今天适老化改造完成12户，能力评估12人')
    stage.pass(60_000)
    const question = await stage.say(WANG, '刚才的12应为10')
    expect(question.text).toContain('要更正哪一项')
    await stage.press(question, 'report.edit', WANG)
    stage.pass(1_100)
    await stage.house.worker.tick()
    expect(card.text).toMatch(/12(.) → 10\1/)
    expect(question.reply).toMatchObject({ kind: 'notice', buttons: [] })
    expect(question.text).toMatch(/^已更正：12(.) → 10\1\n登记见前面的卡片。$/)
    stage.close()
  })

  it('has one visible effect, whichever button it is on', async () => {
    const stage = await openFigures()
    const asked = await stage.say(WANG, '今天适老化改造完成120户')
    const plain = await stage.say(WANG, '今天能力评估30人')
    for (const [card, ...actions] of [
      [asked, 'report.confirm', 'report.undo'],
      [plain, 'report.edit', 'report.keep', 'report.undo'],
    ] as const)
      for (const action of actions)
        expect(await effects(stage, () => stage.press({ ...card }, action, WANG)), action).toEqual([card])
    const summary = await stage.say(LEADER, '本周汇总')
    for (const action of ['summary.by-unit', 'summary.sources', 'summary.docx', 'summary.xlsx'])
      expect(await effects(stage, () => stage.press(summary, action, LEADER)), action).toHaveLength(1)
    stage.close()
  })
})

describe('a card', () => {
  const button = (action: string) => ({ label: action, action, value: {} })
  const schedule: AnswerReply = {
    ...{ kind: 'answer', title: '培训', answer: '最近一期：7月6日。', asOf: '2026-06-24', answerId: 'a' },
    quotes: [
      {
        ...{ document: 'a.md', title: '排期', number: '', section: '', quote: '7月6日', effective: '' },
        ...{ open: true, url: 'https://example.org/sources/a.md' },
      },
    ],
    buttons: ['answer.calendar', 'answer.helpful', 'answer.unhelpful', 'answer.handover'].map(button),
  }

  it('of a schedule or a summary has at most four buttons', async () => {
    const stage = await openFigures()
    const summary = await stage.say(LEADER, '本周汇总')
    for (const reply of [schedule, summary.reply]) {
      const [message] = renderReply(reply)
      const buttons = message!.content.match(/"tag":"button"/g) ?? []
      expect(buttons).toHaveLength(4)
    }
    stage.close()
  })
})
