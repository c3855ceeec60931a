import { describe, expect, it } from 'vitest'
import { isWorkingDay, readHolidays } from '../../src/knowledge/working-days.ts'
import { beatsBetween, nextBeat, type Rhythm, rhythmOfDue } from '../../src/summary/rhythm.ts'
import { readStandingOrder } from '../../src/summary/standing-order.ts'

const zone = 'Asia/Shanghai'
const { tables: years } = readHolidays(
  '2026:\n  off:\n    劳动节: 2026-05-01..2026-05-05\n    国庆: 2026-10-01..2026-10-07\n  work: [2026-05-09, 2026-10-10]\n',
)

function days(rhythm: Rhythm, from: string, to: string): string[] {
  return beatsBetween(rhythm, `${from}T00:00:00.000Z`, `${to}T00:00:00.000Z`, zone, years).map(
    (beat) => beat.day,
  )
}

describe('working days', () => {
  it('follow the year table, and Monday to Friday where there is none', () => {
    expect(isWorkingDay('2026-05-01', years)).toBe(false)
    expect(isWorkingDay('2026-05-09', years)).toBe(true)
    expect(isWorkingDay('2027-01-01', years)).toBe(true)
    expect(isWorkingDay('2026-06-27', years)).toBe(false)
  })

  it('say by line what is wrong with the table', () => {
    const { problems } = readHolidays(
      '2026:\n  off:\n    国庆: 2026-10-07..2026-10-01\n  work: [2026-02-30]\n',
    )
    expect(problems.join('\n')).toMatch(/holidays\.yaml 第 3 行.*\n.*第 4 行/)
  })
})

describe('a rhythm', () => {
  it('moves a Friday off to the working day before, and back when there is none in its week', () => {
    const friday: Rhythm = { every: 'week', weekday: 5, time: '17:00' }
    expect(days(friday, '2026-04-27', '2026-05-10')).toEqual(['2026-04-30', '2026-05-08'])
    const monday: Rhythm = { every: 'week', weekday: 1, time: '09:00' }
    expect(days(monday, '2026-10-04', '2026-10-12')).toEqual(['2026-10-08'])
  })

  it('moves the first of a month to the next working day, the last to the one before', () => {
    expect(days({ every: 'month', day: 1, time: '09:00' }, '2026-04-28', '2026-05-10')).toEqual([
      '2026-05-06',
    ])
    expect(days({ every: 'month', day: -1, time: '17:00' }, '2026-05-20', '2026-06-02')).toEqual([
      '2026-05-29',
    ])
    expect(days({ every: 'month', day: 31, time: '17:00' }, '2026-06-20', '2026-07-02')).toEqual([
      '2026-06-30',
    ])
  })

  it('keeps a weekend day that was named, and skips days off of “every working day”', () => {
    expect(days({ every: 'week', weekday: 6, time: '09:00' }, '2026-06-25', '2026-06-29')).toEqual([
      '2026-06-27',
    ])
    expect(days({ every: 'workday', time: '09:00' }, '2026-05-05', '2026-05-11')).toEqual([
      '2026-05-06',
      '2026-05-07',
      '2026-05-08',
      '2026-05-09',
    ])
  })

  it('names each occasion by its nominal day, also over the year and on 29 February', () => {
    const last: Rhythm = { every: 'quarter', day: -1, time: '17:00' }
    expect(nextBeat(last, '2027-12-30T00:00:00.000Z', zone, years)?.nominal).toBe('2027-12-31')
    expect(
      nextBeat({ every: 'month', day: 29, time: '09:00' }, '2028-02-20T00:00:00.000Z', zone, years)?.day,
    ).toBe('2028-02-29')
  })

  it('is read from a duty’s due time, and from nothing else', () => {
    expect(rhythmOfDue('week', 'friday 17:00')).toEqual({ every: 'week', weekday: 5, time: '17:00' })
    expect(rhythmOfDue('month', '25 9:30')).toEqual({ every: 'month', day: 25, time: '09:30' })
    expect(rhythmOfDue('month', 'last 17:00')).toEqual({ every: 'month', day: -1, time: '17:00' })
    expect(rhythmOfDue('day', '17:00')).toEqual({ every: 'workday', time: '17:00' })
    for (const due of ['', 'someday 17:00', 'friday 25:00', 'friday'])
      expect(rhythmOfDue('week', due)).toBeUndefined()
  })
})

describe('a standing order', () => {
  const set = (text: string) => {
    const read = readStandingOrder(text)
    return read?.kind === 'set' ? [read.rhythm, read.words, read.here] : read
  }

  it.each([
    ['每周五下午五点发本周汇总到这个群', { every: 'week', weekday: 5, time: '17:00' }, '本周汇总', true],
    ['每个月1号上午9点给我发上月汇总', { every: 'month', day: 1, time: '09:00' }, '上月汇总', false],
    ['每月最后一天17:30推送本月通报', { every: 'month', day: -1, time: '17:30' }, '本月通报', false],
    ['每个工作日早上8点半提醒一下谁还没报', { every: 'workday', time: '08:30' }, '谁还没报', false],
    [
      '以后每周一9点把上周各街道助餐情况发给我',
      { every: 'week', weekday: 1, time: '09:00' },
      '上周各街道助餐情况',
      false,
    ],
    ['每季度第一天9:00发上季度汇总', { every: 'quarter', day: 1, time: '09:00' }, '上季度汇总', false],
    ['每周五17：00在这个群里说一下谁还没报', { every: 'week', weekday: 5, time: '17:00' }, '谁还没报', true],
    ['每周四四点半发汇总', { every: 'week', weekday: 4, time: '16:30' }, '汇总', false],
  ])('is read: %s', (text, rhythm, words, here) => {
    expect(set(text)).toEqual([rhythm, words, here])
  })

  it('asks for the day or the hour that is missing instead of guessing', () => {
    expect(readStandingOrder('每周发本周汇总')).toMatchObject({ kind: 'incomplete' })
    expect(readStandingOrder('每周三发养老的周报')).toMatchObject({ kind: 'incomplete' })
    expect(readStandingOrder('定时发汇总')).toMatchObject({ kind: 'incomplete' })
  })

  it('is listed and cancelled in words', () => {
    expect(readStandingOrder('有哪些定时汇总')).toEqual({ kind: 'list' })
    expect(readStandingOrder('取消每周五的汇总')).toMatchObject({ kind: 'cancel' })
  })

  it.each([
    '每人每月补贴多少',
    '每周五几点汇总？',
    '每月100元',
    '每月发放补贴情况',
    '本周汇总',
    '每周服务3次',
  ])('is not seen in %s', (text) => expect(readStandingOrder(text)).toBeUndefined())
})
