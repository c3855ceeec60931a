import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePage } from './page-house.ts'

type Served = Awaited<ReturnType<typeof servePage>>
type Feed = {
  cursor: string
  reset: boolean
  items: { id: string; html: string }[]
  figures: string
  elsewhere: number
}

let page: Served

beforeAll(async () => {
  page = await servePage()
})

afterAll(() => page.close())

const wang = { person: 'ou_wang', kind: 'private' }

function post(path: string, body: object, type = 'application/json') {
  return fetch(`${page.url}/chat/${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  })
}

async function feed(person: string, kind: string, since = ''): Promise<Feed> {
  const query = new URLSearchParams({ person, kind, since })
  return (await (await fetch(`${page.url}/chat/feed?${query}`)).json()) as Feed
}

test('the page offers every person, a guest and three sentences, and runs nothing foreign', async () => {
  const answer = await fetch(`${page.url}/?as=ou_sun&in=group`)
  const text = await answer.text()
  expect(answer.headers.get('content-security-policy')).toMatch(
    /default-src 'none'; style-src 'self'; script-src 'self'/,
  )
  for (const name of ['王芳', '新河街道 · 工作人员', '孙立', '访客', '不在名单里', '云溪区民政局工作群'])
    expect(text).toContain(name)
  expect(text.match(/data-say=/g)).toHaveLength(3)
  expect(text).not.toMatch(/ on\w+=|<script>|style="/)
  expect((await (await fetch(`${page.url}/chat/script.js`)).text()).length).toBeLessThan(10_000)
})

test('what is said reaches the house as a message and comes back with a card', async () => {
  await post('say', { ...wang, text: '今天适老化改造完成12户，能力评估30人', addressed: true })
  expect(page.heard.at(-1)).toMatchObject({
    kind: 'said',
    personId: 'ou_wang',
    chat: { id: 'oc_local_ou_wang', kind: 'private' },
    addressed: true,
  })
  const { items, cursor, figures } = await feed('ou_wang', 'private')
  expect(items).toHaveLength(2)
  expect(items[1]!.html).toContain('✓ 已登记 2 项')
  expect(figures).toContain('新河街道 王芳 10:12')
  expect((await feed('ou_wang', 'private', cursor)).items).toEqual([])
  expect((await feed('ou_zhang', 'private')).items).toEqual([])
})

test('a recalled message goes, and its card is the same card struck through', async () => {
  const { items, cursor } = await feed('ou_wang', 'private')
  const [said, card] = items
  await post('recall', { ...wang, messageId: said!.id })
  const changed = await feed('ou_wang', 'private', cursor)
  expect(changed.items.map((item) => item.id)).toEqual([said!.id, card!.id])
  expect(changed.items[0]!.html).toContain('您撤回了一条消息')
  expect(changed.items[1]!.html).toContain('<del>12户</del>')
})

test('an edited message keeps its place and reaches the house with a revision', async () => {
  await post('say', { ...wang, text: '适老化改造12户', addressed: true })
  const said = (await feed('ou_wang', 'private')).items.at(-2)!
  await post('edit', { ...wang, messageId: said.id, text: '适老化改造10户', addressed: true })
  expect(page.heard.at(-1)).toMatchObject({ kind: 'edited', messageId: said.id, text: '适老化改造10户' })
  expect(page.heard.at(-1)!.revision).toBeTruthy()
  const now = (await feed('ou_wang', 'private')).items.find((item) => item.id === said.id)!
  expect(now.html).toContain('适老化改造10户')
  expect(now.html).toContain('已编辑')
})

test('nobody edits or recalls what somebody else said', async () => {
  await post('say', { person: 'ou_zhang', kind: 'group', text: '适老化改造3户', addressed: true })
  const said = (await feed('ou_wang', 'group')).items.find((item) => item.html.includes('3户'))!
  const answer = await post('recall', { person: 'ou_wang', kind: 'group', messageId: said.id })
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ toast: { text: '只能改自己发的消息。' } })
  expect(page.heard.at(-1)!.kind).toBe('said')
})

test('in the group the bot hears only what is addressed to it', async () => {
  await post('say', { person: 'ou_li', kind: 'group', text: '中午吃什么', addressed: false })
  expect(page.heard.at(-1)).toMatchObject({ addressed: false, chat: { kind: 'group' } })
  await post('say', { person: 'ou_li', kind: 'group', text: '@民政助手 本周汇总', addressed: false })
  expect(page.heard.at(-1)).toMatchObject({ addressed: true, text: '本周汇总' })
  const shown = (await feed('ou_wang', 'group')).items.map((item) => item.html).join('')
  expect(shown).toContain('@民政助手 本周汇总')
  expect(shown).toContain('回复 李建国：')
})

test('a press reaches the house with its action, value and fields, and answers with words', async () => {
  const card = (await feed('ou_wang', 'private')).items.at(-1)!
  const value = { action: 'report.edit', ids: ['e1'] }
  const answer = await post('press', { ...wang, messageId: card.id, value, form: { 'value:e1': '10' } })
  expect(await answer.json()).toMatchObject({ toast: { tone: 'success' } })
  expect(page.heard.at(-1)).toMatchObject({
    kind: 'pressed',
    action: 'report.edit',
    value: { ids: ['e1'] },
    form: { 'value:e1': '10' },
    messageId: card.id,
  })
})

test('what people write stays text on the page', async () => {
  const text = '<img src=x onerror=alert(1)> "\'</li><script>alert(1)</script>'
  await post('say', { ...wang, text, addressed: true })
  const { items } = await feed('ou_wang', 'private')
  const said = items.find((item) => item.html.includes('onerror'))!
  expect(said.html).not.toMatch(/<img|<script/)
})

test('requests that a foreign page could send are refused', async () => {
  const body = { ...wang, text: '本周汇总', addressed: true }
  expect((await post('say', body, 'text/plain')).status).toBe(415)
  expect((await post('say', { ...body, text: '  ' })).status).toBe(400)
  expect((await post('say', { ...body, person: 'ou_nobody' })).status).toBe(400)
})

test('a page of an earlier process is told to start afresh', async () => {
  const news = await feed('ou_wang', 'private', 'another-boot:999')
  expect(news.reset).toBe(true)
  expect(news.items.length).toBeGreaterThan(0)
})

test('a file sent from the page reaches the house, and comes back under its own name and inert', async () => {
  const content = Buffer.from('PK sheet').toString('base64')
  const name = '..\\报表/6月"日报"\r\nx: <b>(1)\'.xlsx'
  expect((await post('file', { ...wang, addressed: true, name, content })).status).toBe(200)
  const heard = page.heard.at(-1)!
  expect(heard).toMatchObject({ kind: 'file', personId: 'ou_wang', addressed: true })
  expect(heard.name).toBe('6月"日报"x: <b>(1)\'.xlsx')
  const shown = (await feed('ou_wang', 'private')).items.find((item) => item.html.includes('/chat/file?id='))!
  expect(shown.html).toContain('&lt;b&gt;')
  const answer = await fetch(`${page.url}/chat/file?id=${shown.id}`)
  expect(await answer.text()).toBe('PK sheet')
  expect(answer.headers.get('content-type')).toMatch(/spreadsheetml/)
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="file.xlsx"; filename*=UTF-8''6%E6%9C%88%22%E6%97%A5%E6%8A%A5%22x%3A%20%3Cb%3E%281%29%27.xlsx`,
  )
  expect((await fetch(`${page.url}/chat/file?id=om_local_nothing`)).status).toBe(404)
})

test('an empty, broken or too large file is refused in words', async () => {
  for (const content of ['%%%', 'A'.repeat(12_000_000)]) {
    const answer = await post('file', { ...wang, addressed: true, name: 'a.xlsx', content })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ toast: { text: '文件是空的，或者超过 8 MB，没有发。' } })
  }
})

test('an answer to a message names it, when it stands in the same chat', async () => {
  const card = (await feed('ou_wang', 'private')).items.find((item) => item.html.includes('data-reply='))!
  await post('say', { ...wang, text: '知道了', addressed: true, replyTo: card.id })
  expect(page.heard.at(-1)).toMatchObject({ text: '知道了', parentId: card.id })
  expect((await feed('ou_wang', 'private')).items.map((item) => item.html).join('')).toContain(
    '回复 民政助手：',
  )
  await post('say', { person: 'ou_li', kind: 'private', text: '知道了', addressed: true, replyTo: card.id })
  expect(page.heard.at(-1)).not.toHaveProperty('parentId')
})

test('a text that would bury the conversation is folded', async () => {
  await post('say', { ...wang, text: '好'.repeat(30_000), addressed: true })
  const said = (await feed('ou_wang', 'private')).items.findLast((item) => item.html.includes('mine'))!
  expect(said.html).toContain('<details class="bubble long">')
  expect(said.html).toContain('全文30,000字')
})
