import { type Context, Hono } from 'hono'
import { pageColors } from './chat-style.ts'
import { verifySource } from './source-link.ts'
import { type SourceDocument, sourcePage } from './source-page.ts'

export interface SourceDeps {
  /** By its path below `documents/`. */
  document(path: string): Promise<SourceDocument | undefined>
  /** Signs links to documents that are not for everybody. */
  key: string
  /** UTC ISO */
  clock(): string
  /** YYYY-MM-DD in the bureau's zone. */
  today(): string
}

const STYLE = `${pageColors}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.8 -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
main { max-width: 760px; margin: 0 auto; min-height: 100vh; background: var(--pane); padding: 28px 40px 64px; }
header { border-bottom: 1px solid var(--line); padding-bottom: 14px; margin-bottom: 18px; }
h1 { font-size: 22px; line-height: 1.45; margin: 0 0 8px; }
h2 { font-size: 16px; margin: 26px 0 6px; }
header p { margin: 0; font-size: 14px; color: var(--soft); }
header .note { margin-top: 10px; padding: 6px 12px; border-radius: 6px; background: var(--orange-bg); color: var(--orange); }
p { margin: 8px 0; white-space: pre-wrap; }
mark, tr.cited, table.cited { background: var(--orange-bg); color: inherit; scroll-margin: 30vh; }
mark { padding: 2px 0; }
.scroll { overflow-x: auto; margin: 10px 0; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.6; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; vertical-align: top; min-width: 4em; }
th { color: var(--soft); font-weight: 500; }
@media (max-width: 600px) { main { padding: 18px 16px 48px; } }
`

/**
 * `GET /sources/…`: a document as a page (CONTRACT §3). What is not for everybody needs a signed link;
 * without one the answer is the same as for a document that is not there.
 */
export function sourceRoutes(deps: SourceDeps): Hono {
  const app = new Hono()
  app.get('/sources.css', (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }),
  )
  app.get('/sources/*', (c) => page(c, deps))
  return app
}

async function page(c: Context, deps: SourceDeps): Promise<Response> {
  c.header(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'private, no-store')
  const path = decoded(new URL(c.req.url).pathname.slice('/sources/'.length))
  const document = path === undefined ? undefined : await deps.document(path)
  const open = document?.audience.includes('all')
  // Checked for every document, so that a refusal takes as long as a miss.
  const signed = await verifySource(deps.key, path ?? '', c.req.query('t') ?? '', deps.clock())
  if (!document || !(open || signed)) return c.text('没有这份文件，或者链接已失效。', 404)
  return c.html(await sourcePage(document, c.req.query('q') ?? '', deps.today()))
}

function decoded(path: string): string | undefined {
  try {
    return path.split('/').map(decodeURIComponent).join('/')
  } catch {
    return undefined
  }
}
