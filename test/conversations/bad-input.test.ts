import { describe, expect, it } from 'vitest'
import { openFigures } from '../summary/bureau.ts'
import type { Stage } from '../support/stage.ts'

const WANG = 'ou_xh_wang'
const GU = 'ou_ml_gu'
const TANG = 'ou_xh_tang'
const LEADER = 'ou_lead_cheng'

/** “home_adaptation 12 xinhe”, a question mark behind what waits for confirmation. */
async function live(stage: Stage): Promise<string[]> {
  const entries = await stage.house.ledger.asKnownAt(stage.now())
  return entries
    .filter((one) => one.status === 'recorded' || one.status === 'pending')
    .map((one) => `${one.indicator} ${one.value} ${one.org}${one.status === 'pending' ? '?' : ''}`)
}

describe('what cannot be right', () => {
  it.each([
    ['9月31日能力评估12人', '“9月31日”没有这一天'],
    ['6月31日至7月2日能力评估12人', '没有这一天'],
    ['6月29日至6月31日能力评估12人', '没有这一天'],
    ['6月29日至31日能力评估12人', '没有这一天'],
    ['截至6月31日能力评估累计12人', '没有这一天'],
    ['今天能力评估9007199254740993人', '看不准'],
    ['今天能力评估-5人', '是负数吗'],
    ['今天能力评估½人', '看不准'],
    ['今天能力评估①人', '看不准'],
    ['今天能力评估3,14人', '看不准'],
    ['今天能力评估10²人', '看不准'],
    ['今天能力评估1e9人', '看不准'],
  ])('is asked about and leaves no entry: %s', async (text, told) => {
    const stage = await openFigures({ start: '2026-07-03T10:00:00+08:00' })
    const answer = await stage.say(WANG, text)
    expect(answer.text).toContain(told)
    expect(await live(stage)).toEqual([])
    stage.close()
  })

  it('two units in one figure: waits for a tap in its one best reading', async () => {
    const stage = await openFigures()
    const answer = await stage.say(WANG, '今天适老化改造3户5人')
    expect(answer.text).toContain('“3户5人”里有两个数，按 3户记，对吗？')
    expect(await live(stage)).toEqual(['home_adaptation 3 xinhe?'])
    stage.close()
  })

  it.each([30, 40])(
    'a total that its parts do not come to, smaller or larger (%i), is told with both and counts nothing until it is confirmed',
    async (total) => {
      const stage = await openFigures()
      const answer = await stage.say('ou_eld_luo', `今天能力评估共${total}人，其中新河20人，梅岭15人`)
      expect(answer.text).toContain(`合计写的是 ${total}人，各项相加是 35人，请核对`)
      expect(await live(stage)).toEqual(['ability_assessment 20 xinhe?', 'ability_assessment 15 meiling?'])
      stage.close()
    },
  )

  it('a period that has not begun counts nothing, a day of which only last year is past is asked about', async () => {
    const stage = await openFigures()
    for (const text of ['明天能力评估12人', '下周能力评估12人']) {
      await stage.say(WANG, text)
      expect(await live(stage)).toEqual([])
    }
    const answer = await stage.say(WANG, '7月15日能力评估12人')
    expect(answer.text).toContain('2025年7月15日')
    expect(await live(stage)).toEqual(['ability_assessment 12 xinhe?'])
    const card = await stage.say(LEADER, '下个月汇总')
    expect(card.text).toContain('还没有到')
    stage.close()
  })

  it.each([
    ['街道\t能力评估\t助餐\n新河街道\t10\n\t梅岭街道\t12\t30', ['ability_assessment 10 xinhe']],
    [
      '街道\t能力评估\t助餐\n新河街道\t10\t7\n\t梅岭街道\t12',
      ['ability_assessment 10 xinhe', 'meal_served 7 xinhe'],
    ],
    ['街道|能力评估|助餐\n10|新河街道|5', []],
  ])(
    'a pasted table with shifted columns: the row that slipped is told, the others stand',
    async (text, left) => {
      const stage = await openFigures()
      const answer = await stage.say(WANG, text)
      expect(answer.text).toContain('和表头对不齐，没有登记')
      expect(await live(stage)).toEqual(left)
      stage.close()
    },
  )
})

describe('a button', () => {
  it('of a card whose figure was replaced says so and changes nothing, whoever presses', async () => {
    const stage = await openFigures()
    const card = await stage.say(WANG, '今天适老化改造完成12户')
    const old = { ...card }
    stage.pass(60_000)
    await stage.say(WANG, '更正：今天适老化改造应为10户')
    for (const [who, told] of [
      [WANG, '这条已经由王芳更正，没有再变。'],
      [TANG, '这条已经由王芳更正，没有再变。'],
      [GU, '这是新河街道王芳登记的，只有本人、新河街道负责人或管理员可以改。'],
    ] as const)
      for (const action of ['report.undo', 'report.edit'])
        expect((await stage.press(old, action, who))?.text).toBe(told)
    expect(await live(stage)).toEqual(['home_adaptation 10 xinhe'])
    stage.close()
  })

  it('of a case pressed twice, or by somebody else, has one effect', async () => {
    const stage = await openFigures()
    const card = await stage.say(WANG, '建设路5号张家适老化改造已完成评估')
    const old = { ...card }
    expect((await stage.press(old, 'case.undo', GU))?.text).toBe('这是王芳报的，只有本人或管理员可以撤销。')
    expect((await stage.press(old, 'case.undo', WANG))?.text).toBe('已撤销')
    expect((await stage.press(old, 'case.undo', WANG))?.text).toBe('这条已经撤销，没有再变。')
    expect(await stage.house.cases.all()).toHaveLength(2)
    stage.close()
  })
})
