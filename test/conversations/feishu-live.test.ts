import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEvents, deliver } from '../support/feishu/events.ts'
import { type Platform, startPlatform } from '../support/feishu/platform.ts'
import { openTenant, type Tenant } from '../support/feishu/tenant.ts'
import { LIED, LIES, type Lie, taskOf } from '../support/model/lies.ts'
import { type Asked, type Behaviour, drip, startModelServer } from '../support/model/server.ts'

const WANG = 'ou_xh_wang'
const chatId = `oc_${WANG}`
const QUESTION = '结婚登记要带什么'
const FIRST = '营利性的到区市场监管局登记，非营利性的到区民政局登记，登记后到区卫生健康局备案。'
const SECOND =
  '非营利性托育机构登记由社会工作和慈善科办理，需提交举办者资料、场所证明、章程草案和不少于5万元的开办资金证明，10个工作日内办结。'
const FALSE = '每户另外补贴77777元。'
const events = createEvents()

type Options = Parameters<typeof openTenant>[0]

/** A tenant with a model of its own, for as long as `run` takes. */
async function withModel(behaviour: Behaviour, run: (one: Tenant) => Promise<void>, options: Options = {}) {
  const server = await startModelServer(behaviour)
  const one = await openTenant({ ...options, more: modelAt(server.url) })
  try {
    await run(one)
  } finally {
    await one.close()
    await server.close()
  }
}

const modelAt = (url: string) => ({ OPENAI_BASE_URL: url, OPENAI_API_KEY: 'k', CHAT_MODEL: 'm' })

/** Which passage holds these words, as it is numbered for the model. */
function passageWith(asked: Asked, words: string): number {
  const numbers = [...asked.user.matchAll(/\[(\d)\] [^\n]*/g)].filter(([line]) => line.includes(words))
  return Number(numbers[0]?.[1] ?? 1)
}

/** Writes the answer a few signs at a time, as a model does that takes its time, and is long in ending. */
function writes(answer: string, everyMs = 160): Behaviour {
  return (asked, response) => {
    if (taskOf(asked) !== 'choose_passage') return '{}'
    const json = JSON.stringify({ passages: [passageWith(asked, FIRST)], answer })
    return drip(response, asked, everyMs > 10 ? json.padEnd(json.length + 100) : json, { everyMs })
  }
}

function ask(to: Tenant, messageId: string, more: { group?: boolean; mentionBot?: boolean } = {}) {
  const message = { text: QUESTION, from: WANG, messageId, at: to.house.clock() }
  return to.event(events.text({ ...message, ...(more.group ? { ...more, chatId: 'oc_group' } : { chatId }) }))
}

/** Everything that ever stood in a chat, signs as they are read. */
function told({ seen }: Platform): string[] {
  return seen.map(({ content }) =>
    content.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  )
}

async function until(holds: () => boolean) {
  for (let looks = 0; !holds(); looks++) {
    if (looks > 2_000) throw new Error('it never came to that')
    await new Promise((next) => setTimeout(next, 10))
  }
}

const callsOn = (platform: Platform) =>
  platform.calls.map(({ name }) => name).filter((name) => /card|reply|create|patch/.test(name))

describe.concurrent('an answer that takes its time', () => {
  test('grows sentence by sentence in one card, which then stands whole, with whom to ask', () =>
    withModel(writes(`${FIRST}${SECOND}`), async (one) => {
      await ask(one, 'om_1')
      const [card, ...more] = one.answers('om_1')
      expect(more).toEqual([])
      expect(callsOn(one.platform)).toEqual(['card-make', 'reply', 'card-text', 'card-end', 'card-put'])
      const texts = told(one.platform)
      expect(texts[0]).toMatch(/没有查到结婚登记.*最接近的是/)
      expect(texts[0]).toContain(FIRST)
      expect(texts[0]).not.toContain(SECOND)
      expect(texts[1]).toContain(`${FIRST}${SECOND}`)
      expect(texts.at(-1)).toContain(`${FIRST}${SECOND}”，是不是您要的`)
      expect(texts.at(-1)).toContain('没有查到')
      expect(one.platform.cards.streams(card!.messageId)).toBe(false)
      expect(await one.house.outbox.keyOfMessage(card!.messageId)).toBe('om_1:reply')
    }))

  test('stops at the last sentence that is true, and the answer without the rest takes its place', () =>
    withModel(writes(`${FIRST}${FALSE}${SECOND}`), async (one) => {
      await ask(one, 'om_1')
      expect(one.answers('om_1')).toHaveLength(1)
      const texts = told(one.platform)
      expect(texts[0]).toContain(FIRST)
      expect(texts.join('')).not.toMatch(LIED)
      expect(texts.slice(0, -1).join('')).not.toContain(SECOND)
      expect(texts.at(-1)).toContain('没有查到')
    }))

  test('comes whole where it is written in a moment', () =>
    withModel(writes(`${FIRST}${SECOND}`, 1), async (one) => {
      await ask(one, 'om_1')
      expect(callsOn(one.platform)).toEqual(['reply'])
      expect(told(one.platform).at(-1)).toContain(`${FIRST}${SECOND}`)
    }))

  test('stands in the thread of a group, as every answer there', () =>
    withModel(writes(`${FIRST}${SECOND}`), async (one) => {
      await ask(one, 'om_1', { group: true, mentionBot: true })
      expect(one.answers('om_1')).toMatchObject([{ inThread: true, chatId: 'oc_group' }])
      expect(callsOn(one.platform)).toContain('card-text')
    }))

  test('grows in a message that is changed where the app has no such cards', () =>
    withModel(writes(`${FIRST}${SECOND}`), async (one) => {
      one.platform.cards.grant(false)
      await ask(one, 'om_1')
      expect(one.answers('om_1')).toHaveLength(1)
      expect(callsOn(one.platform)).toEqual(['card-make', 'reply', 'patch', 'patch'])
      expect(told(one.platform).at(-1)).toContain(`${FIRST}${SECOND}”，是不是您要的`)
    }))

  test('comes as one message where nothing of the kind works', () =>
    withModel(writes(`${FIRST}${SECOND}`), async (one) => {
      one.platform.fault({ call: 'card-make', times: 9, wrong: { code: 10002 } })
      one.platform.fault({ call: 'reply', wrong: { code: 230099, msg: 'ErrCode: 200621' } })
      await ask(one, 'om_1')
      expect(one.answers('om_1')).toHaveLength(1)
      expect(told(one.platform)).toHaveLength(1)
    }))

  test('that was taken back while it grew is taken back too', () =>
    withModel(writes(`${FIRST}${SECOND.repeat(4)}`), async (one) => {
      const asking = ask(one, 'om_1')
      await until(() => one.answers('om_1').length === 1)
      await one.event(events.recalled({ messageId: 'om_1', chatId, at: one.house.clock() }))
      await asking
      const [card, ...more] = one.answers('om_1')
      expect(more).toEqual([])
      expect(card?.content).toContain('消息已撤回')
      expect(card?.content).not.toContain('托育')
      expect(one.platform.cards.streams(card!.messageId)).toBe(false)
    }))

  test('falls silent in mid-sentence: what was asked for is answered as far as it is known', () =>
    withModel(
      (asked, response) => {
        if (taskOf(asked) !== 'choose_passage') return '{}'
        const json = JSON.stringify({ passages: [passageWith(asked, FIRST)], answer: `${FIRST}${SECOND}` })
        return drip(response, asked, json.slice(0, -20), { everyMs: 80 })
      },
      async (one) => {
        await ask(one, 'om_1')
        const [card, ...more] = one.answers('om_1')
        expect(more).toEqual([])
        expect(callsOn(one.platform)).toContain('card-make')
        expect(card?.content).toContain('没有查到')
        expect(one.platform.cards.streams(card!.messageId)).toBe(false)
      },
    ))

  test.each([
    ['', '没有查到'],
    [', taken back meanwhile', '消息已撤回'],
  ])('whose process dies leaves one card, which the next process finishes%s', async (taken, words) => {
    const server = await startModelServer(writes(`${FIRST}${SECOND}`))
    const folder = mkdtempSync(join(tmpdir(), 'minzheng-live-'))
    const platform = await startPlatform()
    const files = { platform, database: join(folder, 'a.db') }
    // As far as anybody outside can tell the first one is gone from then on.
    platform.fault({ call: 'card-text', wrong: 'hang' })
    const first = await openTenant({ ...files, more: modelAt(server.url) })
    void ask(first, 'om_1').catch(() => undefined)
    await until(() => platform.callsOf('card-text').length === 1)
    const recall = events.recalled({ messageId: 'om_1', chatId, at: first.house.clock() })
    if (taken) await deliver(first.url, recall)
    const second = await openTenant({
      ...files,
      start: '2026-06-24T09:10:00+08:00',
      more: taken ? modelAt(server.url) : {},
    })
    await until(() => platform.callsOf('card-put').length > 0)
    const [card, ...more] = second.answers('om_1')
    expect(more).toEqual([])
    expect(card?.content).toContain(words)
    expect(platform.cards.streams(card!.messageId)).toBe(false)
    await second.close()
    await first.close().catch(() => undefined)
    await server.close()
    rmSync(folder, { recursive: true })
  })
}, 60_000)

const SLY: [string, Lie][] = [
  ['mixes true and false', () => JSON.stringify({ passages: [1], answer: `${FIRST}${FALSE}` })],
  ['denies what it read', () => JSON.stringify({ passages: [1], answer: FIRST.replace('的到', '的不用到') })],
]

test('of all that liars write slowly nothing is to be seen for a moment that is not in the documents', async () => {
  const liars = [...LIES, ...SLY]
  // Each has a chat of its own; by the sign at the end of the question they know their turn.
  const signOf = (place: number) => String.fromCodePoint(0x4dc0 + place)
  await withModel(
    (asked, response) => {
      const [, lie] = liars.find((_, place) => asked.user.includes(signOf(place))) ?? []
      const words = lie?.(taskOf(asked), asked.user) ?? '{}'
      if (taskOf(asked) !== 'choose_passage') return words
      return drip(response, asked, words.slice(0, 500), { size: 20, everyMs: 100 })
    },
    async (one) => {
      const said = liars.map((_, place) => {
        const message = { text: `${QUESTION}${signOf(place)}`, from: WANG, at: one.house.clock() }
        return one.event(events.text({ ...message, chatId: `oc_liar_${place}`, messageId: `om_${place}` }))
      })
      await Promise.all(said)
      const heads = await one.house.documents.heads()
      const documents = await Promise.all(heads.map(({ path }) => one.house.documents.document(path)))
      const passages = documents.flatMap((document) => document?.passages.map(({ text }) => text) ?? [])
      const source = passages.join('\n').replace(/\s+/g, '')
      const growing = told(one.platform).filter((text) => text.includes('正在查文件'))
      expect(growing.length).toBeGreaterThan(0)
      for (const text of growing) {
        const [, quote = ''] = /最接近的是《[^》]+》[^：]*：“(.*?)"[,}]/.exec(text) ?? []
        expect(quote).not.toBe('')
        expect(text).toContain('没有查到')
        for (const sentence of quote.split(/(?<=[。；])/))
          expect([sentence, source.includes(sentence.replace(/\s+|；$/g, ''))]).toEqual([sentence, true])
      }
      expect(told(one.platform).join('\n')).not.toMatch(LIED)
      for (const place of liars.keys()) expect(one.answers(`om_${place}`)).toHaveLength(1)
    },
  )
}, 60_000)
