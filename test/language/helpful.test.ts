import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { taskOf } from '../support/model/lies.ts'
import { type ModelServer, refuse, startModelServer } from '../support/model/server.ts'
import { openStage, type Stage } from '../support/stage.ts'

let server: ModelServer
beforeAll(async () => {
  server = await startModelServer(() => '{}')
})
afterAll(() => server.close())

function open(staffDocuments = false): Promise<Stage> {
  server.asked.length = 0
  const limits = { call: 20_000, chat: 10_000_000, day: 10_000_000 }
  return openStage({
    model: { ...{ baseUrl: server.url, apiKey: 'k', models: ['m'], limits }, staffDocuments },
  })
}

/** Answers of some tasks; of all others none. */
const only = (answers: Record<string, unknown>) =>
  server.behave((asked) => JSON.stringify(answers[taskOf(asked)] ?? {}))

describe('a helpful model', () => {
  it('is not asked where plain mode answers, nor about another place', async () => {
    only({})
    const stage = await open()
    await stage.say('ou_xh_wang', '低保家庭适老化改造补多少')
    await stage.say('ou_xh_wang', '今天适老化改造完成12户')
    const elsewhere = await stage.say('ou_xh_wang', '隔壁临江县的低保标准多少')
    expect(elsewhere.reply).toMatchObject({ kind: 'not-found', lead: expect.stringContaining('临江县') })
    expect(elsewhere.reply).not.toHaveProperty('firm')
    expect(server.asked).toHaveLength(0)
    stage.close()
  })

  it('helps to a question that plain mode can answer, which the asker taps', async () => {
    only({ complete_question: { question: '低保老人家里装抓手等适老化改造，最高补多少钱' } })
    const stage = await open()
    const shown = await stage.say('ou_xh_wang', '屋头装个抓手子国家出好多钱')
    expect(shown.reply.kind).toBe('not-found')
    await stage.press(shown, 'ask', 'ou_xh_wang')
    expect(stage.shown.at(-1)?.reply.kind).toBe('answer')
    stage.close()
  })

  it('looks things up in a few steps, and what it brings stands there word for word', async () => {
    server.behave((asked) => {
      if (taskOf(asked) !== 'next_step') return '{}'
      const [sentence = ''] = /最低生活保障家庭：[^。]*5200元。/.exec(asked.user) ?? []
      const look = { tool: 'standards', query: '低保家庭适老化改造补多少', sentences: [] }
      return JSON.stringify(sentence ? { tool: '', query: '', sentences: [sentence] } : look)
    })
    const stage = await open()
    const shown = await stage.say('ou_xh_wang', '屋头装个抓手子国家出好多钱')
    expect(shown.reply.kind).toBe('not-found')
    expect(shown.text).toMatch(/最接近的内容：“最低生活保障家庭：[^。]*5200元。”/)
    stage.close()
  })

  it('points at a figure in odd words, which counts once it has been confirmed', async () => {
    only({ suggest_entries: { entries: [{ indicator: 'home_adaptation', words: '弄好了3户' }] } })
    const stage = await open()
    const shown = await stage.say('ou_xh_wang', '扶手那块又弄好了3户')
    expect(shown.text).toContain('适老化改造')
    const [entry, ...more] = await stage.house.ledger.asKnownAt(stage.now())
    expect([entry?.status, entry?.value, entry?.words, more.length]).toEqual(['pending', 3, '弄好了3户', 0])
    await stage.press(shown, 'report.confirm', 'ou_xh_wang')
    const [confirmed] = await stage.house.ledger.asKnownAt(stage.now())
    expect(confirmed?.status).toBe('recorded')
    stage.close()
  })

  it('makes no figure of a plan, of other words, or of an indicator with another measure', async () => {
    const stage = await open()
    for (const [text, words, indicator] of [
      ['明天打算改5户', '改5户', 'home_adaptation'],
      ['扶手那块又弄好了3户', '弄好了30户', 'home_adaptation'],
      ['扶手那块又弄好了3户', '弄好了3户', 'silver_consult'],
      ['扶手那块又弄好了3户', '弄好了3户', 'no_such_thing'],
      ['扶手那块又弄好了3', '弄好了3', 'home_adaptation'],
    ] as const) {
      only({ suggest_entries: { entries: [{ indicator, words }] } })
      await stage.say('ou_xh_wang', text)
      expect(await stage.house.ledger.asKnownAt(stage.now())).toEqual([])
    }
    stage.close()
  })

  it('restates a request for figures, and the card says how it was understood', async () => {
    only({ read_request: { request: '今年以来适老化改造汇总' } })
    const stage = await open()
    await stage.say('ou_xh_wang', '今天适老化改造完成12户')
    const shown = await stage.say('ou_xh_wang', '扶手那摊子事今年弄得咋样了')
    expect(shown.reply.kind).toBe('summary')
    expect(shown.text).toContain('按“今年以来适老化改造汇总”理解')
    expect(shown.text).toContain('12户')
    stage.close()
  })

  it('rewords headlines only where every fact stays where it was', async () => {
    only({})
    const stage = await open(true)
    await stage.say('ou_xh_wang', '今天适老化改造完成12户')
    const before = await stage.say('ou_xh_wang', '本周汇总')
    const [first = ''] = before.reply.kind === 'summary' ? before.reply.headlines : []
    expect(first).toContain('12户')
    for (const [told, kept] of [
      [`情况如下，${first}`, true],
      [first.replace('12户', '21户'), false],
      [first.replace('没有数', '是12户'), false],
    ] as const) {
      only({ headlines: { sentences: [told] } })
      const { reply } = await stage.say('ou_xh_wang', '本周汇总')
      expect(reply.kind === 'summary' && reply.headlines[0]).toBe(kept ? told : first)
    }
    stage.close()
  })

  it('keeps its words on a card that is redrawn where they still say what is so', async () => {
    const stage = await open(true)
    await stage.say('ou_xh_wang', '今天适老化改造完成12户，能力评估30人')
    // Each sentence in other words: all that was said of figures, in the same order.
    server.behave((asked) => {
      if (taskOf(asked) !== 'headlines') return '{}'
      const [, figures = ''] = /《材料》\n([\s\S]*?)\n《\/材料》/.exec(asked.user) ?? []
      return JSON.stringify({ sentences: figures.split('\n').map((one) => `看一下，${one}`) })
    })
    const card = await stage.say('ou_lead_cheng', '本周汇总')
    const before = card.reply.kind === 'summary' ? card.reply.headlines : []
    expect(before.every((one) => one.startsWith('看一下，'))).toBe(true)
    await stage.say('ou_ml_gu', '今天能力评估5人')
    const after = card.reply.kind === 'summary' ? card.reply.headlines : []
    expect(after.filter((one) => before.includes(one)).length).toBeGreaterThan(0)
    const changed = after.filter((one) => one.includes('能力评估'))
    expect(changed.join()).toContain('35人')
    expect(changed.some((one) => one.startsWith('看一下，'))).toBe(false)
    stage.close()
  })

  it('sees no document that is for staff only, no figures, and no number of a person', async () => {
    only({})
    const stage = await open()
    await stage.say('ou_xh_wang', '今天适老化改造完成12户')
    await stage.say('ou_xh_wang', '本周汇总')
    expect(server.asked).toHaveLength(0)
    await stage.say('ou_eld_he', '王桂兰老人身份证330106194501010028，电话13800138000，这个咋整呀给说说')
    expect(server.asked.length).toBeGreaterThan(0)
    const sent = JSON.stringify(server.asked.map((asked) => asked.body))
    expect(sent).not.toMatch(/王桂兰|330106194501010028|13800138000|（内部）/)
    stage.close()
  })
})

describe('a model that is down', () => {
  it('costs nobody an answer, and after a few failures no time', async () => {
    server.behave((_asked, response) => refuse(response, 503))
    const stage = await open()
    for (const text of ['公园几点开门', '结婚登记要带什么', '养老院床位费多少钱一个月'])
      await stage.say('ou_xh_wang', text)
    server.asked.length = 0
    const began = performance.now()
    await stage.say('ou_xh_wang', '公园几点开门呀')
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(server.asked).toHaveLength(0)
    stage.close()
  }, 30_000)
})

describe('a model that takes its time', () => {
  it('keeps no other chat waiting', async () => {
    let free = () => {}
    const waiting = new Promise<void>((done) => {
      free = done
    })
    server.behave(async () => {
      await waiting
      return '{}'
    })
    const stage = await open()
    const said = (place: number, text: string) =>
      stage.house.inbox.insert(
        {
          ...{ kind: 'said', eventId: `ev${place}`, messageId: `om_s${place}`, senderId: 'ou_xh_wang', text },
          ...{ chat: { id: `oc_${place}`, kind: 'private' }, sentAt: stage.now(), addressed: true },
        },
        stage.now(),
      )
    for (let place = 0; place < 10; place++) await said(place, '公园几点开门')
    const slow = stage.house.worker.tick()
    while (server.asked.length < 10) await new Promise((next) => setTimeout(next, 10))
    await said(10, '低保家庭适老化改造补多少')
    const began = performance.now()
    void stage.house.worker.tick()
    while (!stage.answerTo('om_s10')) await new Promise((next) => setTimeout(next, 5))
    expect(performance.now() - began).toBeLessThan(2_000)
    free()
    await slow
    stage.close()
  }, 30_000)

  it('is not waited for any more once the message is taken back', async () => {
    server.behave(() => new Promise(() => {}))
    const stage = await open()
    const chat = { id: 'oc_r', kind: 'private' } as const
    const common = { messageId: 'om_r', chat, senderId: 'ou_xh_wang', sentAt: stage.now() }
    await stage.house.inbox.insert(
      { ...common, kind: 'said', eventId: 'ev_1', text: '公园几点开门', addressed: true },
      stage.now(),
    )
    const began = performance.now()
    const working = stage.house.worker.tick()
    while (!server.asked.length) await new Promise((next) => setTimeout(next, 10))
    await stage.house.inbox.insert({ ...common, kind: 'recalled', eventId: 'ev_2' }, stage.now())
    await working
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(stage.answerTo('om_r')).toBeUndefined()
    stage.close()
  }, 30_000)
})
