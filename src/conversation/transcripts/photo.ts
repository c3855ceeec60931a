import type { Said, Unreadable } from '../../message.ts'
import type { NoticeReply } from '../../reply.ts'
import { cardKey } from '../reports/record-card.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'
import { besideCard, confirmButtons, turnOf } from './confirm.ts'
import type { Transcript, Unread } from './transcript.ts'

/** What is read counts as said only once its sender has confirmed it: more than this nobody looks over in a card. */
const MOST = 600

const PICTURE_NAME = /\.(?:jpe?g|png|bmp|webp|gif|tiff?|heic|heif)$/i

/** A picture that was sent as a picture, or as a file. */
export function isPicture(message: Unreadable): boolean {
  return (
    message.content === 'image' || (message.content === 'file' && PICTURE_NAME.test(message.file?.name ?? ''))
  )
}

/** The words of one or several pictures, shown to be confirmed. */
export async function sentPhoto(photo: Unreadable, scene: Scene): Promise<Turn> {
  if (await scene.history.recalled(photo.messageId)) return turnOf([], 'recalled-before')
  const type = photo.content === 'image' ? 'image' : 'file'
  const keys = photo.pictures ?? (photo.file ? [photo.file.key] : [])
  const read = await readAll(photo, keys, type, scene)
  const reply = read.lines.length
    ? asked(photo, read, read.lines.join('\n'), scene)
    : plain(read.why ? scene.words.photoUnread(read.why) : scene.words.photoNothing)
  return turnOf([sent(photo, cardKey(photo.messageId), reply)])
}

/** A message of text with pictures among it: the text is answered, what stands in the pictures is shown to be confirmed. */
export async function withPictures(turn: Turn, message: Said, scene: Scene): Promise<Turn> {
  const read = await readAll(message, message.pictures ?? [], 'image', scene)
  const card = besideCard(message.messageId)
  const text = `${message.text}\n${read.lines.join('\n')}`
  if (!read.lines.length)
    return { ...turn, outgoing: [...turn.outgoing, sent(message, card, plain(scene.words.photoBeside))] }
  // “见图”, say: nothing but the pictures is to be answered.
  if (isIdle(turn))
    return turnOf([sent(message, cardKey(message.messageId), asked(message, read, text, scene))])
  return {
    ...turn,
    outgoing: [...turn.outgoing, sent(message, card, asked(message, read, text, scene, card))],
  }
}

interface Read {
  lines: string[]
  /** How many pictures gave no text. */
  without: number
  why: Unread | undefined
}

async function readAll(
  { messageId, chat }: { messageId: string; chat: Said['chat'] },
  keys: readonly string[],
  type: 'image' | 'file',
  scene: Scene,
): Promise<Read> {
  const { readPhoto } = scene
  const all: Transcript[] =
    readPhoto && keys.length
      ? await Promise.all(keys.map((key) => readPhoto({ messageId, key, type, chat: chat.id })))
      : [{ kind: 'unread', why: 'not-here' }]
  const texts = all.flatMap((one) => (one.kind === 'text' ? [one.lines] : []))
  const why = all.flatMap((one) => (one.kind === 'unread' ? [one.why] : []))[0]
  const lines = texts.flat().map((line) => line.trim())
  return { lines: lines.filter(Boolean), without: all.length - texts.length, why }
}

function asked(
  source: { messageId: string; senderId: string; sentAt: string; parentId?: string },
  { lines, without }: Read,
  text: string,
  scene: Scene,
  beside?: string,
): NoticeReply {
  const { words } = scene
  if (lines.join('\n').length > MOST) return plain(words.photoLong, 'grey')
  return {
    ...{ kind: 'notice', tone: 'orange', title: words.photoTitle },
    lines: [words.photoRight, ...lines, ...(without ? [words.photoSome(without)] : [])],
    buttons: confirmButtons({ ...source, kind: 'photo' }, text, scene, beside),
  }
}

/** Nothing was understood and nothing is caused. */
function isIdle(turn: Turn): boolean {
  const { entries, acts, caseEvents = [], standing, blanks, understood } = turn
  return (
    understood === 'other' && !entries.length && !acts.length && !caseEvents.length && !standing && !blanks
  )
}

function plain(line: string, tone: 'plain' | 'grey' = 'plain'): NoticeReply {
  return { kind: 'notice', tone, title: '', lines: [line], buttons: [] }
}

function sent(message: { messageId: string; chat: Said['chat'] }, key: string, reply: NoticeReply): Outgoing {
  return { key, chat: message.chat, op: 'send', replyTo: message.messageId, reply }
}
