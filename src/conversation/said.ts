import type { Said } from '../message.ts'
import type { Reply } from '../reply.ts'
import { type Reading, readMessage } from '../reporting/read.ts'
import type { Person } from '../roster/organization.ts'
import { firstAdmin } from '../roster/permissions.ts'
import type { SummaryRequest } from '../summary/request.ts'
import { outgoingOf, together, turnOf } from './answer-card.ts'
import { asksForCalendar, calendarFile } from './answers/calendar.ts'
import { gapsAsked } from './answers/gaps.ts'
import { explored, reworded, suggestedReport, suggestedRequest } from './answers/helped.ts'
import { answerQuestion } from './answers/questions.ts'
import { type CaseEffect, caseSaid } from './cases/cases.ts'
import { caseGone, caseMeant, takeBackCases } from './cases/taken-back.ts'
import { fillSaid } from './filling/fill-turn.ts'
import { MAX_QUESTION } from './phrases.ts'
import { refreshCards } from './reports/card-updates.ts'
import { standingFor, takeBack } from './reports/changes.ts'
import { cardKey, isLive } from './reports/record-card.ts'
import { type ReportEffect, recordReport } from './reports/reports.ts'
import { withdrawReport } from './reports/withdrawals.ts'
import { orderStanding } from './rounds/standing-orders.ts'
import type { Scene } from './scene.ts'
import { requestBeside } from './summaries/request-beside.ts'
import { type Composed, requestIn, summarize } from './summaries/summaries.ts'
import { withFile } from './summaries/summary-file.ts'
import type { ChatContext, Gap, Outgoing, Turn } from './turn.ts'

/** `replyTo`: the platform message to answer under, where it is not the message itself (a pressed suggestion). */
export type Message = Said & { revision?: string; replyTo?: string; replied?: boolean; chosen?: boolean }

/** Understands what was said and hands it to one feature; a report with a question in it goes to both. */
export async function answerSaid(
  message: Message,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
): Promise<Turn> {
  const standing = message.revision ? undefined : await orderStanding(message, person, scene)
  if (standing) {
    const { reply, ...order } = standing
    return { understood: 'other', ...turnOf(message, reply), context, ...order }
  }
  const filled = message.revision ? undefined : await fillSaid(message, person, scene)
  if (filled) return { understood: 'other', ...turnOf(message, filled), context }
  const taken = message.revision
    ? await takeBackCases(message.messageId, message.eventId, message.senderId, scene)
    : []
  const cased = await caseSaid(message, person, context, scene, taken)
  const reading = read(message, person, cased?.context ?? context, scene)
  const meant = cased ? undefined : await caseMeant(message, reading, person, scene)
  const events = [...taken, ...(cased?.events ?? meant?.events ?? [])]
  const caseEvents = events.length ? { caseEvents: events } : {}
  if (meant?.alone) {
    const turn = turnOf(message, meant.reply)
    const outgoing = await caseGone(events, message.eventId, turn.outgoing, scene)
    return { understood: reading.kind, ...turn, outgoing, context, ...caseEvents }
  }
  if (cased && !(reading.kind === 'report' && reading.figures.length))
    return { understood: 'other', ...(await caseTurn(message, cased, person, scene)), ...caseEvents }
  const turn = await decide(message, reading, person, cased?.context ?? context, scene)
  if (cased) return { understood: reading.kind, ...withCase(turn, cased, message), ...caseEvents }
  // An edited message that tells of no case any more, or a withdrawal of one that told of figures too.
  const outgoing = await caseGone(events, message.eventId, turn.outgoing, scene)
  return { understood: reading.kind, ...turn, outgoing, ...caseEvents }
}

async function caseTurn(
  message: Message,
  cased: CaseEffect,
  person: Person | undefined,
  scene: Scene,
): Promise<Turn> {
  const gone = message.revision ? await forgetEdited(message, scene) : { entries: [], acts: [], outgoing: [] }
  const earlier = gone.outgoing.filter((one) => one.updates !== cardKey(message.messageId))
  const turn = turnOf(message, cased.reply)
  const rest = cased.events.length ? requestBeside(message.text, { figures: [] }, scene) : ''
  const asked = rest
    ? await ask(message, rest, person, cased.context, scene, besideKey(message))
    : { outgoing: [], context: cased.context }
  const apart = await besideOf(message, asked.outgoing[0], scene)
  const outgoing = [
    ...earlier,
    ...turn.outgoing,
    ...(cased.personal ? [cased.personal] : []),
    ...(apart ? [apart] : []),
  ]
  const context = (apart && asked.context) || cased.context
  return { ...turn, entries: gone.entries, acts: gone.acts, outgoing, context }
}

/** Figures and a case in one message: one card for both. */
function withCase(turn: Turn, cased: CaseEffect, message: Message): Turn {
  const card = cardKey(message.messageId)
  const outgoing = turn.outgoing.map((one) =>
    one.key === card || one.updates === card ? { ...one, reply: together(one.reply, cased.reply) } : one,
  )
  return { ...turn, outgoing: [...outgoing, ...(cased.personal ? [cased.personal] : [])] }
}

async function decide(
  message: Message,
  reading: Reading,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
): Promise<Turn> {
  const remembers: ChatContext = { ...context, reporting: reading.context }
  if ((person && reading.unsure.length) || ['report', 'correction', 'withdrawal'].includes(reading.kind))
    return report(message, reading, person, remembers, scene)
  const suggested = await suggestedReport(message, reading, person, context, scene)
  if (suggested) return report(message, suggested, person, remembers, scene)
  // A count of something that no indicator covers: said so and kept for the admin.
  if (person && reading.kind === 'other' && reading.unmatched.length)
    return report(message, reading, person, remembers, scene)
  const unrecorded = message.revision
    ? await forgetEdited(message, scene)
    : { entries: [], acts: [], outgoing: [] }
  const turn =
    person && reading.planned
      ? { ...turnOf(message, plannedOnly(scene)), context: remembers }
      : await ask(message, message.text, person, remembers, scene)
  return {
    ...turn,
    entries: [...unrecorded.entries, ...turn.entries],
    acts: [...unrecorded.acts, ...turn.acts],
    // The edited message's card shows the new answer; what it recorded is gone with the old words.
    outgoing: [
      ...unrecorded.outgoing.filter((one) => one.updates !== cardKey(message.messageId)),
      ...turn.outgoing,
    ],
  }
}

function plannedOnly(scene: Scene): Reply {
  return { kind: 'notice', tone: 'plain', title: '', lines: [scene.words.planned], buttons: [] }
}

function read(message: Message, person: Person | undefined, context: ChatContext, scene: Scene): Reading {
  const sender = { name: person?.name ?? '', unit: person?.unit ?? '' }
  return readMessage(
    {
      text: message.text,
      sentAt: message.sentAt,
      sender,
      context: context.reporting as Reading['context'] | undefined,
    },
    scene.bureau,
  )
}

async function report(
  message: Message,
  reading: Reading,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
): Promise<Turn> {
  if (!person) {
    const line = scene.words.unknownPerson(
      firstAdmin(scene.bureau.organization)?.name ?? '',
      message.senderId,
    )
    return turnOf(message, { kind: 'notice', tone: 'red', title: '', lines: [line], buttons: [] })
  }
  const before = message.revision ? await standingFor(message.messageId, scene) : []
  const effect =
    reading.kind === 'withdrawal'
      ? await withdrawReport(message, reading, person, scene, before)
      : await recordReport(message, reading, person, scene, before)
  const gaps = effect.unmatched.map((text): Gap => ({ kind: 'indicator', text }))
  const rest = reading.rest?.trim() || requestBeside(message.text, reading, scene)
  if (!rest) return { ...turnOf(message, effect.reply), ...effects(effect, message), context, gaps }
  const asked = await ask(message, rest, person, context, scene, besideKey(message))
  const apart = await besideOf(message, asked.outgoing[0], scene)
  const reply = apart ? effect.reply : together(effect.reply, asked.outgoing[0]?.reply)
  const told = effects(effect, message, reply)
  return {
    ...turnOf(message, reply),
    ...told,
    outgoing: [...told.outgoing, ...(apart ? [apart] : [])],
    context: asked.context ?? context,
    gaps: [...gaps, ...asked.gaps],
    ...(asked.asked ? { asked: asked.asked } : {}),
  }
}

function besideKey(message: Message): string {
  return `${cardKey(message.messageId)}:beside`
}

/** A summary or a file stands beside the record card, not on it: it has a life and buttons of its own. */
async function besideOf(
  message: Message,
  answer: Outgoing | undefined,
  scene: Scene,
): Promise<Outgoing | undefined> {
  if (!answer?.summary && answer?.reply.kind !== 'file') return undefined
  const key = besideKey(message)
  const { updates: _updates, ...rest } = answer
  if (message.revision && answer.summary && (await scene.history.replied(key)))
    return { ...rest, key: `${key}@${message.revision}`, op: 'update', updates: key }
  return { ...rest, key, op: 'send', replyTo: message.replyTo ?? message.messageId }
}

function effects(effect: ReportEffect, message: Message, reply = effect.reply) {
  return {
    entries: effect.entries,
    acts: effect.acts,
    outgoing: [...effect.updates, outgoingOf(message, reply)],
  }
}

/** An edited message that reports nothing any more: its figures are withdrawn, what they had replaced is back. */
async function forgetEdited(
  message: Message,
  scene: Scene,
): Promise<Pick<Turn, 'entries' | 'acts' | 'outgoing'>> {
  const before = (await scene.ledger.ofMessage(message.messageId)).filter(isLive)
  const gone = await takeBack(before, message.messageId, message.eventId, message.senderId, scene)
  const touched = [...before, ...gone.touched]
  const outgoing = await refreshCards(touched, gone.acts, message.eventId, scene, { added: gone.entries })
  return { entries: gone.entries, acts: gone.acts, outgoing }
}

async function ask(
  message: Message,
  text: string,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
  key = cardKey(message.messageId),
): Promise<Turn> {
  if (text.length > MAX_QUESTION)
    return turnOf(message, {
      kind: 'notice',
      tone: 'grey',
      title: '',
      lines: [scene.words.tooLong(text.length)],
      buttons: [],
    })
  const known = context.summary as SummaryRequest | undefined
  const request =
    requestIn(text, scene, { person, ...(known ? { context: known } : {}) }) ??
    (await suggestedRequest(message, text, person, context, scene))
  if (request) {
    const audience = person && { person, chat: message.chat }
    const { reply, posted }: Composed = audience
      ? await (message.revision ? summarize : withFile)(request, audience, key, scene)
      : { reply: refuseSummary(scene) }
    // Asking for figures ends the talk about policy, and the other way round.
    const { policy: _policy, ...rest } = context
    const told =
      reply.kind === 'summary' ? { ...reply, headlines: await reworded(reply.headlines, scene) } : reply
    const turn = turnOf(message, told)
    const outgoing = turn.outgoing.map((one) => ({ ...one, ...(posted ? { summary: posted } : {}) }))
    return { ...turn, outgoing, context: { ...rest, summary: { ...request, restated: undefined } } }
  }
  const listed = await gapsAsked(message, person, scene)
  if (listed) return turnOf(message, listed)
  if (asksForCalendar(text)) return turnOf(message, await calendarOf(context, scene))
  const answered = await answerQuestion(message, text, person, context.policy, scene)
  const { policy, gap, asked } = answered
  const reply = answered.open ? await withFinds(answered.reply, message, text, person, scene) : answered.reply
  const { summary: _summary, events: _events, ...rest } = context
  const events = reply.kind === 'answer' && reply.events ? { events: reply.events } : {}
  return {
    ...turnOf(message, reply),
    context: { ...rest, policy, ...events },
    gaps: gap ? [{ kind: 'question', text: gap }] : [],
    ...(asked ? { asked } : {}),
  }
}

/** What was not found, with what a few look-ups came upon; nothing where something nearer is told already. */
async function withFinds(
  reply: Reply,
  message: Message,
  text: string,
  person: Person | undefined,
  scene: Scene,
): Promise<Reply> {
  if (reply.kind !== 'not-found') return reply
  if (/^最接近的是/.test(reply.searched) || reply.buttons?.some((one) => one.action === 'ask')) return reply
  const found = await explored(message, text, person, scene)
  return found ? { ...reply, searched: found } : reply
}

async function calendarOf({ events }: ChatContext, scene: Scene): Promise<Reply> {
  if (events?.length) return calendarFile(events, scene.bureau.organization.timezone, scene.now)
  const lines = [scene.words.nothingForCalendar]
  return { kind: 'notice', tone: 'plain', title: '', lines, buttons: [] }
}

function refuseSummary(scene: Scene): Reply {
  const line = scene.words.unknownPersonSummary(firstAdmin(scene.bureau.organization)?.name ?? '')
  return { kind: 'notice', tone: 'red', title: '', lines: [line], buttons: [] }
}
