import { expect, it } from 'vitest'
import type { PostedSummary } from '../../src/conversation/turn.ts'
import type { SummaryReply } from '../../src/reply.ts'
import { createPosted } from '../../src/storage/posted.ts'
import { lastPeriods, periodOf } from '../../src/summary/periods.ts'
import { tally } from '../../src/summary/tally.ts'
import { courses } from '../../src/summary/trends.ts'
import { catalogue, organization } from '../summary/gold.ts'
import { onEachEngine } from './engines.ts'
import { act, at, entry, rooms } from './rooms.ts'

const LATER = 1_000_000

/** Increments of two years with corrections, running totals of both kinds, levels, and what waits. */
function figures() {
  const one = (id: string, from: string, to: string, more = {}) =>
    entry({ id, indicator: 'home_adaptation', org: 'xinhe', value: id.length + 0.1, from, to, ...more })
  const entries = Array.from({ length: 120 }, (_, i) => {
    const day = new Date(Date.UTC(2025, 11, 1) + i * 2 * 86_400_000).toISOString().slice(0, 10)
    const org = ['xinhe', 'bailu', 'qingbo'][i % 3]!
    return one(`e${i}`, day, day, { org, value: i + 0.25, status: i % 17 ? 'recorded' : 'pending' })
  })
  return [
    ...entries,
    one('stated', '2026-01-01', '2026-04-30', { measure: 'cumulative', value: 400 }),
    one('stated-again', '2026-01-01', '2026-05-31', { measure: 'cumulative', value: 500 }),
    one('month', '2026-04-01', '2026-04-20', { measure: 'cumulative', value: 70, org: 'bailu' }),
    one('straddling', '2026-06-14', '2026-06-16'),
    one('level', '2025-11-30', '2025-11-30', { measure: 'level', indicator: 'orphans' }),
  ]
}

onEachEngine((openStore) => {
  it('adds up what the entries themselves come to, at any time', async () => {
    const { cause, ledger } = await rooms(openStore)
    await cause({ entries: figures() })
    const ended = ['e100', 'e101', 'e40', 'stated-again'].map((id) => act(id, 'withdraw', { at: at(20) }))
    await cause({ acts: [...ended, act('e17', 'confirm', { at: at(20) })] }, 20)
    for (const seconds of [10, 30])
      for (const [from, to] of [
        ['2026-06-15', '2026-06-21'],
        ['2026-04-01', '2026-06-30'],
        ['2025-12-29', '2026-01-04'],
      ] as const) {
        const period = periodOf(from, to)
        const sum = async (entries: Parameters<typeof tally>[0]['entries']) => {
          const { indicators, levels, straddling, pending } = tally({
            ...{ entries, catalogue, organization, from, to, at: at(seconds) },
          })
          return JSON.stringify([
            indicators.map((one) => [one.indicator, one.total, one.previous, one.yearToDate, one.byOrg]),
            [levels.map((one) => one.value), straddling.map((one) => one.id), pending.map((one) => one.id)],
          ])
        }
        const plain = await sum(await ledger.asKnownAt(at(seconds)))
        for (const all of [false, true])
          expect(
            await sum(await ledger.forSummary(at(seconds), period, period.previous, { allUnits: all })),
          ).toBe(plain)
      }
    const weeks = lastPeriods('week', '2026-05-06', 12)
    const of = { every: 'week' as const, orgs: new Set(['xinhe', 'bailu']) }
    const plain = (await ledger.asKnownAt(at(30))).filter((one) => of.orgs.has(one.org))
    const [summed, each] = [courses(await ledger.overTime(at(30), weeks, of), weeks), courses(plain, weeks)]
    expect(summed.get('home_adaptation')).toEqual(each.get('home_adaptation'))
  })

  it('tells what came after a mark: new entries, and old ones that were acted upon', async () => {
    const { cause, ledger } = await rooms(openStore)
    const empty = await ledger.mark()
    await cause({ entries: [entry({ id: 'a' }), entry({ id: 'b' })] })
    const before = await ledger.mark()
    expect((await ledger.since(empty)).entries.map((one) => one.id)).toEqual(['a', 'b'])
    expect(await ledger.since(before)).toEqual({ entries: [], acts: [] })
    await cause({ entries: [entry({ id: 'c', replaces: 'a' })], acts: [act('a', 'replace')] })
    const { entries, acts } = await ledger.since(before)
    expect(entries.map((one) => `${one.id} ${one.status}`).sort()).toEqual(['a replaced', 'c recorded'])
    expect(acts.map((one) => one.entryId)).toEqual(['a'])
  })

  it('changes a posted summary once for each mark, and in place while it has not gone out', async () => {
    const { cause, outbox, store } = await rooms(openStore)
    const posted = createPosted(store)
    await cause({
      outgoing: [{ key: 'card', chat, op: 'send', reply: summary('first'), summary: shownAt('0.0') }],
    })
    const since = at(-LATER)
    expect(await posted.stale('0.0', since)).toEqual([])
    const [card] = await posted.stale('1.0', since)
    expect(card).toMatchObject({ key: 'card', unsent: true, edits: 0 })
    const inPlace = { key: 'card', chat, op: 'send' as const, reply: summary('second') }
    const next = { shown: shownAt('1.0').shown, out: inPlace }
    expect(await posted.settle(card!, next, at(1))).toBe(true)
    // Another copy that had read the same card comes too late.
    expect(await posted.settle(card!, next, at(1))).toBe(false)
    const parcel = await outbox.claim(at(2), at(60))
    expect(parcel?.reply).toMatchObject({ title: 'second' })
    const [again] = await posted.stale('2.0', since)
    expect(again?.unsent).toBe(false)
    const update = {
      key: 'card:live:2.0',
      chat,
      op: 'update' as const,
      updates: 'card',
      reply: summary('third'),
    }
    expect(await posted.settle(again!, { shown: shownAt('2.0').shown, out: inPlace }, at(3))).toBe(false)
    expect(await posted.settle(again!, { shown: shownAt('2.0').shown, out: update }, at(3))).toBe(true)
    expect(await posted.byKey('card')).toMatchObject({ edits: 1, shown: { seen: '2.0' } })
  })
})

const chat = { id: 'oc_lead', kind: 'private' as const }

function summary(title: string): SummaryReply {
  return {
    kind: 'summary',
    title,
    headlines: [],
    missing: '',
    tables: [],
    footer: '',
    changes: [],
    buttons: [],
  }
}

function shownAt(seen: string): PostedSummary {
  const [from, to] = ['2026-06-22', '2026-06-28']
  return {
    personId: 'ou_lead',
    request: { period: { from, to, kind: 'week' }, view: 'overview' },
    ...{ from, to, shown: { seen, totals: {}, years: {}, levels: {}, changes: [] } },
  }
}
