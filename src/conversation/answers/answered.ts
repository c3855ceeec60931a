import type { Pressed } from '../../message.ts'
import type { Button, CardReply, Contact, Quote, Reply } from '../../reply.ts'
import type { Organization, Person } from '../../roster/organization.ts'
import { unitById } from '../../roster/organization.ts'
import { cardKey } from '../reports/record-card.ts'
import type { Message } from '../said.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'
import { calendarFile } from './calendar.ts'

/** A question that was answered, as the table `answers` has it. */
export interface Asked {
  answerId: string
  question: string
  outcome: 'answer' | 'clarify' | 'not-found'
  /** Paths of the cited documents. */
  documents: string[]
}

/** Reading what was asked; writing happens only with the turn. */
export interface AskedQuestions {
  byId(answerId: string): Promise<(Asked & { chat: Message['chat']; personId: string }) | undefined>
  /** The vote of a person; undefined where there is none. */
  vote(answerId: string, personId: string): Promise<boolean | undefined>
}

type Effect = Pick<Turn, 'outgoing' | 'feedback' | 'toast'>

const ADMIN = '管理员'
const handoverKey = (answerId: string) => `${answerId}:handover`

/** Who a question of this section goes to: its leader, else its staff, else an admin; nobody else's question is theirs. */
function officerFor(section: string | undefined, organization: Organization): Person | undefined {
  const unit = organization.units.find(
    (one) => one.kind === 'section' && section !== undefined && [one.name, ...one.aliases].includes(section),
  )
  const of = (role?: Person['role']) =>
    organization.people.find((one) => one.unit === unit?.id && (!role || one.role === role))
  return (unit && (of('leader') ?? of())) ?? organization.people.find((one) => one.role === 'admin')
}

/** “转给养老服务科”, where somebody is there to take it. */
export function handoverButton(answerId: string, contact: Contact | undefined, scene: Scene): Button[] {
  const { organization } = scene.bureau
  const officer = officerFor(contact?.section, organization)
  if (!officer) return []
  const label = scene.words.handOver(placeOf(officer, organization))
  return [{ label, action: 'answer.handover', value: { answerId } }]
}

/** Helpful, unhelpful, to be handed over: only in the chat where the answer stands. */
export async function pressAnswer(press: Pressed, person: Person | undefined, scene: Scene): Promise<Effect> {
  const asked = await scene.asked.byId(String(press.value.answerId ?? ''))
  if (!asked || asked.chat.id !== press.chat.id)
    return { outgoing: [], toast: { tone: 'warning', text: scene.words.pressUnknown } }
  if (press.action === 'answer.handover') return handOver(asked, person, scene)
  if (press.action === 'answer.calendar') return sendCalendar(asked.answerId, press, scene)
  const helpful = press.action === 'answer.helpful'
  const before = await scene.asked.vote(asked.answerId, press.senderId)
  const text = helpful ? scene.words.thanksForFeedback : scene.words.willImprove
  if (before === helpful) return { outgoing: [], toast: { tone: 'info', text: scene.words.votedAlready } }
  return {
    outgoing: [],
    feedback: { answerId: asked.answerId, helpful },
    toast: { tone: 'success', text: before === undefined ? text : scene.words.voteChanged(helpful) },
  }
}

/** What the card told of a schedule, as a calendar file. */
async function sendCalendar(answerId: string, press: Pressed, scene: Scene): Promise<Effect> {
  const said = await saidTo(answerId, scene)
  const events = said.flatMap((part) => (part.kind === 'answer' ? (part.events ?? []) : []))
  if (!events.length) return { outgoing: [], toast: { tone: 'warning', text: scene.words.pressUnknown } }
  const reply = await calendarFile(events, scene.bureau.organization.timezone, scene.now)
  return {
    outgoing: [
      { ...{ key: cardKey(press.eventId), chat: press.chat, op: 'send', replyTo: press.messageId }, reply },
    ],
    toast: { tone: 'info', text: scene.words.fileComes },
  }
}

async function handOver(
  asked: NonNullable<Awaited<ReturnType<AskedQuestions['byId']>>>,
  person: Person | undefined,
  scene: Scene,
): Promise<Effect> {
  const { words, bureau } = scene
  const said = await saidTo(asked.answerId, scene)
  const officer = officerFor(contactOf(said)?.section, bureau.organization)
  if (!officer) return { outgoing: [], toast: { tone: 'warning', text: words.nobodyToHandTo } }
  const place = placeOf(officer, bureau.organization)
  const key = handoverKey(asked.answerId)
  if (await scene.history.replied(key))
    return { outgoing: [], toast: { tone: 'info', text: words.handedAlready(`${place}${officer.name}`) } }
  const inGroup = asked.chat.kind === 'group'
  const who = person ? `${unitById(bureau.organization, person.unit)?.name ?? ''}${person.name}` : ''
  const answerLine = openWords(said)
  const lines = [
    words.handedQuestion(asked.question),
    words.handedFrom(who, inGroup),
    ...(answerLine ? [words.handedAnswer(answerLine)] : []),
    words.handedHow(inGroup),
  ]
  const original = await scene.history.said(asked.answerId)
  const told: Outgoing = {
    ...{ key: `${asked.answerId}:handed`, chat: asked.chat, op: 'send' },
    ...(original ? { replyTo: asked.answerId } : {}),
    // In a group the section is enough; who it is stands in the toast.
    reply: notice(words.handed(inGroup ? place : `${place}${officer.name}`)),
  }
  return {
    outgoing: [
      {
        ...{ key, chat: scene.privateChat(officer.openId), op: 'send' },
        reply: { kind: 'notice', tone: 'turquoise', title: words.handedTitle, lines, buttons: [] },
      },
      told,
    ],
    toast: { tone: 'success', text: words.handed(`${place}${officer.name}`) },
  }
}

/** The officer's reply to a question that was handed over: in their words, to the chat that asked, nowhere else. */
export async function officerReply(
  message: Message,
  person: Person | undefined,
  scene: Scene,
): Promise<Outgoing[] | undefined> {
  if (!person || !message.parentId || message.chat.kind !== 'private') return undefined
  // An edit is not passed on once more; words that were heard are, once confirmed.
  if (message.revision && !message.chosen) return undefined
  const key = await scene.history.keyOf(message.parentId)
  const answerId = key?.endsWith(':handover') ? key.slice(0, -':handover'.length) : ''
  const asked = answerId ? await scene.asked.byId(answerId) : undefined
  if (!asked) return undefined
  const { organization } = scene.bureau
  const officer = officerFor(contactOf(await saidTo(answerId, scene))?.section, organization)
  // Whoever has left the post since then no longer speaks for the section.
  if (officer?.openId !== person.openId) return undefined
  const original = await scene.history.said(answerId)
  const who = `${placeOf(officer, organization)}${officer.name}`
  return [
    {
      ...{ key: `${message.messageId}:forward`, chat: asked.chat, op: 'send' },
      ...(original ? { replyTo: answerId } : {}),
      reply: {
        ...{ kind: 'notice', tone: 'turquoise', title: scene.words.officerAnswers(who) },
        ...{ lines: [`“${message.text}”`, scene.words.officerAsked(asked.question)], buttons: [] },
      },
    },
    {
      ...{ key: cardKey(message.messageId), chat: message.chat, op: 'send', replyTo: message.messageId },
      reply: notice(scene.words.forwardedToAsker),
    },
  ]
}

async function saidTo(answerId: string, scene: Scene): Promise<CardReply[]> {
  const reply = await scene.history.shown(cardKey(answerId))
  return reply ? partsOf(reply) : []
}

function partsOf(reply: Reply): CardReply[] {
  return reply.kind === 'mixed' ? reply.parts : reply.kind === 'file' ? [] : [reply]
}

function contactOf(parts: readonly CardReply[]): Contact | undefined {
  return parts.map((part) => ('contact' in part ? part.contact : undefined)).find((one) => one !== undefined)
}

/** What the officer may be told of the answer: nothing where it rests on a document that not everybody may read. */
function openWords(parts: readonly CardReply[]): string {
  const quotes: Quote[] = parts.flatMap((part) => ('quotes' in part ? part.quotes : []))
  if (quotes.some((quote) => !quote.open)) return ''
  return parts
    .map((part) => (part.kind === 'answer' ? part.answer : part.kind === 'not-found' ? part.lead : ''))
    .filter(Boolean)
    .join('\n')
}

function placeOf(officer: Person, organization: Organization): string {
  if (officer.role === 'admin') return ADMIN
  return unitById(organization, officer.unit)?.name ?? ''
}

function notice(line: string): Reply {
  return { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] }
}
