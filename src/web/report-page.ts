import type { Hono } from 'hono'
import { html } from 'hono/html'
import type { FilledPage, ReportLink } from '../conversation/filling/filled-page.ts'
import type { Markup } from './markup.ts'
import { type SignedPageDeps, signedAddress, signedRoute } from './signed-page.ts'
import { framed } from './source-page.ts'

export type ReportDeps = SignedPageDeps<ReportLink, FilledPage>

/** The address of a filled report. */
export function reportAddress(
  base: string,
  key: string,
  link: ReportLink,
  expiresAt: string,
): Promise<string> {
  return signedAddress(base, 'reports', key, link, expiresAt)
}

/** `GET /reports`: a filled report, each figure with its sources. */
export function reportRoutes(deps: ReportDeps): Hono {
  return signedRoute('reports', deps, reportHtml)
}

const STATES = { filled: '已填', doubtful: '请看一眼', missing: '没有填' }

function reportHtml({ title, at, lines, blanks }: FilledPage): Markup {
  return framed(
    title,
    html`
    <header><h1>${title}</h1><p>${at}</p></header>
    ${lines.map(line)}
    <h2>每个数的出处</h2>
    ${blanks.map(
      (blank, place) => html`<section id="b${place + 1}">
      <p><a href="#t${place + 1}">${place + 1}.</a> ${STATES[blank.state]}：…${blank.words}…${blank.about ? html`（${blank.about}）` : ''}</p>
      ${blank.sources.length ? sourceTable(blank.sources) : ''}
    </section>`,
    )}
`,
  )
}

/** A heading of a template in Markdown is one on the page, too. */
function line([first, ...rest]: FilledPage['lines'][number]): Markup | '' {
  if (!first) return ''
  const marks = first.blank === undefined ? /^#{1,6}\s+/.exec(first.text)?.[0] : undefined
  if (!marks) return html`<p>${[first, ...rest].map(piece)}</p>`
  return html`<h2>${[{ ...first, text: first.text.slice(marks.length) }, ...rest].map(piece)}</h2>`
}

function piece({ text, blank, state }: FilledPage['lines'][number][number]): Markup {
  if (blank === undefined) return html`${text}`
  const link = html`<a id="t${blank + 1}" href="#b${blank + 1}">${text}</a>`
  return state === 'filled' ? link : html`<mark>${link}</mark>`
}

function sourceTable(rows: string[][]): Markup {
  const heads = ['单位', '期间', '数', '谁在何时报', '原话']
  return html`<div class="scroll records" tabindex="0"><table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`
}
