import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server answered to a request, under the hash of what it was asked; a JSON line each in a file. */
interface Recording {
  key: string
  status: number
  type: string
  body: string
}

export interface RecordedServer {
  url: string
  /** All recordings, one a line, in an order that does not change from one recording to the next. */
  text(): string
  /** Requests that nobody has recorded: the beginning of each. */
  missing: string[]
  close(): Promise<void>
}

/** Passes requests on to a real server (`…/v1`) and keeps its answers. No key and no prompt is kept. */
export function recordServer(target: string): Promise<RecordedServer> {
  const kept = new Map<string, Recording>()
  return listen(kept, [], async (key, body, request) => {
    const answer = await fetch(`${target}${(request.url ?? '').replace(/^\/v1/, '')}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: request.headers.authorization ?? '',
      },
      body,
    })
    const type = answer.headers.get('content-type') ?? ''
    const recording = { key, status: answer.status, type, body: await answer.text() }
    kept.set(key, recording)
    return recording
  })
}

/** Answers from a file of recordings alone; what is not in it is refused, and said so. @throws when there is no such file. */
export function replayServer(file: string): Promise<RecordedServer> {
  if (!existsSync(file)) throw new Error(`没有录音文件 ${file}：先用 --model --record=${file} 录一次`)
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const kept = new Map(lines.map((line) => JSON.parse(line) as Recording).map((one) => [one.key, one]))
  const missing: string[] = []
  return listen(kept, missing, async (key, body) => {
    const known = kept.get(key)
    if (known) return known
    missing.push(questionIn(body))
    const error = {
      error: { message: 'not recorded: the prompt or the documents have changed, record again' },
    }
    return { key, status: 404, type: 'application/json', body: JSON.stringify(error) }
  })
}

async function listen(
  kept: ReadonlyMap<string, Recording>,
  missing: string[],
  answer: (key: string, body: string, request: IncomingMessage) => Promise<Recording>,
): Promise<RecordedServer> {
  const server = createServer(async (request, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { status, type, body: told } = await answer(keyOf(body), body, request)
    response.writeHead(status, { 'content-type': type })
    response.end(told)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    missing,
    text: () =>
      [...kept.values()]
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** The same question in the same form, whatever the model is called. */
function keyOf(body: string): string {
  const { messages, response_format, tools } = JSON.parse(body) as Record<string, unknown>
  return createHash('sha256')
    .update(JSON.stringify([messages, response_format, tools]))
    .digest('hex')
    .slice(0, 24)
}

function questionIn(body: string): string {
  const { messages } = JSON.parse(body) as { messages: { content: unknown }[] }
  return String(messages.at(-1)?.content ?? '')
    .replace(/\s+/g, ' ')
    .slice(0, 80)
}
