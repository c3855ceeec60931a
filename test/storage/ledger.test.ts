import { expect, it } from 'vitest'
import { onEachEngine } from './engines.ts'
import { act, at, entry, rooms } from './rooms.ts'

onEachEngine((openStore) => {
  it('says what was known at any time: reported, corrected, confirmed, withdrawn', async () => {
    const { cause, ledger } = await rooms(openStore)
    const first = entry({ id: 'first', value: 12, receivedAt: at(10) })
    const corrected = entry({ id: 'corrected', value: 21, receivedAt: at(20), replaces: 'first' })
    const doubtful = entry({ id: 'doubtful', value: 500, status: 'pending', receivedAt: at(10) })
    await cause({ entries: [first, doubtful] }, 10)
    await cause({ entries: [corrected], acts: [act('first', 'replace', { at: at(20) })] }, 20)
    await cause({ acts: [act('doubtful', 'confirm', { at: at(30) })] }, 30)
    await cause({ acts: [act('corrected', 'withdraw', { at: at(40) })] }, 40)
    const known = async (seconds: number) =>
      (await ledger.asKnownAt(at(seconds))).map((one) => `${one.id} ${one.value} ${one.status}`)
    expect(await known(9)).toEqual([])
    expect(await known(10)).toEqual(['first 12 recorded', 'doubtful 500 pending'])
    expect(await known(20)).toEqual(['first 12 replaced', 'doubtful 500 pending', 'corrected 21 recorded'])
    expect(await known(30)).toEqual(['first 12 replaced', 'doubtful 500 recorded', 'corrected 21 recorded'])
    expect(await known(40)).toEqual(['first 12 replaced', 'doubtful 500 recorded', 'corrected 21 withdrawn'])
    // What was known then stays what was known then.
    expect(await known(10)).toEqual(['first 12 recorded', 'doubtful 500 pending'])
  })

  it('ends an entry that was confirmed before', async () => {
    const { cause, ledger } = await rooms(openStore)
    await cause({ entries: [entry({ id: 'a', status: 'pending' }), entry({ id: 'b', status: 'pending' })] })
    await cause({ acts: [act('a', 'confirm'), act('b', 'decline')] })
    await cause({ acts: [act('a', 'withdraw')] })
    expect((await ledger.entry('a'))?.status).toBe('withdrawn')
    expect((await ledger.entry('b'))?.status).toBe('declined')
    expect(await ledger.entry('c')).toBeUndefined()
  })

  it('reads what touches a range of days, of the asked indicators', async () => {
    const { cause, ledger } = await rooms(openStore)
    const span = (id: string, from: string, to: string, indicator = 'x') => entry({ id, from, to, indicator })
    await cause({
      entries: [
        span('before', '2026-05-31', '2026-05-31'),
        span('straddling', '2026-05-28', '2026-06-03'),
        span('inside', '2026-06-30', '2026-06-30'),
        span('after', '2026-07-01', '2026-07-01'),
        span('other', '2026-06-10', '2026-06-10', 'y'),
      ],
    })
    const june = { from: '2026-06-01', to: '2026-06-30' }
    const ids = async (indicators?: string[]) =>
      (await ledger.asKnownAt(at(0), june, indicators ? { indicators } : {})).map((one) => one.id)
    expect(await ids()).toEqual(['straddling', 'inside', 'other'])
    expect(await ids(['y'])).toEqual(['other'])
    expect(await ids([])).toEqual([])
    // More ids than D1 takes parameters.
    expect(await ids(Array.from({ length: 500 }, (_, n) => `i${n}`).concat('y'))).toEqual(['other'])
  })

  it('finds the entries of a message, and the latest of a person in a chat', async () => {
    const { cause, ledger } = await rooms(openStore)
    for (const seconds of [1, 2, 3])
      await cause({ entries: [entry({ id: `e${seconds}`, messageId: 'om_x', receivedAt: at(seconds) })] })
    await cause({
      entries: [entry({ id: 'elsewhere', chatId: 'oc_b' }), entry({ id: 'other', reporter: 'ou_b' })],
    })
    expect((await ledger.ofMessage('om_x')).map((one) => one.id)).toEqual(['e1', 'e2', 'e3'])
    expect((await ledger.recentBy('ou_a', 'oc_a', 2)).map((one) => one.id)).toEqual(['e3', 'e2'])
  })

  it('gives back every field as it was written, the smallest and the largest number too', async () => {
    const { cause, ledger } = await rooms(openStore)
    const values = [0, 0.1, 35_000, 1_234_567.89, 2 ** 53]
    const written = values.map((value) => entry({ value, words: '“救助”\n3户' }))
    await cause({ entries: written })
    expect(await ledger.asKnownAt(at(0))).toEqual(written)
  })
})
