import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { replayInbox } from '../../src/commands/replay-inbox.ts'
import type { Incoming } from '../../src/message.ts'
import { casesOf } from '../../src/reporting/cases/event.ts'
import { openLedgerHouse } from '../support/ledger-house.ts'

const WANG = 'ou_xh_wang'
const chat = { id: `oc_${WANG}`, kind: 'private' } as const
const INDICATORS = [
  ['老年助餐服务', '人次', 'meal_served'],
  ['银发顾问咨询服务', '人次', 'silver_consult'],
  ['困境儿童走访', '人次', 'child_visits'],
] as const

const house = await openLedgerHouse()
const fresh = await openLedgerHouse()
afterAll(() => {
  house.close()
  fresh.close()
})

/** What a message goes through: said, edited up to twice (the last time perhaps to a question), recalled, its card pressed. */
interface Fate {
  value: number
  edits: number[]
  asksAtLast: boolean
  recalled: boolean
  undone: boolean
}

const fate: fc.Arbitrary<Fate> = fc.record({
  value: fc.integer({ min: 1, max: 30 }),
  edits: fc.array(fc.integer({ min: 31, max: 60 }), { maxLength: 2 }),
  asksAtLast: fc.boolean(),
  recalled: fc.boolean(),
  undone: fc.boolean(),
})

function arrivals(one: Fate, place: number, run: number, at: string): Incoming[] {
  const [name, unit] = INDICATORS[place]!
  return lifeOf({ ...one, first: one.value }, `m${run}_${place}`, at, (value) => `今天${name}${value}${unit}`)
}

/** Said, edited, recalled: the last edit may make a question of it. */
function lifeOf<T>(
  one: { first: T; edits: readonly T[]; asksAtLast: boolean; recalled: boolean },
  messageId: string,
  at: string,
  text: (told: T) => string,
): Incoming[] {
  const base = { chat, senderId: WANG, sentAt: at, messageId, addressed: true }
  const edits = one.edits.map((told, index): Incoming => {
    const asks = one.asksAtLast && index === one.edits.length - 1
    return {
      ...base,
      ...{ kind: 'edited', eventId: `${messageId}e${index}`, revision: `${index + 1}` },
      text: asks ? '低保怎么申请？' : text(told),
    }
  })
  return [
    { ...base, kind: 'said', eventId: `${messageId}s`, text: text(one.first) },
    ...edits,
    ...(one.recalled
      ? [{ kind: 'recalled', eventId: `${messageId}r`, chat, senderId: '', sentAt: at, messageId } as const]
      : []),
  ]
}

/** What the last word of each message leaves. */
function orderly(fates: readonly Fate[]): string[] {
  return fates
    .flatMap((one, place) => {
      const gone = one.recalled || one.undone || (one.asksAtLast && one.edits.length > 0)
      return gone ? [] : [`${INDICATORS[place]![2]} ${one.edits.at(-1) ?? one.value} xinhe recorded`]
    })
    .sort()
}

function undo(place: number, run: number, at: string): Incoming {
  const messageId = `m${run}_${place}`
  return {
    ...{ kind: 'pressed', eventId: `${messageId}p`, chat, senderId: WANG, sentAt: at, form: {} },
    ...{ messageId: `om_bot_${messageId}:reply`, action: 'report.undo' },
    value: { entries: [`${messageId}.1`] },
  }
}

let run = 0

it('leaves the same ledger whatever comes first, twice or late, and the inbox makes it again', async () => {
  const plan = fc.record({
    fates: fc.array(fate, { minLength: 1, maxLength: 3 }),
    order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    twice: fc.infiniteStream(fc.boolean()),
    together: fc.infiniteStream(fc.boolean()),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ fates, order, twice, together }) => {
      run += 1
      await house.clear()
      const at = house.now()
      // A press comes after its card, and what is pressed is not edited as well: then the order of people decides.
      const settled = fates.map((one) => ({ ...one, undone: one.undone && !one.edits.length }))
      const all = settled.flatMap((one, place) => arrivals(one, place, run, at))
      const doubled = all.flatMap((one) => (twice.next().value ? [one, one] : [one]))
      const shuffled = doubled
        .map((one) => ({ one, key: order.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one)
      let batch: Incoming[] = []
      for (const incoming of shuffled) {
        batch.push(incoming)
        if (together.next().value) continue
        await house.arrive(...batch)
        batch = []
      }
      await house.arrive(...batch)
      for (const [place, one] of settled.entries())
        if (one.undone) await house.arrive(undo(place, run, at), undo(place, run, at))
      expect(await house.live()).toEqual(orderly(settled))
      if (run % 20) return
      await fresh.clear()
      expect((await replayInbox(house.house, fresh.house)).differences).toEqual([])
    }),
    { numRuns: 1000 },
  )
}, 120_000)

const STAGES = ['opened', 'assessed', 'planned', 'accepted']
const STAGE_WORDS = ['申请', '评估', '出方案', '验收']

/** The same for a sentence about a household of its own: said, edited to another stage, perhaps to a question, recalled, undone. */
interface CaseFate {
  stage: number
  edits: number[]
  asksAtLast: boolean
  recalled: boolean
  undone: boolean
}

const caseFate: fc.Arbitrary<CaseFate> = fc.record({
  stage: fc.nat(3),
  edits: fc.array(fc.nat(3), { maxLength: 2 }),
  asksAtLast: fc.boolean(),
  recalled: fc.boolean(),
  undone: fc.boolean(),
})

function caseArrivals(one: CaseFate, place: number, at: string): Incoming[] {
  const text = (stage: number) => `建设路${place + 1}号适老化改造已${STAGE_WORDS[stage]}`
  return lifeOf({ ...one, first: one.stage }, `c${run}_${place}`, at, text)
}

function undoCase(place: number, at: string, which: number): Incoming {
  const messageId = `c${run}_${place}`
  return {
    ...{ kind: 'pressed', eventId: `${messageId}p${which}`, chat, senderId: WANG, sentAt: at, form: {} },
    ...{ messageId: `om_bot_${messageId}:reply`, action: 'case.undo', value: { message: messageId } },
  }
}

it('leaves the same cases whatever comes first, twice or late, and the inbox makes them again', async () => {
  const plan = fc.record({
    fates: fc.array(caseFate, { minLength: 1, maxLength: 3 }),
    order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    twice: fc.infiniteStream(fc.boolean()),
    together: fc.infiniteStream(fc.boolean()),
    // “撤销” after all that, and perhaps that taken back, too.
    byWord: fc.constantFrom('', 'said', 'recalled'),
  })
  await fc.assert(
    fc.asyncProperty(plan, async ({ fates, order, twice, together, byWord }) => {
      run += 1
      await house.clear()
      const at = house.now()
      const settled = fates.map((one) => ({ ...one, undone: one.undone && !one.edits.length }))
      const shuffled = settled
        .flatMap((one, place) => caseArrivals(one, place, at))
        .flatMap((one) => (twice.next().value ? [one, one] : [one]))
        .map((one) => ({ one, key: order.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one)
      let batch: Incoming[] = []
      for (const incoming of shuffled) {
        batch.push(incoming)
        if (together.next().value) continue
        await house.arrive(...batch)
        batch = []
      }
      await house.arrive(...batch)
      for (const [place, one] of settled.entries())
        if (one.undone) await house.arrive(undoCase(place, at, 1), undoCase(place, at, 2))
      const states = async () =>
        casesOf(await house.house.cases.all())
          .map((one) => `${one.fields.address} ${one.stage}`)
          .sort()
      const orderly = settled.flatMap((one, place) => {
        const gone = one.recalled || one.undone || (one.asksAtLast && one.edits.length > 0)
        return gone ? [] : [`建设路${place + 1}号 ${STAGES[one.edits.at(-1) ?? one.stage]}`]
      })
      expect(await states()).toEqual(orderly)
      if (byWord) {
        const messageId = `w${run}`
        const base = { chat, sentAt: house.now(), messageId }
        await house.arrive({
          ...{
            ...base,
            kind: 'said',
            eventId: `${messageId}s`,
            senderId: WANG,
            addressed: true,
            text: '撤销',
          },
        })
        expect(await states()).toHaveLength(Math.max(0, orderly.length - 1))
        if (byWord === 'recalled') {
          await house.arrive({ ...base, kind: 'recalled', eventId: `${messageId}r`, senderId: '' })
          expect(await states()).toEqual(orderly)
        }
      }
      if (run % 10) return
      await fresh.clear()
      const comparison = await replayInbox(house.house, fresh.house)
      expect(comparison.differences).toEqual([])
      expect(comparison.cases).toBe((await house.house.cases.all()).length)
    }),
    { numRuns: 300 },
  )
}, 120_000)
