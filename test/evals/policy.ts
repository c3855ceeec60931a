import { outcomeText } from '../../src/policy/answer.ts'
import {
  fifthBureau,
  fourthBureau,
  judgeAll,
  secondBureau,
  seventhBureau,
  sixthBureau,
  thirdBureau,
} from './policy/cases.ts'

/**
 * Policy answers over the documents of six other bureaus (policy/knowledge and the folders beside it, invented): right ones by class.
 * `node test/evals/policy.ts [--show] [FILE …]`; with --show what went wrong. `questions-held.jsonl` is measured, not worked on.
 */
const SETS: readonly [bureau: typeof secondBureau, file: string][] = [
  [secondBureau, 'questions.jsonl'],
  [secondBureau, 'questions-2.jsonl'],
  [thirdBureau, 'baixi/questions.jsonl'],
  [thirdBureau, 'baixi/questions-held.jsonl'],
  [fourthBureau, 'changting/questions.jsonl'],
  [fifthBureau, 'tongchuan/questions.jsonl'],
  [fifthBureau, 'tongchuan/questions-held.jsonl'],
  [sixthBureau, 'qingli/questions.jsonl'],
  [sixthBureau, 'qingli/questions-held.jsonl'],
  [seventhBureau, 'shaliu/questions.jsonl'],
]

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
for (const [open, file] of SETS.filter(([, one]) => !wanted.length || wanted.includes(one))) {
  const { answers, organization, close } = await open()
  const tally = new Map<string, { right: number; all: number }>()
  for (const { case: one, outcome, wrong } of await judgeAll(file, answers, organization)) {
    for (const tag of ['all', one.expect.answered ? 'answerable' : 'not answerable', ...one.tags]) {
      const count = tally.get(tag) ?? { right: 0, all: 0 }
      tally.set(tag, { right: count.right + (wrong ? 0 : 1), all: count.all + 1 })
    }
    if (wrong && process.argv.includes('--show'))
      console.log(
        `${one.id} ${one.text}\n   ${wrong}\n   ${outcome.kind}: ${outcomeText(outcome).replaceAll('\n', ' ⏎ ').slice(0, 240)}`,
      )
  }
  console.log(`\n${file}`)
  for (const [tag, { right, all }] of tally) console.log(`${tag.padEnd(16)} ${right}/${all}`)
  close()
}
