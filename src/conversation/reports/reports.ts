import type { Said } from '../../message.ts'
import type { Button, CardReply, NoticeReply, Reply } from '../../reply.ts'
import { type Amendment, inUnit, readAmendment } from '../../reporting/amend.ts'
import type { Entry, EntryAct, Figure } from '../../reporting/entry.ts'
import { PARSER_VERSION, type Reading } from '../../reporting/read.ts'
import type { Person } from '../../roster/organization.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing } from '../turn.ts'
import { ownerText, valueText } from '../wording.ts'
import { amendByNumber } from './amendments.ts'
import { askOthers, othersSay } from './behalf.ts'
import { refreshCards } from './card-updates.ts'
import { matchEdit, takeBack } from './changes.ts'
import { findReplaced } from './entry-targets.ts'
import { type Draft, type Question, questionAbout, remarksOnRecorded } from './judge.ts'
import { messageCard } from './record-card.ts'
import { factsFor, type TotalsScope } from './totals.ts'

/** What a report causes; the caller puts it into the turn and decides how it is sent. */
export interface ReportEffect {
  entries: Entry[]
  acts: EntryAct[]
  /** The card for the sender's message. */
  reply: Reply
  /** Earlier cards that now look different, and cards for those who must confirm. */
  updates: Outgoing[]
  unmatched: string[]
}

/** A message; `revision`: an edit of one that was said before, or (`chosen`) a tapped answer to our question about it. */
export type Words = Said & { revision?: string; chosen?: boolean }

/** Entry ids follow from the message, so the same message read again gives the same ledger. */
export function entryId(messageId: string, revision: string | undefined, place: number): string {
  return `${messageId}${revision ? `@${revision}` : ''}.${place + 1}`
}

/**
 * Records what is clear, keeps what is remarkable or not the sender's to say as pending, asks about the rest.
 * `before`: of an edited message what it had recorded; a figure that it still says stays as it is.
 */
export async function recordReport(
  said: Words,
  reading: Reading,
  person: Person,
  scene: Scene,
  before: readonly Entry[] = [],
): Promise<ReportEffect> {
  const { words } = scene
  const amendment = amendmentOf(said, person, scene)
  const amended = amendsByNumber(reading, amendment, before.length > 0)
    ? await amendByNumber(amendment, said, person, scene, before)
    : {}
  if (amended.reply && !reading.figures.length) return { ...NOTHING, reply: amended.reply }
  const figures = amended.figure ? [amended.figure] : [...reading.figures, ...reading.unsure]
  const drafts = figures.map(
    (figure, place): Draft => ({
      figure,
      entry: entryOf(figure, entryId(said.messageId, said.revision, place), said, person, scene),
    }),
  )
  const edit = matchEdit(before, drafts)
  const notes: string[] = []
  const taken: Entry[] = []
  const questions = new Map<string, Question>()
  const entries: Entry[] = []
  for (const draft of edit.fresh) {
    const decided = await decide(draft, amended.target, amendment, said, reading, person, scene, {
      taken,
      before,
    })
    if (decided.note) notes.push(decided.note)
    if (decided.drop) continue
    const { entry, target, question } = draft
    if (target) taken.push(target)
    if (question) questions.set(entry.id, question)
    entries.push({
      ...entry,
      status: question ? 'pending' : 'recorded',
      ...(target ? { replaces: target.id } : {}),
    })
  }
  const gone = await takeBack(edit.unsaid, said.messageId, said.eventId, person.openId, scene)
  const acts = [...replaceActs(entries, taken, before, person, said, scene), ...gone.acts]
  const loose = amended.figure ? [] : reading.asks.filter((ask) => !ask.figure)
  const unmatched = amended.figure ? [] : reading.unmatched.map((one) => one.words)
  notes.push(
    ...remarksOnRecorded(
      entries.filter((one) => one.status === 'recorded' && !one.replaces),
      reading.kind,
      person,
      scene,
    ),
    ...loose.filter((ask) => !ask.choices?.length).map((ask) => ask.question),
    ...unmatched.map((one) => words.unmatched(one)),
    ...gone.notes,
  )
  if (said.revision && !said.chosen) notes.unshift(words.editedMessage)
  const choices = loose.flatMap((ask): CardReply[] =>
    ask.choices?.length ? [choicePart(said, ask.question, ask.choices, scene)] : [],
  )
  const shown = [...edit.kept, ...entries]
  const facts = await factsFor(shown, [...taken, ...before], scopeOf(said, person), scene)
  const touched = [...taken, ...gone.touched].filter((one) => one.messageId !== said.messageId)
  return {
    entries: [...entries, ...gone.entries],
    acts,
    reply: shown.length
      ? messageCard(shown, facts, {
          ...{ notes, questions, beside: choices },
          othersSay: othersSay(entries, scene.bureau.organization),
        })
      : onlyNotes(notes, choices, loose.length ? words.toConfirm : ''),
    updates: [
      ...(await refreshCards(touched, acts, said.messageId, scene, { added: [...entries, ...gone.entries] })),
      ...(await askOthers(entries, said, person, scene)),
    ],
    unmatched,
  }
}

/**
 * “12户改成10”: without an indicator's name the old figure tells which one is meant, better than the last talk does; and
 * “报多了3户” of an edited message counts from what was there before the message.
 */
function amendsByNumber({ kind, figures }: Reading, amendment: Amendment, edited: boolean): boolean {
  const { indicators, was, now, shift } = amendment
  if (kind !== 'correction') return false
  const points = (was !== undefined && now !== undefined) || (shift !== undefined && edited)
  return !figures.length || (figures.length === 1 && !indicators.length && points)
}

const NOTHING = { entries: [], acts: [], updates: [], unmatched: [] }

/** What a figure replaces, and whether it must be confirmed; `drop`: nothing is to be written. */
async function decide(
  draft: Draft,
  given: Entry | undefined,
  amendment: Amendment,
  said: Words,
  reading: Reading,
  person: Person,
  scene: Scene,
  known: { taken: readonly Entry[]; before: readonly Entry[] },
): Promise<{ drop?: boolean; note?: string }> {
  const { entry } = draft
  const indicator = scene.bureau.catalogue.find((one) => one.id === entry.indicator)
  const name = indicator?.name ?? entry.indicator
  let missing = false
  if (given) draft.target = given
  if (reading.kind === 'correction' && !draft.target) {
    const found = await findReplaced(entry, amendment, person, scene, known.taken)
    if (found.target) draft.target = found.target
    if (found.foreign && !found.target)
      return { drop: true, note: ownerText(found.foreign, scene.bureau.organization) }
    missing = !found.target
  }
  if (draft.target?.value === entry.value && sameDays(draft.target, entry))
    return { drop: true, note: scene.words.sameAsBefore(name, valueText(entry.value, entry.unit)) }
  const aside = [...known.before, ...known.taken]
  const question = await questionAbout(draft, said, reading, person, scene, aside)
  const before = amendment.was && amendment.now && inUnit(amendment.was, entry.unit)
  if (question) draft.question = question
  else if (draft.target && before !== undefined && before !== draft.target.value)
    draft.question = {
      text: scene.words.otherThanSaid(
        name,
        valueText(draft.target.value, entry.unit),
        valueText(before, entry.unit),
        valueText(entry.value, entry.unit),
      ),
    }
  else if (missing)
    draft.question = { text: scene.words.nothingToCorrect(name, valueText(entry.value, entry.unit)) }
  return {}
}

/**
 * A figure that still waits for confirmation leaves what it would replace alone: declined, nothing is lost. Not so in an
 * edited message, whose old words are gone, and not what itself never counted.
 */
function replaceActs(
  entries: readonly Entry[],
  taken: readonly Entry[],
  before: readonly Entry[],
  person: Person,
  said: Words,
  scene: Scene,
): EntryAct[] {
  return entries.flatMap((entry): EntryAct[] => {
    const target = taken.find((one) => one.id === entry.replaces)
    if (!target) return []
    const unsaid = before.some((one) => one.id === target.id && one.messageId === said.messageId)
    if (entry.status === 'pending' && target.status !== 'pending' && !unsaid) return []
    const cause = said.revision ? said.eventId : said.messageId
    return [{ entryId: target.id, act: 'replace', by: person.openId, at: scene.now, cause }]
  })
}

export function amendmentOf(said: Words, person: Person, scene: Scene): Amendment {
  const sender = { name: person.name, unit: person.unit }
  return readAmendment({ text: said.text, sentAt: said.sentAt, sender }, scene.bureau)
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

/** The bureau's totals are for leaders, in private. */
function scopeOf(said: { chat: { kind: string } }, person: Person): TotalsScope {
  return person.role !== 'staff' && said.chat.kind === 'private' ? 'bureau' : 'unit'
}

function sameDays(a: Figure, b: Figure): boolean {
  return a.from === b.from && a.to === b.to && a.measure === b.measure
}

/** A question whose answers can be tapped: the message is then read as if it had said so. */
function choicePart(
  said: Said,
  question: string,
  choices: { label: string; text: string }[],
  scene: Scene,
): NoticeReply {
  const buttons = choices.slice(0, 4).map(
    ({ label, text }): Button => ({
      label,
      action: 'report.choose',
      value: { message: said.messageId, text },
    }),
  )
  return { kind: 'notice', tone: 'orange', title: scene.words.toConfirm, lines: [question], buttons }
}

function onlyNotes(notes: string[], choices: CardReply[], title: string): Reply {
  const parts: CardReply[] = notes.length
    ? [{ kind: 'notice', tone: title ? 'orange' : 'grey', title, lines: notes, buttons: [] }, ...choices]
    : choices
  return parts.length === 1 ? parts[0]! : { kind: 'mixed', parts }
}
