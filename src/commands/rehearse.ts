import type { House } from '../assemble.ts'
import { later } from '../clock.ts'
import { cardKey } from '../conversation/reports/record-card.ts'
import type { Turn } from '../conversation/turn.ts'
import type { Incoming } from '../message.ts'
import type { Reply } from '../reply.ts'

/** Takes one arrival through inbox, conversation and outbox as if it had just come, at its own time. */
export async function rehearse(house: House, incoming: Incoming): Promise<{ turn: Turn; replies: Reply[] }> {
  const now = incoming.sentAt
  const { id, fresh } = await house.inbox.insert(incoming, now)
  const empty: Turn = { entries: [], acts: [], outgoing: [], gaps: [] }
  if (!fresh) return { turn: { ...empty, ignored: 'seen-before' }, replies: [] }
  const claimed = await house.inbox.claimRow(id, now, later(now, 60_000))
  if (!claimed) return { turn: { ...empty, ignored: 'chat-busy' }, replies: [] }
  const turn = await house.respond(claimed, now)
  await house.inbox.commit(claimed, turn, now)
  const own = 'messageId' in incoming ? cardKey(incoming.messageId) : ''
  return { turn, replies: await deliverToNobody(house, now, own) }
}

/**
 * Rehearsed replies are taken from the outbox here and now; left waiting they would be sent to people when the service
 * starts. Returned is what answers the message itself, not what it changes elsewhere.
 */
async function deliverToNobody(house: House, now: string, own: string): Promise<Reply[]> {
  const replies: Reply[] = []
  for (let parcel = await take(); parcel; parcel = await take()) {
    if (parcel.key === own) replies.push(parcel.reply)
    await house.outbox.sent(parcel, `rehearsed:${parcel.key}`, now)
  }
  return replies

  // The rate limit counts real seconds; a rehearsal has none to wait for.
  function take() {
    return house.outbox.claim(now, later(now, 60_000), { unlimited: true })
  }
}
