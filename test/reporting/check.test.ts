import { describe, expect, it } from 'vitest'
import type { Indicator } from '../../src/reporting/catalogue.ts'
import { remarks } from '../../src/reporting/check.ts'
import type { Entry, Figure } from '../../src/reporting/entry.ts'

const indicator: Indicator = {
  ...{ id: 'visits', name: '家访', aliases: [], unit: '户', kind: 'flow', section: '教育科', targets: {} },
  typicalMax: 40,
}

function figure(change: Partial<Figure & { reporter: string }> = {}): Figure & { reporter: string } {
  return {
    ...{ indicator: 'visits', value: 12, org: 'a', from: '2026-06-24', to: '2026-06-24' },
    ...{ measure: 'increment', span: { start: 0, end: 4 }, words: '家访12户', reporter: 'ou_1' },
    ...change,
  } as Figure & { reporter: string }
}

function entry(change: Partial<Entry> = {}): Entry {
  return {
    ...figure(),
    ...{ id: 'm1.1', unit: '户', status: 'recorded', reporter: 'ou_2', reporterName: '王芳', chatId: 'c' },
    ...{ messageId: 'm1', sentAt: '', receivedAt: '', parserVersion: '1' },
    ...change,
  } as Entry
}

const kinds = (change: Parameters<typeof figure>[0], history: Entry[]) =>
  remarks(figure(change), history, indicator).map((one) => one.kind)

describe('remarks on a figure', () => {
  it('has none about an ordinary one', () => {
    expect(kinds({}, [])).toEqual([])
    expect(kinds({}, [entry({ org: 'b' }), entry({ from: '2026-06-23', to: '2026-06-23' })])).toEqual([])
  })

  it('questions more than the usual in a week, not a running total or a month', () => {
    expect(kinds({ value: 41 }, [])).toEqual(['unusual'])
    expect(kinds({ value: 40 }, [])).toEqual([])
    expect(kinds({ value: 400, from: '2026-06-01' }, [])).toEqual([])
    expect(kinds({ value: 400, from: '2026-01-01', measure: 'cumulative' }, [])).toEqual([])
  })

  it('notices the same days reported already', () => {
    expect(kinds({}, [entry()])).toEqual(['repeated'])
    expect(kinds({ value: 5 }, [entry()])).toEqual(['repeated'])
    expect(kinds({ value: 5 }, [entry({ reporter: 'ou_1' })])).toEqual([])
  })

  it('notices a running total that falls or does not agree with what is on record', () => {
    const total = entry({ measure: 'cumulative', from: '2026-01-01', to: '2026-06-20', value: 100 })
    const since = entry({ value: 7, from: '2026-06-22', to: '2026-06-22' })
    const cumulative = { measure: 'cumulative' as const, from: '2026-01-01' }
    expect(kinds({ ...cumulative, value: 107 }, [total, since])).toEqual([])
    expect(kinds({ ...cumulative, value: 110 }, [total, since])).toEqual(['disagrees'])
    expect(kinds({ ...cumulative, value: 90 }, [total])).toContain('below')
  })

  it('notices a zero too many, against the own figures of the same length, and says what was perhaps meant', () => {
    const days = [11, 12, 9, 10].map((value, place) =>
      entry({ value, from: `2026-06-1${place}`, to: `2026-06-1${place}` }),
    )
    const plain = { ...indicator, typicalMax: undefined } as unknown as Indicator
    const [remark] = remarks(figure({ value: 120 }), days, plain)
    expect(remark).toMatchObject({ kind: 'unusual', suggest: { value: 12 } })
    expect(remarks(figure({ value: 30 }), days, plain)).toEqual([])
    // A month is no day.
    expect(remarks(figure({ value: 120, from: '2026-05-01', to: '2026-05-31' }), days, plain)).toEqual([])
  })

  it('notices 元 told for 万元', () => {
    const money: Indicator = {
      ...{
        id: 'visits',
        name: '公益金支出',
        aliases: [],
        unit: '元',
        kind: 'flow',
        section: '',
        targets: {},
      },
    }
    const earlier = [86000, 92000].map((value, place) =>
      entry({ value, unit: '元', from: `2026-06-1${place}`, to: `2026-06-1${place}` }),
    )
    expect(remarks(figure({ value: 8.8 }), earlier, money)[0]).toMatchObject({
      kind: 'unit',
      suggest: { value: 88000 },
    })
    expect(remarks(figure({ value: 880_000_000 }), earlier, money)[0]?.kind).toBe('unit')
    expect(remarks(figure({ value: 150_000 }), earlier, money)).toEqual([])
  })

  it('notices a state that leaps, days counted twice, days to come and days long past', () => {
    const level = { measure: 'level' as const }
    expect(kinds({ ...level, value: 150 }, [entry({ ...level, value: 360, to: '2026-06-20' })])).toEqual([
      'jump',
    ])
    expect(kinds({ ...level, value: 366 }, [entry({ ...level, value: 362, to: '2026-06-20' })])).toEqual([])
    const [week] = remarks(
      figure({ value: 9, from: '2026-06-22', to: '2026-06-26' }),
      [entry({ value: 7 })],
      indicator,
    )
    expect(week).toMatchObject({ kind: 'covered', suggest: { value: 2 } })
    const on = (today: string, late = false) =>
      remarks(figure(), [], indicator, { today, late }).map((one) => one.kind)
    expect(on('2026-06-23')).toEqual(['future'])
    expect(on('2026-09-01')).toEqual(['closed'])
    expect(on('2026-09-01', true)).toEqual([])
    expect(on('2026-07-20')).toEqual([])
  })

  it('tells the difference of a total and the entries behind it', () => {
    const total = entry({ measure: 'cumulative', from: '2026-01-01', to: '2026-06-20', value: 100 })
    const since = entry({ value: 7, from: '2026-06-22', to: '2026-06-22' })
    const [remark] = remarks(
      figure({ measure: 'cumulative', from: '2026-01-01', value: 110 }),
      [total, since],
      indicator,
    )
    expect(remark?.question).toMatch(/107户.*6月20日累计 100户.*6月22日 7户.*多 3户/)
    // What waits for confirmation is in no sum.
    const waiting = entry({ value: 50, from: '2026-06-22', to: '2026-06-22', status: 'pending' })
    expect(kinds({ measure: 'cumulative', from: '2026-01-01', value: 107 }, [total, since, waiting])).toEqual(
      [],
    )
  })
})
