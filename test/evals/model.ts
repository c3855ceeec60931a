// npm run eval -- [--model [--record=FILE] | --replay=FILE | --lying[=WORDS] | --helpful] [FOLDER …]
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ModelSettings, readSettings } from '../../src/settings.ts'
import { LIED, LIES, taskOf } from '../support/model/lies.ts'
import { recordServer, replayServer } from '../support/model/recorded.ts'
import { startModelServer } from '../support/model/server.ts'
import { openJudge } from './model/accuracy.ts'
import { goldOf, helpful } from './model/helpful.ts'
import { counted, type Line, linesOf, openTalk, type Told } from './model/talk.ts'

/**
 * A model beside plain mode over whole sets. A set is a folder with `knowledge/`, `questions.jsonl` and perhaps `messages.jsonl`;
 * by default the own sets. `--model`: the server of the settings, with `--record` its answers are kept in a file that `--replay`
 * answers from; `--lying`, `--helpful`: servers of our own.
 */
const here = (path: string) => resolve(import.meta.dirname, path)
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const folders = wanted.length ? wanted.map((one) => resolve(one)) : [here('policy'), here('policy/baixi')]
/** What stands after `--name=`; empty for `--name` alone. */
const option = (name: string) => {
  const word = process.argv.find((one) => one === `--${name}` || one.startsWith(`--${name}=`))
  return word?.slice(name.length + 3)
}
const lie = option('lying')
const lying = lie !== undefined
/** `--lying=WORDS`: only the lies whose names hold these words. */
const chosen = LIES.filter(([name]) => name.includes(lie ?? ''))

const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`
const quantile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0

const limits = { call: 20_000, chat: 1e9, day: 1e9 }
const settingsFor = (url: string): ModelSettings => ({
  ...{ baseUrl: url, apiKey: 'k', models: ['m'], staffDocuments: true, limits },
})

/** Where the model is: our own fake, the settings' server, or one with a recording between. */
async function openServer() {
  const [record, replay] = [option('record'), option('replay')]
  if (replay) {
    const { url, close, missing } = await replayServer(replay)
    // What may be seen changes what is asked: as it was set for the recording.
    const own = { OPENAI_BASE_URL: url, OPENAI_API_KEY: 'k', CHAT_MODEL: 'm' }
    return { settings: readSettings({ ...process.env, ...own }).model, behave: undefined, close, missing }
  }
  if (option('model') === undefined) {
    const server = await startModelServer(() => '{}')
    return { settings: settingsFor(server.url), behave: server.behave, close: server.close, missing: [] }
  }
  const settings = readSettings(process.env).model
  if (!settings || !record) return { settings, behave: undefined, close: async () => undefined, missing: [] }
  const recorder = await recordServer(settings.baseUrl)
  const close = async () => {
    writeFileSync(record, recorder.text())
    await recorder.close()
  }
  return { settings: { ...settings, baseUrl: recorder.url }, behave: undefined, close, missing: [] }
}

function stop(why: string): never {
  console.error(why)
  process.exit(2)
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

const server = await openServer().catch((error: Error) => stop(error.message))
const { settings, behave } = server
if (!settings) stop('没有设置模型：OPENAI_BASE_URL、OPENAI_API_KEY、CHAT_MODEL')
for (const folder of folders) {
  const lines = await linesIn(folder)
  const plain = (await toldBy(folder, lines)).told
  const judge = await openJudge(folder)
  const alone = await judge.right()
  console.log(`\n${folder}: ${lines.length} messages; plain ${percent(alone.right, alone.all)} right`)
  if (option('helpful') !== undefined) {
    const gold = goldOf(join(folder, 'questions.jsonl'))
    behave?.((asked) => helpful(taskOf(asked), asked.user, gold))
  }
  let asked: readonly Line[] = lines
  const rounds = lying ? chosen : ([['a server', undefined]] as const)
  for (const [name, write] of rounds) {
    if (write) behave?.((one) => write(taskOf(one), one.user))
    const { told, tokens } = await toldBy(folder, asked, settings)
    const faults = changed(plain, told)
    const called = told.filter((one) => one.calls)
    const pending = told.reduce((sum, one) => sum + one.pending.length, 0)
    const was = new Set(asked.map((one) => one.id))
    const before = plain
      .filter((one) => was.has(one.line.id))
      .reduce((sum, one) => sum + one.pending.length, 0)
    const with_ = await judge.right(settings)
    const answered = told.filter((one) => one.kinds.length).length
    console.log(
      `${name}: right ${percent(with_.right, with_.all)}; answered ${percent(answered, told.length)}; changed what must not change ${faults.length}; waiting for confirmation ${before} → ${pending}`,
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
  judge.close()
}
await server.close()
if (server.missing.length) {
  console.error(
    `${server.missing.length} requests are not in the recording, record again: ${server.missing[0]}`,
  )
  process.exitCode = 1
}
