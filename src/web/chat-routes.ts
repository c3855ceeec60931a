import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { ChatRef } from '../message.ts'
import { fileBytes, fileName, fileResponse, LARGEST_FILE } from './chat-files.ts'
import { itemHtml, type Viewer } from './chat-items.ts'
import { chatPage } from './chat-page.ts'
import {
  BOT_NAME,
  type ChatPageDeps,
  type ChatPerson,
  GROUP_CHAT,
  GUEST,
  privateChat,
} from './chat-page-deps.ts'
import { chatScript } from './chat-script.ts'
import { chatStyle } from './chat-style.ts'
import { figuresHtml } from './figures-view.ts'

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2f6fed"/><path d="M8 10h16M8 16h16M8 22h10" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'

/** The role of those who report: a newcomer begins as one of them, since everything can be tried. */
const REPORTS = '工作人员'

const who = { person: z.string().max(100), kind: z.enum(['private', 'group']) }
const messageId = z.string().min(1).max(200)
const spoken = { text: z.string().trim().min(1).max(40_000), addressed: z.boolean() }

const bodies = {
  say: z.object({ ...who, ...spoken, replyTo: messageId.optional() }),
  file: z.object({
    ...who,
    addressed: z.boolean(),
    name: z.string().min(1).max(300),
    content: z.string().min(1),
  }),
  edit: z.object({ ...who, ...spoken, messageId }),
  recall: z.object({ ...who, messageId }),
  press: z.object({
    ...who,
    messageId,
    value: z.record(z.string(), z.unknown()),
    form: z.record(z.string(), z.string().max(2000)),
  }),
}

/** The local chat page (CONTRACT §2, §3): whoever reaches it may speak as anybody, so it stays on this machine. */
export function chatRoutes(deps: ChatPageDeps): Hono {
  const app = new Hono()
  app.use('/', secured)
  app.use('/chat/*', secured)
  app.get('/', (c) => {
    const kind = c.req.query('in') === 'group' ? 'group' : 'private'
    const people = deps.people()
    const first = people.find((one) => one.role === REPORTS) ?? people[0] ?? GUEST
    return c.html(chatPage(deps, { person: personOf(deps, c.req.query('as') ?? '') ?? first, kind }))
  })
  app.get('/chat/style.css', (c) => asset(c, chatStyle, 'text/css; charset=utf-8'))
  app.get('/chat/script.js', (c) => asset(c, chatScript, 'text/javascript; charset=utf-8'))
  app.get('/chat/icon.svg', (c) => asset(c, ICON, 'image/svg+xml'))
  app.get('/chat/feed', (c) => feed(c, deps))
  app.post('/chat/say', (c) => received(c, bodies.say, (body) => say(deps, body)))
  app.get('/chat/file', (c) => fileResponse(deps.chat, c.req.query('id') ?? ''))
  app.post('/chat/file', (c) => received(c, bodies.file, (body) => sendFile(deps, body)))
  app.post('/chat/edit', (c) => received(c, bodies.edit, (body) => edit(deps, body)))
  app.post('/chat/recall', (c) => received(c, bodies.recall, (body) => recall(deps, body)))
  app.post('/chat/press', (c) => received(c, bodies.press, (body) => press(deps, body)))
  return app
}

async function secured(c: Context, next: () => Promise<void>): Promise<void> {
  await next()
  c.header('content-security-policy', POLICY)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'no-store')
}

function asset(c: Context, text: string, type: string): Response {
  return c.body(text, 200, { 'content-type': type })
}

function personOf(deps: ChatPageDeps, openId: string): ChatPerson | undefined {
  return [...deps.people(), GUEST].find((person) => person.openId === openId)
}

function chatOf(personId: string, kind: string): ChatRef {
  return kind === 'group' ? GROUP_CHAT : privateChat(personId)
}

async function feed(c: Context, deps: ChatPageDeps): Promise<Response> {
  const person = personOf(deps, c.req.query('person') ?? '')
  if (!person) return c.json({ toast: NO_PERSON }, 400)
  const kind = c.req.query('kind') === 'group' ? 'group' : 'private'
  const other = chatOf(person.openId, kind === 'group' ? 'private' : 'group')
  const news = deps.chat.feed(chatOf(person.openId, kind).id, c.req.query('since') ?? '')
  const viewer: Viewer = {
    personId: person.openId,
    personOf: (openId) => personOf(deps, openId),
    itemOf: deps.chat.find,
    timezone: deps.timezone(),
  }
  return c.json({
    cursor: news.cursor,
    reset: news.reset,
    items: await Promise.all(
      news.items.map(async (item) => ({ id: item.id, html: String(await itemHtml(item, viewer)) })),
    ),
    figures: String(await figuresHtml(await deps.figures(person.openId))),
    elsewhere: deps.chat.newest(other.id),
  })
}

type Result = { toast?: { tone: string; text: string }; status?: 400 | 403 }

const NO_PERSON = { tone: 'error', text: '没有这个人，请刷新页面。' }
const NO_FILE = {
  tone: 'error',
  text: `文件是空的，或者超过 ${LARGEST_FILE / 1024 / 1024} MB，没有发。`,
}
const NOT_YOURS: Result = { toast: { tone: 'warning', text: '只能改自己发的消息。' }, status: 403 }

/** JSON only: a form on a foreign page cannot send it here. */
async function received<Body>(
  c: Context,
  schema: z.ZodType<Body>,
  act: (body: Body) => Promise<Result>,
): Promise<Response> {
  if (!c.req.header('content-type')?.startsWith('application/json')) return c.json({}, 415)
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined))
  if (!parsed.success) return c.json({ toast: { tone: 'error', text: '请求不完整，请刷新页面。' } }, 400)
  const { status, ...answer } = await act(parsed.data)
  return c.json(answer, status ?? 200)
}

async function say(deps: ChatPageDeps, body: z.infer<typeof bodies.say>): Promise<Result> {
  const person = personOf(deps, body.person)
  if (!person) return { toast: NO_PERSON, status: 400 }
  const message = { messageId: newId(), ...spokenBy(body), at: deps.clock() }
  const chatId = message.chat.id
  const answered = body.replyTo && deps.chat.find(body.replyTo)?.chatId === chatId ? body.replyTo : undefined
  deps.chat.said({
    ...message,
    ...{ senderId: message.personId, text: shownText(body) },
    ...(answered ? { replyTo: answered } : {}),
  })
  await deps.say({ ...message, ...(answered ? { parentId: answered } : {}) })
  return {}
}

async function sendFile(deps: ChatPageDeps, body: z.infer<typeof bodies.file>): Promise<Result> {
  const person = personOf(deps, body.person)
  if (!person) return { toast: NO_PERSON, status: 400 }
  const bytes = fileBytes(body.content)
  if (!bytes?.byteLength) return { toast: NO_FILE, status: 400 }
  const name = fileName(body.name)
  const chat = chatOf(body.person, body.kind)
  const addressed = body.kind === 'private' || body.addressed
  const message = { messageId: newId(), personId: person.openId, chat, addressed, at: deps.clock() }
  deps.chat.said({ ...message, senderId: person.openId, text: '', file: { name, bytes } })
  await deps.sendFile({ ...message, name })
  return {}
}

function newId(): string {
  return `om_local_${crypto.randomUUID()}`
}

async function edit(deps: ChatPageDeps, body: z.infer<typeof bodies.edit>): Promise<Result> {
  if (!isOwn(deps, body)) return NOT_YOURS
  deps.chat.edited(body.messageId, shownText(body))
  const revision = crypto.randomUUID()
  await deps.edit({ messageId: body.messageId, ...spokenBy(body), at: deps.clock(), revision })
  return {}
}

async function recall(deps: ChatPageDeps, body: z.infer<typeof bodies.recall>): Promise<Result> {
  if (!isOwn(deps, body)) return NOT_YOURS
  deps.chat.recalled(body.messageId)
  const { person: personId, kind, messageId } = body
  await deps.recall({ personId, chat: chatOf(personId, kind), messageId, at: deps.clock() })
  return {}
}

async function press(deps: ChatPageDeps, body: z.infer<typeof bodies.press>): Promise<Result> {
  if (!personOf(deps, body.person)) return { toast: NO_PERSON, status: 400 }
  const { action, ...value } = body.value
  const toast = await deps.press({
    personId: body.person,
    chat: chatOf(body.person, body.kind),
    messageId: body.messageId,
    action: String(action ?? ''),
    value,
    form: body.form,
    at: deps.clock(),
  })
  return toast ? { toast } : {}
}

function isOwn(deps: ChatPageDeps, body: { person: string; kind: string; messageId: string }): boolean {
  const item = deps.chat.find(body.messageId)
  return item?.senderId === body.person && item.chatId === chatOf(body.person, body.kind).id && !item.recalled
}

const MENTION = new RegExp(`^@${BOT_NAME}\\s*`)

function spokenBy(body: { person: string; kind: string; text: string; addressed: boolean }) {
  const named = MENTION.test(body.text)
  return {
    personId: body.person,
    chat: chatOf(body.person, body.kind),
    text: body.text.replace(MENTION, '') || body.text,
    addressed: body.kind === 'private' || body.addressed || named,
  }
}

/** As the group sees it: the mention stands before the words. */
function shownText(body: { kind: string; text: string; addressed: boolean }): string {
  const bare = body.text.replace(MENTION, '') || body.text
  return body.kind === 'group' && (body.addressed || bare !== body.text) ? `@${BOT_NAME} ${bare}` : bare
}
