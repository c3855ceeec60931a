import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { taskOf } from '../support/model/lies.ts'
import { type Asked, type ModelServer, refuse, startModelServer } from '../support/model/server.ts'
import { openStage, type Stage } from '../support/stage.ts'

let server: ModelServer
let stage: Stage
beforeAll(async () => {
  server = await startModelServer(() => '{}')
  stage = await open()
  await stage.say('ou_xh_wang', '今天适老化改造完成12户')
}, 30_000)
afterAll(async () => {
  stage.close()
  await server.close()
})

function open(staffDocuments = true): Promise<Stage> {
  const limits = { call: 20_000, chat: 10_000_000, day: 10_000_000 }
  return openStage({
    model: { ...{ baseUrl: server.url, apiKey: 'k', models: ['m'], limits }, staffDocuments },
  })
}

const ODD = '屋头装个抓手子国家出好多钱'

/** Said in a chat of its own; what was asked before is forgotten. */
async function say(text: string, on = stage) {
  server.asked.length = 0
  chats += 1
  return on.say('ou_xh_wang', text, { id: `oc_${chats}`, kind: 'private' })
}
let chats = 0

const look = (tool: string, query: string) => JSON.stringify({ tool, query, sentences: [] })
const tell = (...sentences: string[]) => JSON.stringify({ tool: '', query: '', sentences })
/** The n-th material of a step: the question, the tools, what was found. */
const given = (asked: Asked, place: number) =>
  [...asked.user.matchAll(/《材料》\n([\s\S]*?)\n《\/材料》/g)][place]?.[1] ?? ''
const steps = () => server.asked.filter((asked) => taskOf(asked) === 'next_step')
/** Takes these steps one after the other; every other task has no answer. */
const walk = (...path: string[]) =>
  server.behave((asked) => (taskOf(asked) === 'next_step' ? (path[steps().length - 1] ?? '{}') : '{}'))

describe('looking things up in steps', () => {
  it('ends after four, the last of which may only tell', async () => {
    server.behave((asked) =>
      taskOf(asked) === 'next_step'
        ? look('search', `适老化${'改造补贴标准'.slice(0, steps().length)}`)
        : '{}',
    )
    const { reply } = await say(ODD)
    expect(reply.kind).toBe('not-found')
    const offered = steps().map((asked) => given(asked, 1))
    expect(offered.slice(0, 3).every((tools) => tools.includes('search'))).toBe(true)
    // The fourth is asked once more, told that there is no such tool any more.
    expect(offered.slice(3)).toEqual(['', ''])
  })

  it.each([
    ['search', '适老化改造 补贴', /《[^》]+》/],
    ['standards', '低保家庭适老化改造补多少', /5200元/],
    ['schedule', '养老护理员培训', /《[^》]+》.*\d+月\d+日/],
    ['people', '适老化改造归哪个科管', /养老服务科.*\n.*新河街道/],
    ['tally', '本周适老化改造汇总', /12户/],
  ])('has %s, which tells what the house knows', async (tool, query, told) => {
    walk(look(tool, query))
    await say(ODD)
    expect(given(steps()[0]!, 1)).toMatch(new RegExp(`^${tool} `, 'm'))
    expect(given(steps()[1]!, 2)).toContain(`${tool} ${query}：`)
    expect(given(steps()[1]!, 2)).toMatch(told)
  })

  it('offers no figures, and finds no document for staff, unless the model may see them', async () => {
    const careful = await open(false)
    walk(look('search', '内部 值班 考勤'))
    await say(ODD, careful)
    careful.close()
    expect(given(steps()[0]!, 1)).not.toContain('tally')
    expect(given(steps()[1]!, 2)).not.toContain('（内部）')
  })

  it('tells nothing that a tool did not say, whatever was looked for', async () => {
    for (const path of [
      [look('search', '适老化'), tell('适老化改造每户补贴七千元。')],
      [look('search', '适老化：每户补贴七千元。'), tell('每户补贴七千元。')],
      [look('standards', '低保家庭4口人月收入77777元能申请吗'), tell('月收入77777元')],
    ]) {
      walk(...path)
      const { text } = await say(ODD)
      expect(text).not.toMatch(/七千|77777/)
    }
  })

  it('works with a server that knows neither schemas nor tools', async () => {
    const simple = await open()
    server.behave((asked, response) => {
      if (asked.mode !== 'plain') return refuse(response, 400)
      if (!asked.user.includes('工具（名称 用处）')) return '{}'
      const [sentence] = /最低生活保障家庭：[^。]*5200元。/.exec(given(asked, 2)) ?? []
      return sentence ? tell(sentence) : look('standards', '低保家庭适老化改造补多少')
    })
    const { text } = await say(ODD, simple)
    simple.close()
    expect(text).toMatch(/最接近的内容：“最低生活保障家庭：[^。]*5200元。”/)
  })

  it('keeps masked in every step what belongs to a person', async () => {
    walk(look('people', '低保户王桂兰 13800138000'), look('search', '抓手'))
    await say(`低保户王桂兰，电话13800138000，${ODD}`)
    expect(steps().length).toBeGreaterThan(1)
    expect(JSON.stringify(server.asked.map((asked) => asked.body))).not.toMatch(/王桂兰|13800138000/)
  })
})
