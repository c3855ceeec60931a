import type { ChatRef } from '../../message.ts'
import type { Reply } from '../../reply.ts'
import type { Person } from '../../roster/organization.ts'
import { nextBeat, type Rhythm, rhythmText } from '../../summary/rhythm.ts'
import { readStandingOrder, type StandingWords } from '../../summary/standing-order.ts'
import { type Scene, timeIn } from '../scene.ts'
import { requestIn } from '../summaries/summaries.ts'
import type { Turn } from '../turn.ts'

/** Something that a leader has ordered to be sent again and again. */
export interface StandingOrder {
  id: string
  chat: ChatRef
  personId: string
  rhythm: Rhythm
  /** What is sent, in the leader's words, read anew each time: “本周汇总”. */
  words: string
  /** UTC ISO */
  createdAt: string
}

/** Reading standing orders; writing happens only through `Inbox.commit`. */
export interface StandingOrders {
  active(): Promise<StandingOrder[]>
  /** Those active ones whose last card was refused for good: the chat is gone, or the bot is no longer in it. */
  undeliverable(): Promise<StandingOrder[]>
}

type Effect = Pick<Turn, 'standing'> & { reply: Reply }

/** Sets, lists or cancels what is sent regularly; undefined when the words are about none of it. */
export async function orderStanding(
  said: { text: string; messageId: string; chat: ChatRef },
  person: Person | undefined,
  scene: Scene,
): Promise<Effect | undefined> {
  const words = readStandingOrder(said.text)
  if (!words) return undefined
  if (!person || person.role === 'staff') return { reply: notice('grey', [scene.words.standingForLeaders]) }
  switch (words.kind) {
    case 'incomplete':
      return { reply: notice('orange', [words.question]) }
    case 'list':
      return { reply: listed(await ordersOf(said.chat, person, scene), scene) }
    case 'cancel':
      return cancel(words.which, await ordersOf(said.chat, person, scene), scene)
    case 'set':
      return set(words, said, person, scene)
  }
}

function set(
  words: Extract<StandingWords, { kind: 'set' }>,
  said: { messageId: string; chat: ChatRef },
  person: Person,
  scene: Scene,
): Effect {
  const { organization, years } = scene.bureau
  const request = requestIn(words.words, scene)
  if (!request) return { reply: notice('orange', [scene.words.standingWhat(words.words)]) }
  if (words.here && said.chat.kind === 'private')
    return { reply: notice('orange', [scene.words.standingInGroup]) }
  const { rhythm } = words
  const order: StandingOrder = {
    id: `${said.messageId}.order`,
    chat: said.chat,
    personId: person.openId,
    rhythm,
    words: words.words,
    createdAt: scene.now,
  }
  const next = nextBeat(rhythm, scene.now, organization.timezone, years)
  const lines = [
    scene.words.standingSet(rhythmText(rhythm), words.words, said.chat.kind === 'group'),
    next ? scene.words.standingNext(timeIn(next.at, scene)) : '',
  ]
  return { reply: notice('green', lines.filter(Boolean)), standing: { set: order } }
}

/** Of a group its orders, of a private chat the person's own. */
async function ordersOf(chat: ChatRef, person: Person, scene: Scene): Promise<StandingOrder[]> {
  const all = await scene.standing.active()
  return all.filter(
    (one) => one.chat.id === chat.id || (chat.kind === 'private' && one.personId === person.openId),
  )
}

function listed(orders: readonly StandingOrder[], scene: Scene): Reply {
  if (!orders.length) return notice('grey', [scene.words.standingNone])
  return notice('plain', [scene.words.standingList, ...orders.map(orderText)])
}

function cancel(which: string, orders: readonly StandingOrder[], scene: Scene): Effect {
  if (!orders.length) return { reply: notice('grey', [scene.words.standingNone]) }
  const named = orders.filter((one) => resembles(one, which))
  const chosen = named.length ? named : orders
  if (chosen.length > 1 && !/全部|所有|都/.test(which))
    return { reply: notice('orange', [scene.words.standingWhich, ...chosen.map(orderText)]) }
  const ids = chosen.map((one) => one.id)
  return {
    reply: notice('green', [scene.words.standingCancelled, ...chosen.map(orderText)]),
    standing: { cancel: ids },
  }
}

/** The words of a cancellation name the rhythm or what is sent. */
function resembles({ rhythm, words }: StandingOrder, which: string): boolean {
  const text = rhythmText(rhythm)
  const day = /^每(?:周[一二三四五六日]|月(?:最后一天|\d+日)|季度|个工作日|天)/.exec(text)?.[0]
  return (day !== undefined && which.includes(day)) || which.includes(words)
}

function orderText({ rhythm, words, chat }: StandingOrder): string {
  return `· ${rhythmText(rhythm)} “${words}”${chat.kind === 'group' ? '（发到群里）' : ''}`
}

function notice(tone: 'plain' | 'grey' | 'green' | 'orange', lines: string[]): Reply {
  return { kind: 'notice', tone, title: '', lines, buttons: [] }
}
