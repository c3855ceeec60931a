import { describe, expect, it } from 'vitest'
import { bureauOf, entry, everyIndicator, fillText } from './bureau.ts'

const bureau = bureauOf('../../../knowledge')
const all = everyIndicator(bureau, 'xinhe')
const filled = async (text: string, entries = all, from = '2026-01-01', to = '2026-12-31') =>
  (await fillText(bureau, 'x.md', text, entries, from, to)).blanks.map((one) =>
    one.state === 'filled' ? `${one.indicator ?? '='}:${one.text}` : one.state,
  )

describe('what would be false is not filled', () => {
  it.each([
    '完成低保家庭适老化改造*户。',
    '完成适老化改造*户，其中低保家庭*户。',
    '适老化改造安装扶手*户。',
    '能力评估员*名。',
    '银发顾问队伍*人。',
    '护理员轮训补贴发放*人次。',
    '全市完成适老化改造*户。',
    '适老化改造补贴每户*元。',
    '计划完成适老化改造*户。',
    '下一步，力争老年人能力评估*人。',
    '对*名失能老人开展能力评估。',
    '走访低保家庭*户。',
    '养老床位*张。',
    '困境儿童和孤儿*人。',
    '新建养老床位*张，投入*万元。',
    '结婚登记*对，离婚登记*对。',
    '社工站*个。',
    '去年完成适老化改造*户。',
    '2024年完成适老化改造*户。',
    '基本生活费标准提高到每人每月*元。',
    '第*次党课。',
    '*月*日，召开会议。',
    '福彩公益金到位*万元。',
    '孤儿助学*人。',
    '社区工作者招聘*人。',
    '志愿者*人，参与公益活动*人。',
  ])('%s', async (text) => {
    const states = await filled(text)
    expect(states.at(-1)).not.toMatch(/:/)
  })
})

describe('what is plain is filled', () => {
  it.each([
    ['完成适老化改造*户，占全年任务的*%。', ['home_adaptation:101', 'home_adaptation:31.6']],
    ['适老化改造全年目标*户，已完成*户。', ['home_adaptation:320', 'home_adaptation:101']],
    ['新河街道适老化改造*户，梅岭街道*户。', ['home_adaptation:101', 'missing']],
    ['对*余名老年人开展能力评估。', ['ability_assessment:110']],
    ['发放困境儿童基本生活费*万元。', ['child_allowance:234']],
    ['推进**区养老服务，与*区结对。', ['=:云溪', 'missing']],
    ['**今年**完成适老化改造*户。', ['home_adaptation:101']],
    ['今年以来，*户家庭实施了适老化改造。', ['home_adaptation:101']],
    [
      '适老化改造____户、能力评估××人、老年助餐服务xx人次',
      ['home_adaptation:101', 'ability_assessment:115', 'meal_served:150'],
    ],
  ])('%s', async (text, want) => {
    expect(await filled(text)).toEqual(want)
  })

  it('reads the cells of a table by row and column', async () => {
    const table =
      '| 指标 | 单位 | 本月 | 今年累计 | 全年任务 | 完成率（%） |\n| --- | --- | --- | --- | --- | --- |\n| 适老化改造 | 户 | * | * | * | * |'
    const entries = [entry('home_adaptation', 40, { to: '2026-05-10' }), entry('home_adaptation', 24)]
    expect(await filled(table, entries, '2026-06-01', '2026-06-30')).toEqual([
      'home_adaptation:24',
      'home_adaptation:64',
      'home_adaptation:320',
      'home_adaptation:20',
    ])
  })

  it('compares with the period before, and says when the words are the wrong way round', async () => {
    const entries = [
      entry('home_adaptation', 10, { to: '2026-06-17' }),
      entry('home_adaptation', 16, { to: '2026-06-24' }),
    ]
    const week = ['2026-06-22', '2026-06-28'] as const
    expect(await filled('本周适老化改造*户，较上周增加*户，环比增长*%。', entries, ...week)).toEqual([
      'home_adaptation:16',
      'home_adaptation:6',
      'home_adaptation:60',
    ])
    expect((await filled('本周适老化改造*户，较上周减少*户。', entries, ...week)).at(-1)).toBe('doubtful')
    expect(await filled('上周适老化改造*户。', entries, ...week)).toEqual(['home_adaptation:10'])
  })

  it('leaves out 余 where it would be false', async () => {
    const text = async (value: number) =>
      (
        await fillText(
          bureau,
          'x.md',
          '对*余名老年人开展能力评估。',
          [entry('ability_assessment', value)],
          '2026-01-01',
          '2026-12-31',
        )
      ).text
    expect(await text(9)).toContain('对9名')
    expect(await text(4200)).toContain('对4200名')
    expect(await text(4213)).toContain('对4200余名')
    expect(await text(18_860)).toContain('对18,000余名')
  })
})
