import type { Said } from '../message.ts'
import type { Button, Reply } from '../reply.ts'
import { remarks } from '../reporting/check.ts'
import type { Entry, EntryAct, Figure } from '../reporting/entry.ts'
import { PARSER_VERSION, type Reading } from '../reporting/read.ts'
import { type Person, unitById } from '../roster/organization.ts'
import { mayReportFor } from '../roster/permissions.ts'
import { refreshCards } from './card-updates.ts'
import { findReplaced, findWithdrawn } from './entry-targets.ts'
import { messageCard } from './record-card.ts'
import type { Scene } from './scene.ts'
import { factsFor, type TotalsScope } from './totals.ts'
import type { Outgoing } from './turn.ts'

/** What a report causes; the caller puts it into the turn and decides how it is sent. */
export interface ReportEffect {
  entries: Entry[]
  acts: EntryAct[]
  /** The card for the sender's message. */
  reply: Reply
  /** Earlier cards that now look different. */
  updates: Outgoing[]
  unmatched: string[]
}

/** Entry ids follow from the message, so the same message read again gives the same ledger. */
export function entryId(messageId: string, revision: string | undefined, place: number): string {
  return `${messageId}${revision ? `@${revision}` : ''}.${place + 1}`
}

/** Records what is clear, keeps what is remarkable or not the sender's to say as pending, asks about the rest. */
export async function recordReport(
  said: Said & { revision?: string },
  reading: Reading,
  person: Person,
  scene: Scene,
): Promise<ReportEffect> {
  const { words } = scene
  const entries: Entry[] = []
  const acts: EntryAct[] = []
  const questions = new Map<string, string>()
  const replaced: Entry[] = []
  const notes: string[] = []

  for (const [place, figure] of reading.figures.entries()) {
    const entry = entryOf(figure, entryId(said.messageId, said.revision, place), said, person, scene)
    const question = await questionAbout(entry, figure, reading, person, scene)
    const target =
      reading.kind === 'correction' ? await findReplaced(entry, person, said, scene, replaced) : undefined
    if (reading.kind === 'correction' && !target) {
      notes.push(words.nothingToCorrect(indicatorName(scene, entry.indicator)))
      continue
    }
    if (target) {
      replaced.push(target)
      acts.push({
        entryId: target.id,
        act: 'replace',
        by: person.openId,
        at: scene.now,
        cause: said.messageId,
      })
      entry.replaces = target.id
    }
    if (question) questions.set(entry.id, question)
    entries.push({ ...entry, status: question ? 'pending' : 'recorded' })
  }

  const loose = reading.asks.filter((ask) => !ask.figure)
  const choices = loose.flatMap((ask) => choiceButtons(ask.choices ?? []))
  const unmatched = reading.unmatched.map((one) => one.words)
  notes.push(...loose.map((ask) => ask.question), ...unmatched.map((one) => words.unmatched(one)))
  const facts = await factsFor(entries, replaced, scopeOf(said, person), scene)
  const reply: Reply = entries.length
    ? messageCard(entries, facts, { notes, questions, choices })
    : { kind: 'notice', tone: 'orange', title: words.toConfirm, lines: notes, buttons: choices }
  return {
    entries,
    acts,
    reply,
    updates: await refreshCards(replaced, acts, said.messageId, scene),
    unmatched,
  }
}

/** Takes back what the sender means: the named figures, or all of the last message. */
export async function withdrawReport(
  said: Said,
  reading: Reading,
  person: Person,
  scene: Scene,
): Promise<ReportEffect> {
  const targets = await findWithdrawn(reading, person, said, scene)
  if (!targets.length)
    return {
      entries: [],
      acts: [],
      reply: { kind: 'notice', tone: 'grey', title: '', lines: [scene.words.nothingToWithdraw], buttons: [] },
      updates: [],
      unmatched: [],
    }
  const acts = targets.map(
    (entry): EntryAct => ({
      entryId: entry.id,
      act: 'withdraw',
      by: person.openId,
      at: scene.now,
      cause: said.messageId,
    }),
  )
  const struck = targets.map((entry): Entry => ({ ...entry, status: 'withdrawn' }))
  const facts = await factsFor(struck, [], scopeOf(said, person), scene)
  return {
    entries: [],
    acts,
    reply: messageCard(struck, facts, { title: scene.words.withdrawn(struck.length) }),
    updates: await refreshCards(targets, acts, said.messageId, scene),
    unmatched: [],
  }
}

function entryOf(figure: Figure, id: string, said: Said, person: Person, scene: Scene): Entry {
  return {
    ...figure,
    id,
    unit: scene.bureau.catalogue.find((one) => one.id === figure.indicator)?.unit ?? '',
    status: 'recorded',
    reporter: person.openId,
    reporterName: person.name,
    chatId: said.chat.id,
    messageId: said.messageId,
    sentAt: said.sentAt,
    receivedAt: scene.now,
    parserVersion: PARSER_VERSION,
  }
}

/** Why an entry must be confirmed, as a question; undefined when it may count at once. */
async function questionAbout(
  entry: Entry,
  figure: Figure,
  reading: Reading,
  person: Person,
  scene: Scene,
): Promise<string | undefined> {
  const { organization, catalogue } = scene.bureau
  if (!mayReportFor(person, entry.org, organization))
    return scene.words.onBehalf(unitById(organization, entry.org)?.name ?? entry.org)
  const asked = reading.asks.find((ask) => ask.figure && sameFigure(ask.figure, figure))
  if (asked) return asked.question
  const indicator = catalogue.find((one) => one.id === entry.indicator)
  if (!indicator) return undefined
  const range = { from: `${entry.to.slice(0, 4)}-01-01`, to: entry.to }
  const history = await scene.ledger.asKnownAt(scene.now, range, { indicators: [entry.indicator] })
  const live = history.filter((one) => one.status === 'recorded' || one.status === 'pending')
  if (reading.kind === 'correction') return remarks(entry, [], indicator)[0]?.question
  return remarks(entry, live, indicator)[0]?.question
}

/** The bureau's totals are for leaders, in private. */
export function scopeOf(said: { chat: { kind: string } }, person: Person): TotalsScope {
  return person.role !== 'staff' && said.chat.kind === 'private' ? 'bureau' : 'unit'
}

function sameFigure(a: Figure, b: Figure): boolean {
  return (
    a.indicator === b.indicator && a.org === b.org && a.value === b.value && a.span.start === b.span.start
  )
}

function choiceButtons(choices: { label: string; text: string }[]): Button[] {
  return choices.slice(0, 4).map(({ label, text }) => ({ label, action: 'ask', value: { text } }))
}

function indicatorName(scene: Scene, id: string): string {
  return scene.bureau.catalogue.find((one) => one.id === id)?.name ?? id
}
