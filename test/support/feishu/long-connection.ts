import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { EventBody } from './events.ts'
import { type Frame, readFrame, writeFrame } from './frame.ts'
import type { Platform } from './platform.ts'

/** The platform's end of the long connection: WebSocket by hand (RFC 6455), frames in protobuf. */
export interface LongConnection {
  /** How many connections were opened so far. */
  opened(): number
  /** How often the endpoint was asked for. */
  asked(): number
  /** Sends an event over the newest connection; what was acknowledged, and the answer of a card callback. */
  push(event: EventBody, options?: { pieces?: number }): Promise<{ code: number; answer: unknown }>
  /** Cuts the newest connection. */
  cut(): void
  /** Answers to the endpoint call from now on: 0 gives an address. */
  endpoint(code: number): void
  /** Pings are answered no more. */
  mute(): void
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export function openLongConnection(
  platform: Platform,
  options: { pingSeconds?: number } = {},
): LongConnection {
  const sockets: Socket[] = []
  const waiting = new Map<string, (payload: { code: number; answer: unknown }) => void>()
  let asked = 0
  let code = 0
  let muted = false
  let events = 0
  const config = {
    ...{ PingInterval: options.pingSeconds ?? 120, ReconnectCount: -1 },
    ...{ ReconnectInterval: 0.05, ReconnectNonce: 0.01 },
  }

  platform.also((request) => {
    if (request.path !== '/callback/ws/endpoint') return undefined
    asked += 1
    if (code) return { code, msg: 'refused', data: {} }
    const url = `${platform.url.replace('http', 'ws')}/ws?device_id=d1&service_id=7&ticket=canary-ticket`
    return { code: 0, msg: '', data: { URL: url, ClientConfig: config } }
  })

  platform.server.on('upgrade', (request, stream) => {
    const socket = stream as Socket
    const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
    )
    sockets.push(socket)
    let pending = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk])
      for (let read = unmask(pending); read; read = unmask(pending)) {
        pending = pending.subarray(read.length)
        if (read.opcode === 2) take(socket, readFrame(read.payload))
        else if (read.opcode === 8) socket.end()
      }
    })
  })

  function take(socket: Socket, frame: Frame): void {
    if (frame.method === 0) {
      if (!muted)
        send(socket, { ...frame, headers: { type: 'pong' }, payload: Buffer.from(JSON.stringify(config)) })
      return
    }
    const { code: acknowledged, data } = JSON.parse(frame.payload.toString('utf8'))
    const answer = data && JSON.parse(Buffer.from(data, 'base64').toString('utf8'))
    waiting.get(frame.headers.message_id ?? '')?.({ code: acknowledged, answer })
  }

  return {
    opened: () => sockets.length,
    asked: () => asked,
    push(event, { pieces = 1 } = {}) {
      events += 1
      const id = `frame_${events}`
      const body = Buffer.from(JSON.stringify(event))
      const size = Math.ceil(body.length / pieces)
      for (let seq = 0; seq < pieces; seq++) {
        const headers = {
          type: 'event',
          message_id: id,
          sum: String(pieces),
          seq: String(seq),
          trace_id: 't',
        }
        const payload = body.subarray(seq * size, (seq + 1) * size)
        send(sockets.at(-1)!, { service: 7, method: 1, headers, payload })
      }
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    cut: () => void sockets.at(-1)?.destroy(),
    endpoint(given) {
      code = given
    },
    mute() {
      muted = true
    },
  }
}

function send(socket: Socket, frame: Frame): void {
  const payload = writeFrame(frame)
  const length =
    payload.length < 126
      ? Buffer.from([payload.length])
      : Buffer.from([126, payload.length >> 8, payload.length & 0xff])
  socket.write(Buffer.concat([Buffer.from([0x82]), length, payload]))
}

/** One whole frame of the client, unmasked; undefined while it has not all arrived. */
function unmask(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (bytes.length < 6) return undefined
  const short = bytes[1]! & 0x7f
  const head = short === 126 ? 4 : 2
  const size = short === 126 ? bytes.readUInt16BE(2) : short
  const length = head + 4 + size
  if (bytes.length < length) return undefined
  const mask = bytes.subarray(head, head + 4)
  const payload = Buffer.from(bytes.subarray(head + 4, length).map((byte, place) => byte ^ mask[place % 4]!))
  return { opcode: bytes[0]! & 0x0f, payload, length }
}
