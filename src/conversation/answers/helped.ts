import type { Said } from '../../message.ts'
import { isFirm } from '../../policy/helped.ts'
import type { Figure } from '../../reporting/entry.ts'
import { type Ask, type Reading, readMessage } from '../../reporting/read.ts'
import { type Person, PUBLIC_READER, readerKeys } from '../../roster/organization.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import { namesOf, restates } from '../../summary/restated.ts'
import { cardKey } from '../reports/record-card.ts'
import type { Message } from '../said.ts'
import type { Scene } from '../scene.ts'
import { requestIn } from '../summaries/summaries.ts'
import type { ChatContext } from '../turn.ts'
import { toolsFor } from './tools.ts'

/** All that one turn waits for suggestions; well below the lease of its row. */
const TURN_MS = 30_000
/** How often it is looked whether the message has been taken back meanwhile. */
const LOOK_MS = 1_000
/** Longer than this is no request for figures. */
const LONGEST_REQUEST = 60

/** A number that may be a figure: digits, or numerals before a measure. */
const NUMBER = /\d|[一二两三四五六七八九十百千万]+\s*[\u4e00-\u9fa5]/
const MEASURED = /[\d一二两三四五六七八九十百千万]\s*\p{Script=Han}/u
const PROGRESS =
  /多少|几|咋样|咋个|怎么?样|情况|进度|进展|干到|弄|搞|做到|完成|做完|数|汇总|统计|报[了没]|看看|瞅瞅|讲讲|说说/

/**
 * Does the work of a turn with somebody to ask, until it is taken back or has waited long enough; without a helper it does
 * just the work. Undefined: the message was recalled while it waited.
 */
export async function withErrand<T>(
  message: Pick<Said, 'messageId' | 'chat'>,
  scene: Scene,
  work: (scene: Scene) => Promise<T>,
): Promise<T | undefined> {
  if (!scene.helper) return work(scene)
  const { messageId, chat } = message
  const live = scene.live?.begin({ key: cardKey(messageId), chat, replyTo: messageId })
  const gone = new AbortController()
  const look = async () => {
    if (await scene.history.recalled(message.messageId)) gone.abort()
  }
  const watch = setInterval(() => void look().catch(() => undefined), LOOK_MS)
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(TURN_MS), gone.signal])
    const show = live ? { show: live.show } : {}
    const result = await work({ ...scene, errand: { chat: chat.id, signal, ...show } })
    return gone.signal.aborted ? undefined : result
  } finally {
    clearInterval(watch)
    await live?.end()
  }
}

/**
 * Figures that the plain reading did not recognize, where a helper points at their words: each is read by our own parser
 * with the indicator's name before its words, and counts only once it has been confirmed.
 */
export async function suggestedReport(
  said: Said,
  reading: Reading,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
): Promise<Reading | undefined> {
  const { helper, errand } = scene
  if (!helper || !errand || !person || reading.kind !== 'other' || !NUMBER.test(said.text)) return undefined
  if (requestIn(said.text, scene, { person }) || !(await isOpen(said, said.text, person, context, scene)))
    return undefined
  const offered = scene.bureau.catalogue.map(({ id, name, unit }) => ({ id, name, unit }))
  const suggestions = await helper.entries(said.text, offered, errand)
  const figures = apart(suggestions.flatMap((one) => readAgain(one, said, person, scene)))
  if (!figures.length) return undefined
  const asks = figures.map((figure): Ask => {
    const name = scene.bureau.catalogue.find(({ id }) => id === figure.indicator)?.name ?? ''
    return { kind: 'indicator', question: scene.words.understoodAs(figure.words, name), figure }
  })
  return { ...reading, kind: 'report', figures, asks, unmatched: [] }
}

/** The one figure that our own reading finds in the words once they name the indicator; nothing where it finds another or more. */
function readAgain(
  { indicator, words }: { indicator: string; words: string },
  said: Said,
  person: Person,
  scene: Scene,
): Figure[] {
  const name = scene.bureau.catalogue.find(({ id }) => id === indicator)?.name
  const at = said.text.indexOf(words)
  if (!name || !words || at < 0 || said.text.indexOf(words, at + 1) >= 0) return []
  const text = said.text.slice(0, at) + name + said.text.slice(at)
  const sender = { name: person.name, unit: person.unit }
  const { kind, figures, unsure, asks } = readMessage({ text, sentAt: said.sentAt, sender }, scene.bureau)
  // What is hardly a report is good enough to be asked about.
  const [figure, ...others] = [...(kind === 'report' ? figures : []), ...unsure]
  if (!figure || others.length || asks.some((ask) => !ask.figure)) return []
  const start = Math.max(at, figure.span.start - name.length)
  const end = figure.span.end - name.length
  const inside = figure.span.start >= at && end > start && end <= at + words.length
  const own = said.text.slice(start, end)
  // A bare number may count anything: 体检680那档.
  if (figure.indicator !== indicator || !inside || !MEASURED.test(own)) return []
  return [{ ...figure, span: { start, end }, words: own }]
}

/** Of two readings of the same words neither is sure. */
function apart(figures: readonly Figure[]): Figure[] {
  const touches = (a: Figure, b: Figure) => a !== b && a.span.start < b.span.end && b.span.start < a.span.end
  return figures.filter((one) => !figures.some((other) => touches(one, other)))
}

/** A request for figures in odd words, as a helper restates it and our own reading understands it. */
export async function suggestedRequest(
  said: Said,
  text: string,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
): Promise<SummaryRequest | undefined> {
  const { helper, errand } = scene
  if (!helper || !errand || !person || text.length > LONGEST_REQUEST || !PROGRESS.test(text)) return undefined
  if (!(await isOpen(said, text, person, context, scene))) return undefined
  const { catalogue, organization } = scene.bureau
  const indicators = catalogue.map(({ name }) => name)
  const units = organization.units.map(({ name }) => name)
  const restated = await helper.request(text, indicators, units, errand)
  if (!restated || !sharesWords(restated, text)) return undefined
  const request = requestIn(restated, scene, { person })
  return request && !request.problem ? { ...request, restated } : undefined
}

/** A restatement that has no two signs of what was said is about something else. */
function sharesWords(a: string, b: string): boolean {
  for (let at = 0; at + 2 <= a.length; at++)
    if (/^\p{Script=Han}{2}$/u.test(a.slice(at, at + 2)) && b.includes(a.slice(at, at + 2))) return true
  return false
}

/** Whether the documents say nothing to it, or nothing seems to be asked, and another wording may help. */
async function isOpen(
  said: Said,
  text: string,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
): Promise<boolean> {
  const readers = said.chat.kind === 'group' ? PUBLIC_READER : readerKeys(person)
  const question = { text, asOf: scene.today, readers, context: context.policy }
  const { outcome } = await scene.answers.answer(question)
  if (outcome.kind === 'other') return outcome.talk === 'chatter'
  return outcome.kind === 'not-found' && !isFirm(text, outcome)
}

/** For what neither the rules nor a rewording found: sentences of the house that a few look-ups came upon, as the nearest there is. */
export async function explored(
  message: Message,
  text: string,
  person: Person | undefined,
  scene: Scene,
): Promise<string | undefined> {
  const { helper, errand } = scene
  if (!helper || !errand) return undefined
  const found = await helper.explore(text, toolsFor(message, person, scene), errand)
  return found && scene.words.nearestFound(found.map((one) => one.replace(/\s+/g, ' ').trim()))
}

/** The sentences of a card in better words; the plain ones wherever a word of theirs that carries a fact would be another. */
export async function reworded(sentences: string[], scene: Scene): Promise<string[]> {
  const { helper, errand } = scene
  if (!helper || !errand || !sentences.some((one) => /\d/.test(one))) return sentences
  const { catalogue, organization } = scene.bureau
  const told = await helper.headlines(sentences.join('\n'), errand)
  return told && restates(told, sentences, namesOf(catalogue, organization)) ? told : sentences
}

/** Candidates of a doubtful blank, the likeliest first: the order is all that a helper may change. */
export async function likeliestFirst<T extends { name: string }>(
  sentence: string,
  candidates: readonly T[],
  scene: Scene,
): Promise<T[]> {
  const { helper, errand } = scene
  if (!helper || !errand || candidates.length < 2) return [...candidates]
  const names = candidates.map(({ name }) => name)
  const first = candidates[((await helper.blank(sentence, names, errand)) ?? 0) - 1]
  return first ? [first, ...candidates.filter((one) => one !== first)] : [...candidates]
}
