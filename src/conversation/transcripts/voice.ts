import type { Said, Unreadable } from '../../message.ts'
import type { NoticeReply, Reply } from '../../reply.ts'
import { cardKey } from '../reports/record-card.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'
import { confirmButtons, turnOf } from './confirm.ts'

/** More than this nobody looks over in a card: four minutes of quick talk. */
const MOST = 1_200
const LONGEST_MS = 300_000
/** What may be answered before anybody confirms: it records nothing and tells nobody else. */
const ANSWERED = new Set(['question', 'summary', 'other'])

/**
 * A voice message as the platform hears it. A question is answered at once under what was heard; whatever would record or pass on
 * something is shown first, and counts once its sender has confirmed the words.
 */
export async function sentVoice(
  voice: Unreadable,
  scene: Scene,
  answer: (message: Said) => Promise<Turn>,
): Promise<Turn> {
  const { words } = scene
  if (await scene.history.recalled(voice.messageId)) return turnOf([], 'recalled-before')
  const tell = (line: string) => turnOf([sent(voice, notice(line))])
  if (!scene.hear || !voice.file) return tell(words.voiceUnread('not-here'))
  if ((voice.durationMs ?? 0) > LONGEST_MS) return tell(words.voiceUnread('too-long'))
  const heard = await scene.hear(voice.messageId, voice.file.key)
  if (heard.kind === 'unread') return tell(words.voiceUnread(heard.why))
  const text = heard.kind === 'text' ? heard.lines.join('\n').trim() : ''
  if (!text) return tell(words.voiceNothing)
  if (text.length > MOST) return tell(words.voiceLong)
  const { content: _content, file: _file, durationMs: _durationMs, pictures: _pictures, ...arrival } = voice
  const turn = await answer({ ...arrival, kind: 'said', text, addressed: true })
  if (turn.ignored) return turn
  return isHarmless(turn, voice)
    ? withHeard(turn, voice, text, scene)
    : turnOf([sent(voice, asked(voice, text, scene))])
}

function isHarmless(turn: Turn, { chat }: Unreadable): boolean {
  const { entries, acts, caseEvents = [], standing, blanks, outgoing, context, understood = '' } = turn
  const records = entries.length || acts.length || caseEvents.length || standing || blanks || context?.cases
  return !records && ANSWERED.has(understood) && outgoing.every((one) => one.chat.id === chat.id)
}

/** The answer, under the words that it answers: whoever was misheard sees why. */
function withHeard(turn: Turn, voice: Unreadable, text: string, scene: Scene): Turn {
  const card = cardKey(voice.messageId)
  const first = notice(scene.words.heard(text))
  const outgoing = turn.outgoing.flatMap((one): Outgoing[] => {
    if (one.key !== card) return [one]
    if (one.reply.kind === 'file') return [{ ...sent(voice, first), key: `${card}:heard` }, one]
    return [{ ...one, reply: under(first, one.reply) }]
  })
  return { ...turn, outgoing }
}

function under(first: NoticeReply, reply: Exclude<Reply, { kind: 'file' }>): Reply {
  if (reply.kind === 'mixed') return { ...reply, parts: [first, ...reply.parts] }
  if (reply.kind === 'notice' && !reply.title) return { ...reply, lines: [...first.lines, ...reply.lines] }
  return { kind: 'mixed', parts: [first, reply] }
}

function asked(voice: Unreadable, text: string, scene: Scene): NoticeReply {
  const { words } = scene
  return {
    ...{ kind: 'notice', tone: 'orange', title: words.voiceTitle },
    lines: [`“${text}”`, words.voiceRight],
    buttons: confirmButtons({ ...voice, kind: 'voice' }, text, scene),
  }
}

function notice(line: string): NoticeReply {
  return { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] }
}

function sent(voice: Unreadable, reply: NoticeReply): Outgoing {
  return { key: cardKey(voice.messageId), chat: voice.chat, op: 'send', replyTo: voice.messageId, reply }
}
