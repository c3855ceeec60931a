// npm run calibrate   how much of a question must stand in an answer: the curve, and the threshold that serves best.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { bureauIn, judgeAll } from './policy/cases.ts'

/** Each set with the documents it is asked over. Held questions are left out: they measure, they do not tune. */
const SETS: readonly [folder: string, file: string][] = [
  ['./knowledge', 'questions.jsonl'],
  ['./knowledge', 'questions-2.jsonl'],
  ['./baixi/knowledge', 'baixi/questions.jsonl'],
]
/** A family that acts on a wrong answer loses more than one that is sent to the window. */
const WRONG_COSTS = 3
const STEPS = Array.from({ length: 13 }, (_, at) => Number((0.3 + at * 0.03).toFixed(2)))

interface Point {
  threshold: number
  /** Answerable questions that got a right answer; answers that are wrong or should not have been given. */
  right: number
  wrong: number
  answerable: number
  all: number
}

async function pointAt(threshold: number): Promise<Point> {
  const point: Point = { threshold, right: 0, wrong: 0, answerable: 0, all: 0 }
  for (const [folder, file] of SETS) {
    const { answers, organization, close } = await bureauIn(folder, threshold)
    for (const { case: one, outcome, wrong } of await judgeAll(file, answers, organization)) {
      point.all += 1
      if (one.expect.answered) point.answerable += 1
      if (outcome.kind === 'answer') point[wrong ? 'wrong' : 'right'] += 1
    }
    close()
  }
  return point
}

const points: Point[] = []
for (const threshold of STEPS) points.push(await pointAt(threshold))
const worth = ({ right, wrong }: Point) => right - WRONG_COSTS * wrong
const best = points.reduce((a, b) => (worth(b) > worth(a) ? b : a))
// One question more or less is chance: of all that are as good the middle, for neither end is safer for questions nobody asked yet.
const plateau = points.filter((point) => worth(point) >= worth(best) - WRONG_COSTS)
const chosen = plateau[Math.floor((plateau.length - 1) / 2)] ?? best

const root = resolve(import.meta.dirname, '../..')
const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`
const rows = points.map(
  (point) =>
    `| ${point.threshold.toFixed(2)}${point === chosen ? ' ←' : ''} | ${percent(point.right, point.answerable)} | ${point.wrong} | ${percent(point.wrong, point.all)} |`,
)
writeFileSync(
  resolve(root, 'docs/calibration.md'),
  `# 弃答阈值

问题里的词按稀有程度加权，答案那一条至少要含有其中多少，低于它就不答。\`npm run calibrate\` 在自有题集上逐点量出下表，
按“答对数 − ${WRONG_COSTS} × 答错数”选点（相差不过一题的算一样好，取中间），写回 \`src/policy/threshold.ts\`。保留题集不参与。

| 阈值 | 应答题答对 | 答错（条） | 答错占全部 |
| --- | --- | --- | --- |
${rows.join('\n')}

题数 ${chosen.all}，其中应答 ${chosen.answerable}。
`,
)
writeFileSync(
  resolve(root, 'src/policy/threshold.ts'),
  `/** Below this share of the question's weight nothing is answered. Written by \`npm run calibrate\`; its curve: docs/calibration.md. */
export const COVERAGE = ${chosen.threshold}
`,
)
console.log(rows.join('\n'))
console.log(`${chosen.threshold}: ${chosen.right} right, ${chosen.wrong} wrong of ${chosen.all}`)
