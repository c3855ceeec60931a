import type { Said } from '../../message.ts'
import type { Entry } from '../../reporting/entry.ts'
import { type Organization, type Person, unitById } from '../../roster/organization.ts'
import { confirmersOf, mayChange, mayReportFor } from '../../roster/permissions.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing } from '../turn.ts'
import { messageCard } from './record-card.ts'
import { factsFor } from './totals.ts'

/** The card on which somebody confirms what others said for the unit. */
export const behalfKey = (messageId: string, openId: string) => `${messageId}:for:${openId}`

/** Who is asked to confirm an entry: nobody where the reporter's own word counts. */
export function askedFor(entry: Entry, organization: Organization): Person[] {
  const reporter = organization.people.find((one) => one.openId === entry.reporter)
  if (!reporter || mayReportFor(reporter, entry.org, organization)) return []
  return confirmersOf(entry.org, organization)
}

/** Whether a person's press makes a pending entry count: on another's behalf that is not for the reporter to say. */
export function mayConfirm(person: Person, entry: Entry, organization: Organization): boolean {
  const asked = askedFor(entry, organization)
  if (!asked.length) return mayChange(person, entry, organization)
  return person.role === 'admin' || asked.some((one) => one.openId === person.openId)
}

/** Of a reporter's entries those that are for others to confirm. */
export function othersSay(entries: readonly Entry[], organization: Organization): Set<string> {
  return new Set(entries.filter((entry) => askedFor(entry, organization).length).map((entry) => entry.id))
}

/** A private card with one tap to each who must confirm what was said for their unit. */
export async function askOthers(
  entries: readonly Entry[],
  said: Said,
  person: Person,
  scene: Scene,
): Promise<Outgoing[]> {
  const { organization } = scene.bureau
  const pending = entries.filter((entry) => entry.status === 'pending')
  const asked = new Map<string, Entry[]>()
  for (const entry of pending)
    for (const { openId } of askedFor(entry, organization))
      asked.set(openId, [...(asked.get(openId) ?? []), entry])
  const from = `${unitById(organization, person.unit)?.name ?? ''}${person.name}`
  return Promise.all(
    [...asked].map(async ([openId, of]): Promise<Outgoing> => {
      const facts = await factsFor(of, [], 'unit', scene)
      const text = scene.words.saidForYou(from)
      const questions = new Map(of.map((entry) => [entry.id, { text }]))
      return {
        key: behalfKey(said.messageId, openId),
        chat: scene.privateChat(openId),
        op: 'send',
        reply: messageCard(of, facts, { questions }),
      }
    }),
  )
}
