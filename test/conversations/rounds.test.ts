import { describe, expect, it } from 'vitest'
import { openStage } from '../support/stage.ts'

const HOUR = 3600_000

describe('the week’s rounds', () => {
  it('reminds in private who owes something, once, and leaves alone who has reported', async () => {
    const stage = await openStage({ start: '2026-06-26T08:00:00+08:00' })
    await stage.say('ou_ml_gu', '本周适老化改造3户，能力评估20人')
    stage.shown.length = 0
    stage.pass(2 * HOUR)
    for (let i = 0; i < 30; i++) {
      await stage.house.worker.tick()
      stage.pass(61_000)
    }
    const to = (id: string) => stage.shown.filter((one) => one.chat === id)
    expect(to('ou_xh_wang')[0]?.text).toContain('今天16:30前请报')
    expect(to('ou_xh_wang')).toHaveLength(1)
    expect(to('ou_ml_gu')).toHaveLength(0)
    stage.close()
  })

  it('says nothing once the deadline is over, and nothing twice after a restart', async () => {
    const stage = await openStage({ start: '2026-06-26T17:00:00+08:00' })
    await stage.house.worker.tick()
    expect(stage.shown).toHaveLength(0)
    stage.close()
  })

  it('moves a reminder to the working day before a holiday', async () => {
    // 2026-06-19 (Friday) is the Dragon Boat holiday: the week's figures are due on Thursday.
    const stage = await openStage({ start: '2026-06-18T10:00:00+08:00' })
    await stage.house.worker.tick()
    expect(stage.shown.some((one) => one.chat === 'ou_xh_wang' && one.text.includes('今天16:30前'))).toBe(
      true,
    )
    stage.close()
  })

  it('takes “nothing new this week” from the reminder’s button as a report', async () => {
    const stage = await openStage({ start: '2026-06-26T10:00:00+08:00' })
    await stage.house.worker.tick()
    stage.pass(1_100)
    await stage.house.worker.tick()
    const [card] = stage.shown.filter((one) => one.chat === 'ou_xh_wang')
    await stage.press(card!, 'ask', 'ou_xh_wang')
    const entries = await stage.house.ledger.asKnownAt(stage.now())
    expect(entries.filter((one) => one.org === 'xinhe' && one.value === 0).length).toBeGreaterThan(0)
    stage.close()
  })

  it('tells the admin once that a year has no table of holidays', async () => {
    const stage = await openStage({ start: '2027-03-01T10:00:00+08:00' })
    for (let i = 0; i < 4; i++) {
      await stage.house.worker.tick()
      stage.pass(24 * HOUR)
    }
    expect(stage.shown.filter((one) => one.text.includes('没有2027年的放假安排'))).toHaveLength(1)
    stage.close()
  })
})
