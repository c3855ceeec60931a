import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Body, readBody } from '../../src/feishu/body.ts'

const LIMIT = 1_000
const TIME_MS = 300

/** A server that tells what it read; requests are written byte by byte. */
let port = 0
let read: Promise<Body>
let told: (body: Body) => void
const next = () => {
  read = new Promise((resolve) => {
    told = resolve
  })
}
const server = serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    const body = await readBody(request, LIMIT, TIME_MS)
    told(body)
    return new Response(body.kind)
  },
})
beforeAll(async () => {
  if (!server.listening) await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.close()
})

async function send(headers: string, parts: string[], options: { cut?: boolean } = {}): Promise<Body> {
  next()
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n`)
  for (const part of parts) {
    socket.write(part)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  if (options.cut) socket.destroy()
  const body = await read
  socket.destroy()
  return body
}

const announced = (length: number) => `content-length: ${length}`
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
const CHUNKED = 'transfer-encoding: chunked'
const text = (body: Body) => (body.kind === 'bytes' ? new TextDecoder().decode(body.bytes) : body.kind)

it('reads the very bytes that came, in one piece or many', async () => {
  expect(text(await send(announced(5), ['a  ', 'b\n']))).toBe('a  b\n')
  expect(text(await send(CHUNKED, [chunk('a  '), chunk('b\n'), chunk('')]))).toBe('a  b\n')
  expect(text(await send(announced(0), []))).toBe('')
  expect(text(await send(announced(LIMIT), ['x'.repeat(LIMIT)]))).toHaveLength(LIMIT)
})

it('stops at the first byte too many, announced or not', async () => {
  expect((await send(announced(LIMIT + 1), [])).kind).toBe('too-large')
  expect((await send(CHUNKED, [chunk('x'.repeat(600)), chunk('x'.repeat(600))])).kind).toBe('too-large')
})

it('waits no longer than it may, and notices when the sender is gone', async () => {
  const began = performance.now()
  expect((await send(announced(10), ['abc'])).kind).toBe('too-slow')
  expect((await send(CHUNKED, [chunk('abc')])).kind).toBe('too-slow')
  expect(performance.now() - began).toBeLessThan(TIME_MS * 4)
  expect((await send(announced(10), ['abc'], { cut: true })).kind).toBe('cut')
})
