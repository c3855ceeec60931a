import type { ReaderKeys } from '../roster/organization.ts'
import type { Answers, PolicyQuestion } from './answer.ts'
import { rememberedFrom } from './follow-up.ts'
import { ordersTheBot, unsupportedFigures } from './guard.ts'
import { passageText, shareWords } from './look-up.ts'
import type { Outcome } from './outcome.ts'
import type { PassageIndex } from './ports.ts'
import { type Hit, search } from './search.ts'
import { beyondDocuments, smallTalk } from './talk.ts'
import { plain } from './words.ts'

/** For whom a helper works: limits count by chat, and nobody waits for ever. */
export interface Errand {
  chat: string
  signal?: AbortSignal
  /** What of the answer may be seen already, each time the whole of it; best effort. */
  show?(text: string): void
}

/** What may be suggested about a question from outside the rules; undefined and empty are always right answers. */
export interface QuestionHelper {
  /** The question in full and in the words of documents. */
  complete(question: string, before: string, errand: Errand): Promise<string | undefined>
  /** Other names for what is asked. */
  terms(question: string, errand: Errand): Promise<string[]>
  /**
   * Which of the passages (numbered from 1) answer, best first, and the answer. `quote`: what of it stands in the first of them, in
   * the passage's own words. `seen` is told that number and as much of the quote as there is, while the answer is being written.
   */
  choose(
    question: string,
    passages: readonly OfferedPassage[],
    errand: Errand,
    seen?: (passage: number, quote: string) => void,
  ): Promise<{ passages: number[]; answer: string; quote: string } | undefined>
}

/** As it is shown to a helper, with its document, and what it says itself, word for word. */
interface OfferedPassage {
  shown: string
  text: string
}

export interface HelpedDeps {
  plain: Answers
  index: PassageIndex
  helper: QuestionHelper
  /** Whose documents the helper may see, of those that the asker sees; undefined: all of them. */
  readers: ReaderKeys | undefined
}

const OFFERED = 6
const LONGEST_QUOTE = 160

/**
 * Answers as plain mode gives them; only where that finds nothing a helper is asked, and what it suggests is offered, never
 * told as the answer: a question that plain mode can answer, to be tapped, or the passage that comes nearest, verbatim.
 */
export function createHelpedAnswers({ plain: answers, index, helper, readers }: HelpedDeps): Answers {
  async function offered(
    question: PolicyQuestion,
    told: Extract<Outcome, { kind: 'not-found' }>,
    errand: Errand,
  ): Promise<Outcome | undefined> {
    const before = rememberedFrom(question.context)?.text ?? ''
    const completed = await helper.complete(question.text, before, errand)
    if (!completed || !keepsFacts(completed, [question.text, before])) return undefined
    if (!shareWords(completed, `${question.text}${before}`)) return undefined
    const { outcome } = await answers.answer({ ...question, text: completed, context: undefined })
    if (outcome.kind !== 'answer') return undefined
    return { ...told, instead: [completed] }
  }

  async function nearest(
    question: PolicyQuestion,
    told: Extract<Outcome, { kind: 'not-found' }>,
    errand: Errand,
  ): Promise<Outcome | undefined> {
    const terms = (await helper.terms(question.text, errand)).filter((term) => !/\d/.test(term))
    const visible = question.readers.filter((key) => !readers || readers.includes(key))
    const hits = await search(question.text, { readers: visible, asOf: question.asOf }, index, terms)
    const few = hits.slice(0, OFFERED)
    if (!few.length) return undefined
    const offers = few.map((hit) => ({ shown: passageText(hit), text: hit.text }))
    const chosen = await helper.choose(question.text, offers, errand, (passage, quote) => {
      const hit = few[passage - 1]
      // Never without saying that it is something else.
      if (hit) errand.show?.(`${told.lead}\n${nearestWords(hit, quote)}`)
    })
    const hit = chosen && few[(chosen.passages[0] ?? 0) - 1]
    if (!chosen || !hit || unsupportedFigures(chosen.answer, few.map(passageText), [question.text]).length)
      return undefined
    // What was to be seen while it was written stays in its place.
    const searched = `${nearestWords(hit, chosen.quote || cut(hit.text))}”，是不是您要的，请看原文或者问下面的科室。`
    return { ...told, searched }
  }

  return {
    async answer(question) {
      const told = await answers.answer(question)
      const { errand } = question
      if (told.outcome.kind !== 'not-found' || !errand || isFirm(question.text, told.outcome)) return told
      const helped =
        (await offered(question, told.outcome, errand)) ?? (await nearest(question, told.outcome, errand))
      return helped ? { ...told, outcome: helped } : told
    },
  }
}

/** Refused for a reason that no other wording changes. */
export function isFirm(text: string, outcome: Extract<Outcome, { kind: 'not-found' }>): boolean {
  if (outcome.firm) return true
  const normal = plain(text)
  return ordersTheBot(text) || beyondDocuments(normal) !== undefined || smallTalk(normal) !== undefined
}

/** A rewording adds no figure, no name of a document and no second line. */
export function keepsFacts(rewording: string, given: readonly string[]): boolean {
  if (/[\n《》〔〕]|https?:/.test(rewording) || rewording.length > 120) return false
  if (!/\p{Script=Han}/u.test(rewording)) return false
  return unsupportedFigures(rewording, given).length === 0
}

/** Up to the end of the quote, which goes on. */
function nearestWords(hit: Hit, quote: string): string {
  const section = /^第.+条$/.test(hit.article) ? hit.article : ''
  return `最接近的是《${hit.title}》${section}：“${quote}`
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= LONGEST_QUOTE) return line
  const end = line.lastIndexOf('。', LONGEST_QUOTE)
  return end > 20 ? line.slice(0, end + 1) : `${line.slice(0, LONGEST_QUOTE)}……`
}
