import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeQuestion } from '../../prompts/complete-question.ts'
import { later } from '../../src/clock.ts'
import { createAskModel } from '../../src/language/ask-model.ts'
import { createBudget } from '../../src/language/budget.ts'
import { createOpenAiModel } from '../../src/language/openai.ts'
import type { LogFields } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { canSign, startSelfSigned } from '../support/model/self-signed.ts'
import { type ModelServer, refuse, startModelServer } from '../support/model/server.ts'

const GOOD = '{"question":"90岁老人适老化改造补多少"}'
const given = { before: '80岁老人适老化改造补多少', question: '那90岁的呢' }

let server: ModelServer
beforeAll(async () => {
  server = await startModelServer(() => GOOD)
})
afterAll(() => server.close())

function desk(options: { budget?: number; models?: number; firstTokenMs?: number } = {}) {
  let now = '2026-06-24T01:00:00.000Z'
  const lines: [string, LogFields][] = []
  const metrics = createMetrics()
  const models = Array.from({ length: options.models ?? 1 }, (_, i) =>
    createOpenAiModel({
      baseUrl: server.url,
      apiKey: 'sk-secret-key',
      model: `m${i}`,
      firstTokenMs: options.firstTokenMs ?? 8_000,
      wholeMs: 2_000,
    }),
  )
  const budget = createBudget({ call: 5_000, chat: options.budget ?? 100_000, day: 1_000_000 })
  const log = (_level: string, event: string, fields: LogFields = {}) => void lines.push([event, fields])
  const ask = createAskModel({ models, budget, clock: () => now, log, metrics, random: () => 0 })
  server.asked.length = 0
  return {
    lines,
    metrics,
    pass: (ms: number) => {
      now = later(now, ms)
    },
    askFor: (errand: { chat: string }) => ask(completeQuestion, given, errand),
    ask: (fault?: (answer: { question: string }) => string | undefined, signal?: AbortSignal) =>
      ask(completeQuestion, given, { chat: 'oc_1', ...(signal ? { signal } : {}) }, fault),
  }
}

describe('a task', () => {
  it('is answered, with the material marked as data', async () => {
    server.behave(() => GOOD)
    expect(await desk().ask()).toEqual({ question: '90岁老人适老化改造补多少' })
    expect(server.asked[0]?.user).toContain('《材料》\n那90岁的呢\n《/材料》')
    expect(server.asked[0]?.mode).toBe('json_schema')
  })

  it('is asked once more with the reason when the answer is no good, then given up', async () => {
    server.behave(() => GOOD)
    const one = desk()
    expect(await one.ask(() => '添了数字')).toBeUndefined()
    expect(server.asked).toHaveLength(2)
    expect(server.asked[1]?.user).toContain('添了数字')
  })

  it('finds out once which form of JSON the server knows', async () => {
    server.behave((asked, response) => (asked.mode === 'tool' ? GOOD : refuse(response, 400)))
    const one = desk()
    expect(await one.ask()).toBeDefined()
    expect(await one.ask()).toBeDefined()
    expect(server.asked.map((asked) => asked.mode)).toEqual(['json_schema', 'tool', 'tool'])
  })

  it('reads JSON out of thoughts and fences', async () => {
    server.behave(() => `<think>90? {"question":"不对"}</think>好的：\n\`\`\`json\n${GOOD}\n\`\`\``)
    expect(await desk().ask()).toEqual({ question: '90岁老人适老化改造补多少' })
  })

  it.each([
    ['half of the JSON', '{"question":"90岁'],
    ['nothing', ''],
    ['other words', 'I am sorry, I cannot help with that.'],
    ['another shape', '{"answer":1}'],
    ['ten megabytes', 'x'.repeat(10_000_000)],
  ])('has no answer when the server writes %s', async (_name, words) => {
    server.behave(() => words)
    expect(await desk().ask()).toBeUndefined()
  })

  it('has no answer when the stream breaks off, or a proxy answers with a page', async () => {
    server.behave((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {"choices":[{"delta":{"content":"{\\"que"}}]}\n\n')
      response.destroy()
      return undefined
    })
    expect(await desk().ask()).toBeUndefined()
    server.behave((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<html>登录</html>')
      return undefined
    })
    expect(await desk().ask()).toBeUndefined()
  })
})

describe('a failing server', () => {
  it('is tried twice, then left alone, then probed after a rest', async () => {
    server.behave((_asked, response) => refuse(response, 503))
    const one = desk()
    for (let i = 0; i < 5; i++) expect(await one.ask()).toBeUndefined()
    expect(server.asked).toHaveLength(6)
    server.behave(() => GOOD)
    expect(await one.ask()).toBeUndefined()
    one.pass(61_000)
    expect(await one.ask()).toBeDefined()
  })

  it('gives way to the next model', async () => {
    server.behave((asked, response) => (asked.body.model === 'm1' ? GOOD : refuse(response, 500)))
    expect(await desk({ models: 2 }).ask()).toBeDefined()
  })

  it('is not waited for beyond its time', async () => {
    server.behave(() => new Promise(() => {}))
    const began = performance.now()
    expect(await desk({ firstTokenMs: 150 }).ask()).toBeUndefined()
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  it('with a wrong key is told to the operator once, without the key', async () => {
    server.behave((_asked, response) =>
      refuse(response, 401, '{"error":{"message":"bad key sk-secret-key"}}'),
    )
    const one = desk()
    for (let i = 0; i < 3; i++) await one.ask()
    expect(one.lines.filter(([, fields]) => fields.kind === 'auth')).toHaveLength(1)
    expect(JSON.stringify(one.lines)).not.toContain('sk-secret-key')
  })
})

describe('a server that is set up wrong', () => {
  it('knows no such model: told once, asked in one form of JSON', async () => {
    server.behave((_asked, response) => refuse(response, 404, '{"error":{"message":"model not found"}}'))
    const one = desk()
    for (let i = 0; i < 3; i++) expect(await one.ask()).toBeUndefined()
    expect(one.lines.filter(([, fields]) => fields.kind === 'missing')).toHaveLength(1)
    expect(server.asked).toHaveLength(3)
  })

  it('needs no key where none is set', async () => {
    server.behave(() => GOOD)
    const model = createOpenAiModel({ baseUrl: server.url, apiKey: '', model: 'local' })
    const { text } = await model.call({ system: 's', user: 'u', maxTokens: 10 })
    expect(text).toBe(GOOD)
  })

  it.each([
    ['speaks no TLS', 'https', 'network'],
    ['is not there', 'http', 'network'],
  ])('%s: a fault, no exception of its own', async (_name, scheme, fault) => {
    const port = scheme === 'https' ? new URL(server.url).port : '9'
    const model = createOpenAiModel({ baseUrl: `${scheme}://127.0.0.1:${port}/v1`, apiKey: 'k', model: 'm' })
    await expect(model.call({ system: 's', user: 'u', maxTokens: 10 })).rejects.toMatchObject({ fault })
  })

  it.runIf(canSign)('shows a certificate of its own: told to the operator', async () => {
    const { url, close } = await startSelfSigned()
    const model = createOpenAiModel({ baseUrl: url, apiKey: 'k', model: 'm' })
    await expect(model.call({ system: 's', user: 'u', maxTokens: 10 })).rejects.toMatchObject({
      fault: 'certificate',
    })
    close()
  })
})

describe('a server that is slow, or refuses for an hour', () => {
  it('is waited for once in a minute', async () => {
    server.behave(() => new Promise(() => {}))
    const one = desk({ firstTokenMs: 150 })
    const waits: number[] = []
    for (let minute = 0; minute < 6; minute++) {
      for (let i = 0; i < 3; i++) {
        const began = performance.now()
        await one.ask()
        if (performance.now() - began > 100) waits.push(minute)
      }
      one.pass(61_000)
    }
    expect(waits.length).toBe(new Set(waits).size)
    expect(waits.length).toBe(6)
  }, 20_000)

  it('makes nobody wait twice, however many models there are', async () => {
    server.behave(() => new Promise(() => {}))
    const one = desk({ firstTokenMs: 150, models: 3 })
    const errand = { chat: 'oc_1' }
    for (let i = 0; i < 4; i++) expect(await one.askFor(errand)).toBeUndefined()
    expect(server.asked).toHaveLength(1)
    expect(await one.askFor({ chat: 'oc_2' })).toBeUndefined()
    expect(server.asked.map(({ body }) => body.model)).toEqual(['m0', 'm1'])
  })

  it('is asked no more than twice a minute while it says 429', async () => {
    server.behave((_asked, response) => refuse(response, 429))
    const one = desk()
    for (let i = 0; i < 3; i++) await one.ask()
    server.asked.length = 0
    for (let minute = 0; minute < 6; minute++) {
      one.pass(61_000)
      for (let i = 0; i < 5; i++) await one.ask()
    }
    expect(server.asked.length).toBeLessThanOrEqual(12)
  }, 20_000)
})

describe('limits', () => {
  it('over budget nothing is asked any more', async () => {
    server.behave(() => GOOD)
    const one = desk({ budget: 1_500 })
    const answers = [await one.ask(), await one.ask(), await one.ask(), await one.ask()]
    expect(answers[0]).toBeDefined()
    expect(answers.at(-1)).toBeUndefined()
    expect(one.metrics.text()).toContain('over-budget')
  })

  it('a recalled message cancels its call without a mark against the model', async () => {
    server.behave(() => new Promise(() => {}))
    const controller = new AbortController()
    const one = desk()
    const waiting = one.ask(undefined, controller.signal)
    setTimeout(() => controller.abort(), 30)
    expect(await waiting).toBeUndefined()
    expect(one.lines).toEqual([])
  })
})
