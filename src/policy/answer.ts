import type { Glossary } from '../knowledge/document.ts'
import type { Quote } from '../reply.ts'
import type { Organization, ReaderKeys } from '../roster/organization.ts'
import { gather, type Head } from './gather.ts'
import type { Outcome } from './outcome.ts'
import type { PassageIndex } from './ports.ts'
import { readQuestion } from './question.ts'
import type { Scored } from './rank.ts'
import { buildLexicon, type Lexicon, plain } from './words.ts'

export { type Outcome, outcomeText, outcomeToReply } from './outcome.ts'

export interface PolicyQuestion {
  text: string
  /** YYYY-MM-DD */
  asOf: string
  readers: ReaderKeys
  /** What `answer` returned before in the same chat for the same person; plain JSON. */
  context?: unknown
}

export interface Answers {
  answer(question: PolicyQuestion): Promise<{ outcome: Outcome; context: unknown }>
}

export interface AnswerDeps {
  index: PassageIndex
  bureau(): Promise<{ organization: Organization; glossary: Glossary }>
}

/** Policy questions answered from the documents alone, with no model. */
export function createAnswers(deps: AnswerDeps): Answers {
  let known: { glossary: Glossary; lexicon: Lexicon } | undefined
  async function lexiconOf(): Promise<Lexicon> {
    const { glossary, organization } = await deps.bureau()
    if (known?.glossary !== glossary)
      known = {
        glossary,
        lexicon: buildLexicon(
          glossary,
          organization.units.map((unit) => [unit.name, ...unit.aliases].map(plain)),
        ),
      }
    return known.lexicon
  }
  return {
    async answer(question) {
      const lexicon = await lexiconOf()
      const asked = readQuestion(question.text, lexicon)
      const { readers, asOf } = question
      const gathered = await gather(asked, { readers, asOf }, deps.index)
      const heads = new Map((await deps.index.heads(readers)).map((head) => [head.id, head]))
      const best = gathered.units[0]
      if (!best)
        return {
          outcome: { kind: 'not-found', lead: '没有查到相关规定。', searched: '', asOf },
          context: undefined,
        }
      const outcome: Outcome = {
        kind: 'answer',
        title: best.unit.passage.title,
        answer: best.unit.text,
        quotes: [quoteOf(best, heads)],
        asOf,
      }
      return { outcome, context: undefined }
    },
  }
}

function quoteOf({ unit }: Scored, heads: ReadonlyMap<number, Head>): Quote {
  const head = heads.get(unit.passage.document)
  return {
    document: unit.passage.path,
    title: unit.passage.title,
    number: head?.number ?? '',
    section: unit.passage.article || (unit.passage.headings.at(-1) ?? ''),
    quote: unit.text,
    effective: head?.validFrom ?? '',
  }
}
