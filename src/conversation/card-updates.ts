import type { Entry, EntryAct } from '../reporting/entry.ts'
import { cardKey, messageCard } from './record-card.ts'
import type { Scene } from './scene.ts'
import { factsFor } from './totals.ts'
import type { Outgoing } from './turn.ts'

const STATUS = {
  confirm: 'recorded',
  decline: 'declined',
  replace: 'replaced',
  withdraw: 'withdrawn',
} as const

/** The entry as it stands after these acts. */
export function after(entry: Entry, acts: readonly EntryAct[]): Entry {
  const act = acts.find((one) => one.entryId === entry.id)
  return act ? { ...entry, status: STATUS[act.act] } : entry
}

/** Redraws the cards of the messages that these entries came of, as they look after the acts. One update a card. */
export async function refreshCards(
  touched: readonly Entry[],
  acts: readonly EntryAct[],
  cause: string,
  scene: Scene,
  added: readonly Entry[] = [],
): Promise<Outgoing[]> {
  const messages = [...new Map(touched.map((entry) => [entry.messageId, entry])).values()]
  const updates: Outgoing[] = []
  for (const { messageId, chatId } of messages) {
    const before = await scene.ledger.ofMessage(messageId)
    const entries = [...before, ...added.filter((entry) => entry.messageId === messageId)]
    const now = entries.map((entry) => after(entry, acts))
    const facts = await factsFor(now, before, 'unit', scene)
    updates.push({
      key: `${cardKey(messageId)}:${cause}`,
      // An update goes to the chat that the card is in, whoever caused it from wherever.
      chat: { id: chatId, kind: 'private' },
      op: 'update',
      updates: cardKey(messageId),
      reply: messageCard(now, facts),
    })
  }
  return updates
}
