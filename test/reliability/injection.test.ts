import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainText } from '../../src/feishu/cards/plain-text.ts'
import { renderReply, textMessages } from '../../src/feishu/cards/render.ts'
import type { Reply } from '../../src/reply.ts'
import { markdownHtml } from '../../src/web/card-markdown.ts'
import { sourceAddress } from '../../src/web/source-link.ts'
import { sourceRoutes } from '../../src/web/sources.ts'
import { GROUP, openStage, type Stage } from '../support/stage.ts'
import { hostileFolder, MARK } from './hostile.ts'

const WANG = 'ou_xh_wang'
const { folder, cases, payloads } = hostileFolder()
let stage: Stage

beforeAll(async () => {
  stage = await openStage({ knowledge: folder })
})
afterAll(() => {
  stage.close()
  rmSync(folder, { recursive: true })
})

/** What the bot says in its own words: without what it quotes and the names of documents. */
function ownWords(reply: Reply): string {
  if (reply.kind === 'mixed') return reply.parts.map(ownWords).join('\n')
  const bare = 'quotes' in reply ? { ...reply, quotes: [] } : reply
  return plainText(bare).replace(/《[^》]*》/g, '')
}

interface Drawn {
  markup: boolean
  text: string
}

/** Nothing of it is drawn as a mention, a link, a picture or a script: neither as a card nor as text nor on the chat page. */
async function expectInert(reply: Reply): Promise<void> {
  for (const { content } of [...renderReply(reply), ...textMessages(plainText(reply))])
    for (const { markup, text } of textsIn(JSON.parse(content))) {
      const live = markup ? /<|\]\(|!\[|javascript:|https?:|@/i : /<[a-z/!]|\]\(/i
      expect(text.replace(/<br>|<\/?font[^<>]*>/g, ''), plainText(reply)).not.toMatch(live)
      if (markup) expect(tagsIn(String(await markdownHtml(text)))).not.toMatch(/<(?:at|a|img|script|iframe)/i)
    }
}

/** What a card or a text message shows; buttons carry values that nobody sees. */
function textsIn(value: unknown): Drawn[] {
  if (typeof value !== 'object' || value === null) return []
  const { tag, content, text } = value as { tag?: unknown; content?: unknown; text?: unknown }
  const own = typeof content === 'string' ? content : typeof text === 'string' ? text : undefined
  const markup = tag === 'markdown' || tag === 'lark_md'
  return [...(own === undefined ? [] : [{ markup, text: own }]), ...Object.values(value).flatMap(textsIn)]
}

/** The tags of a page with their attributes, its text left out. */
function tagsIn(page: string): string {
  return (page.match(/<[a-z][^<>]*>/gi) ?? []).join('\n')
}

test('there are at least sixty ways in', () => {
  expect(cases.length + payloads.length).toBeGreaterThanOrEqual(60)
})

test('what stands in a document is data: the rule is told, the order is not obeyed, nothing is drawn', async () => {
  const refused = new Map((await stage.house.documents.refusals()).map((one) => [one.path, one.reason]))
  const told: string[] = []
  for (const one of cases) {
    const { reply } = await stage.say(WANG, `${one.subject}每月多少元`)
    expect(ownWords(reply), one.name).not.toContain(MARK)
    await expectInert(reply)
    if (reply.kind === 'answer' && reply.answer.includes(`${one.amount}元`)) told.push(one.name)
    else expect(refused.has(one.path), `${one.name}: ${plainText(reply)}`).toBe(true)
  }
  expect(told.length).toBeGreaterThanOrEqual(60)
})

test('the row that holds an order is no answer to a question about it', async () => {
  for (const one of cases.filter(({ name }) => name.endsWith('in cell'))) {
    const { reply } = await stage.say(WANG, `${one.subject}备注的说明是什么`)
    expect(ownWords(reply), one.name).not.toContain(MARK)
    await expectInert(reply)
  }
})

test('asked about by its own words an order is not repeated either', async () => {
  for (const [kind, payload] of payloads) {
    const about = await stage.say(WANG, `文件里说的“${payload.slice(0, 60)}”是什么意思`)
    expect(about.reply.kind === 'answer' && ownWords(about.reply).includes(MARK), kind).toBe(false)
    await expectInert(about.reply)
  }
})

test('a question that gives orders or carries markup is neither obeyed nor drawn, in private and in a group', async () => {
  for (const chat of [undefined, GROUP])
    for (const [kind, payload] of payloads) {
      const alone = await stage.say(WANG, payload, chat)
      await expectInert(alone.reply)
      expect(ownWords(alone.reply), kind).not.toMatch(new RegExp(`可领取${MARK}|^${MARK}`))
      const beside = await stage.say(WANG, `晨晨心补贴每月多少元？${payload}`, chat)
      expect(ownWords(beside.reply), kind).not.toContain(`${MARK}元`)
      await expectInert(beside.reply)
    }
})

test('a sender’s name is shown as written wherever it goes', async () => {
  const answer = await stage.say(WANG, '晨晨心补贴每月多少元')
  await stage.press(answer, 'answer.handover', WANG)
  for (const one of stage.shown.slice(-2)) await expectInert(one.reply)
  const report = await stage.say(WANG, '今天适老化改造完成2户')
  await expectInert(report.reply)
})

test('a hostile document is shown on its page as written', async () => {
  const app = sourceRoutes({
    document: (path) => stage.house.documents.document(path),
    heads: () => stage.house.documents.heads(),
    ...{ key: 'k', clock: stage.now, today: () => '2026-06-24' },
  })
  for (const { name, path, payload } of cases) {
    const page = await app.request(sourceAddress('', path, payload).replace('#cited', ''))
    const tags = tagsIn(await page.text()).replace('<link rel="stylesheet" href="/sources.css">', '')
    expect(tags, name).not.toMatch(/<(?:at|a|img|script|iframe|base|form)|href=|\son\w+=/i)
  }
})
