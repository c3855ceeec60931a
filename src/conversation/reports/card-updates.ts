import type { CardReply, Reply } from '../../reply.ts'
import type { Entry, EntryAct } from '../../reporting/entry.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing } from '../turn.ts'
import { valueText } from '../wording.ts'
import { behalfKey, othersSay } from './behalf.ts'
import type { Question } from './judge.ts'
import { cardKey, isLive, messageCard } from './record-card.ts'
import { factsFor } from './totals.ts'

const STATUS = {
  confirm: 'recorded',
  decline: 'declined',
  replace: 'replaced',
  withdraw: 'withdrawn',
} as const

/** The entry as it stands after these acts. */
function after(entry: Entry, acts: readonly EntryAct[]): Entry {
  const own = acts.filter((one) => one.entryId === entry.id)
  const act = own.find((one) => one.act !== 'confirm') ?? own[0]
  return act ? { ...entry, status: STATUS[act.act] } : entry
}

export interface Redrawing {
  /** New entries of the turn: shown on the cards of their messages, and told where they replace something. */
  added?: readonly Entry[]
  /** Titles and further notes, by message. */
  titles?: ReadonlyMap<string, string>
  notes?: ReadonlyMap<string, readonly string[]>
  /** Why new entries wait for confirmation, by entry id. */
  questions?: ReadonlyMap<string, Question>
}

/** Redraws the cards of the messages that these entries came of, as they look after the acts. One update a card. */
export async function refreshCards(
  touched: readonly Entry[],
  acts: readonly EntryAct[],
  cause: string,
  scene: Scene,
  drawing: Redrawing = {},
): Promise<Outgoing[]> {
  const messages = [...new Map(touched.map((entry) => [entry.messageId, entry])).values()]
  const added = drawing.added ?? []
  const updates: Outgoing[] = []
  for (const { messageId, chatId } of messages) {
    const before = await scene.ledger.ofMessage(messageId)
    const fresh = added.filter(
      (one) => one.messageId === messageId && !before.some(({ id }) => id === one.id),
    )
    const entries = [...before, ...fresh]
    const now = entries.map((entry) => after(entry, acts))
    const facts = await factsFor(now, before, 'unit', scene)
    const told = [...notesOf(before, acts, added, scene), ...(drawing.notes?.get(messageId) ?? [])]
    const title = drawing.titles?.get(messageId)
    for (const { key, chat, of } of await cardsOf(messageId, chatId, now, scene)) {
      const shown = await scene.history.shown(key)
      const carried = carriedFrom(shown)
      updates.push({
        key: `${key}:${cause}`,
        chat,
        op: 'update',
        updates: key,
        reply: messageCard(now.filter(of), facts, {
          notes: [...(now.some(isLive) ? carried.notes : withoutEdit(carried.notes, scene)), ...told],
          questions: new Map([...carried.questions, ...(drawing.questions ?? [])]),
          beside: carried.beside,
          ...(key === cardKey(messageId) ? { othersSay: othersSay(now, scene.bureau.organization) } : {}),
          ...(title ? { title } : {}),
        }),
      })
    }
  }
  return updates
}

/** Where nothing stands any more, no correction is told of. */
function withoutEdit(notes: readonly string[], { words }: Scene): string[] {
  return notes.filter((note) => note !== words.editedMessage)
}

/** The card in the reporter's chat, and those of the people who were asked to confirm. */
async function cardsOf(
  messageId: string,
  chatId: string,
  entries: readonly Entry[],
  scene: Scene,
): Promise<{ key: string; chat: Outgoing['chat']; of(entry: Entry): boolean }[]> {
  const { people } = scene.bureau.organization
  // An update goes to the chat that the card is in, whoever caused it from wherever.
  const cards = [
    { key: cardKey(messageId), chat: { id: chatId, kind: 'private' as const }, of: (_: Entry) => true },
  ]
  for (const { openId, unit } of people) {
    const orgs = new Set(entries.map((entry) => entry.org))
    const near = [...orgs].filter((org) => org === unit || parentOf(org, scene) === unit)
    const key = behalfKey(messageId, openId)
    if (near.length && (await scene.history.replied(key)))
      cards.push({
        key,
        chat: { ...scene.privateChat(openId), kind: 'private' },
        of: (entry) => near.includes(entry.org),
      })
  }
  return cards
}

function parentOf(org: string, scene: Scene): string | undefined {
  return scene.bureau.organization.units.find((one) => one.id === org)?.parent
}

/** What a card said beside its entries: it is not lost when the entries change. */
function carriedFrom(reply: Reply | undefined): {
  notes: string[]
  questions: Map<string, Question>
  beside: CardReply[]
} {
  const parts = !reply || reply.kind === 'file' ? [] : reply.kind === 'mixed' ? reply.parts : [reply]
  const notes: string[] = []
  const questions = new Map<string, Question>()
  const beside: CardReply[] = []
  for (const part of parts) {
    if (part.kind !== 'record' && part.kind !== 'confirm') beside.push(part)
    else {
      notes.push(...part.notes)
      for (const { entryId, ask, suggest } of part.rows)
        if (ask) questions.set(entryId, { text: ask, ...(suggest ? { suggest } : {}) })
    }
  }
  return { notes: [...new Set(notes)], questions, beside }
}

/** What others did to the entries of a card, and what they were replaced by from elsewhere. */
function notesOf(
  entries: readonly Entry[],
  acts: readonly EntryAct[],
  added: readonly Entry[],
  scene: Scene,
): string[] {
  const { words, bureau } = scene
  const notes = entries.flatMap((entry) =>
    acts
      .filter((act) => act.entryId === entry.id)
      .flatMap((act): string[] => {
        const by = act.by && act.by !== entry.reporter ? act.by : ''
        const who = bureau.organization.people.find((one) => one.openId === by)?.name ?? ''
        if (act.act === 'confirm') return who ? [words.confirmedBy(who)] : []
        if (act.act === 'withdraw') return who ? [words.withdrawnBy(who)] : []
        const next = added.find((one) => one.replaces === entry.id)
        if (act.act !== 'replace' || !next || (next.messageId === entry.messageId && !who)) return []
        const name = bureau.catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator
        return [
          words.changedBy(who, name, valueText(entry.value, entry.unit), valueText(next.value, next.unit)),
        ]
      }),
  )
  return [...new Set(notes)]
}
