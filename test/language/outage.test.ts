import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { canSign, startSelfSigned } from '../support/model/self-signed.ts'
import { type Behaviour, type ModelServer, refuse, startModelServer } from '../support/model/server.ts'
import { openStage, type Stage } from '../support/stage.ts'

/** All of them are asked of a model. */
const SAID = ['公园几点开门', '屋头装个抓手子国家出好多钱']
const KEY = 'sk-very-secret'
const WAIT = 400
const MINUTE = 60_000

let server: ModelServer
let alone: Stage
let plain: string[]
const lines: string[] = []
const log = createLog('debug', (line) => lines.push(line))

beforeAll(async () => {
  server = await startModelServer(() => '{}')
  alone = await openStage()
  plain = await told(alone)
}, 30_000)
afterAll(async () => {
  alone.close()
  await server.close()
})

function open(url = server.url, apiKey = KEY): Promise<Stage> {
  lines.length = 0
  server.asked.length = 0
  const limits = { call: 20_000, chat: 10_000_000, day: 10_000_000 }
  const waits = { firstTokenMs: WAIT, wholeMs: 2 * WAIT }
  return openStage({
    model: { ...{ baseUrl: url, apiKey, models: ['m'], limits, waits }, staffDocuments: true },
    log,
  })
}

async function told(stage: Stage): Promise<string[]> {
  const texts: string[] = []
  for (const text of SAID) texts.push(await sayAlone(stage, text))
  return texts
}

/** In a chat of its own: nothing was said there before. */
async function sayAlone(stage: Stage, text: string): Promise<string> {
  chats += 1
  return (await stage.say('ou_xh_wang', text, { id: `oc_${chats}`, kind: 'private' })).text
}
let chats = 0

const toOperator = () => lines.filter((line) => line.includes('"ERROR"') || line.includes('"error"'))

const started =
  (type: string, text: string): Behaviour =>
  (_asked, response) => {
    response.writeHead(200, { 'content-type': type })
    response.write(text)
    response.destroy()
    return undefined
  }

const FAULTS: [string, Behaviour, number][] = [
  ['refuses the key', (_asked, response) => refuse(response, 401, `{"error":{"message":"${KEY}"}}`), 1],
  [
    'does not know the model',
    (_asked, response) => refuse(response, 404, '{"error":{"message":"no model"}}'),
    1,
  ],
  ['has had enough', (_asked, response) => refuse(response, 429), 0],
  ['is broken', (_asked, response) => refuse(response, 500, '<html>nginx</html>'), 0],
  [
    'ends in mid-word',
    started(
      'text/event-stream',
      'data: {"choices":[{"delta":{"content":"{\\"question\\":\\"低"}}]}\n\ndata: {"cho',
    ),
    0,
  ],
  [
    'ends without an end',
    (_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('data: {"choices":[{"delta":{"content":"{\\"question\\":\\"低保"}}]}\n\n')
      return undefined
    },
    0,
  ],
  [
    'is a proxy with a page of its own',
    (_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<html><body>请先登录</body></html>')
      return undefined
    },
    1,
  ],
  ['never speaks', () => new Promise(() => {}), 0],
]

describe('a server that fails', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await open()
  }, 30_000)
  afterAll(() => stage.close())

  it.each(FAULTS)(
    '%s: every answer as in plain mode, the operator told at most once',
    async (_name, behaviour, reports) => {
      server.behave(() => '{}')
      stage.pass(2 * MINUTE)
      await told(stage)
      server.behave(behaviour)
      lines.length = 0
      server.asked.length = 0
      for (let minute = 0; minute < 2; minute++) {
        expect(await told(stage)).toEqual(plain)
        stage.pass(MINUTE)
      }
      expect(server.asked.length).toBeGreaterThan(0)
      expect(toOperator()).toHaveLength(reports)
      // The size and the outcome, nothing of what was said, by nobody.
      expect(lines.join()).not.toMatch(/secret|开门|抓手|补多少|低保|材料|nginx|请先登录/)
      if (reports) expect(lines.join()).toContain('model-fault')
    },
    30_000,
  )

  it.each([
    ['is down', (_asked, response) => void response.destroy()],
    ['is slow', () => new Promise<string>((done) => setTimeout(done, 4 * WAIT, '{}'))],
    ['says 429', (_asked, response) => refuse(response, 429)],
  ] as [string, Behaviour][])(
    '%s for an hour: no more than one wait in a minute',
    async (name, behaviour) => {
      server.behave(behaviour)
      const [plainMs] = await minuteOf(alone)
      const extra: number[] = []
      const calm: number[] = []
      for (let minute = 0; minute < 60; minute += 15) {
        stage.pass(15 * MINUTE)
        const [all, rest] = await minuteOf(stage)
        extra.push(all - plainMs)
        calm.push(rest)
      }
      const worst = Math.max(...extra)
      console.info(
        `${name}: in a minute at most ${worst.toFixed(0)} ms more than plain (${plainMs.toFixed(0)} ms; a wait is ${WAIT} ms); after the first message ${Math.max(...calm).toFixed(0)} ms`,
      )
      // A pause before the second try is as good as a wait; the rest is for a busy machine.
      expect(worst).toBeLessThan(3 * (WAIT + 500))
    },
    60_000,
  )
})

describe('settings that do not fit', () => {
  it('no key: a server that needs none is asked all the same; one that wants one is told of once', async () => {
    server.behave(() => '{"question":"低保老人家里装抓手等适老化改造，最高补多少钱"}')
    const stage = await open(server.url, '')
    const { reply } = await stage.say('ou_xh_wang', SAID[1]!)
    expect(reply.kind === 'not-found' && reply.buttons?.[0]?.label).toContain('是不是想问')
    expect(server.asked[0]?.authorization).not.toContain('undefined')
    server.behave((asked, response) => (asked.authorization.includes(KEY) ? '{}' : refuse(response, 401)))
    expect(await told(stage)).toEqual(plain)
    expect(await told(stage)).toEqual(plain)
    expect(toOperator()).toHaveLength(1)
    stage.close()
  })

  it.runIf(canSign)('a certificate that nobody vouches for: plain answers, told once', async () => {
    const { url, close } = await startSelfSigned()
    const stage = await open(url)
    expect(await told(stage)).toEqual(plain)
    stage.pass(MINUTE)
    expect(await told(stage)).toEqual(plain)
    expect(toOperator()).toHaveLength(1)
    expect(toOperator()[0]).toContain('certificate')
    stage.close()
    close()
  })
})

/** Milliseconds of the messages of a minute, and of those after the first. */
async function minuteOf(stage: Stage): Promise<[number, number]> {
  const times: number[] = []
  for (const [place, text] of SAID.entries()) {
    const began = performance.now()
    expect(await sayAlone(stage, text)).toBe(plain[place])
    times.push(performance.now() - began)
  }
  const [first = 0, ...rest] = times
  return [first + rest.reduce((sum, ms) => sum + ms, 0), rest.reduce((sum, ms) => sum + ms, 0)]
}
