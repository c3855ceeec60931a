import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const DIMENSION = 256

/** A vector by pairs of signs, and by what everyday words stand for: the same every time. */
function vectorOf(text: string, synonyms: ReadonlyMap<string, string> = new Map()): number[] {
  const vector = new Array<number>(DIMENSION).fill(0)
  const meant = [...synonyms].reduce((rest, [word, name]) => rest.replaceAll(word, name), text)
  for (let at = 0; at + 1 < meant.length; at++) {
    const code = (meant.charCodeAt(at) * 31 + meant.charCodeAt(at + 1)) % DIMENSION
    vector[code] = (vector[code] ?? 0) + 1
  }
  return vector
}

export interface EmbeddingServer {
  url: string
  asked: string[][]
  fail(status: number | undefined): void
  /** Its own words instead of vectors; undefined: vectors again. */
  say(words: (() => Promise<string | undefined>) | undefined): void
  close(): Promise<void>
}

/** The embeddings call of an OpenAI-compatible server, with vectors by `vectorOf`. */
export async function startEmbeddingServer(synonyms?: ReadonlyMap<string, string>): Promise<EmbeddingServer> {
  const asked: string[][] = []
  let failing: number | undefined
  let instead: (() => Promise<string | undefined>) | undefined
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { input } = JSON.parse(body) as { input: string[] }
    asked.push(input)
    const words = await instead?.()
    response.writeHead(failing ?? 200, { 'content-type': 'application/json' })
    const data = input.map((text, index) => ({ index, embedding: vectorOf(text, synonyms) }))
    response.end(words ?? (failing ? '<html>' : JSON.stringify({ data })))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    fail: (status) => {
      failing = status
    },
    say: (words) => {
      instead = words
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
