import { Hono } from 'hono'
import { type AcceptParts, accept, CALLBACKS } from './accept.ts'
import { readBody } from './body.ts'
import { MAX_BODY_BYTES, type Received, receiveEvent } from './receive.ts'

export interface FeishuRouteParts extends AcceptParts {
  settings: { appId: string; encryptKey: string; verificationToken: string }
  /** The bot's own id, if known by now: the answer to the platform never waits for it. */
  botOpenId(): string | undefined
  /** Milliseconds that a body may take to arrive; 5,000. */
  bodyTimeoutMs?: number
}

/** `POST /` takes events and card callbacks alike. 5xx only when our own storage fails: then the platform delivers again. */
export function feishuRoutes(parts: FeishuRouteParts): Hono {
  const app = new Hono()

  app.post('/', async (c) => {
    const body = await readBody(c.req.raw, MAX_BODY_BYTES, parts.bodyTimeoutMs ?? 5_000)
    if (body.kind !== 'bytes') {
      refuse(parts, body.kind)
      return c.json({}, body.kind === 'too-large' ? 413 : 408)
    }
    const settings = { ...parts.settings, botOpenId: parts.botOpenId() }
    const request = { headers: c.req.raw.headers, rawBody: body.bytes }
    const received = receiveEvent(request, settings, parts.clock())
    note(parts, received)
    switch (received.kind) {
      case 'challenge':
        return c.json({ challenge: received.challenge })
      case 'refused':
        return c.json({}, received.status)
      case 'ignored':
        return c.json({})
      case 'accepted':
        return accept(parts, received.incoming).then(
          (answer) => c.json(answer),
          () => c.json({}, 500),
        )
    }
  })

  return app
}

function note(parts: FeishuRouteParts, received: Received): void {
  if (received.kind === 'challenge') parts.metrics.count(CALLBACKS, { outcome: 'challenge' })
  else if (received.kind === 'refused') refuse(parts, received.reason)
  else if (received.kind === 'ignored') {
    parts.metrics.count(CALLBACKS, { outcome: 'ignored', reason: received.reason })
    parts.log('info', 'callback-ignored', { reason: received.reason, kind: received.type.slice(0, 80) })
  }
}

function refuse(parts: FeishuRouteParts, reason: string): void {
  parts.metrics.count(CALLBACKS, { outcome: 'refused', reason })
  parts.log('warn', 'callback-refused', { reason })
}
