import { existsSync, readFileSync } from 'node:fs'
import { readBureau } from '../../../src/knowledge/bureau.ts'
import { assign } from '../../../src/reporting/assign.ts'
import { distribute } from '../../../src/reporting/distribute.ts'
import { signsOf, sureness } from '../../../src/reporting/doubt.ts'
import { questionsIn } from '../../../src/reporting/manner.ts'
import { type ReportingBureau, readMessage } from '../../../src/reporting/read.ts'
import { sheetOf } from '../../../src/reporting/sheet.ts'
import { bureauOf, casesOf, type Place } from './cases.ts'

/**
 * Fits the weights of src/reporting/doubt.ts: `node test/evals/reporting/fit.ts [DEVELOPMENT SET]`. Every number that an
 * indicator could be counted by is an example: reported (it is among the expected entries), or not (its message holds
 * none). Prints for each bureau what weights fitted on all the others say of it, then the weights fitted on all.
 */

/** One number of a message. */
interface Example {
  place: string
  text: string
  signs: Record<string, boolean>
  reported: boolean
  /** The rules let it pass as a figure. */
  passed: boolean
}

interface Message {
  text: string
  sentAt: string
  unit: string
  /** None: not scored. */
  entries: { indicator: string; value: number }[] | undefined
  ask: boolean
}

const FILES: Record<Place, string[]> = {
  linjiang: ['messages.txt'],
  baiyang: ['messages.txt'],
  kunyang: ['messages.txt', 'silent.txt', 'fresh.txt', 'held.txt', 'third.txt'],
  chenghu: ['messages.txt', 'second.txt', 'third.txt', 'held.txt', 'silent.txt'],
  songling: ['messages.txt', 'silent.txt'],
}
/** What is told as a correction is believed. */
const CORRECTS = /更正|改一下|[打写报填记说]错|[多少][报写]|报[多少]|应该?[为是]/
const SCALES = [1, 1e4, 1e-4, 1000]

const own = Object.entries(FILES).flatMap(([place, files]) => {
  const bureau = bureauOf(place as Place)
  return files.flatMap((file) =>
    casesOf(place as Place, bureau, file)
      .filter((one) => !one.conversation)
      .flatMap(({ text, sentAt, sender, entries, ask }) =>
        examplesIn(place, { text, sentAt, unit: sender, entries: entries?.flat(), ask }, bureau),
      ),
  )
})
const all = [...developmentSet(process.argv[2] ?? ''), ...own]
for (const place of new Set(all.map((one) => one.place))) {
  const weights = regress(all.filter((one) => one.place !== place))
  report(
    place,
    all.filter((one) => one.place === place),
    weights,
  )
}
const weights = regress(all)
report('all, fitted on all', all, weights)
for (const [sign, weight] of Object.entries(weights)) console.log(`  ${sign}: ${weight.toFixed(1)},`)

function developmentSet(folder: string): Example[] {
  if (!folder || !existsSync(`${folder}/messages.jsonl`)) return []
  const text = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')
  const bureau = readBureau({
    indicators: text('knowledge/indicators.yaml'),
    organization: text('knowledge/organization.yaml'),
    glossary: text('knowledge/glossary.yaml'),
  })
  return text('messages.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((one) => !one.conversation)
    .flatMap(({ text, sentAt, sender, expect }) => {
      const entries = expect.entriesFree ? undefined : (expect.entriesAny?.flat() ?? expect.entries ?? [])
      return examplesIn(
        'development',
        { text, sentAt, unit: sender.unit, entries, ask: expect.ask === true },
        bureau,
      )
    })
}

function examplesIn(
  place: string,
  { text, sentAt, unit, entries, ask }: Message,
  bureau: ReportingBureau,
): Example[] {
  if (!entries || CORRECTS.test(text)) return []
  const input = { text, sentAt, sender: { name: '', unit } }
  const sheet = sheetOf(input, bureau)
  const assigned = distribute(sheet, assign(sheet))
  const signs = signsOf(sheet, assigned, questionsIn(sheet).apart)
  const { figures, unsure } = readMessage(input, bureau)
  return assigned.flatMap((one): Example[] => {
    const { value = Number.NaN, vague, start } = one.amount
    const counts = (id: string) => one.of.some((indicator) => indicator.id === id)
    const reported = entries.some(
      (entry) => counts(entry.indicator) && SCALES.some((by) => Math.abs(entry.value - value * by) < 1e-6),
    )
    if (!one.of.length || vague || (!reported && (entries.length > 0 || ask))) return []
    const at = sheet.folded.at[start] ?? 0
    const passed = [...figures, ...unsure].some(
      (figure) => counts(figure.indicator) && figure.span.start <= at && figure.span.end > at,
    )
    return [{ place, text, signs: signs(one), reported, passed }]
  })
}

function report(place: string, list: readonly Example[], weights: Record<string, number>): void {
  const sure = (one: Example) => sureness(one.signs, weights)
  const [yes, no] = [list.filter((one) => one.reported), list.filter((one) => !one.reported)]
  const ranked = yes.flatMap((one) => no.map((other) => Number(sure(one) > sure(other))))
  const area = ranked.reduce((sum, one) => sum + one, 0) / ranked.length
  const below = (group: readonly Example[], least: number) => {
    const passed = group.filter((one) => one.passed)
    return `${passed.filter((one) => sure(one) < least).length}/${passed.length}`
  }
  const at = [0.1, 0.15, 0.2, 0.3, 0.4].map((least) => `${least}: ${below(no, least)} · ${below(yes, least)}`)
  console.log(`${place}: ${yes.length} reported, ${no.length} not, area ${area.toFixed(3)}`)
  console.log(`  passed by the rules and asked about below (wrong ones · right ones): ${at.join('   ')}`)
  if (process.argv.includes('--show'))
    for (const one of yes.filter((one) => one.passed && sure(one) < 0.25))
      console.log(`    ${sure(one).toFixed(2)} ${one.text}`)
}

/** Logistic regression by Newton's method, the rarer class weighed up by half, weights held small (l2 = 2). */
function regress(list: readonly Example[]): Record<string, number> {
  const names = ['bias', ...Object.keys(list[0]!.signs)]
  const rows = list.map((one) => names.map((name) => (name === 'bias' || one.signs[name] ? 1 : 0)))
  const heavy = list.filter((one) => one.reported).length / list.filter((one) => !one.reported).length / 2
  let weights: number[] = names.map(() => 0)
  for (let round = 0; round < 30; round++) {
    const slope = names.map((_, at) => (at ? 2 * weights[at]! : 0))
    const bend = names.map((_, at) => names.map((__, other) => (at === other ? (at ? 2 : 1e-6) : 0)))
    for (const [place, row] of rows.entries()) {
      const sum = row.reduce((total: number, there, at) => total + there * weights[at]!, 0)
      const guess = 1 / (1 + Math.exp(-sum))
      const weight = list[place]!.reported ? 1 : heavy
      const miss = weight * (guess - Number(list[place]!.reported))
      for (const [at, there] of row.entries()) {
        if (!there) continue
        slope[at]! += miss
        for (const [other, too] of row.entries()) if (too) bend[at]![other]! += weight * guess * (1 - guess)
      }
    }
    const step = solve(bend, slope)
    weights = weights.map((weight, at) => weight - step[at]!)
  }
  return Object.fromEntries(names.map((name, at) => [name, weights[at]!]))
}

/** Gauss's elimination. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!])
  for (const [at] of rows.entries()) {
    const best = rows.slice(at).reduce((most, row) => (Math.abs(row[at]!) > Math.abs(most[at]!) ? row : most))
    rows.splice(rows.indexOf(best), 1)
    rows.splice(at, 0, best)
    for (const [other, row] of rows.entries()) {
      if (other === at) continue
      const by = row[at]! / best[at]!
      for (let place = at; place < row.length; place++) row[place]! -= by * best[place]!
    }
  }
  return rows.map((row, at) => row.at(-1)! / row[at]!)
}
