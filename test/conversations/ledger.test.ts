import { describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../support/stage.ts'

const WANG = 'ou_xh_wang'
const TANG = 'ou_xh_tang'
const GU = 'ou_ml_gu'
const QIU = 'ou_ml_qiu'

async function live(stage: Stage): Promise<string[]> {
  const entries = await stage.house.ledger.asKnownAt(stage.now())
  return entries
    .filter((one) => one.status === 'recorded' || one.status === 'pending')
    .map((one) => `${one.indicator} ${one.value} ${one.org}${one.status === 'pending' ? '?' : ''}`)
}

/** Says one after the other, a minute apart. */
async function talk(stage: Stage, ...lines: [string, string][]) {
  const all = []
  for (const [who, text] of lines) {
    all.push(await stage.say(who, text))
    stage.pass(60_000)
  }
  return all
}

describe('corrections', () => {
  it.each([
    ['刚才的12户应为10户', 10],
    ['不是12是10', 10],
    ['报多了2户', 10],
    ['少报了3户', 15],
    ['12户改成10', 10],
    ['更正：今天适老化改造应为10户', 10],
  ])('“%s” replaces the figure that it points to', async (text, value) => {
    const stage = await openStage()
    const [report, correction] = await talk(
      stage,
      [WANG, '今天适老化改造完成12户，能力评估30人'],
      [WANG, text],
    )
    expect(await live(stage)).toEqual(['ability_assessment 30 xinhe', `home_adaptation ${value} xinhe`])
    expect(correction?.text).toContain(`12户 → ${value}户`)
    expect(report?.text).toContain('12户（作废）')
    const entries = await stage.house.ledger.asKnownAt(stage.now())
    expect(entries.at(-1)?.replaces).toBe(entries[0]?.id)
    stage.close()
  })

  it('are for the reporter, the leader of the unit and the admin', async () => {
    const stage = await openStage()
    const [, refused] = await talk(
      stage,
      [WANG, '今天适老化改造完成12户'],
      [GU, '更正：新河今天适老化改造应为3户'],
      [TANG, '新河的报错了，应该是15'],
    )
    expect(refused?.text).toContain('这是新河街道王芳登记的')
    expect(await live(stage)).toEqual(['home_adaptation 15 xinhe'])
    // The first reporter may go on.
    await talk(stage, [WANG, '不是15是14'])
    expect(await live(stage)).toEqual(['home_adaptation 14 xinhe'])
    stage.close()
  })

  it('of something never reported are offered as new, with one tap', async () => {
    const stage = await openStage()
    const [offer] = await talk(stage, [WANG, '更正：今天助餐应为50人次'])
    expect(offer?.text).toContain('没有可更正的')
    expect(await live(stage)).toEqual(['meal_served 50 xinhe?'])
    await stage.press(offer!, 'report.confirm', WANG)
    expect(await live(stage)).toEqual(['meal_served 50 xinhe'])
    const acts = await stage.house.ledger.acts(['om_1.1'])
    expect(acts.map(({ act, by }) => [act, by])).toEqual([['confirm', WANG]])
    stage.close()
  })

  it('that are doubtful leave the old figure alone until they are confirmed', async () => {
    const stage = await openStage()
    const [, doubtful] = await talk(
      stage,
      [WANG, '今天适老化改造完成12户'],
      [WANG, '更正：今天适老化改造应为120户'],
    )
    expect(await live(stage)).toEqual(['home_adaptation 12 xinhe', 'home_adaptation 120 xinhe?'])
    await stage.press(doubtful!, 'report.undo', WANG)
    expect(await live(stage)).toEqual(['home_adaptation 12 xinhe'])
    stage.close()
  })

  it('by two people at the same moment: one is written, the other is told and asked', async () => {
    const stage = await openStage()
    await talk(stage, [WANG, '今天适老化改造完成12户'])
    const at = stage.now()
    for (const [who, text] of [
      [WANG, '更正：今天适老化改造应为10户'],
      [TANG, '更正：新河今天适老化改造应为11户'],
    ] as const)
      await stage.house.inbox.insert(
        {
          ...{ kind: 'said', eventId: `e${who}`, messageId: `m${who}`, senderId: who, sentAt: at, text },
          ...{ chat: { id: `oc_${who}`, kind: 'private' }, addressed: true },
        },
        at,
      )
    stage.pass(1_000)
    await stage.house.worker.tick()
    const now = await live(stage)
    expect(now).toHaveLength(2)
    expect(now.filter((one) => one.endsWith('?'))).toHaveLength(1)
    const asked = stage.shown.find((one) => one.reply.kind === 'confirm')
    expect(asked?.text).toMatch(/已把这一项改为/)
    stage.close()
  })

  it('that are edited go on meaning the same figure', async () => {
    const stage = await openStage()
    const [, correction] = await talk(stage, [WANG, '今天适老化改造完成12户'], [WANG, '报多了2户'])
    await stage.edit(correction!.replyTo, WANG, '报多了3户')
    expect(await live(stage)).toEqual(['home_adaptation 9 xinhe'])
    stage.close()
  })

  it('that are recalled give the earlier figure back', async () => {
    const stage = await openStage()
    const [, correction] = await talk(stage, [WANG, '今天适老化改造完成12户'], [WANG, '不是12是10'])
    await stage.recall(correction!.replyTo)
    expect(await live(stage)).toEqual(['home_adaptation 12 xinhe'])
    expect(correction?.text).toContain('恢复')
    stage.close()
  })
})

describe('cards', () => {
  it('keep what was not recorded while figures change, and check the form', async () => {
    const stage = await openStage()
    const [card] = await talk(stage, [WANG, '今天能力评估30人，结婚登记32对'])
    await stage.press(card!, 'report.edit', WANG)
    expect(card?.reply.kind).toBe('edit')
    for (const [typed, why] of [
      ['12.5', '不能有小数'],
      ['-3', '不能是负数'],
      ['许多', '不是数字'],
    ] as const) {
      const toast = await stage.press(card!, 'report.edit', WANG, { 'value:om_1.1': typed })
      expect(toast?.text).toContain(why)
    }
    await stage.press(card!, 'report.edit', WANG, { 'value:om_1.1': '三十二' })
    expect(await live(stage)).toEqual(['ability_assessment 32 xinhe'])
    expect(card?.text).toContain('30人 → 32人')
    expect(card?.text).toContain('结婚登记32对')
    stage.close()
  })

  it('offer both meanings, record the tapped one once, and leave the rest alone', async () => {
    const stage = await openStage()
    const [card] = await talk(stage, [WANG, '今天养老床位5张，适老化改造3户'])
    expect((await stage.press(card!, 'report.choose', GU))?.tone).toBe('error')
    await stage.press(card!, 'report.choose', WANG)
    expect(await live(stage)).toEqual(['home_adaptation 3 xinhe', 'care_beds 5 xinhe'])
    stage.close()
  })

  it('refuse a forwarded card, an old card and a second press, each with its reason', async () => {
    const stage = await openStage()
    const [card] = await talk(stage, [WANG, '今天适老化改造完成12户'])
    const kept = { ...card! }
    const forwarded = await stage.press(
      { ...kept, messageId: 'om_forwarded', chat: 'oc_else' },
      'report.undo',
      WANG,
    )
    expect(forwarded?.text).toContain('转发')
    await stage.press(kept, 'report.undo', TANG)
    const again = await stage.press(kept, 'report.undo', WANG)
    expect(again?.text).toContain('由唐建业撤销')
    const [later] = await talk(stage, [WANG, '今天适老化改造完成6户'])
    stage.pass(31 * 24 * 3600_000)
    expect((await stage.press(later!, 'report.undo', WANG))?.text).toContain('30天')
    expect(await live(stage)).toEqual(['home_adaptation 6 xinhe'])
    stage.close()
  })

  it('on behalf of another unit wait for its leader, who confirms in private', async () => {
    const stage = await openStage()
    const [card] = await talk(stage, [WANG, '梅岭今天适老化改造4户'])
    const asked = stage.shown.find((one) => one.chat === QIU)
    expect(asked?.text).toContain('王芳')
    const own = await stage.press(
      { ...asked!, messageId: card!.messageId, chat: card!.chat },
      'report.confirm',
      WANG,
    )
    expect(own?.text).toContain('邱志强')
    await stage.press(asked!, 'report.confirm', QIU)
    expect(await live(stage)).toEqual(['home_adaptation 4 meiling'])
    expect(card?.text).toContain('由邱志强确认')
    stage.close()
  })
})

describe('what is hardly a report', () => {
  it('is asked about, and counts after one tap', async () => {
    const stage = await openStage()
    const [asked] = await talk(stage, [WANG, '适老化改造还欠8户，月底前补上'])
    expect(asked?.text).toContain('“适老化改造还欠8户”要登记吗？')
    expect(await live(stage)).toEqual(['home_adaptation 8 xinhe?'])
    await stage.press(asked!, 'report.confirm', WANG)
    expect(await live(stage)).toEqual(['home_adaptation 8 xinhe'])
    stage.close()
  })
})

describe('what the whole development set showed when it was taken through the ledger', () => {
  it('a sum that its parts do not make keeps the parts waiting', async () => {
    const stage = await openStage()
    const [asked] = await talk(stage, [TANG, '今天公益活动合计12场：新河4场，清波社区3场'])
    expect(asked?.text).toContain('合计写的是 12场，各项相加是 7场')
    expect((await live(stage)).every((one) => one.endsWith('?'))).toBe(true)
    stage.close()
  })

  it('a correction that names another figure than the one on record waits', async () => {
    const stage = await openStage()
    const [, asked] = await talk(
      stage,
      [WANG, '今天适老化改造6户'],
      [WANG, '改一下，适老化改造是12户，之前写成21了'],
    )
    expect(asked?.text).toContain('台账上这一项是 6户，不是 21户')
    expect(await live(stage)).toEqual(['home_adaptation 6 xinhe', 'home_adaptation 12 xinhe?'])
    stage.close()
  })

  it('“刚才报的” does not mean what was said weeks ago', async () => {
    const stage = await openStage()
    await talk(stage, [WANG, '今天适老化改造6户'])
    stage.pass(20 * 24 * 3600_000)
    const [answer] = await talk(stage, [WANG, '刚才报的适老化改造作废'])
    expect(answer?.text).toContain('没有可以撤销的')
    expect(await live(stage)).toEqual(['home_adaptation 6 xinhe'])
    stage.close()
  })

  it('a count that no indicator covers is said so and kept for the admin', async () => {
    const stage = await openStage()
    const [answer] = await talk(stage, [WANG, '今天办理结婚登记32对'])
    expect(answer?.text).toContain('“今天办理结婚登记32对”没有对应的指标')
    stage.close()
  })
})
