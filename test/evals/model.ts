// npm run eval -- [--model | --lying[=WORDS] | --helpful] [FOLDER …]
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createLanguage } from '../../src/language/create.ts'
import { silentLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createHelpedAnswers } from '../../src/policy/helped.ts'
import { type ModelSettings, readSettings } from '../../src/settings.ts'
import { LIED, LIES, taskOf } from '../support/model/lies.ts'
import { type ModelServer, startModelServer } from '../support/model/server.ts'
import { goldOf, helpful } from './model/helpful.ts'
import { counted, type Line, linesOf, openTalk, type Told } from './model/talk.ts'
import { bureauIn, judgeAll } from './policy/cases.ts'

/**
 * A model beside plain mode over whole sets. A set is a folder with `knowledge/`, `questions.jsonl` and perhaps `messages.jsonl`;
 * by default the own sets. `--model`: the server of the settings; `--lying`, `--helpful`: servers of our own.
 */
const here = (path: string) => resolve(import.meta.dirname, path)
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const folders = wanted.length ? wanted.map((one) => resolve(one)) : [here('policy'), here('policy/baixi')]
const lie = process.argv.find((word) => /^--lying(?:=|$)/.test(word))
const lying = lie !== undefined
/** `--lying=WORDS`: only the lies whose names hold these words. */
const chosen = LIES.filter(([name]) => name.includes(lie?.slice('--lying='.length) ?? ''))

const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`
const quantile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0

const limits = { call: 20_000, chat: 1e9, day: 1e9 }
function settingsFor(server: ModelServer): ModelSettings {
  return { baseUrl: server.url, apiKey: 'k', models: ['m'], staffDocuments: true, limits }
}

async function linesIn(folder: string): Promise<Line[]> {
  const { house, close } = await openTalk(join(folder, 'knowledge'))
  const files = ['questions.jsonl', 'messages.jsonl'].map((name) => join(folder, name)).filter(existsSync)
  const lines = (await Promise.all(files.map((file) => linesOf(file, house)))).flat()
  close()
  return lines
}

async function toldBy(folder: string, lines: readonly Line[], model?: ModelSettings) {
  const talk = await openTalk(join(folder, 'knowledge'), model)
  const told: Told[] = []
  for (const line of lines) told.push(await talk.say(line))
  const tokens = counted(talk.house, 'model_tokens_total')
  talk.close()
  return { told, tokens }
}

/** Lines where a model changed what must not change: a sure answer, what is recorded, that there is an answer at all. */
function changed(plain: readonly Told[], told: readonly Told[]): string[] {
  const before = new Map(plain.map((one) => [one.line.id, one]))
  return told.flatMap((one) => {
    const was = before.get(one.line.id)
    if (!was) return []
    const problems = [
      was.kinds[0] === 'answer' && was.text !== one.text ? 'another answer' : '',
      was.recorded.join() === one.recorded.join() ? '' : `recorded ${one.recorded.join('; ')}`,
      one.kinds.length || !was.kinds.length ? '' : 'no answer',
      LIED.test(one.text) && !LIED.test(was.text) && !LIED.test(one.line.text) ? 'a lie' : '',
    ].filter(Boolean)
    return problems.map((problem) => `${one.line.id} ${one.line.text.slice(0, 40)}: ${problem}`)
  })
}

async function accuracy(folder: string, model?: ModelSettings): Promise<{ right: number; all: number }> {
  const file = join(folder, 'questions.jsonl')
  const { answers, index, organization, close } = await bureauIn(join(folder, 'knowledge'))
  const parts = { clock: () => '2026-06-24T01:00:00.000Z', log: silentLog, metrics: createMetrics() }
  const helped = model
    ? createHelpedAnswers({
        ...{ plain: answers, index, readers: undefined },
        helper: createLanguage(model, parts),
      })
    : answers
  const judged = await judgeAll(
    file,
    { answer: (question) => helped.answer({ ...question, errand: { chat: 'eval' } }) },
    organization,
  )
  close()
  return { right: judged.filter((one) => !one.wrong).length, all: judged.length }
}

const server = await startModelServer(() => '{}')
const settings = process.argv.includes('--model') ? readSettings(process.env).model : settingsFor(server)
if (!settings) throw new Error('没有设置模型：OPENAI_BASE_URL、OPENAI_API_KEY、CHAT_MODEL')
for (const folder of folders) {
  const lines = await linesIn(folder)
  const plain = (await toldBy(folder, lines)).told
  const right = await accuracy(folder)
  console.log(`\n${folder}: ${lines.length} messages; plain ${percent(right.right, right.all)} right`)
  if (process.argv.includes('--helpful')) {
    const gold = goldOf(join(folder, 'questions.jsonl'))
    server.behave((asked) => helpful(taskOf(asked), asked.user, gold))
  }
  let asked: readonly Line[] = lines
  const rounds = lying ? chosen : ([['a server', undefined]] as const)
  for (const [name, write] of rounds) {
    if (write) server.behave((one) => write(taskOf(one), one.user))
    const { told, tokens } = await toldBy(folder, asked, settings)
    const faults = changed(plain, told)
    const called = told.filter((one) => one.calls)
    const pending = told.reduce((sum, one) => sum + one.pending.length, 0)
    const was = new Set(asked.map((one) => one.id))
    const before = plain
      .filter((one) => was.has(one.line.id))
      .reduce((sum, one) => sum + one.pending.length, 0)
    const with_ = await accuracy(folder, settings)
    console.log(
      `${name}: right ${percent(with_.right, with_.all)}; changed what must not change ${faults.length}; waiting for confirmation ${before} → ${pending}`,
    )
    console.log(
      `  asked for ${called.length} of ${told.length} messages (${percent(called.length, lines.length)}), ${tokens} tokens; p95 ${quantile(
        told.map((one) => one.ms),
        0.95,
      ).toFixed(0)} ms`,
    )
    for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`)
    // The other lies only matter where somebody is asked.
    if (lying) asked = called.map((one) => one.line)
  }
}
await server.close()
