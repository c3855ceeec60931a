// npm run calibrate [-- KNOWLEDGE QUESTIONS]…   weights of what is told and of when nothing is told, from the own questions; further bureaus by their folder and file.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { RELIANCE_SIGNS, relianceSigns } from '../../src/policy/abstain.ts'
import { RANK_SIGNS } from '../../src/policy/rank.ts'
import type { Watch } from '../../src/policy/told.ts'
import { personById, readerKeys } from '../../src/roster/organization.ts'
import { bureauIn, type Case, casesOf, judge, stands } from './policy/cases.ts'
import { type Choice, dot, firstMeant, fitChoice, fitOdds, leadOf } from './policy/fit.ts'

type Seen = Parameters<Watch>[0]
interface Sample {
  bureau: string
  case: Case
  seen: Seen
  right: boolean
  /** The documents that answer were hidden: nothing is then the right answer. */
  hidden: boolean
}

const OWN: readonly [folder: string, file: string][] = [
  ['./knowledge', 'questions.jsonl'],
  ['./knowledge', 'questions-2.jsonl'],
  ['./baixi/knowledge', 'baixi/questions.jsonl'],
  ['./changting/knowledge', 'changting/questions.jsonl'],
  ['./tongchuan/knowledge', 'tongchuan/questions.jsonl'],
  ['./qingli/knowledge', 'qingli/questions.jsonl'],
  ['./shaliu/knowledge', 'shaliu/questions.jsonl'],
]
/** Held questions are left out: they measure, they do not tune. */
const more = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const SETS = [
  ...OWN,
  ...more.flatMap((folder, at) => (at % 2 ? [] : [[resolve(folder), resolve(more[at + 1] ?? '')] as const])),
]
/** A family that acts on a wrong answer loses more than one that is sent to the window. */
const WRONG_COSTS = 2
/** Of a question whose documents were hidden: others may still hold an answer. */
const HIDDEN_COSTS = 0.5
/** The margins in `conclude` are meant for this distance. */
const LEAD = 0.75
const root = resolve(import.meta.dirname, '../..')

async function samplesOf(hiding: boolean): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const [folder, file] of SETS) {
    const seen: Seen[] = []
    const hidden = new Set<string>()
    const bureau = await bureauIn(folder, { threshold: 0, watch: (one) => seen.push(one), hidden })
    for (const one of casesOf(file).filter((each) => !each.conversation && !isTalk(each)))
      for (const gone of hiding && one.expect.answered ? [false, true] : [false]) {
        hidden.clear()
        if (gone) for (const path of one.expect.cite ?? []) hidden.add(path)
        seen.length = 0
        const { organization } = bureau
        const readers = readerKeys(one.asker ? personById(organization, one.asker) : undefined)
        const asOf = one.asOf ?? '2026-06-24'
        const { outcome } = await bureau.answers.answer({ text: one.text, asOf, readers })
        const [first] = seen
        if (seen.length !== 1 || !first) continue
        const right = one.expect.answered && !gone && (outcome.kind === 'clarify' || !judge(one, outcome))
        samples.push({ bureau: folder, case: one, seen: first, right, hidden: gone })
      }
    bureau.close()
  }
  return samples
}

function isTalk({ expect }: Case): boolean {
  return expect.kinds !== undefined && !expect.kinds.includes('abstain')
}

/** The units that hold most of what the answer must say. */
function choiceOf({ case: { expect }, seen: { units } }: Sample): Choice | undefined {
  const held = units.map(({ unit }) => {
    if (!expect.cite?.includes(unit.passage.path)) return 0
    const text = `${unit.told}\n${unit.own}\n${unit.text}`
      .normalize('NFKC')
      .replace(/(\d),(?=\d{3})/g, '$1')
      .replace(/\s+/g, ' ')
    return (expect.all ?? []).filter((words) => words.some((word) => stands(word, text))).length
  })
  const most = Math.max(...held)
  if (!(most > 0)) return undefined
  const chosen = units
    .map(({ signs }, at) => ({ signs: RANK_SIGNS.map((sign) => signs[sign]), meant: held[at] === most, at }))
    .filter((one) => one.at < 40 || one.meant)
  return chosen.every((one) => one.meant) ? undefined : { units: chosen }
}

const bureaus = [...new Set(SETS.map(([folder]) => folder))]
const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`

async function fitRanking(): Promise<string> {
  const samples = (await samplesOf(false)).filter((one) => one.case.expect.answered)
  const choices = samples.flatMap((one) => {
    const choice = choiceOf(one)
    return choice ? [{ bureau: one.bureau, choice }] : []
  })
  const start = RANK_SIGNS.map((sign) => (sign === 'covered' ? 1 : 0))
  const fitOf = (some: typeof choices) =>
    fitChoice(
      some.map((one) => one.choice),
      start,
    )
  const lines = bureaus.map((bureau) => {
    const inside = choices.filter((one) => one.bureau === bureau).map((one) => one.choice)
    const right = firstMeant(inside, fitOf(choices.filter((one) => one.bureau !== bureau)))
    return { right, all: inside.length }
  })
  const all = choices.map((one) => one.choice)
  const raw = fitOf(choices)
  const scale = LEAD / leadOf(all, raw)
  const weights = raw.map((weight) => weight * scale)
  const right = lines.reduce((sum, one) => sum + one.right, 0)
  const told = `每次留一个局不参与，用其余的局定权重：排第一的就是该答的那一句，${percent(right, all.length)}（${all.length} 题）；用全部的局定：${percent(firstMeant(all, weights), all.length)}。`
  return JSON.stringify({ weights, told })
}

interface Point {
  least: number
  right: number
  wrong: number
  absent: number
  hidden: number
}

async function fitReliance() {
  const samples = (await samplesOf(true)).flatMap((one) => {
    const { best, asked, terms } = one.seen
    if (!best) return []
    const signs = relianceSigns(best, asked, terms)
    return [{ ...one, signs: RELIANCE_SIGNS.map((sign) => signs[sign]) }]
  })
  const odds = bureaus.flatMap((bureau) => {
    const weights = fitOdds(samples.filter((one) => one.bureau !== bureau))
    return samples
      .filter((one) => one.bureau === bureau)
      .map((one) => ({ one, odds: 1 / (1 + Math.exp(-dot(weights, [...one.signs, 1]))) }))
  })
  const points = Array.from({ length: 15 }, (_, at): Point => {
    const least = Number((0.1 + at * 0.05).toFixed(2))
    const told = odds.filter((each) => each.odds >= least).map((each) => each.one)
    const answerable = told.filter((one) => one.case.expect.answered && !one.hidden)
    return {
      ...{ least, right: told.filter((one) => one.right).length },
      wrong: answerable.filter((one) => !one.right).length,
      absent: told.filter((one) => !one.case.expect.answered).length,
      hidden: told.filter((one) => one.hidden).length,
    }
  })
  const worth = ({ right, wrong, absent, hidden }: Point) =>
    right - WRONG_COSTS * (wrong + absent) - HIDDEN_COSTS * hidden
  const best = points.reduce((a, b) => (worth(b) > worth(a) ? b : a))
  const weights = fitOdds(samples)
  const count = (keep: (one: Sample) => boolean) => samples.filter(keep).length
  return {
    ...{ weights, points, best },
    possible: count((one) => one.right),
    absent: count((one) => !one.case.expect.answered),
    hidden: count((one) => one.hidden),
  }
}

function record(names: readonly string[], weights: readonly number[]): string {
  return names.map((name, at) => `  ${name}: ${(weights[at] ?? 0).toFixed(3)},`).join('\n')
}

function write(ranking: readonly number[], reliance: readonly number[], threshold: number): void {
  const text = `import type { RelianceSign } from './abstain.ts'
import type { RankSign } from './rank.ts'

/** Written by \`npm run calibrate\`, with the accuracy over bureaus left out: docs/calibration.md. Not to be changed by hand. */
export const RANKING: Readonly<Record<RankSign, number>> = {
${record(RANK_SIGNS, ranking)}
}

/** Logistic weights: how likely an answer is right. */
export const RELIANCE: Readonly<Record<RelianceSign | 'always', number>> = {
${record([...RELIANCE_SIGNS, 'always'], reliance)}
}

/** Less likely than this, nothing is answered. */
export const THRESHOLD = ${threshold}
`
  writeFileSync(resolve(root, 'src/policy/fitted.ts'), text)
}

if (process.argv.includes('--ranking')) console.log(await fitRanking())
else if (process.argv.includes('--reliance')) console.log(JSON.stringify(await fitReliance()))
else {
  // Each step reads what the one before has written.
  const step = (name: string) =>
    JSON.parse(
      execFileSync(process.execPath, [import.meta.filename, name, ...more], {
        encoding: 'utf8',
        maxBuffer: 1e8,
      }),
    )
  const ranking: { weights: number[]; told: string } = step('--ranking')
  write(ranking.weights, RELIANCE_SIGNS.map(() => 0).concat(9), 0)
  const reliance: Awaited<ReturnType<typeof fitReliance>> = step('--reliance')
  write(ranking.weights, reliance.weights, reliance.best.least)
  const { points, best, possible, absent, hidden } = reliance
  const rows = points.map(
    (one) =>
      `| ${one.least.toFixed(2)}${one.least === best.least ? ' ←' : ''} | ${percent(one.right, possible)} | ${one.wrong} | ${one.absent} / ${absent} | ${one.hidden} / ${hidden} |`,
  )
  writeFileSync(
    resolve(root, 'docs/calibration.md'),
    `# 排序和弃答的权重

\`npm run calibrate\` 在自有题集上算出两组权重，写进 \`src/policy/fitted.ts\`。保留题集不参与。

**排序**（\`rank.ts\` 的每个特征乘权重，相加）。${ranking.told}

**弃答**（\`abstain.ts\` 的特征，逻辑回归，得出答对的可能）。下表也是每次留一个局不参与。“藏起文件”：把答案所在的文件藏起来再问，答了就算错。
门槛按“答对 − ${WRONG_COSTS} × 答错 − ${HIDDEN_COSTS} × 藏起文件还答”选。

| 门槛 | 能答对的答了 | 应答的答错 | 不该答的答了 | 藏起文件还答 |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
  )
  console.log(`${ranking.told}\n${rows.join('\n')}`)
}
