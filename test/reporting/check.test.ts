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
})
