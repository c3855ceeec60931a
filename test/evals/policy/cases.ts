import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Glossary } from '../../../src/knowledge/document.ts'
import { type Answers, createAnswers, type Outcome, outcomeText } from '../../../src/policy/answer.ts'
import type { PassageIndex } from '../../../src/policy/ports.ts'
import type { Watch } from '../../../src/policy/told.ts'
import { type Organization, personById, readerKeys } from '../../../src/roster/organization.ts'
import { createDocumentStore } from '../../../src/storage/documents.ts'
import { createPassageIndex } from '../../../src/storage/passages.ts'
import { openPrepared } from '../../support/prepared.ts'
import { withoutDocuments } from './hiding.ts'

export interface Case {
  id: string
  text: string
  asOf?: string
  asker?: string
  conversation?: string
  /** `all`: of each inner list one word must stand in the answer; `cite`: one of them is cited; `kinds`: the outcome is one of them. */
  expect: { answered: boolean; all?: string[][]; none?: string[]; cite?: string[]; kinds?: string[] }
  tags: string[]
}

export interface Judged {
  case: Case
  outcome: Outcome
  /** What is wrong; undefined when nothing is. */
  wrong: string | undefined
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const NOW = '2026-06-24T01:00:00.000Z'

export interface Bureau {
  answers: Answers
  index: PassageIndex
  bureau: { organization: Organization; glossary: Glossary }
  organization: Organization
  close(): void
}

/** 临江县民政局: invented, with other documents, tiers and habits than the sample bureau. */
export const secondBureau = (): Promise<Bureau> => bureauIn('./knowledge')
/** 柏溪市民政局: a third, with notices, questions and answers, a price list, annexes, conflicts and versions. */
export const thirdBureau = (): Promise<Bureau> => bureauIn('./baixi/knowledge')

/** 长汀坪区民政局: two documents only, of other matters. */
export const fourthBureau = (): Promise<Bureau> => bureauIn('./changting/knowledge')

/** 桐川县民政局: a county with bands, tiers and caps, hours by grade, price notices and versions within a year. */
export const fifthBureau = (): Promise<Bureau> => bureauIn('./tongchuan/knowledge')

/** 青笠区民政局: with schedules in lines, appendices, readers' remarks and standards that change in a week. */
export const sixthBureau = (): Promise<Bureau> => bureauIn('./qingli/knowledge')

/** 沙柳县民政局: dense notices, tables of two dimensions, a directory in a spreadsheet and answers to readers. */
export const seventhBureau = (): Promise<Bureau> => bureauIn('./shaliu/knowledge')

interface Lookers {
  threshold?: number
  watch?: Watch
  /** Paths of documents that are left out as if they were not there. */
  hidden?: ReadonlySet<string>
}

/** A bureau's documents in a database of its own. */
export async function bureauIn(
  folder: string,
  { hidden = new Set(), ...deps }: Lookers = {},
): Promise<Bureau> {
  const store = await openPrepared(here(folder), NOW)
  const documents = createDocumentStore(store)
  const bureau = await documents.bureau()
  const index = createPassageIndex(store)
  const answers = createAnswers({
    index: withoutDocuments(index, hidden),
    bureau: async () => bureau,
    ...deps,
  })
  return { answers, index, bureau, organization: bureau.organization, close: () => store.close() }
}

/** Asks every question of a file, the lines of one conversation in order. */
export async function judgeAll(
  file: string,
  answers: Answers,
  organization: Organization,
): Promise<Judged[]> {
  const contexts = new Map<string, unknown>()
  const judged: Judged[] = []
  for (const one of casesOf(file)) {
    const readers = readerKeys(one.asker ? personById(organization, one.asker) : undefined)
    const context = one.conversation ? contexts.get(one.conversation) : undefined
    const asOf = one.asOf ?? NOW.slice(0, 10)
    const { outcome, context: after } = await answers.answer({ text: one.text, asOf, readers, context })
    if (one.conversation) contexts.set(one.conversation, JSON.parse(JSON.stringify(after ?? null)))
    judged.push({ case: one, outcome, wrong: judge(one, outcome) })
  }
  return judged
}

export function casesOf(file: string): Case[] {
  return readFileSync(here(file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case)
}

/** What is wrong with an outcome; undefined when nothing is. */
export function judge({ expect }: Case, outcome: Outcome): string | undefined {
  const kind = outcome.kind === 'not-found' ? 'abstain' : outcome.kind
  const text = outcomeText(outcome)
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s+/g, ' ')
  const told = (expect.none ?? []).filter((word) => stands(word, text))
  if (told.length) return `tells ${told.join('、')}`
  if (!expect.answered) {
    if (expect.kinds)
      return expect.kinds.includes(kind) ? undefined : `is ${kind}, not ${expect.kinds.join('/')}`
    return kind === 'answer' ? 'answers' : undefined
  }
  if (outcome.kind !== 'answer') return `is ${kind}`
  const missing = (expect.all ?? []).filter((words) => !words.some((word) => stands(word, text)))
  if (missing.length) return `lacks ${missing.map((words) => words.join('/')).join('; ')}`
  const cited = outcome.quotes.some((quote) => expect.cite?.includes(quote.document))
  return cited ? undefined : 'cites another document'
}

/** A figure must stand alone: 60 is not in 600. */
export function stands(word: string, text: string): boolean {
  const escaped = word.normalize('NFKC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const [before, after] = [/^\d/.test(word) ? '(?<![\\d.])' : '', /\d$/.test(word) ? '(?![\\d]|\\.\\d)' : '']
  return new RegExp(before + escaped + after).test(text)
}
