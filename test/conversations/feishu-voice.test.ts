import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEvents } from '../support/feishu/events.ts'
import { openTenant, type Tenant } from '../support/feishu/tenant.ts'
import { figuresOf, pressOn } from '../support/feishu/transcripts.ts'

const WANG = 'ou_xh_wang'
const events = createEvents()
const ogg = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../feishu/voice', `${name}.ogg`)))

let tenant: Tenant
/** What the platform hears in the next pieces of sound. */
let spoken: string[] = []
/** How long each piece was that it heard, in seconds. */
let lengths: number[] = []
beforeAll(async () => {
  tenant = await openTenant()
  tenant.platform.recognition.hear = (_, seconds) => {
    lengths.push(seconds)
    return spoken.shift() ?? ''
  }
})
afterAll(() => tenant.close())

let count = 0
type Options = Parameters<typeof events.message>[2]

async function voice(
  words: string | string[],
  {
    bytes = ogg('said'),
    duration = 7_000,
    ...options
  }: Options & { bytes?: Uint8Array; duration?: number } = {},
) {
  count += 1
  spoken = [words].flat()
  lengths = []
  const key = `file_voice_${count}`
  tenant.platform.resources.set(key, bytes)
  const own = { from: WANG, chatId: `oc_${WANG}`, at: tenant.house.clock(), messageId: `om_voice_${count}` }
  const sent = { ...own, ...options }
  await tenant.event(events.message('audio', { file_key: key, duration }, sent))
  return { messageId: sent.messageId, card: tenant.answers(sent.messageId)[0] }
}

const press = (card: Parameters<typeof pressOn>[2], action: string, from = WANG) =>
  pressOn(tenant, events, card, action, from)
const figures = (messageId: string) => figuresOf(tenant, messageId)

describe('a voice message', () => {
  test('that reports is shown as it was heard, and counts once confirmed, as said in that message', async () => {
    const { messageId, card } = await voice('今天适老化改造完成十二户，能力评估三十人')
    expect(card?.content).toContain('听到的是')
    expect(card?.content).toContain('“今天适老化改造完成十二户，能力评估三十人”')
    expect(lengths.map(Math.round)).toEqual([7])
    expect(await figures(messageId)).toEqual([])
    expect((await tenant.house.ledger.asKnownAt(tenant.house.clock())).length).toBe(0)
    const asked = { ...card! }
    expect(await press(asked, 'voice.yes', 'ou_eld_he')).toBe('error')
    expect(await press(asked, 'voice.no', 'ou_eld_he')).toBe('error')
    expect(await figures(messageId)).toEqual([])
    expect(await press(asked, 'voice.yes')).toBe('success')
    const counted = ['home_adaptation=12 recorded', 'ability_assessment=30 recorded']
    expect(await figures(messageId)).toEqual(counted)
    expect(tenant.answers(messageId)).toHaveLength(1)
    expect(tenant.answers(messageId)[0]?.content).toContain('已登记')
    const [entry] = await tenant.house.ledger.ofMessage(messageId)
    expect(entry).toMatchObject({ messageId, words: expect.stringContaining('十二户'), reporter: WANG })
    await press(asked, 'voice.yes')
    expect(await figures(messageId)).toEqual(counted)
    await tenant.event(events.recalled({ messageId, chatId: `oc_${WANG}` }))
    expect(await figures(messageId)).toEqual(counted.map((one) => one.replace('recorded', 'withdrawn')))
  })

  test('that was heard wrong leaves nothing', async () => {
    const { messageId, card } = await voice('今天适老化改造完成七十二户')
    expect(await press(card!, 'voice.no')).toBe('info')
    expect(tenant.answers(messageId)[0]?.content).toContain('没有登记')
    expect(await figures(messageId)).toEqual([])
  })

  test('that asks is answered at once, under what was heard', async () => {
    const { card } = await voice('低保家庭适老化改造每户最多补多少')
    expect(card?.content).toContain('听到的是：“低保家庭适老化改造每户最多补多少”')
    expect(card?.content).toMatch(/5,?200/)
    expect(card?.content).not.toContain('voice.yes')
    const next = await voice('低保边缘家庭呢')
    expect(next.card?.content).toMatch(/4,?000/)
  })

  test('that withdraws, orders something regular, or reports beside a question waits for its “right” too', async () => {
    for (const words of [
      '撤销刚才报的',
      '每周五下午五点把汇总发到这里',
      '今天能力评估五人，低保家庭适老化改造每户最多补多少',
    ]) {
      const { card } = await voice(
        words,
        words.startsWith('每周') ? { from: 'ou_lead_cheng', chatId: 'oc_lead' } : {},
      )
      expect(card?.content, words).toContain('voice.yes')
    }
  })

  test('that is recalled before it is confirmed takes its question away', async () => {
    const { messageId, card } = await voice('今天能力评估九人')
    const asked = { ...card! }
    await tenant.event(events.recalled({ messageId, chatId: `oc_${WANG}` }))
    expect(tenant.answers(messageId)[0]?.content).toContain('消息已撤回，没有登记')
    expect(await press(asked, 'voice.yes')).toBe('warning')
    expect(await figures(messageId)).toEqual([])
  })

  test('delivered five times is heard once', async () => {
    const before = tenant.platform.callsOf('hear').length
    spoken = ['今天能力评估六人']
    tenant.platform.resources.set('file_five', ogg('said'))
    const sent = { from: WANG, chatId: `oc_${WANG}`, at: tenant.house.clock(), messageId: 'om_five' }
    await tenant.event(events.message('audio', { file_key: 'file_five', duration: 7_000 }, sent), 5)
    expect(tenant.platform.callsOf('hear')).toHaveLength(before + 1)
    expect(tenant.answers('om_five')).toHaveLength(1)
  })
})

describe('a voice message that cannot be understood', () => {
  test.each<[string, string, Parameters<typeof voice>[1]]>([
    ['longer than five minutes', '超过5分钟', { duration: 301_000 }],
    ['of no sound at all', '没有听到话', { bytes: ogg('silence') }],
    ['cut off', '没有传完整', { bytes: ogg('said').slice(0, 9_000) }],
    ['that is no Ogg', '没有传完整', { bytes: new TextEncoder().encode('ID3 an mp3 it is') }],
    ['without a byte', '没有传完整', { bytes: new Uint8Array() }],
    ['of more bytes than five minutes have', '超过5分钟', { bytes: new Uint8Array(7 * 1024 * 1024) }],
  ])('%s is not sent to be heard', async (_name, words, options) => {
    const before = tenant.platform.callsOf('hear').length
    const { card, messageId } = await voice('今天能力评估九人', options)
    expect(card?.content).toContain(words)
    expect(card?.content).toMatch(/打成文字/)
    expect(tenant.platform.callsOf('hear')).toHaveLength(before)
    expect(await figures(messageId)).toEqual([])
  })

  test('in which the platform hears nothing is told so', async () => {
    expect((await voice('')).card?.content).toContain('没有听到话')
  })

  test('of more words than anybody looks over is not offered', async () => {
    const { card } = await voice('今天能力评估九人，'.repeat(150))
    expect(card?.content).toContain('请分成几段')
    expect(card?.content).not.toContain('voice.yes')
  })

  test.each([
    [99991672, 'Access denied. required: [speech_to_text:speech]'],
    [99991403, 'quota'],
    [987654, 'free edition'],
  ])('since it is not allowed (%i) is told what to do instead', async (code, msg) => {
    tenant.platform.fault({ call: 'hear', wrong: { code, msg } })
    const { card, messageId } = await voice('今天能力评估九人')
    expect(card?.content).toContain('语音现在还听不了，请打成文字发来')
    expect(await figures(messageId)).toEqual([])
  })

  test('waits out the rate limit, and is tried again later while the platform has troubles', async () => {
    tenant.platform.fault({ call: 'hear', wrong: { code: 99991400 } })
    expect((await voice('今天能力评估九人')).card?.content).toContain('能力评估九人')
    tenant.platform.fault({ call: 'hear', wrong: { code: 1040102, status: 500 } })
    const { messageId } = await voice('今天能力评估七人')
    const shown = tenant
      .answers(messageId)
      .map((one) => one.content)
      .join()
    expect(shown).toContain('正在重试')
    expect(shown).toContain('能力评估七人')
  })

  test('that cannot be fetched is told so', async () => {
    tenant.platform.fault({ call: 'resource', wrong: { code: 234003 } })
    expect((await voice('今天能力评估九人')).card?.content).toContain('语音取不到')
  })
})

describe('a voice message in a group', () => {
  test('means the bot only where it answers what the bot said', async () => {
    const inGroup = { group: true, chatId: 'oc_group' }
    expect((await voice('今天能力评估八人', inGroup)).card).toBeUndefined()
    const text = '低保家庭适老化改造每户最多补多少'
    const at = tenant.house.clock()
    await tenant.event(events.text({ ...inGroup, text, mentionBot: true, from: WANG, messageId: 'om_g', at }))
    const parentId = tenant.answers('om_g')[0]!.messageId
    expect((await voice('低保边缘家庭呢', { ...inGroup, parentId })).card?.content).toMatch(/4,?000/)
    const { messageId, card } = await voice('今天能力评估八人', { ...inGroup, parentId })
    await press(card!, 'voice.yes')
    expect(await figures(messageId)).toEqual(['ability_assessment=8 recorded'])
  })
})
