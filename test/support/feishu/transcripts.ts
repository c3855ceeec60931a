import type { createEvents } from './events.ts'
import { buttonOf, type Tenant } from './tenant.ts'

/** Somebody presses a button of a card; the kind of the toast that comes back. */
export async function pressOn(
  tenant: Tenant,
  events: ReturnType<typeof createEvents>,
  card: { messageId: string } & Parameters<typeof buttonOf>[0],
  action: string,
  from: string,
): Promise<string | undefined> {
  const value = buttonOf(card, action)
  const body = { messageId: card.messageId, value, from, chatId: card.chatId, at: tenant.house.clock() }
  const [answer] = await tenant.event(events.press(body))
  return (answer?.body as { toast?: { type: string } } | undefined)?.toast?.type
}

/** What stands in the ledger of a message. */
export async function figuresOf(tenant: Tenant, messageId: string): Promise<string[]> {
  const entries = await tenant.house.ledger.ofMessage(messageId)
  return entries.map((one) => `${one.indicator}=${one.value} ${one.status}`)
}
