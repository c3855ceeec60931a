import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordKind } from '../../src/knowledge/records.ts'
import type { CaseEvent } from '../../src/reporting/cases/event.ts'
import { caseTally } from '../../src/reporting/cases/tally.ts'

const stages = ['opened', 'assessed', 'accepted'].map((id) => ({
  ...{ id, name: id, words: [id], final: id === 'accepted' },
}))
const due = { id: 'due', name: '预计', aliases: [], type: 'date' as const }
const kind: RecordKind = {
  ...{ id: 'k', name: '个案', aliases: [], kind: 'milestone', stages, counted: '户', report: [], see: [] },
  fields: [{ ...due, required: false, identifies: false, personal: false }],
}
const days = Array.from({ length: 28 }, (_, place) => `2026-06-${String(place + 1).padStart(2, '0')}`)
const day = (from: number, to = from) => ({ from: days[from]!, to: days[to]! })

let made = 0
function event(more: Partial<CaseEvent>): CaseEvent {
  made += 1
  return {
    ...{ id: `e${made}`, kind: 'k', caseId: 'c1', org: 'a', stage: 'opened', day: days[0]!, fields: {} },
    ...{ reporter: 'p', reporterName: '某人', chatId: 'c', messageId: `m${made}`, words: '', withdraws: '' },
    ...{ sentAt: '', receivedAt: '' },
    ...more,
  }
}

const told = fc
  .record({
    case: fc.integer({ min: 0, max: 4 }),
    stage: fc.constantFrom('', 'opened', 'assessed', 'accepted'),
    day: fc.nat(27),
    gone: fc.boolean(),
  })
  .map(({ gone, ...one }) => {
    const said = event({
      caseId: `c${one.case}`,
      org: 'ab'[one.case % 2]!,
      stage: one.stage,
      day: days[one.day]!,
    })
    return gone ? [said, event({ ...said, id: `${said.id}~`, withdraws: said.id })] : [said]
  })

describe('the tally of cases', () => {
  it('adds up: who is new is what the total grew by, and everybody stands somewhere', () => {
    const plan = fc.record({
      events: fc.array(told, { maxLength: 12 }),
      cut: fc.integer({ min: 1, max: 26 }),
    })
    fc.assert(
      fc.property(plan, ({ events, cut }) => {
        const all = events.flat()
        const sum = (counts: Record<string, number> = {}) => Object.values(counts).reduce((a, b) => a + b, 0)
        const [first, second, whole] = [day(0, cut - 1), day(cut, 27), day(0, 27)].map((span) =>
          caseTally(all, kind, span, '2026-07-01'),
        )
        const total = (one: typeof whole) => one?.total ?? 0
        expect(total(whole)).toBe(whole?.opened ?? 0)
        // What was over before the second period says nothing there.
        if (second) expect(second.opened).toBe(second.total - total(first ?? undefined))
        expect(sum(whole?.byStage)).toBe(total(whole))
        expect(total(whole) - (whole?.byStage.accepted ?? 0)).toBe(whole?.open ?? 0)
        expect(whole?.finished ?? 0).toBe(whole?.byStage.accepted ?? 0)
        for (const [id, count] of Object.entries(whole?.moved ?? {})) {
          const apart = (first?.moved[id] ?? 0) + (second?.moved[id] ?? 0)
          expect(apart).toBeGreaterThanOrEqual(count)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('counts a stage that is told again once, and what is told of a later day not yet', () => {
    const events = [
      event({ day: days[0]! }),
      event({ stage: 'assessed', day: days[5]! }),
      event({ stage: 'assessed', day: days[6]! }),
      event({ stage: 'accepted', day: days[20]! }),
    ]
    expect(caseTally(events, kind, day(4, 10), '2026-07-01')).toMatchObject({
      ...{ opened: 0, moved: { assessed: 1 }, open: 1, finished: 0, byStage: { assessed: 1 } },
    })
    expect(caseTally(events, kind, day(11, 27), '2026-07-01')).toMatchObject({ open: 0, finished: 1 })
    expect(caseTally(events.slice(0, 2), kind, day(0, 3), '2026-07-01')).toMatchObject({ open: 1 })
  })

  it('is silent where there is nothing to say, and says what is overdue as of its own end', () => {
    const events = [event({ fields: { due: '2026-06-10' } })]
    expect(caseTally([], kind, day(0, 27), '2026-07-01')).toBeUndefined()
    expect(caseTally(events, kind, day(0, 6), '2026-07-01')?.due[0]?.overdue).toBe(false)
    expect(caseTally(events, kind, day(0, 27), '2026-06-10')?.due[0]?.overdue).toBe(false)
    expect(caseTally(events, kind, day(0, 27), '2026-06-11')?.due[0]?.overdue).toBe(true)
    const done = [...events, event({ stage: 'accepted', day: days[3]! })]
    expect(caseTally(done, kind, day(0, 27), '2026-07-01')?.due).toEqual([])
    expect(caseTally(done, kind, day(4, 27), '2026-07-01')).toBeUndefined()
    // What is no day stays out of the dates.
    const odd = [event({ fields: { due: '年底' } })]
    expect(caseTally(odd, kind, day(0, 27), '2026-07-01')?.due).toEqual([])
  })
})
