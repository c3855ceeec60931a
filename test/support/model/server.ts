import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request to the fake server holds. */
export interface Asked {
  path: string
  authorization: string
  system: string
  user: string
  mode: 'json_schema' | 'tool' | 'plain'
  body: Record<string, unknown>
}

/** How the server answers: words of the model, or its own way of failing. */
export type Behaviour = (
  asked: Asked,
  response: ServerResponse,
) => string | undefined | Promise<string | undefined>

export interface ModelServer {
  url: string
  asked: Asked[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

/** An OpenAI-compatible server of the tests' own: streams what `behave` says. */
export async function startModelServer(behaviour: Behaviour): Promise<ModelServer> {
  const asked: Asked[] = []
  let current = behaviour
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>
    const messages = body.messages as { role: string; content: string }[]
    const one: Asked = {
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      system: messages.find((message) => message.role === 'system')?.content ?? '',
      user: String(messages.at(-1)?.content ?? ''),
      mode: body.response_format ? 'json_schema' : body.tools ? 'tool' : 'plain',
      body,
    }
    asked.push(one)
    const words = await current(one, response)
    if (words !== undefined) speak(response, one, words)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    behave: (next) => {
      current = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/** The words as a stream of chunks, as text or as a tool call. */
function speak(response: ServerResponse, asked: Asked, words: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const piece = Math.max(200, Math.ceil(words.length / 500))
  for (let at = 0; at < words.length && !response.destroyed; at += piece)
    response.write(event(asked, words.slice(at, at + piece), at === 0))
  response.write(`data: ${JSON.stringify(frame({}, 'stop'))}\n\n`)
  response.end('data: [DONE]\n\n')
}

/** The words a few signs at a time, as a model writes them; ends where the asker has gone. */
export async function drip(
  response: ServerResponse,
  asked: Asked,
  words: string,
  { size = 8, everyMs = 60 } = {},
): Promise<undefined> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (let at = 0; at < words.length && !response.destroyed; at += size) {
    response.write(event(asked, words.slice(at, at + size), at === 0))
    await new Promise((next) => setTimeout(next, everyMs))
  }
  response.write(`data: ${JSON.stringify(frame({}, 'stop'))}\n\n`)
  response.end('data: [DONE]\n\n')
}

function event(asked: Asked, piece: string, first: boolean): string {
  if (asked.mode !== 'tool')
    return `data: ${JSON.stringify(frame({ role: 'assistant', content: piece }))}\n\n`
  const call = {
    index: 0,
    ...(first ? { id: 'c1', type: 'function' } : {}),
    function: { ...(first ? { name: 'f' } : {}), arguments: piece },
  }
  return `data: ${JSON.stringify(frame({ role: 'assistant', tool_calls: [call] }))}\n\n`
}

function frame(delta: Record<string, unknown>, finish: string | null = null) {
  return {
    id: 'x',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'fake',
    choices: [{ index: 0, delta, finish_reason: finish }],
  }
}

export function refuse(
  response: ServerResponse,
  status: number,
  text = '{"error":{"message":"no"}}',
): undefined {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(text)
}
