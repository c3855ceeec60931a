import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { FiguresLink, FiguresPage } from '../conversation/figure-sources.ts'
import type { Markup } from './markup.ts'
import { signSource, verifySource } from './source-link.ts'

export interface FiguresDeps {
  /** With the rights that the link's person has now. */
  page(link: FiguresLink): Promise<FiguresPage | undefined>
  key: string
  /** UTC ISO */
  clock(): string
}

/** The address of the entries behind figures: what and with whose rights is signed, and runs out. */
export async function figuresAddress(
  base: string,
  key: string,
  link: FiguresLink,
  expiresAt: string,
): Promise<string> {
  const query = JSON.stringify(link)
  const token = await signSource(key, signed(query), expiresAt)
  return `${base}/figures?${new URLSearchParams({ q: query, t: token })}`
}

/** A token for figures opens no document, and the other way round. */
function signed(query: string): string {
  return `figures\n${query}`
}

/** `GET /figures`: who reported a figure, when, in which words. Without a valid link the same answer as for nothing. */
export function figuresRoutes(deps: FiguresDeps): Hono {
  const app = new Hono()
  app.get('/figures', async (c) => {
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'private, no-store')
    const query = c.req.query('q') ?? ''
    const genuine = await verifySource(deps.key, signed(query), c.req.query('t') ?? '', deps.clock())
    const page = genuine ? await deps.page(JSON.parse(query) as FiguresLink) : undefined
    if (!page) return c.text('没有这个页面，或者链接已失效。', 404)
    return c.html(await figuresHtml(page))
  })
  return app
}

function figuresHtml({ title, at, sources }: FiguresPage): Markup {
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
    ${sources.length ? sources.map(section) : html`<p>这段时间没有登记的数。</p>`}
  </main>
</body>
</html>`
}

function section({ name, counted, rows }: FiguresPage['sources'][number]): Markup {
  return html`<h2>${name}：计入${counted}条，共${rows.length}条</h2>
    <div class="scroll" tabindex="0"><table>
      <thead><tr>${['单位', '期间', '数', '谁在何时报', '原话', '是否计入'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(
        (row) =>
          html`<tr>${[row.unit, row.period, row.value, row.said, row.words, row.state].map((cell) => html`<td>${cell}</td>`)}</tr>`,
      )}</tbody>
    </table></div>`
}
