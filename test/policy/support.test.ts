import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcomeText } from '../../src/policy/answer.ts'
import { unsupported } from '../../src/policy/support.ts'
import { type Bureau, type Judged, judgeAll, secondBureau, thirdBureau } from '../evals/policy/cases.ts'

const bureaus: Bureau[] = []
let answers: { text: string; question: string; grounds: readonly string[] }[]

beforeAll(async () => {
  bureaus.push(await secondBureau(), await thirdBureau())
  const [second, third] = bureaus as [Bureau, Bureau]
  const judged = [
    ...(await judgeAll('questions.jsonl', second.answers, second.organization)),
    ...(await judgeAll('baixi/questions.jsonl', third.answers, third.organization)),
  ]
  answers = judged.flatMap(grounded)
}, 60_000)
afterAll(() => {
  for (const bureau of bureaus) bureau.close()
})

function grounded({ case: { text: question }, outcome }: Judged) {
  if (outcome.kind !== 'answer') return []
  return [{ text: outcomeText(outcome), question, grounds: outcome.grounds ?? [] }]
}

test('every answer that was given is supported by what it cites', () => {
  expect(answers.length).toBeGreaterThan(150)
  for (const { text, question, grounds } of answers)
    expect(unsupported(text, grounds, question), text).toEqual([])
})

test('none of 500 answers with a changed figure, unit, date, 文号 or title passes', () => {
  const passed: string[] = []
  let made = 0
  for (let seed = 1; made < 500; seed++) {
    const one = answers[(seed * 7919) % answers.length]
    const mutant = one && MUTATIONS[seed % MUTATIONS.length]?.(one.text, seed)
    if (!one || !mutant || mutant === one.text || holds(mutant, one)) continue
    made += 1
    if (!unsupported(mutant, one.grounds, one.question).length) passed.push(`${one.text}\n→ ${mutant}`)
  }
  expect(passed).toEqual([])
})

/** A changed amount may by chance be one that the passage holds too; such a mutant says nothing about the guard. */
function holds(mutant: string, { text, grounds, question }: (typeof answers)[number]): boolean {
  const old = new Set(tokens(text))
  const known = new Set(tokens([...grounds, question].join('\n')))
  const fresh = tokens(mutant).filter((token) => !old.has(token))
  return fresh.length === 0 || fresh.every((token) => known.has(token))
}

function tokens(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .replace(/,(?=\d{3})/g, '')
      .match(/\d+(?:\.\d+)?(?:万?元|%|[一-龥])?|《[^》]*》/g) ?? []
  )
}

const pick = <T>(all: readonly T[], seed: number): T | undefined => all[seed % Math.max(1, all.length)]

function replaced(text: string, pattern: RegExp, seed: number, make: (found: string) => string): string {
  const match = pick([...text.matchAll(pattern)], seed)
  return match
    ? text.slice(0, match.index) + make(match[0]) + text.slice(match.index + match[0].length)
    : text
}

const MUTATIONS: readonly ((text: string, seed: number) => string)[] = [
  (text, seed) =>
    replaced(text, /\d[\d,]*(?:\.\d+)?(?=元|%|万)/g, seed, (one) =>
      String(Number(one.replaceAll(',', '')) + 1 + (seed % 97)),
    ),
  (text, seed) => replaced(text, /\d[\d,]*元/g, seed, (one) => `${Number(one.replace(/[,元]/g, '')) * 10}元`),
  (text, seed) => replaced(text, /(?<=\d)元/g, seed, () => '万元'),
  (text, seed) =>
    replaced(text, /\d+(?=个?工作日|日内|天|个月)/g, seed, (one) => String(Number(one) + 40 + (seed % 50))),
  (text, seed) =>
    replaced(text, /\d{4}年\d{1,2}月\d{1,2}日/g, seed, (one) =>
      one.replace(/\d+日/, `${29 + (seed % 3)}日`).replace(/^\d{4}/, '2031'),
    ),
  (text, seed) =>
    replaced(text, /〔\d{4}〕\d+号/g, seed, (one) => one.replace(/\d+号/, `${70 + (seed % 29)}号`)),
  (text, seed) => replaced(text, /《[^》]{4,}》/g, seed, (one) => `${one.slice(0, 3)}新${one.slice(3)}`),
  (text) => text.replace('\n', '另发999元。\n'),
]
