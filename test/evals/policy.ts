import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { createAnswers, type Outcome, outcomeText } from '../../src/policy/answer.ts'
import { personById, readerKeys } from '../../src/roster/organization.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { createPassageIndex } from '../../src/storage/passages.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'

/**
 * Policy answers over the documents of another bureau (policy/knowledge, invented).
 * `node test/evals/policy.ts [--show]`: right answers by class, and with --show what went wrong.
 */
interface Case {
  id: string
  text: string
  asOf?: string
  asker?: string
  conversation?: string
  expect: { answered: boolean; all?: string[][]; none?: string[]; cite?: string[]; kinds?: string[] }
  tags: string[]
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const NOW = '2026-06-24T01:00:00.000Z'

async function main(): Promise<void> {
  const store = openSqlite(':memory:', here('../../migrations'))
  const documents = createDocumentStore(store)
  await ingestFolder(here('./policy/knowledge'), documents, NOW)
  const bureau = await documents.bureau()
  const answers = createAnswers({ index: createPassageIndex(store), bureau: async () => bureau })
  const contexts = new Map<string, unknown>()
  const tally = new Map<string, { right: number; all: number }>()
  for (const one of cases()) {
    const readers = readerKeys(one.asker ? personById(bureau.organization, one.asker) : undefined)
    const context = contexts.get(one.conversation ?? '')
    const asOf = one.asOf ?? NOW.slice(0, 10)
    const { outcome, context: after } = await answers.answer({ text: one.text, asOf, readers, context })
    if (one.conversation) contexts.set(one.conversation, JSON.parse(JSON.stringify(after ?? null)))
    const wrong = judge(one, outcome)
    for (const tag of ['all', one.expect.answered ? 'answerable' : 'not answerable', ...one.tags]) {
      const count = tally.get(tag) ?? { right: 0, all: 0 }
      tally.set(tag, { right: count.right + (wrong ? 0 : 1), all: count.all + 1 })
    }
    if (wrong && process.argv.includes('--show'))
      console.log(
        `${one.id} ${one.text}\n   ${wrong}\n   ${outcome.kind}: ${outcomeText(outcome).replaceAll('\n', ' ⏎ ').slice(0, 240)}`,
      )
  }
  for (const [tag, { right, all }] of tally) console.log(`${tag.padEnd(16)} ${right}/${all}`)
}

function cases(): Case[] {
  return readFileSync(
    here(process.argv.includes('--second') ? './policy/questions-2.jsonl' : './policy/questions.jsonl'),
    'utf8',
  )
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case)
}

/** What is wrong with an outcome; undefined when nothing is. */
function judge({ expect }: Case, outcome: Outcome): string | undefined {
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
function stands(word: string, text: string): boolean {
  const escaped = word.normalize('NFKC').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const [before, after] = [/^\d/.test(word) ? '(?<![\\d.])' : '', /\d$/.test(word) ? '(?![\\d]|\\.\\d)' : '']
  return new RegExp(before + escaped + after).test(text)
}

await main()
