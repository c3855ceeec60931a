import { Hono } from 'hono'
import type { Metrics } from './metrics.ts'

export interface AppParts {
  metrics: Metrics
  /** Whether database and index serve. */
  ready(): Promise<boolean>
  /** Feishu's route, the chat page, the document pages: whatever this process serves. */
  rooms: Hono[]
}

/** The routes of CONTRACT §3, thin: each room brings its own. */
export function createApp({ metrics, ready, rooms }: AppParts): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) =>
    (await ready()) ? c.json({ status: 'ready' }) : c.json({ status: 'starting' }, 503),
  )
  app.get('/metrics', (c) =>
    c.text(metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  )
  for (const room of rooms) app.route('/', room)
  app.notFound((c) => c.text('没有这个页面。', 404))
  // What went wrong is in the log under the request; the reader sees a sentence.
  app.onError((_error, c) => c.text('服务暂时出错，请稍后再试。', 500))
  return app
}
