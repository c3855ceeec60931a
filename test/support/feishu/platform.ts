import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type Answer, type Asked, createRoutes, type Files } from './api.ts'
import { type Chats, createChats, type PlatformMessage } from './chats.ts'
import { type AppKeys, type EventBody, testApp } from './events.ts'
import { createFaults, type Fault, type Wrong } from './faults.ts'

/** A call that reached the platform. */
interface Captured {
  name: string
  path: string
  json: Record<string, unknown>
  /** Milliseconds, by the platform's clock. */
  at: number
  /** What was answered; 0 for success, -1 for none. */
  code: number
}

export interface Platform extends Files {
  url: string
  calls: Captured[]
  callsOf(name: string): Captured[]
  /** The bot's messages that people see, in order. */
  visible(chatId?: string): PlatformMessage[]
  message(id: string): PlatformMessage | undefined
  /** Takes down a message of a person, with or without the event of it. */
  said(message: { messageId: string; chatId: string } & Partial<PlatformMessage>): void
  saidIn(event: EventBody): void
  fault(fault: Fault): void
  /** 5 a second to one chat, as the real one; off unless asked for. */
  limit(on: boolean): void
  /** All that was ever to be seen of the bot's messages, in order. */
  seen: readonly { messageId: string; content: string }[]
  /** Cards that are sent by an id. */
  cards: Pick<Chats['cards'], 'grant' | 'forget' | 'streams'>
  /** A repeated uuid is answered without the message's id from now on. */
  forgetful(): void
  /** Tokens given so far are refused from now on. */
  expireTokens(): void
  /** Answers this late from now on, in ms. */
  delay(ms: number): void
  /** More routes: the long connection's. */
  also(handler: (request: Asked, url: URL) => Record<string, unknown> | undefined): void
  server: ReturnType<typeof createServer>
  close(): Promise<void>
}

/** The project's own Feishu on a free port: HTTP as the documents describe it, with faults on demand. */
export async function startPlatform(
  options: { keys?: AppKeys; now?(): number; lifetime?: number } = {},
): Promise<Platform> {
  const { keys = testApp, now = Date.now, lifetime = 7_200 } = options
  const chats = createChats(keys.botOpenId, now)
  const faults = createFaults()
  const files: Files = {
    ...{ uploaded: new Map(), resources: new Map(), scopes: new Set<string>(), rows: [] },
    recognition: { read: () => [], hear: () => '' },
  }
  const routes = createRoutes(keys, chats, files)
  const calls: Captured[] = []
  const tokens = new Set<string>()
  let given = 0
  let delayMs = 0
  let more: Parameters<Platform['also']>[0] = () => undefined

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://platform')
    const asked = await read(request, url)
    const route = routes.find((one) => one.method === asked.method && one.path.test(asked.path))
    const isToken = asked.path === '/auth/v3/tenant_access_token/internal'
    const name = isToken ? 'token' : (route?.name ?? 'other')
    const call: Captured = { name, path: asked.path, json: asked.json, at: now(), code: -1 }
    calls.push(call)
    if (delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs))
    const wrong = faults.next(name)
    if (wrong === 'hang') return
    if (wrong === 'reset') return void request.socket.destroy()
    if (wrong && wrong !== 'cut' && wrong !== 'stall') return refuse(response, call, wrong)
    const extra = more(asked, url)
    if (extra) return json(response, call, 200, extra)
    if (isToken) return json(response, call, ...issue(asked))
    const bearer = String(request.headers.authorization ?? '').replace('Bearer ', '')
    if (!tokens.has(bearer)) return refuse(response, call, { code: 99991663, msg: 'invalid token' })
    const ids = route?.path.exec(asked.path)?.slice(1) ?? []
    const answer: Answer = route
      ? await route.run(asked, ids)
      : { code: 9499, status: 404, msg: 'no such call' }
    if (wrong === 'stall') return
    if (wrong === 'cut') return void request.socket.destroy()
    reply(response, call, answer)
  }

  function issue(asked: Asked): [number, Record<string, unknown>] {
    if (asked.json.app_id !== keys.appId) return [400, { code: 10003, msg: 'invalid app_id' }]
    if (asked.json.app_secret !== keys.appSecret) return [400, { code: 10014, msg: 'app secret invalid' }]
    given += 1
    const token = `t-canary-token-${given}`
    tokens.add(token)
    return [200, { code: 0, msg: 'ok', tenant_access_token: token, expire: lifetime }]
  }

  // Those of the long connection are no longer the server's own.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    ...files,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    calls,
    callsOf: (name) => calls.filter((call) => call.name === name),
    visible: (chatId) => chats.visible(chatId),
    message: (id) => chats.messages.get(id),
    said: (message) => void chats.add(message),
    saidIn(event) {
      const { message, sender } = event.event as Record<string, Record<string, unknown>>
      const { event_type: type } = (event.header ?? {}) as Record<string, unknown>
      if (type !== 'im.message.receive_v1' || !message) return
      const from = (sender?.sender_id as Record<string, string> | undefined)?.open_id ?? ''
      chats.add({
        messageId: String(message.message_id),
        chatId: String(message.chat_id),
        ...{ msgType: String(message.message_type), content: String(message.content), senderId: from },
        mentions: ((message.mentions ?? []) as { id: { open_id: string } }[]).map((one) => ({
          ...one,
          id: one.id.open_id,
        })),
      })
    },
    fault: faults.plan,
    limit: chats.limit,
    seen: chats.seen,
    cards: chats.cards,
    forgetful: chats.forgetful,
    expireTokens: () => tokens.clear(),
    delay(ms) {
      delayMs = ms
    },
    also(handler) {
      more = handler
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function read(request: IncomingMessage, url: URL): Promise<Asked> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const body = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  const form = type.startsWith('multipart/')
    ? await new Response(body, { headers: { 'content-type': type } }).formData()
    : undefined
  const path = url.pathname.replace(/^\/open-apis/, '')
  const json = !form && body.length ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : {}
  return { method: request.method ?? 'GET', path, query: url.searchParams, json, form }
}

function reply(response: ServerResponse, call: Captured, answer: Answer): void {
  if ('code' in answer) refuse(response, call, answer)
  else if (answer.bytes) {
    call.code = 0
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(answer.bytes)
  } else json(response, call, 200, { code: 0, msg: 'success', data: answer.data ?? {}, ...answer.beside })
}

function refuse(response: ServerResponse, call: Captured, wrong: Exclude<Wrong, string>): void {
  if (!('code' in wrong)) {
    response.writeHead(wrong.status, { 'content-type': 'text/html' }).end('<h1>down</h1>')
    return
  }
  const { code, status = 400, msg = 'refused', headers = {} } = wrong
  json(response, call, status, { code, msg, error: { log_id: 'log-1' } }, headers)
}

function json(
  response: ServerResponse,
  call: Captured,
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): void {
  call.code = Number(body.code)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
