import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLanguage } from '../../src/language/create.ts'
import { createOpenAiModel } from '../../src/language/openai.ts'
import { silentLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { taskOf } from '../support/model/lies.ts'
import { recordServer, replayServer } from '../support/model/recorded.ts'
import { refuse, startModelServer } from '../support/model/server.ts'

const FIXTURE = resolve(import.meta.dirname, '../fixtures/model/recorded.jsonl')
const limits = { call: 20_000, chat: 10_000_000, day: 10_000_000 }

/** A server of the tests' own that knows tools but no schemas, helps with one question and has nothing for the others. */
async function live() {
  return startModelServer((asked, response) => {
    if (asked.mode === 'json_schema') return refuse(response, 400)
    const tools = asked.body.tools as { function: { name: string } }[] | undefined
    const task = taskOf(asked) || tools?.[0]?.function.name
    if (task === 'complete_question' && asked.user.includes('抓手子'))
      return '{"question":"低保老人家里装抓手等适老化改造，最高补多少钱"}'
    if (task === 'suggest_entries' && asked.user.includes('扶手那块'))
      return '{"entries":[{"indicator":"home_adaptation","words":"弄好了3户"}]}'
    return '{}'
  })
}

/** What comes of a few tasks with a server, in their order. */
async function tasksWith({ url }: { url: string }): Promise<unknown[]> {
  const settings = { baseUrl: url, apiKey: 'k', models: ['m'], limits }
  const clock = () => '2026-06-24T01:00:00.000Z'
  const tasks = createLanguage(settings, { clock, log: silentLog, metrics: createMetrics() })
  const errand = { chat: 'oc_1' }
  const indicators = [{ id: 'home_adaptation', name: '困难老人家庭适老化改造', unit: '户' }]
  return [
    await tasks.complete('屋头装个抓手子国家出好多钱', '', errand),
    await tasks.entries('扶手那块又弄好了3户，王桂兰老人家最后一户', indicators, errand),
    await tasks.terms('公园几点开门', errand),
  ]
}

describe('a recorded server', () => {
  it('answers again what was answered once, refuses what nobody has recorded, holds neither key nor prompt', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recorded-'))
    const file = join(folder, 'a.jsonl')
    expect(() => replayServer(file)).toThrow('没有录音文件')
    const real = await startModelServer((asked, response) =>
      asked.mode === 'json_schema' ? refuse(response, 400) : `答：${asked.user}`,
    )
    const recorder = await recordServer(real.url)
    const schema = { name: 'a', shape: { type: 'object' } }
    const ask = (url: string, user: string) =>
      createOpenAiModel({ baseUrl: url, apiKey: 'sk-key', model: 'm' }).call({
        ...{ system: '你是', user, schema, maxTokens: 10 },
      })
    const first = await ask(recorder.url, '抓手')
    expect(first.text).toBe('答：抓手')
    writeFileSync(file, recorder.text())
    await Promise.all([recorder.close(), real.close()])
    expect(recorder.text()).not.toMatch(/sk-key|你是/)
    const replay = await replayServer(file)
    expect(await ask(replay.url, '抓手')).toEqual(first)
    expect(replay.missing).toEqual([])
    await expect(ask(replay.url, '扶手')).rejects.toMatchObject({ fault: 'missing' })
    expect(replay.missing).toEqual(['扶手'])
    await replay.close()
    rmSync(folder, { recursive: true })
  })

  /** After a change of prompts: `RECORD=1 npx vitest run test/language/recorded.test.ts`. */
  it('from the fixture: helps where the recorded server helped', async () => {
    if (process.env.RECORD) {
      const real = await live()
      const recorder = await recordServer(real.url)
      await tasksWith(recorder)
      writeFileSync(FIXTURE, recorder.text())
      await Promise.all([recorder.close(), real.close()])
    }
    const replay = await replayServer(FIXTURE)
    const results = await tasksWith(replay)
    expect(replay.missing, 'not recorded any more: RECORD=1 npx vitest run test/language/recorded').toEqual(
      [],
    )
    expect(results).toEqual([
      '低保老人家里装抓手等适老化改造，最高补多少钱',
      [{ indicator: 'home_adaptation', words: '弄好了3户' }],
      [],
    ])
    expect(readFileSync(FIXTURE, 'utf8')).not.toMatch(/王桂兰|公园/)
    await replay.close()
  })
})
