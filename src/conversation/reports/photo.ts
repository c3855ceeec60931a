import type { Pressed, Said, Unreadable } from '../../message.ts'
import type { NoticeReply } from '../../reply.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'
import { cardKey } from './record-card.ts'

/** What is read counts as said only once its sender has confirmed it: more than this nobody looks over in a card. */
const MOST = 600

/** The words of a photo, shown to be confirmed; undefined where nothing can be read. */
export async function sentPhoto(photo: Unreadable, scene: Scene): Promise<Turn | undefined> {
  const { key } = photo.file ?? { key: '' }
  if (photo.content !== 'image' || !key || !scene.readPhoto) return undefined
  if (await scene.history.recalled(photo.messageId)) return turnOf([], 'recalled-before')
  const lines = (await scene.readPhoto(photo.messageId, key))?.map((line) => line.trim()).filter(Boolean)
  if (!lines?.length) return undefined
  const text = lines.join('\n')
  const value = { message: photo.messageId, by: photo.senderId, at: photo.sentAt, text }
  const reply: NoticeReply =
    text.length > MOST
      ? { kind: 'notice', tone: 'grey', title: '', lines: [scene.words.photoLong], buttons: [] }
      : {
          ...{ kind: 'notice', tone: 'orange', title: scene.words.photoTitle },
          lines: [...lines, scene.words.photoRight],
          buttons: [
            { label: scene.words.photoYes, action: 'photo.yes', value, style: 'primary' },
            { label: scene.words.photoNo, action: 'photo.no', value },
          ],
        }
  return turnOf([
    {
      ...{ key: cardKey(photo.messageId), chat: photo.chat, op: 'send' as const },
      ...{ replyTo: photo.messageId, reply },
    },
  ])
}

/** What was confirmed, as if it had been typed in the photo's place; undefined when it is not whoever sent the photo. */
export function confirmedPhoto(
  press: Pressed,
): (Said & { revision: string; replied: true; chosen: true }) | undefined {
  const { message, by, at, text } = press.value
  if (by !== press.senderId || typeof message !== 'string' || typeof text !== 'string' || !text)
    return undefined
  return {
    ...{
      kind: 'said',
      eventId: press.eventId,
      messageId: message,
      chat: press.chat,
      senderId: press.senderId,
    },
    ...{ sentAt: typeof at === 'string' ? at : press.sentAt, text, addressed: true },
    ...{ revision: press.eventId, replied: true, chosen: true },
  }
}

/** The card of a photo that was not read right. */
export function refusedPhoto(press: Pressed, scene: Scene): Turn {
  const card = cardKey(String(press.value.message ?? ''))
  const reply: NoticeReply = {
    ...{
      kind: 'notice',
      tone: 'grey',
      title: scene.words.photoTitle,
      lines: [scene.words.photoWrong],
      buttons: [],
    },
  }
  const update = {
    key: `${card}@${press.eventId}`,
    chat: press.chat,
    op: 'update' as const,
    updates: card,
    reply,
  }
  return { ...turnOf([update]), toast: { tone: 'info', text: scene.words.photoWrong } }
}

function turnOf(outgoing: Outgoing[], ignored?: string): Turn {
  return { entries: [], acts: [], outgoing, gaps: [], ...(ignored ? { ignored } : {}) }
}
