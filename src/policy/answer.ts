import type { Glossary } from '../knowledge/document.ts'
import type { StandardAnswer } from '../knowledge/standard-answers.ts'
import type { Organization, ReaderKeys } from '../roster/organization.ts'
import { createDesk } from './desk.ts'
import { ordersTheBot } from './guard.ts'
import type { Errand } from './helped.ts'
import type { Outcome } from './outcome.ts'
import type { PassageIndex } from './ports.ts'
import { answerEach, questionsIn } from './several.ts'
import { standardAnswer } from './standard-answer.ts'
import { addsFacts, mannerOf, otherPlace, smallTalk } from './talk.ts'
import type { Watch } from './told.ts'
import { buildLexicon, type Lexicon, plain } from './words.ts'

export { type Outcome, outcomeText, outcomeToReply } from './outcome.ts'

export interface PolicyQuestion {
  text: string
  /** YYYY-MM-DD */
  asOf: string
  readers: ReaderKeys
  /** What `answer` returned before in the same chat for the same person; plain JSON. */
  context?: unknown
  /** For whom a helper may be asked; without it none is. */
  errand?: Errand
}

export interface Answers {
  answer(question: PolicyQuestion): Promise<{ outcome: Outcome; context: unknown }>
}

export interface AnswerDeps {
  index: PassageIndex
  bureau(): Promise<{ organization: Organization; glossary: Glossary; answers?: StandardAnswer[] }>
  /** How sure an answer must be, 0 … 1, instead of the calibrated one. */
  threshold?: number
  watch?: Watch
}

/** Policy questions answered from the documents alone, with no model. */
export function createAnswers(deps: AnswerDeps): Answers {
  let known: { glossary: Glossary; lexicon: Lexicon } | undefined
  async function bureauOf() {
    const { glossary, organization, answers = [] } = await deps.bureau()
    if (known?.glossary !== glossary) {
      const places = organization.units.map((unit) => [unit.name, ...unit.aliases].map(plain))
      known = { glossary, lexicon: buildLexicon(glossary, places) }
    }
    return { organization, glossary, answers, lexicon: known.lexicon }
  }
  return {
    async answer(asked) {
      const question = { ...asked, text: shortened(asked.text) }
      const { organization, glossary, answers, lexicon } = await bureauOf()
      const { context, asOf } = question
      const text = plain(question.text)
      const talk = smallTalk(text)
      if (talk)
        return { outcome: { kind: 'other', ...talk }, context: talk.talk === 'thanks' ? context : undefined }
      if (ordersTheBot(question.text)) {
        const line = '这类要求我不能照办，只按您能看到的文件回答政策问题。'
        return {
          outcome: { kind: 'not-found', lead: line, searched: '', asOf, firm: true },
          context: undefined,
        }
      }
      const standard = await standardAnswer(question, answers, { index: deps.index, lexicon })
      if (standard) return standard
      const manner = mannerOf(text)
      // A few words more on what was asked before are part of that.
      const adds = context !== undefined && addsFacts(text)
      if (manner === 'work' && !adds) return { outcome: NOTHING_ASKED, context }
      if (manner === 'state' && !adds) {
        const sure = createDesk({ ...deps, lexicon, organization, glossary, threshold: PLAINLY })
        const told = await sure.answer(question)
        return told.outcome.kind === 'answer' ? told : { outcome: NOTHING_ASKED, context }
      }
      const desk = createDesk({ ...deps, lexicon, organization, glossary })
      const place = otherPlace(text, organization.bureau)
      if (place) return { outcome: { ...desk.elsewhere(place, question), firm: true }, context }
      const several = questionsIn(question.text)
      if (!several) return desk.answer(question)
      let last: unknown
      const outcome = await answerEach(several, asOf, async (one) => {
        // Each stands for itself, unless it makes sense only after the one before.
        const alone = await desk.answer({ ...question, text: one, context: undefined })
        const answered =
          alone.outcome.kind === 'not-found' && last !== undefined
            ? await desk.answer({ ...question, text: one, context: last })
            : alone
        last = answered.context
        return answered.outcome
      })
      return { outcome, context: last }
    },
  }
}

/** Of a very long story the beginning and the end: there people say what they want. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 3)}。${text.slice((-LONGEST * 2) / 3)}`
}

const LONGEST = 900
/** How sure an answer must be for one who only says how something stands: 社保卡丢了. */
const PLAINLY = 0.8
const NOTHING_ASKED: Outcome = {
  ...{ kind: 'other', talk: 'chatter' },
  line: '没有看出要问什么、报什么。问政策请直接问；报数请写明指标和数量。',
}
