import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { replayInbox } from '../../src/commands/replay-inbox.ts'
import type { Said } from '../../src/message.ts'
import { openLedgerHouse } from '../support/ledger-house.ts'

interface Line {
  who: string
  at: string
  text: string
}

/** Three weeks of the sample bureau, as people report. */
const weeks: Line[] = JSON.parse(readFileSync(new URL('./ordinary-weeks.json', import.meta.url), 'utf8'))

it('raises no question over three ordinary weeks, and the inbox makes the same ledger again', async () => {
  const house = await openLedgerHouse('knowledge', weeks[0]!.at)
  const asked: string[] = []
  for (const [place, { who, at, text }] of weeks.entries()) {
    const sentAt = new Date(at).toISOString()
    const said: Said = {
      ...{ kind: 'said', eventId: `e${place}`, messageId: `w${place}`, senderId: who, sentAt, text },
      ...{ chat: { id: `oc_${who}`, kind: 'private' }, addressed: true },
    }
    const { id } = await house.house.inbox.insert(said, sentAt)
    const claimed = await house.house.inbox.claimRow(id, sentAt, sentAt)
    const turn = await house.house.respond(claimed!, sentAt)
    await house.house.inbox.commit(claimed!, turn, sentAt)
    asked.push(...turn.entries.filter((one) => one.status !== 'recorded').map((one) => `${text} ${one.id}`))
  }
  expect(asked).toEqual([])
  const fresh = await openLedgerHouse()
  expect(await replayInbox(house.house, fresh.house)).toMatchObject({ same: true, acts: 2 })
  house.close()
  fresh.close()
})
