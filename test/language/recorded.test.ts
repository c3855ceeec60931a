import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { taskOf } from '../support/model/lies.ts'
import { type RecordedServer, recordServer, replayServer } from '../support/model/recorded.ts'
import { refuse, startModelServer } from '../support/model/server.ts'
import { openStage } from '../support/stage.ts'

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

const SAID = ['屋头装个抓手子国家出好多钱', '扶手那块又弄好了3户', '公园几点开门']

/** What is shown, its buttons with it. */
async function talkWith(server: Pick<RecordedServer, 'url'>, said = SAID): Promise<string[]> {
  const stage = await openStage({
    model: { ...{ baseUrl: server.url, apiKey: 'k', models: ['m'], limits }, staffDocuments: false },
  })
  const texts: string[] = []
  for (const one of said) {
    const { text, reply } = await stage.say('ou_xh_wang', one)
    const buttons = 'buttons' in reply ? (reply.buttons ?? []) : []
    texts.push([text, ...buttons.map(({ label }) => label)].join('\n'))
  }
  stage.close()
  return texts
}

describe('a recorded server', () => {
  it('answers again what was answered once, and holds neither key nor prompt', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recorded-'))
    const file = join(folder, 'a.jsonl')
    const real = await live()
    const recorder = await recordServer(real.url)
    const first = await talkWith(recorder, SAID.slice(0, 1))
    writeFileSync(file, recorder.text())
    await Promise.all([recorder.close(), real.close()])
    expect(recorder.text()).not.toMatch(/Bearer|抓手子/)
    const replay = await replayServer(file)
    expect(await talkWith(replay, SAID.slice(0, 1))).toEqual(first)
    expect(replay.missing).toEqual([])
    await replay.close()
    rmSync(folder, { recursive: true })
  })

  it('refuses what nobody has recorded, names it, and plain mode answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recorded-'))
    const file = join(folder, 'none.jsonl')
    expect(() => replayServer(file)).toThrow('没有录音文件')
    writeFileSync(file, '')
    const replay = await replayServer(file)
    const [text] = await talkWith(replay, SAID.slice(0, 1))
    expect(text).toContain('没有查到')
    expect(replay.missing.length).toBeGreaterThan(0)
    expect(replay.missing.join()).toContain('抓手子')
    await replay.close()
    rmSync(folder, { recursive: true })
  })

  /** After a change of prompts or of the sample documents: `RECORD=1 npx vitest run test/language/recorded.test.ts`. */
  it('from the fixture: helps where the recorded server helped', async () => {
    if (process.env.RECORD) {
      const real = await live()
      const recorder = await recordServer(real.url)
      await talkWith(recorder)
      writeFileSync(FIXTURE, recorder.text())
      await Promise.all([recorder.close(), real.close()])
    }
    expect(readFileSync(FIXTURE, 'utf8').split('\n').length).toBeGreaterThan(3)
    const replay = await replayServer(FIXTURE)
    const [question, report, other] = await talkWith(replay)
    expect(replay.missing, 'not recorded any more: RECORD=1 npx vitest run test/language/recorded').toEqual(
      [],
    )
    expect(question).toContain('是不是想问：低保老人家里装抓手')
    expect(report).toContain('弄好了3户')
    expect(other).toContain('没有查到')
    await replay.close()
  })
})
