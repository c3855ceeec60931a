import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFigures } from '../summary/bureau.ts'
import type { Stage } from '../support/stage.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR
const WANG = 'ou_xh_wang'
const TANG = 'ou_xh_tang'
const GU = 'ou_ml_gu'
const CAO = 'ou_lq_cao'
const LEADER = 'ou_lead_cheng'
const ADMIN = 'ou_adm_shao'
const DUTIES_GROUP = 'oc_duties'

/** A duty of the three streets for one indicator, due on Fridays at 16:30, told to a group. */
const duty = (more = '', units = 'xinhe, meiling, liuqiao', indicators = 'home_adaptation') =>
  `  - { units: [${units}], indicators: [${indicators}], ${more || `every: week, due: "friday 16:30", group: ${DUTIES_GROUP}`} }\n`

function open(
  start: string,
  options: { duties?: string; people?(text: string): string; database?: string } = {},
): Promise<Stage> {
  const organization = (text: string) => {
    const people = options.people?.(text) ?? text
    const [head] = people.split('reporting:\n')
    return `${head}reporting:\n${options.duties ?? duty()}`
  }
  const { database } = options
  return openFigures({ start, organization, ...(database ? { database } : {}) })
}

/** Works on, minute by minute, for as long. */
async function work(stage: Stage, ms = 0): Promise<void> {
  for (const until = Date.parse(stage.now()) + ms; ; stage.pass(61_000)) {
    await stage.house.worker.tick()
    if (Date.parse(stage.now()) >= until) break
  }
  stage.pass(1_100)
  await stage.house.worker.tick()
}

const to = (stage: Stage, chat: string) =>
  stage.shown.filter((one) => one.chat === chat).map((one) => one.text)

describe('reminders', () => {
  it('go in private to who owes something, once, and leave alone who has reported', async () => {
    const stage = await openFigures({ start: '2026-06-26T08:00:00+08:00' })
    await stage.say(GU, '本周适老化改造3户，能力评估20人')
    await stage.say('ou_lq_cao', '本周适老化改造3户，能力评估20人，社工站公益活动2场')
    stage.shown.length = 0
    stage.pass(2 * HOUR)
    await work(stage, HOUR / 2)
    expect(to(stage, WANG)).toEqual([expect.stringContaining('今天16:30前请报本周：')])
    expect(to(stage, GU)).toEqual([])
    // Only what is lacking is asked for.
    expect(to(stage, CAO).join()).toContain('社工站服务群众')
    expect(to(stage, CAO).join()).not.toMatch(/适老化|评估/)
    stage.close()
  })

  it('say nothing once the deadline is over, and nothing twice after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rounds-'))
    const database = join(folder, 'house.db')
    const first = await open('2026-06-26T10:00:00+08:00', { database })
    await work(first)
    expect(to(first, WANG)).toHaveLength(1)
    first.close()
    const again = await open('2026-06-26T11:00:00+08:00', { database })
    await work(again, HOUR / 4)
    expect(to(again, WANG)).toEqual([])
    again.close()
    const late = await openFigures({ start: '2026-06-26T17:00:00+08:00' })
    await work(late)
    expect(late.shown).toEqual([])
    late.close()
    rmSync(folder, { recursive: true })
  })

  it('take “nothing new” from the button as a report of what was lacking, for the week that was meant', async () => {
    const stage = await openFigures({ start: '2026-06-26T09:00:00+08:00' })
    await stage.say(WANG, '本周适老化改造3户')
    stage.pass(HOUR)
    await work(stage)
    const card = stage.shown.find((one) => one.chat === WANG && one.text.includes('前请报'))!
    // On Monday the button still means the week that is over.
    stage.pass(3 * DAY)
    await stage.press(card, 'ask', WANG)
    const zeros = (await stage.house.ledger.asKnownAt(stage.now())).filter((one) => one.value === 0)
    expect(zeros.map((one) => one.indicator).sort()).toEqual([
      'ability_assessment',
      'station_events',
      'station_served',
    ])
    expect(new Set(zeros.map((one) => `${one.org} ${one.from} ${one.to}`))).toEqual(
      new Set(['xinhe 2026-06-22 2026-06-26']),
    )
    stage.close()
  })

  it('name the period of the duty: a month is not “this week”', async () => {
    const duties =
      duty('every: month, due: "last 16:30"', 'xinhe') +
      duty('every: day, due: "16:30"', 'xinhe', 'home_service')
    const stage = await open('2026-06-30T10:00:00+08:00', { duties })
    await work(stage)
    const card = stage.shown.find((one) => one.chat === WANG)!
    expect(card.text).toMatch(/请报本月：[^；]*适老化改造；今天：[^。]*/)
    expect(card.text).toContain('请回“本月无新增”、“今天无新增”')
    await stage.press(card, 'ask', WANG)
    expect(
      (await stage.house.ledger.asKnownAt(stage.now())).map((one) => [one.indicator, one.from, one.to]),
    ).toEqual([['home_adaptation', '2026-06-01', '2026-06-30']])
    stage.close()
  })

  it('leave people on leave alone and turn to who is there: colleagues, else the leader', async () => {
    const away = (text: string) =>
      text
        .replace('name: 王芳, unit: xinhe, role: staff', '$&, away: [2026-06-24..2026-06-26]')
        .replace('name: 曹亚楠, unit: liuqiao, role: staff', '$&, away: [2026-06-26]')
    const stage = await open('2026-06-26T10:00:00+08:00', { people: away })
    await work(stage)
    expect(to(stage, WANG)).toEqual([])
    expect(to(stage, TANG)).toHaveLength(1)
    expect(to(stage, GU)).toHaveLength(1)
    // Nobody else is there; the unit still owes what it owes.
    expect(to(stage, CAO)).toEqual([])
    stage.pass(7 * HOUR)
    await work(stage)
    expect(to(stage, DUTIES_GROUP)).toEqual([expect.stringContaining('柳桥街道')])
    stage.close()
  })

  it('sent on the afternoon before go by who is there then', async () => {
    const away = (text: string) =>
      text.replace('name: 王芳, unit: xinhe, role: staff', '$&, away: [2026-06-25]')
    const duties = duty('every: week, due: "friday 09:00"', 'xinhe')
    const stage = await open('2026-06-25T15:05:00+08:00', { people: away, duties })
    await work(stage)
    expect(to(stage, WANG)).toEqual([])
    expect(to(stage, TANG)).toEqual([expect.stringContaining('明天9:00前')])
    stage.close()
  })
})

describe('the deadline', () => {
  it('is told to the group in one line that names it and only who has not reported', async () => {
    const stage = await open('2026-06-26T09:00:00+08:00')
    await stage.say(GU, '本周适老化改造3户')
    await stage.say(CAO, '本周适老化改造没有新增')
    stage.pass(7 * HOUR)
    await work(stage, HOUR)
    expect(to(stage, DUTIES_GROUP)).toEqual(['今天16:30的报数，还差：新河街道。'])
    stage.close()
  })

  it('is one line where several duties fall due together', async () => {
    const duties = duty() + duty('', 'meiling, xinhe', 'ability_assessment')
    const stage = await open('2026-06-26T09:00:00+08:00', { duties })
    await stage.say(GU, '本周适老化改造3户')
    stage.pass(8 * HOUR)
    await work(stage)
    expect(to(stage, DUTIES_GROUP)).toEqual(['今天16:30的报数，还差：新河街道、梅岭街道、柳桥街道。'])
    stage.close()
  })

  it('is silent when all have reported, also when one is taken back later', async () => {
    const stage = await open('2026-06-26T09:00:00+08:00')
    await stage.say(WANG, '本周适老化改造1户')
    const last = await stage.say(CAO, '本周适老化改造2户')
    await stage.say(GU, '本周适老化改造3户')
    stage.pass(8 * HOUR)
    await work(stage)
    await stage.recall(last.replyTo)
    await work(stage, HOUR / 4)
    expect(to(stage, DUTIES_GROUP)).toEqual([])
    stage.close()
  })

  it('is told once by two processes, and not again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rounds-'))
    const database = join(folder, 'house.db')
    const start = '2026-06-26T16:31:00+08:00'
    const [one, two] = [await open(start, { database }), await open(start, { database })]
    await Promise.all([one.house.worker.tick(), two.house.worker.tick()])
    for (const stage of [one, two]) await work(stage, HOUR / 6)
    const told = () => [one, two].flatMap((stage) => to(stage, DUTIES_GROUP))
    expect(told()).toHaveLength(1)
    for (const stage of [one, two]) stage.close()
    const again = await open('2026-06-26T16:50:00+08:00', { database })
    await work(again, HOUR / 6)
    expect(to(again, DUTIES_GROUP)).toEqual([])
    again.close()
    rmSync(folder, { recursive: true })
  })

  it('is made up for after a short outage, with its day, and not after a long one', async () => {
    const short = await open('2026-06-27T01:00:00+08:00')
    await work(short)
    expect(to(short, DUTIES_GROUP)).toEqual([expect.stringContaining('6月26日（周五）16:30的报数')])
    short.close()
    const long = await open('2026-06-27T05:00:00+08:00')
    await work(long)
    expect(to(long, DUTIES_GROUP)).toEqual([])
    long.close()
  })

  it('of an optional duty reminds nobody, tells no group and lists nobody', async () => {
    const optional = duty(`every: week, due: "friday 16:30", group: ${DUTIES_GROUP}, optional: true`)
    const stage = await open('2026-06-26T10:00:00+08:00', { duties: optional })
    await work(stage)
    stage.pass(7 * HOUR)
    await work(stage)
    expect(stage.shown).toEqual([])
    expect((await stage.say(LEADER, '谁还没报？')).text).not.toMatch(/新河|梅岭|柳桥/)
    stage.close()
  })
})

describe('days off and days of work', () => {
  it('move a Friday off to the working day before', async () => {
    // 2026-06-19 (Friday) is the Dragon Boat holiday: the week's figures are due on Thursday.
    const stage = await open('2026-06-18T10:00:00+08:00')
    await work(stage)
    expect(to(stage, WANG)).toEqual([expect.stringContaining('今天16:30前')])
    stage.pass(7 * HOUR)
    await work(stage)
    expect(to(stage, DUTIES_GROUP)).toEqual([expect.stringContaining('今天16:30的报数')])
    stage.pass(DAY)
    await work(stage)
    expect(to(stage, DUTIES_GROUP)).toHaveLength(1)
    stage.close()
  })

  it('move it behind the holiday where the whole week is off, and the button means that week', async () => {
    // 2026-02-15 to 23 is the Spring Festival.
    const stage = await open('2026-02-20T10:00:00+08:00')
    await work(stage)
    stage.pass(7 * HOUR)
    await work(stage)
    expect(stage.shown).toEqual([])
    stage.pass(3 * DAY + 17 * HOUR)
    await work(stage)
    const card = stage.shown.find((one) => one.chat === WANG)!
    expect(card.text).toContain('今天16:30前请报2月16日—22日：')
    await stage.press(card, 'ask', WANG)
    expect((await stage.house.ledger.asKnownAt(stage.now())).map((one) => [one.from, one.to])).toEqual([
      ['2026-02-16', '2026-02-22'],
    ])
    stage.pass(7 * HOUR)
    await work(stage)
    expect(to(stage, DUTIES_GROUP)).toEqual([
      expect.stringMatching(/^今天16:30的报数，还差：梅岭街道、柳桥街道/),
    ])
    stage.close()
  })

  it('ask for a daily figure on a Saturday of work and not on one that is off', async () => {
    const duties = duty('every: day, due: "16:30"', 'xinhe')
    for (const [day, asked] of [
      ['2026-05-09', 1],
      ['2026-05-16', 0],
    ] as const) {
      const stage = await open(`${day}T10:00:00+08:00`, { duties })
      await work(stage)
      expect(to(stage, WANG)).toHaveLength(asked)
      stage.close()
    }
  })

  it('of a year without a table are told to the admin once, by two processes and over days', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rounds-'))
    const database = join(folder, 'house.db')
    const start = '2027-03-01T10:00:00+08:00'
    const [one, two] = [await open(start, { database }), await open(start, { database })]
    for (let i = 0; i < 4; i++) {
      await Promise.all([one.house.worker.tick(), two.house.worker.tick()])
      for (const stage of [one, two]) {
        await work(stage)
        stage.pass(DAY)
      }
    }
    const told = [one, two]
      .flatMap((stage) => stage.shown)
      .filter((shown) => shown.text.includes('没有2027年的放假安排'))
    expect(told.map((shown) => shown.chat)).toEqual([ADMIN])
    for (const stage of [one, two]) stage.close()
    rmSync(folder, { recursive: true })
  })

  it('are told to the admin before the first deadline of the new year, and that year is told no second time', async () => {
    const stage = await open('2026-12-18T10:00:00+08:00')
    await work(stage)
    expect(to(stage, ADMIN)).toEqual([])
    for (let i = 0; i < 20; i++) {
      stage.pass(DAY)
      await work(stage)
    }
    expect(to(stage, ADMIN)).toEqual([expect.stringContaining('没有2027年的放假安排')])
    stage.close()
  })
})

describe('“谁还没报？”', () => {
  it('lists what each unit owes, before the deadline with how long there is still', async () => {
    const stage = await open('2026-06-26T10:00:00+08:00')
    await stage.say(GU, '本周适老化改造3户')
    const before = await stage.say(LEADER, '谁还没报？')
    expect(before.text).toContain('本周还有2个单位没报齐：新河街道、柳桥街道。')
    expect(before.text).toContain('已报 1/3，截止今天16:30')
    expect(before.text).toMatch(/新河街道 \| [^\n]*适老化改造/)
    expect(before.text).not.toContain('梅岭')
    stage.pass(7 * HOUR)
    await stage.say(WANG, '本周适老化改造没有新增')
    const after = await stage.say(LEADER, '谁还没报？')
    expect(after.text).toContain('还有1个单位没报齐：柳桥街道。')
    expect(after.text).not.toMatch(/新河|截止/)
    await stage.say(CAO, '本周适老化改造2户')
    expect((await stage.say(LEADER, '谁还没报？')).text).toContain('该报的3个单位都报齐了')
    // A clerk hears of the own unit alone.
    expect((await stage.say(GU, '谁还没报？')).text).not.toMatch(/新河|柳桥/)
    stage.close()
  })
})
