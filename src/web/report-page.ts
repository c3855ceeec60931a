import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { FilledPage, ReportLink } from '../conversation/filled-page.ts'
import type { Markup } from './markup.ts'
import { signSource, verifySource } from './source-link.ts'

export interface ReportDeps {
  /** With the rights that the link's person has now. */
  page(link: ReportLink): Promise<FilledPage | undefined>
  key: string
  /** UTC ISO */
  clock(): string
}

/** The address of a filled report; which one and with whose rights is signed, and runs out. */
export async function reportAddress(
  base: string,
  key: string,
  link: ReportLink,
  expiresAt: string,
): Promise<string> {
  const query = JSON.stringify(link)
  const token = await signSource(key, signed(query), expiresAt)
  return `${base}/reports?${new URLSearchParams({ q: query, t: token })}`
}

/** A token for a report opens nothing else. */
function signed(query: string): string {
  return `report\n${query}`
}

/** `GET /reports`: a filled report, each figure with its sources. Without a valid link the same answer as for nothing. */
export function reportRoutes(deps: ReportDeps): Hono {
  const app = new Hono()
  app.get('/reports', async (c) => {
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'private, no-store')
    const query = c.req.query('q') ?? ''
    const genuine = await verifySource(deps.key, signed(query), c.req.query('t') ?? '', deps.clock())
    const page = genuine ? await deps.page(JSON.parse(query) as ReportLink) : undefined
    if (!page) return c.text('没有这个页面，或者链接已失效。', 404)
    return c.html(await reportHtml(page))
  })
  return app
}

const STATES = { filled: '已填', doubtful: '请看一眼', missing: '没有填' }

function reportHtml({ title, at, lines, blanks }: FilledPage): Markup {
  return html`${raw('<!doctype html>')}<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>${title}</title>
  <link rel="stylesheet" href="/sources.css">
</head>
<body>
  <main>
    <header><h1>${title}</h1><p>${at}</p></header>
    ${lines.map((pieces) => (pieces.length ? html`<p>${pieces.map(piece)}</p>` : ''))}
    <h2>每个数的出处</h2>
    ${blanks.map(
      (blank, place) => html`<section id="b${place + 1}">
      <p><a href="#t${place + 1}">${place + 1}.</a> ${STATES[blank.state]}：…${blank.words}…${blank.about ? html`（${blank.about}）` : ''}</p>
      ${blank.sources.length ? sourceTable(blank.sources) : ''}
    </section>`,
    )}
  </main>
</body>
</html>`
}

function piece({ text, blank, state }: FilledPage['lines'][number][number]): Markup {
  if (blank === undefined) return html`${text}`
  const link = html`<a id="t${blank + 1}" href="#b${blank + 1}">${text}</a>`
  return state === 'filled' ? link : html`<mark>${link}</mark>`
}

function sourceTable(rows: string[][]): Markup {
  const heads = ['单位', '期间', '数', '谁在何时报', '原话']
  return html`<div class="scroll" tabindex="0"><table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`
}
