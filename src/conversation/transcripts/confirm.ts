import type { ChatRef, Pressed } from '../../message.ts'
import type { Button, NoticeReply, Reply } from '../../reply.ts'
import { cardKey } from '../reports/record-card.ts'
import type { Message } from '../said.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'

/** Where some words were read or heard. */
export interface Source {
  kind: 'photo' | 'voice'
  messageId: string
  senderId: string
  sentAt: string
  parentId?: string
}

/**
 * The buttons that make words count: pressed by whoever sent them, `text` is read as if it had been typed. `beside`: the key of a
 * card beside the message's own.
 */
export function confirmButtons(source: Source, text: string, scene: Scene, beside?: string): Button[] {
  const value = {
    ...{ message: source.messageId, by: source.senderId, at: source.sentAt, text },
    ...(source.parentId ? { parent: source.parentId } : {}),
    ...(beside ? { beside } : {}),
  }
  const { words } = scene
  const [yes, no] =
    source.kind === 'photo' ? [words.photoYes, words.photoNo] : [words.voiceYes, words.voiceNo]
  return [
    { label: yes, action: `${source.kind}.yes`, value, style: 'primary' },
    { label: no, action: `${source.kind}.no`, value },
  ]
}

/** The card that asks, by the key it was sent under. */
function askingCard({ message, beside }: Pressed['value']): string {
  return typeof beside === 'string' ? beside : cardKey(String(message ?? ''))
}

/** Whether the card still asks: what was confirmed may have been corrected since, what was refused is not said. */
export async function isOpen(press: Pressed, scene: Scene): Promise<boolean> {
  return asks(await scene.history.shown(askingCard(press.value)))
}

function asks(reply: Reply | undefined): boolean {
  return reply?.kind === 'notice' && reply.buttons.some(({ action }) => isConfirming(action))
}

/** What was confirmed, as if it had been typed in the picture's or the voice's place; undefined when it is not whoever sent it. */
export function confirmedWords(press: Pressed): Message | undefined {
  const { message, by, at, text, parent } = press.value
  if (by !== press.senderId || typeof message !== 'string' || typeof text !== 'string' || !text)
    return undefined
  return {
    ...{ kind: 'said', eventId: press.eventId, messageId: message, chat: press.chat },
    ...{
      senderId: press.senderId,
      sentAt: typeof at === 'string' ? at : press.sentAt,
      text,
      addressed: true,
    },
    ...(typeof parent === 'string' ? { parentId: parent } : {}),
    ...{ revision: press.eventId, chosen: true },
  }
}

/** What became of confirmed words, on the card where they were shown. */
export function onItsCard(turn: Turn, press: Pressed, message: Message, scene: Scene): Turn {
  const card = cardKey(message.messageId)
  const outgoing = turn.outgoing.map((one): Outgoing => {
    if (one.key !== card || !message.replied) return one
    const { replyTo: _replyTo, ...rest } = one
    return { ...rest, key: `${card}@${press.eventId}`, op: 'update', updates: card }
  })
  const { beside } = press.value
  if (typeof beside !== 'string') return { ...turn, outgoing }
  return {
    ...turn,
    outgoing: [...outgoing, redrawn(press, beside, scene.words.photoTitle, scene.words.photoTaken)],
  }
}

/** The card of words that were read or heard wrong. */
export function refusedWords(press: Pressed, scene: Scene): Turn {
  const { words } = scene
  const [title, line] = press.action.startsWith('photo')
    ? [words.photoTitle, words.photoWrong]
    : [words.voiceTitle, words.voiceWrong]
  return {
    ...turnOf([redrawn(press, askingCard(press.value), title, line)]),
    toast: { tone: 'info', text: line },
  }
}

/** A recalled message takes the question whether it was read right with it. */
export async function recalledUnconfirmed(
  recall: { messageId: string; eventId: string; chat: ChatRef },
  scene: Scene,
): Promise<Outgoing[]> {
  const keys = [cardKey(recall.messageId), besideCard(recall.messageId)]
  const cards = await Promise.all(keys.map(async (key) => ({ key, reply: await scene.history.shown(key) })))
  return cards.flatMap(({ key, reply }) =>
    reply?.kind === 'notice' && asks(reply)
      ? [redrawn(recall, key, reply.title, scene.words.recalledUnconfirmed)]
      : [],
  )
}

export function isConfirming(action: string): boolean {
  return action === 'photo.yes' || action === 'voice.yes'
}

export function isRefusing(action: string): boolean {
  return action === 'photo.no' || action === 'voice.no'
}

/** Pictures among text have a card of their own: the message's own card answers the text. */
export function besideCard(messageId: string): string {
  return `${cardKey(messageId)}:picture`
}

/**
 * Whether what counts of a message with pictures was read in them: an edit says its text alone, and without the pictures what they
 * told would be taken for taken back.
 */
export async function countsPictures(messageId: string, scene: Scene): Promise<boolean> {
  const beside = await scene.history.shown(besideCard(messageId))
  // Without a card of their own the pictures were on the message's.
  return !beside || (beside.kind === 'notice' && beside.lines[0] === scene.words.photoTaken)
}

/** With a title, since a card stays a card. */
function redrawn(
  { eventId, chat }: { eventId: string; chat: ChatRef },
  card: string,
  title: string,
  line: string,
): Outgoing {
  const reply: NoticeReply = { kind: 'notice', tone: 'grey', title, lines: [line], buttons: [] }
  return { key: `${card}@${eventId}`, chat, op: 'update', updates: card, reply }
}

export function turnOf(outgoing: Outgoing[], ignored?: string): Turn {
  return { entries: [], acts: [], outgoing, gaps: [], ...(ignored ? { ignored } : {}) }
}
