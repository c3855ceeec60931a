import { dayOf } from '../clock.ts'
import type { Incoming, Pressed, Said, Unreadable } from '../message.ts'
import { personById } from '../roster/organization.ts'
import { officerReply, pressAnswer } from './answers/answered.ts'
import { withErrand } from './answers/helped.ts'
import { caseGone, recallCases, undoCase } from './cases/taken-back.ts'
import { remembered } from './context.ts'
import { pressFill } from './filling/fill-turn.ts'
import type { LiveAnswers } from './live.ts'
import { recall } from './reports/changes.ts'
import { sentFile } from './reports/files.ts'
import { pressRecord } from './reports/press.ts'
import { cardKey } from './reports/record-card.ts'
import { answerSaid, type Message } from './said.ts'
import type { Scene, Setting } from './scene.ts'
import { pressSummary } from './summaries/summary-press.ts'
import {
  confirmedWords,
  countsPictures,
  isConfirming,
  isOpen,
  isRefusing,
  onItsCard,
  recalledUnconfirmed,
  refusedWords,
} from './transcripts/confirm.ts'
import { isPicture, sentPhoto, withPictures } from './transcripts/photo.ts'
import { sentVoice } from './transcripts/voice.ts'
import type { Claimed, Outgoing, Turn } from './turn.ts'
import { welcome } from './welcome.ts'

const NOTHING: Turn = { entries: [], acts: [], outgoing: [], gaps: [] }

/** Decides what one arrival causes. Reads through the ports, writes nothing: the turn is committed as a whole. */
export async function respond(claimed: Claimed, now: string, setting: Setting): Promise<Turn> {
  const { incoming } = claimed
  const bureau = await setting.bureau()
  const today = dayOf(incoming.sentAt, bureau.organization.timezone)
  const { live, ...rest } = setting
  if (incoming.kind !== 'said' || !live) return arrived(incoming, { ...rest, bureau, now, today })
  const turn = await arrived(incoming, { ...rest, live, bureau, now, today })
  return { ...turn, outgoing: [...turn.outgoing, ...(await unfinished(incoming, turn, live, setting.words))] }
}

/** A growing answer that becomes none: the message was taken back meanwhile, perhaps under another process. */
async function unfinished(
  message: Said,
  { outgoing }: Turn,
  live: LiveAnswers,
  words: Setting['words'],
): Promise<Outgoing[]> {
  const key = cardKey(message.messageId)
  if (outgoing.some((one) => one.key === key) || !(await live.stands(key))) return []
  return [{ ...notice(message, words.questionRecalled), key }]
}

async function arrived(incoming: Incoming, scene: Scene): Promise<Turn> {
  switch (incoming.kind) {
    case 'said':
      return said(incoming, scene)
    case 'edited':
      return edited(incoming, scene)
    case 'recalled':
      return recalled(incoming, scene)
    case 'pressed':
      return pressed(incoming, scene)
    case 'unreadable':
      return unreadable(incoming, scene)
    case 'entered':
      return { ...NOTHING, outgoing: [welcome(incoming, scene)] }
  }
}

async function unreadable(message: Unreadable, scene: Scene): Promise<Turn> {
  // Pictures and voices cannot mention anybody: in a group they mean the bot when they answer what it said.
  const { parentId } = message
  const meant = message.addressed || (parentId && (await scene.history.keyOf(parentId)) !== undefined)
  if (!meant) return { ...NOTHING, ignored: 'not-addressed' }
  if (isPicture(message)) return sentPhoto(message, scene)
  if (message.content === 'audio') return sentVoice(message, scene, (heard) => answer(heard, scene))
  if (message.file) return sentFile(message, message.file, scene)
  return { ...NOTHING, outgoing: [notice(message, scene.words.unreadable(message.content))] }
}

async function said(message: Said, scene: Scene): Promise<Turn> {
  if (!message.addressed) return { ...NOTHING, ignored: 'not-addressed' }
  // Deliveries come in any order: a recall or an edit may have been here before the message itself.
  if (await scene.history.recalled(message.messageId)) return { ...NOTHING, ignored: 'recalled-before' }
  if (await scene.history.lastRevision(message.messageId)) return { ...NOTHING, ignored: 'edited-before' }
  if (!message.text.trim()) return { ...NOTHING, outgoing: [notice(message, scene.words.nothingSaid)] }
  const turn = await answer(message, scene)
  return message.pictures?.length && !turn.ignored ? withPictures(turn, message, scene) : turn
}

async function edited(message: Extract<Incoming, { kind: 'edited' }>, scene: Scene): Promise<Turn> {
  if (await scene.history.recalled(message.messageId)) return { ...NOTHING, ignored: 'recalled-before' }
  if ((await scene.history.lastRevision(message.messageId)) > message.revision)
    return { ...NOTHING, ignored: 'edited-again' }
  const text = message.text || (await scene.fetchText?.(message.messageId)) || ''
  const before = await scene.ledger.ofMessage(message.messageId)
  const unseen = message.pictures?.length && (await countsPictures(message.messageId, scene))
  if (before.length && (!text.trim() || unseen)) {
    // What is recorded may no longer be what the message says: whoever reported must know.
    const key = `${cardKey(message.messageId)}@${message.revision}`
    return { ...NOTHING, outgoing: [{ ...notice(message, scene.words.editUnreadable), key }] }
  }
  if (!text.trim()) return { ...NOTHING, ignored: 'edit-without-text' }
  if (!message.addressed && !before.length) return { ...NOTHING, ignored: 'not-addressed' }
  const replied = await scene.history.replied(cardKey(message.messageId))
  return answer({ ...message, kind: 'said', text, revision: message.revision, replied }, scene)
}

async function answer(message: Message, scene: Scene): Promise<Turn> {
  const person = personById(scene.bureau.organization, message.senderId)
  const forwarded = await officerReply(message, person, scene)
  if (forwarded) return { ...NOTHING, outgoing: forwarded, understood: 'other' }
  const context = remembered(await scene.contexts.read(message.chat.id, message.senderId), message.sentAt)
  // Whoever pressed waits for a toast: there is no time to ask anybody.
  if (message.chosen || message.replyTo) return answerSaid(message, person, context, scene)
  const turn = await withErrand(message, scene, (helped) => answerSaid(message, person, context, helped))
  return turn ?? { ...NOTHING, ignored: 'recalled-before' }
}

async function pressed(press: Pressed, scene: Scene): Promise<Turn> {
  const person = personById(scene.bureau.organization, press.senderId)
  if (press.action === 'ask') {
    const turn = await answer(askedBy(press), scene)
    return { ...turn, toast: { tone: 'info', text: scene.words.received } }
  }
  if (press.action.startsWith('fill.')) return { ...NOTHING, ...(await pressFill(press, person, scene)) }
  if (press.action.startsWith('summary.'))
    return { ...NOTHING, ...(await pressSummary(press, person, scene)) }
  if (isConfirming(press.action) || isRefusing(press.action)) return answered(press, scene)
  if (press.action === 'report.choose') return chosen(press, scene)
  if (press.action === 'case.undo') return { ...NOTHING, ...(await undoCase(press, person, scene)) }
  if (press.action.startsWith('answer.')) return { ...NOTHING, ...(await pressAnswer(press, person, scene)) }
  return { ...NOTHING, ...(await pressRecord(press, person, scene)) }
}

async function recalled(message: Extract<Incoming, { kind: 'recalled' }>, scene: Scene): Promise<Turn> {
  const { messageId, eventId, senderId } = message
  const undone = await recall(message, scene)
  const caseEvents = await recallCases(messageId, eventId, senderId, scene)
  const outgoing = [
    ...(await caseGone(caseEvents, eventId, undone.outgoing, scene)),
    ...(await recalledUnconfirmed(message, scene)),
  ]
  return { ...NOTHING, ...undone, outgoing, ...(caseEvents.length ? { caseEvents } : {}) }
}

/** Words that were read or heard, confirmed or refused by whoever sent them: confirmed, they are what was said. */
async function answered(press: Pressed, scene: Scene): Promise<Turn> {
  const words = confirmedWords(press)
  if (!words) return { ...NOTHING, toast: { tone: 'error', text: scene.words.notYourQuestion } }
  if (!(await isOpen(press, scene)))
    return { ...NOTHING, toast: { tone: 'warning', text: scene.words.pressUnknown } }
  if (isRefusing(press.action)) return refusedWords(press, scene)
  const { messageId } = words
  // An edit since then may have taken back what stands beside the picture.
  if ((await scene.history.recalled(messageId)) || (await scene.history.lastRevision(messageId)))
    return { ...NOTHING, toast: { tone: 'warning', text: scene.words.pressUnknown } }
  const today = dayOf(words.sentAt, scene.bureau.organization.timezone)
  const message = { ...words, replied: await scene.history.replied(cardKey(words.messageId)) }
  const turn = onItsCard(await answer(message, { ...scene, today }), press, message, scene)
  return { ...turn, toast: { tone: 'success', text: scene.words.received } }
}

/** An answer that was tapped: the message is read as if it had said so from the beginning, on its own card. */
async function chosen(press: Pressed, scene: Scene): Promise<Turn> {
  const text = String(press.value.text ?? '')
  const original = await saidOrTapped(String(press.value.message ?? ''), scene)
  const gone = !original || !text || (await scene.history.recalled(original.messageId))
  if (gone) return { ...NOTHING, toast: { tone: 'warning', text: scene.words.pressUnknown } }
  if (original.senderId !== press.senderId)
    return { ...NOTHING, toast: { tone: 'error', text: scene.words.notYourQuestion } }
  const today = dayOf(original.sentAt, scene.bureau.organization.timezone)
  const replied = await scene.history.replied(cardKey(original.messageId))
  const message: Message = { ...original, text, eventId: press.eventId, revision: press.eventId, replied }
  const turn = await answer({ ...message, chosen: true }, { ...scene, today })
  return { ...turn, toast: { tone: 'success', text: scene.words.received } }
}

/** A tapped suggestion is read as if it had been said. */
function askedBy({ eventId, messageId, value, ...press }: Pressed): Message {
  return {
    ...{ kind: 'said', eventId, messageId: eventId, chat: press.chat, senderId: press.senderId },
    ...{ sentAt: press.sentAt, text: String(value.text ?? ''), addressed: true, replyTo: messageId },
  }
}

async function saidOrTapped(id: string, { history }: Scene): Promise<Message | undefined> {
  const said = await history.said(id)
  const tapped = said ? undefined : await history.pressed(id)
  return tapped?.action === 'ask' ? askedBy(tapped) : said
}

function notice(message: { messageId: string; chat: Said['chat'] }, line: string): Outgoing {
  return {
    key: cardKey(message.messageId),
    chat: message.chat,
    op: 'send',
    replyTo: message.messageId,
    reply: { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] },
  }
}
