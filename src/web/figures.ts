import type { Hono } from 'hono'
import { html } from 'hono/html'
import type { FiguresLink, FiguresPage } from '../conversation/summaries/figure-sources.ts'
import type { Markup } from './markup.ts'
import { type SignedPageDeps, signedAddress, signedRoute } from './signed-page.ts'
import { framed } from './source-page.ts'

export type FiguresDeps = SignedPageDeps<FiguresLink, FiguresPage>

/** The address of the entries behind figures. */
export function figuresAddress(
  base: string,
  key: string,
  link: FiguresLink,
  expiresAt: string,
): Promise<string> {
  return signedAddress(base, 'figures', key, link, expiresAt)
}

/** `GET /figures`: who reported a figure, when, in which words. */
export function figuresRoutes(deps: FiguresDeps): Hono {
  return signedRoute('figures', deps, figuresHtml)
}

function figuresHtml({ title, at, sources, cases }: FiguresPage): Markup {
  return framed(
    title,
    html`
    <header><h1>${title}</h1><p>${at}</p></header>
    ${sources.length ? sources.map(section) : html`<p>这段时间没有登记的数。</p>`}
    ${cases.map(caseSection)}
`,
  )
}

function section({ name, counted, rows }: FiguresPage['sources'][number]): Markup {
  return html`<h2>${name}：计入${counted}条，共${rows.length}条</h2>
    <div class="scroll records" tabindex="0"><table>
      <thead><tr>${['单位', '期间', '数', '谁在何时报', '原话', '是否计入'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(
        (row) =>
          html`<tr>${[row.unit, row.period, row.value, row.said, row.words, row.state].map((cell) => html`<td>${cell}</td>`)}</tr>`,
      )}</tbody>
    </table></div>`
}

function caseSection({ name, counted, rows }: FiguresPage['cases'][number]): Markup {
  const withWords = rows.some((row) => row.words)
  const heads = ['编号', '单位', '到了', '哪天', '谁在何时报', ...(withWords ? ['原话'] : []), '是否计入']
  const cells = (row: (typeof rows)[number]) => [
    ...[row.code, row.unit, row.stage, row.day, row.said],
    ...(withWords ? [row.words] : []),
    row.state,
  ]
  return html`<h2>${name}：${counted}次进展</h2>
    <div class="scroll records" tabindex="0"><table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${cells(row).map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table></div>`
}
