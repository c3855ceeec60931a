import { growing } from '../../conversation/live.ts'
import type { LiveTarget, Transport } from '../../conversation/ports.ts'
import { reasonOf } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { Calls, Content } from '../api/calls.ts'
import { escapeMarkdown } from '../cards/escape.ts'
import { renderCards } from '../cards/render.ts'
import { attempt, isFinal, isOvertaken, type Posted, type Refusal } from './outcome.ts'
import { liveIn, PATCHED, rememberLive, type SentPieces } from './pieces.ts'
import { placeOf, post } from './post.ts'
import { uuidOf } from './uuid.ts'

/** Texts that grow in chats, by the key of the parcel that each becomes. */
export type LiveCards = Required<Pick<Transport, 'grow' | 'still' | 'stands'>>

export interface LiveCardParts {
  calls: Calls
  pieces: SentPieces
  log: Log
  pause(ms: number): Promise<void>
}

/** How a text that stands is changed. */
interface Way {
  /** A card takes 10 calls a second, its end among them; a message 5. */
  gapMs: number
  put(text: string): Promise<Posted>
}

interface Session {
  target: LiveTarget
  text: string
  shown: string
  way?: Way
  over: boolean
  ended: Promise<void>
  end(): void
  running?: Promise<void> | undefined
}

const ELEMENT = 'text'
const CARD_GAP_MS = 150
const MESSAGE_GAP_MS = 300
const LATER_MS = 1_000
/** Scopes: an admin must grant them first, which takes a new version of the app. */
const UNGRANTED = new Set([99991672, 99991679])

/**
 * Shows growing texts: in a card of its own kind, whose id is kept before the card is sent, so that whoever delivers the answer
 * finds it; where that is refused, in a message that is changed; else not at all.
 */
export function createLiveCards({ calls, pieces, log, pause }: LiveCardParts): LiveCards {
  const sessions = new Map<string, Session>()
  let granted = true

  async function begin({ key, chat, replyTo }: LiveTarget, text: string): Promise<Way | undefined> {
    // Of an earlier process: only the answer itself may still touch it.
    if ((await pieces.of(key)).length) return undefined
    const send = async (live: string, content: string) => {
      await rememberLive(pieces, key, live)
      const message: Content = { msgType: 'interactive', content }
      const posted = await post(calls, placeOf(chat, replyTo), message, uuidOf(key, 0))
      if ('refusal' in posted) {
        if (isFinal(posted.refusal)) await rememberLive(pieces, key, '')
        return undefined
      }
      await pieces.remember(key, { piece: 0, messageId: posted.messageId, form: 'interactive' })
      return posted.messageId
    }
    const made = granted ? await attempt('card-make', () => calls.makeCard(growingCard(text))) : undefined
    if (made && !('refusal' in made)) {
      const { messageId: cardId } = made
      return (await send(cardId, cardMessage(cardId))) === undefined ? undefined : cardWay(calls, cardId)
    }
    if (made && !isFinal(made.refusal)) return undefined
    if (made && UNGRANTED.has(made.refusal.failure.facts.code ?? 0)) granted = false
    const messageId = await send(PATCHED, plainCard(text))
    return messageId ? messageWay(calls, messageId) : undefined
  }

  async function run(session: Session): Promise<void> {
    while (!session.over && session.text !== session.shown) {
      const { text, way } = session
      if (!way) {
        const begun = await begin(session.target, text)
        if (!begun) return session.end()
        session.way = begun
      }
      const refusal = way && refusalOf(await way.put(text))
      const arrived = !refusal || isOvertaken(refusal)
      if (arrived) session.shown = text
      else if (isFinal(refusal)) return session.end()
      const gapMs = arrived ? (session.way?.gapMs ?? 0) : (refusal.failure.facts.resetMs ?? LATER_MS)
      await Promise.race([pause(gapMs), session.ended])
    }
  }

  function open(target: LiveTarget): Session {
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    const session: Session = { target, text: '', shown: '', over: false, ended, end: () => undefined }
    session.end = () => {
      session.over = true
      resolve()
    }
    sessions.set(target.key, session)
    return session
  }

  return {
    async grow(target, text) {
      const session = sessions.get(target.key) ?? open(target)
      session.text = text
      session.running ??= run(session)
        .catch((error: unknown) => {
          log('debug', 'not-live', { reason: reasonOf(error) })
          session.end()
        })
        .finally(() => {
          session.running = undefined
        })
      await session.running
    },
    stands: async (key) => liveIn(await pieces.of(key)) !== undefined,
    async still(key) {
      const session = sessions.get(key)
      session?.end()
      await session?.running
      sessions.delete(key)
    },
  }
}

/** Such a card is sent by its id. */
export function cardMessage(cardId: string): string {
  return JSON.stringify({ type: 'card', data: { card_id: cardId } })
}

function cardWay(calls: Calls, cardId: string): Way {
  let sequence = 0
  const put = async (text: string) => {
    sequence += 1
    await calls.putText(cardId, ELEMENT, escapeMarkdown(text), sequence)
    return cardId
  }
  return { gapMs: CARD_GAP_MS, put: (text) => attempt('card-text', () => put(text)) }
}

function messageWay(calls: Calls, messageId: string): Way {
  const put = (text: string) => calls.patch(messageId, plainCard(text)).then(() => messageId)
  return { gapMs: MESSAGE_GAP_MS, put: (text) => attempt('patch', () => put(text)) }
}

function plainCard(text: string): string {
  return growingCard(text, false)
}

/** Its one element has a name. The list of chats, which cuts sentences off, shows none of it. */
function growingCard(text: string, streams = true): string {
  const reply = growing(text)
  const card = JSON.parse(renderCards(reply)[0]?.content ?? '') as {
    config: object
    body: { elements: object[] }
  }
  const [element, ...rest] = card.body.elements
  const summary = { content: reply.title }
  return JSON.stringify({
    ...card,
    config: { ...card.config, summary, ...(streams ? { streaming_mode: true } : {}) },
    body: { ...card.body, elements: [{ ...element, element_id: ELEMENT }, ...rest] },
  })
}

function refusalOf(posted: Posted): Refusal | undefined {
  return 'refusal' in posted ? posted.refusal : undefined
}
