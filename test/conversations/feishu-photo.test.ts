import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEvents, type EventBody } from '../support/feishu/events.ts'
import { openTenant, type Tenant } from '../support/feishu/tenant.ts'
import { figuresOf, pressOn } from '../support/feishu/transcripts.ts'

const WANG = 'ou_xh_wang'
const events = createEvents()
/** The first bytes of a picture, and a number that tells it from others. */
const jpeg = (place: number, size = 64) => {
  const bytes = new Uint8Array(size)
  bytes.set([0xff, 0xd8, 0xff, 0xe0, place])
  return bytes
}

let tenant: Tenant
/** What the platform reads in each picture, by its number. */
const written = new Map<number, string[]>()
let count = 0
beforeAll(async () => {
  tenant = await openTenant()
  tenant.platform.recognition.read = (picture) => written.get(picture[4] ?? 0) ?? []
})
afterAll(() => tenant.close())

/** Puts a picture on the platform; returns its key. */
function shot(lines: string[], bytes?: Uint8Array): string {
  count += 1
  written.set(count, lines)
  tenant.platform.resources.set(`img_${count}`, bytes ?? jpeg(count))
  return `img_${count}`
}

type Options = Parameters<typeof events.message>[2]
const own = (): Options & { messageId: string } => ({
  ...{ from: WANG, chatId: `oc_${WANG}`, at: tenant.house.clock() },
  messageId: `om_photo_${++count}`,
})

async function photo(lines: string[], options: Options = {}, bytes?: Uint8Array) {
  const sent = { ...own(), ...options }
  await tenant.event(events.message('image', { image_key: shot(lines, bytes) }, sent))
  return { messageId: sent.messageId, card: tenant.answers(sent.messageId)[0] }
}

const press = (card: Parameters<typeof pressOn>[2], action: string, from = WANG) =>
  pressOn(tenant, events, card, action, from)
const figures = (messageId: string) => figuresOf(tenant, messageId)

describe('a photo in private', () => {
  test('is read by the platform, shown, and counts once its sender confirms it; pressed twice, once', async () => {
    const { messageId, card } = await photo(['今天适老化改造完成12户', '能力评估30人'])
    expect(card?.content).toContain('图片里的字')
    expect(card?.content).toContain('能力评估30人')
    expect(await figures(messageId)).toEqual([])
    const asked = { ...card! }
    expect(await press(asked, 'photo.yes', 'ou_eld_he')).toBe('error')
    expect(await figures(messageId)).toEqual([])
    expect(await press(asked, 'photo.yes')).toBe('success')
    const counted = ['home_adaptation=12 recorded', 'ability_assessment=30 recorded']
    expect(await figures(messageId)).toEqual(counted)
    expect(tenant.answers(messageId)).toHaveLength(1)
    expect(tenant.answers(messageId)[0]?.content).toContain('已登记')
    // From a client that has not seen what became of the card.
    expect(await press(asked, 'photo.yes')).toBe('warning')
    expect(await press(asked, 'photo.no')).toBe('warning')
    expect(await figures(messageId)).toEqual(counted)
    expect(tenant.answers(messageId)[0]?.content).toContain('已登记')
    await tenant.event(events.recalled({ messageId, chatId: `oc_${WANG}` }))
    expect(await figures(messageId)).toEqual(counted.map((one) => one.replace('recorded', 'withdrawn')))
  })

  test('delivered five times is read once', async () => {
    const before = tenant.platform.callsOf('recognize').length
    const sent = own()
    await tenant.event(events.message('image', { image_key: shot(['今天能力评估3人']) }, sent), 5)
    expect(tenant.platform.callsOf('recognize')).toHaveLength(before + 1)
    expect(tenant.answers(sent.messageId)).toHaveLength(1)
  })

  test('recalled before it is confirmed takes its question away', async () => {
    const { messageId, card } = await photo(['今天适老化改造完成9户'])
    const asked = { ...card! }
    await tenant.event(events.recalled({ messageId, chatId: `oc_${WANG}` }))
    expect(tenant.answers(messageId)[0]?.content).toContain('消息已撤回，没有登记')
    expect(await press(asked, 'photo.yes')).toBe('warning')
    expect(await figures(messageId)).toEqual([])
  })

  test('of a table, read cell by cell, is shown and counted row by row', async () => {
    const cells = [
      '各街道今天',
      '街道',
      '适老化改造',
      '能力评估',
      '新河街道',
      '12户',
      '30人',
      '合计',
      '12户',
      '30人',
    ]
    const { messageId, card } = await photo(cells)
    expect(card?.content).toContain('新河街道 | 12户 | 30人')
    await press(card!, 'photo.yes')
    expect(await figures(messageId)).toEqual([
      'home_adaptation=12 recorded',
      'ability_assessment=30 recorded',
    ])
  })

  test('sent as a file is read as well', async () => {
    const sent = own()
    const key = shot(['今天能力评估8人'])
    await tenant.event(events.message('file', { file_key: key, file_name: '统计.JPG' }, sent))
    expect(tenant.answers(sent.messageId)[0]?.content).toContain('能力评估8人')
  })

  test.each([
    ['of another kind', '请发 jpg 或 png', new TextEncoder().encode('ftypheic and so on')],
    ['of 5 MB', '超过 5 MB', jpeg(0, 5 * 1024 * 1024)],
    ['without a byte', '没有传完整', new Uint8Array()],
  ])('%s is not sent to be read: %s', async (_name, words, bytes) => {
    const before = tenant.platform.callsOf('recognize').length
    const { card } = await photo(['今天能力评估8人'], {}, bytes)
    expect(card?.content).toContain(words)
    expect(tenant.platform.callsOf('recognize')).toHaveLength(before)
  })

  test.each([
    [99991672, '图片现在还读不了', 'Access denied. required: [optical_char_recognition:image]'],
    [99991403, '图片现在还读不了', 'quota'],
    [1150101, '这种格式的图片读不了', 'invalid param'],
    [987654, '图片现在还读不了', 'never heard of'],
  ])('refused with %i is told at once: %s', async (code, words, msg) => {
    tenant.platform.fault({ call: 'recognize', wrong: { code, msg } })
    const { card, messageId } = await photo(['今天能力评估8人'])
    expect(card?.content).toContain(words)
    expect(card?.content).toContain('打成文字')
    expect(await figures(messageId)).toEqual([])
  })

  test('that cannot be fetched is told so', async () => {
    tenant.platform.fault({ call: 'resource', wrong: { code: 234003 } })
    expect((await photo(['今天能力评估8人'])).card?.content).toContain('图片取不到')
  })

  test('waits out the rate limit', async () => {
    const wrong = { code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' } }
    tenant.platform.fault({ call: 'recognize', wrong })
    expect((await photo(['今天能力评估8人'])).card?.content).toContain('能力评估8人')
  })

  test('is tried again later while the platform has troubles, and nobody is left without a word', async () => {
    tenant.platform.fault({ call: 'recognize', wrong: { code: 1150102, status: 500 } })
    const sent = own()
    await tenant.event(events.message('image', { image_key: shot(['今天能力评估8人']) }, sent))
    const shown = tenant.answers(sent.messageId).map((one) => one.content)
    expect(shown.some((one) => one.includes('正在重试'))).toBe(true)
    expect(shown.some((one) => one.includes('能力评估8人'))).toBe(true)
  })
})

describe('a post', () => {
  const img = (key: string) => [{ tag: 'img', image_key: key }]
  const words = (text: string) => [{ tag: 'text', text }]
  const post = async (paragraphs: unknown[][], options: Options = {}) => {
    const sent = { ...own(), ...options }
    await tenant.event(events.post({ ...sent, paragraphs }))
    return { messageId: sent.messageId, cards: tenant.answers(sent.messageId) }
  }

  test('of pictures alone is one card, which says how many gave nothing', async () => {
    const paragraphs = [img(shot(['今天适老化改造完成2户'])), img(shot([])), img(shot(['能力评估4人']))]
    const { messageId, cards } = await post(paragraphs)
    expect(cards).toHaveLength(1)
    expect(cards[0]?.content).toMatch(/适老化改造完成2户[\s\S]*能力评估4人[\s\S]*另有1张/)
    await press(cards[0]!, 'photo.yes')
    expect(await figures(messageId)).toEqual(['home_adaptation=2 recorded', 'ability_assessment=4 recorded'])
  })

  test('that says “look” shows the picture; its own words stand in front of what is confirmed', async () => {
    const { messageId, cards } = await post([words('昨天的数见图'), img(shot(['适老化改造5户']))])
    expect(cards).toHaveLength(1)
    await press(cards[0]!, 'photo.yes')
    expect(await figures(messageId)).toEqual(['home_adaptation=5 recorded'])
  })

  test('that reports and has a picture keeps both: the report counts, the picture is asked about', async () => {
    const { messageId, cards } = await post([words('今天能力评估11人'), img(shot(['适老化改造6户']))])
    expect(cards).toHaveLength(2)
    expect(await figures(messageId)).toEqual(['ability_assessment=11 recorded'])
    const asked = cards.find((card) => card.content.includes('photo.yes'))!
    await press(asked, 'photo.yes')
    expect(await figures(messageId)).toEqual(['ability_assessment=11 recorded', 'home_adaptation=6 recorded'])
    expect(tenant.answers(messageId)).toHaveLength(2)
    expect(asked.content).not.toContain('photo.yes')
  })

  test('that is edited changes what its text reported, and never takes back what its picture told', async () => {
    const edit = async (messageId: string, text: string, key: string) => {
      const content = JSON.stringify({ title: '', content: [words(text), img(key)] })
      tenant.platform.said({ messageId, chatId: `oc_${WANG}`, senderId: WANG, msgType: 'post', content })
      const at = new Date(Date.parse(tenant.house.clock()) + 1_000).toISOString()
      await tenant.event(events.edited({ messageId, from: WANG, chatId: `oc_${WANG}`, at }))
    }
    const key = shot(['适老化改造7户'])
    const first = await post([words('今天能力评估21人'), img(key)])
    const asked = { ...first.cards.find((card) => card.content.includes('photo.yes'))! }
    await edit(first.messageId, '今天能力评估20人', key)
    expect(await figures(first.messageId)).toEqual([
      'ability_assessment=21 replaced',
      expect.stringContaining('ability_assessment=20'),
    ])
    expect(await press(asked, 'photo.yes')).toBe('warning')

    const second = await post([words('今天能力评估23人'), img(key)])
    await press(second.cards.find((card) => card.content.includes('photo.yes'))!, 'photo.yes')
    const counted = await figures(second.messageId)
    await edit(second.messageId, '今天能力评估22人', key)
    expect(await figures(second.messageId)).toEqual(counted)
    const told = tenant.answers(second.messageId).map((card) => card.content)
    expect(told.join()).toContain('原来的登记没有变')
  })

  test('whose picture gives no text is answered by its words, and says so', async () => {
    const { cards } = await post([words('低保家庭适老化改造每户最多补多少'), img(shot([]))])
    expect(cards.map((card) => card.content).join()).toMatch(/5,?200/)
    expect(cards.map((card) => card.content).join()).toContain('只看了文字')
  })
})

describe('a photo in a group', () => {
  const inGroup = (messageId: string, parentId?: string) => ({
    ...{ group: true, chatId: 'oc_group', messageId },
    ...(parentId ? { parentId } : {}),
  })

  test('means the bot only where it answers what the bot said', async () => {
    const before = tenant.platform.callsOf('recognize').length
    const { card } = await photo(['今天能力评估8人'], inGroup('om_g1'))
    expect(card).toBeUndefined()
    await photo(['今天能力评估8人'], inGroup('om_g2', 'om_somebody'))
    expect(tenant.answers('om_g2')).toEqual([])
    expect(tenant.platform.callsOf('recognize')).toHaveLength(before)

    const text = '低保家庭适老化改造每户最多补多少'
    const asked: EventBody = events.text({ ...own(), ...inGroup('om_g3'), text, mentionBot: true })
    await tenant.event(asked)
    const answer = tenant.answers('om_g3')[0]!
    const { messageId, card: shown } = await photo(['今天能力评估13人'], inGroup('om_g4', answer.messageId))
    expect(shown?.content).toContain('能力评估13人')
    await press(shown!, 'photo.yes')
    expect(await figures(messageId)).toEqual(['ability_assessment=13 recorded'])
  })
})
