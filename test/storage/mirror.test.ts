import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Entry } from '../../src/reporting/entry.ts'
import { createMirrorBook } from '../../src/storage/mirror.ts'
import { onEachEngine } from './engines.ts'
import { act, at, entry, type OpenStore, rooms } from './rooms.ts'

const TABLE = 'tbl1'

/** A table that takes each batch once, however often it is sent, as the platform does by its token. */
function tableOf() {
  const batches = new Map<string, { key: string; entry: Entry }[]>()
  return {
    send: (lines: { key: string; entry: Entry }[]) =>
      batches.set(
        lines
          .map((line) => line.key)
          .sort()
          .join(),
        lines,
      ),
    lines: () => [...batches.values()].flat(),
  }
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant('write' as const) },
  { weight: 2, arbitrary: fc.constantFrom('withdraw' as const, 'confirm' as const) },
  { weight: 3, arbitrary: fc.constant('copy' as const) },
  // The call was made, its mark was not.
  { weight: 1, arbitrary: fc.constant('crash' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
)

async function played(openStore: OpenStore, steps: readonly string[]) {
  const { cause, ledger, store } = await rooms(openStore)
  const table = tableOf()
  let book = createMirrorBook(store, TABLE)
  const ids: string[] = []
  for (const [i, name] of [...steps, 'restart', ...Array(30).fill('copy')].entries()) {
    if (name === 'write') {
      ids.push(`e${i}`)
      await cause(
        { entries: [entry({ id: `e${i}`, status: i % 3 ? 'recorded' : 'pending', receivedAt: at(i) })] },
        i,
      )
    } else if (name === 'withdraw' || name === 'confirm') {
      const id = ids[(i * 7) % Math.max(1, ids.length)]
      if (id && (await ledger.entry(id))?.status !== 'withdrawn')
        await cause({ acts: [act(id, name, { at: at(i), cause: `c${i}` })] }, i)
    } else if (name === 'restart') book = createMirrorBook(store, TABLE)
    else {
      const lines = await book.batch(3)
      if (lines.length) table.send(lines)
      if (name === 'copy')
        await book.mark(
          lines.map((line) => line.key),
          at(i),
        )
      else book = createMirrorBook(store, TABLE)
    }
  }
  const lines = table.lines()
  expect(new Set(lines.map((line) => line.key)).size).toBe(lines.length)
  for (const id of ids) {
    const last = lines.filter((line) => line.entry.id === id).at(-1)
    expect(last?.entry).toEqual(await ledger.entry(id))
  }
}

onEachEngine(
  (openStore) => {
    it('gives each state of an entry once, in whatever order things happen and end', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 24 }), (steps) => played(openStore, steps)),
        { numRuns: 40 },
      )
    })
  },
  ['SQLite in memory'],
)

onEachEngine((openStore) => {
  it('gives a batch again until it is marked, as it was, and then the next', async () => {
    const { cause, store } = await rooms(openStore)
    const [book, other] = [createMirrorBook(store, TABLE), createMirrorBook(store, TABLE)]
    await cause({ entries: ['a', 'b', 'c'].map((id) => entry({ id })) })
    const first = await book.batch(2)
    expect(first.map((line) => line.entry.id)).toEqual(['a', 'b'])
    await cause({ acts: [act('a', 'withdraw')] })
    expect(await other.batch(2)).toEqual(first)
    await other.mark(
      first.map((line) => line.key),
      at(1),
    )
    const next = await book.batch(2)
    expect(next.map((line) => `${line.entry.id} ${line.entry.status}`)).toEqual(['a withdrawn', 'c recorded'])
    await book.mark(
      next.map((line) => line.key),
      at(2),
    )
    expect(await book.batch(2)).toEqual([])
    expect(await createMirrorBook(store, TABLE).batch(2)).toEqual([])
    expect(await createMirrorBook(store, 'tbl2').batch(9)).toHaveLength(3)
  })
})
