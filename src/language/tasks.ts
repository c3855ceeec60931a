import { choosePassage } from '../../prompts/choose-passage.ts'
import { completeQuestion } from '../../prompts/complete-question.ts'
import { headlines } from '../../prompts/headlines.ts'
import { mapBlank } from '../../prompts/map-blank.ts'
import { readRequest } from '../../prompts/read-request.ts'
import { searchTerms } from '../../prompts/search-terms.ts'
import { suggestEntries } from '../../prompts/suggest-entries.ts'
import type { Helper } from '../conversation/answers/helper.ts'
import { keepsFacts, type QuestionHelper } from '../policy/helped.ts'
import type { AskModel } from './ask-model.ts'
import { type Draft, draftIn } from './draft.ts'
import { quotedFrom } from './quoted.ts'
import { faultOfText } from './text-guard.ts'

/** The tasks behind the interfaces of the features; each answer passes its guard or is no answer. */
export function createTasks(ask: AskModel): QuestionHelper & Helper {
  return {
    async complete(question, before, errand) {
      const fault = (answer: { question: string }) =>
        !answer.question || keepsFacts(answer.question, [question, before]) ? undefined : '添了原话没有的内容'
      return (await ask(completeQuestion, { question, before }, errand, fault))?.question || undefined
    },
    async terms(question, errand) {
      return (await ask(searchTerms, { question }, errand))?.terms ?? []
    },
    async choose(question, passages, errand, seen) {
      const numbered = passages.map(({ shown }, i) => `[${i + 1}] ${shown}`).join('\n')
      const fault = (answer: { passages: number[]; answer: string }) => {
        if (!answer.passages.length) return undefined
        if (answer.passages.some((number) => number < 1 || number > passages.length))
          return '引用了没有给出的段落'
        const cited = answer.passages.map((number) => passages[number - 1]?.shown ?? '')
        return faultOfText(answer.answer, cited, [question])
      }
      const quoteOf = ({ passages: [first = 0], answer }: Draft, whole: boolean) =>
        quotedFrom(passages[first - 1]?.text ?? '', answer, whole)
      let ends = 0
      const heard = (soFar: string) => {
        const draft = draftIn(soFar)
        // Looked at anew with every sentence, not with every sign.
        const endsNow = draft?.answer.match(/[。！？；!?;\n]/g)?.length ?? 0
        if (!draft || endsNow === ends) return
        ends = endsNow
        const quote = quoteOf(draft, false)
        if (quote) seen?.(draft.passages[0] ?? 0, quote)
      }
      const chosen = await ask(choosePassage, { question, passages: numbered }, errand, fault, heard)
      return chosen && { ...chosen, quote: quoteOf(chosen, true) }
    },
    async entries(message, indicators, errand) {
      const catalogue = indicators.map(({ id, name, unit }) => `${id} ${name}（${unit}）`).join('\n')
      const known = new Set(indicators.map((one) => one.id))
      const fault = (answer: { entries: { indicator: string; words: string }[] }) =>
        answer.entries.every((one) => known.has(one.indicator) && message.includes(one.words) && one.words)
          ? undefined
          : 'words 要一字不差地抄自消息，indicator 要用给出的编号'
      return (await ask(suggestEntries, { message, indicators: catalogue }, errand, fault))?.entries ?? []
    },
    async request(message, indicators, units, errand) {
      const given = { message, indicators: indicators.join('、'), units: units.join('、') }
      const fault = (answer: { request: string }) =>
        !answer.request || keepsFacts(answer.request, [message]) ? undefined : '添了原话没有的数字'
      return (await ask(readRequest, given, errand, fault))?.request || undefined
    },
    async explore(question, tools, errand) {
      const agent = await import('./agent.ts')
      return agent.explore(ask, question, tools, errand)
    },
    async headlines(figures, errand) {
      const fault = ({ sentences }: { sentences: string[] }) =>
        sentences.map((one) => faultOfText(one, [figures], [])).find((reason) => reason !== undefined)
      return (await ask(headlines, { figures }, errand, fault))?.sentences
    },
    async blank(sentence, candidates, errand) {
      const given = { sentence, candidates: candidates.map((one, i) => `${i + 1} ${one}`).join('\n') }
      const fault = ({ choice }: { choice: number }) =>
        choice >= 0 && choice <= candidates.length ? undefined : '没有这个候选'
      return (await ask(mapBlank, given, errand, fault))?.choice || undefined
    },
  }
}
