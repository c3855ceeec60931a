import { html, raw } from 'hono/html'
import type { Document, Passage, Validity } from '../knowledge/document.ts'
import { type Cited, findCited } from './cited.ts'
import type { Markup } from './markup.ts'

/** A document with how it stands in time, where that is known. */
export interface SourceDocument extends Document {
  validity?: Validity
  /** Title of the document that replaced it. */
  supersededByTitle?: string
}

/** `today`: YYYY-MM-DD, to say whether it still holds. */
export function sourcePage(document: SourceDocument, quote: string, today: string): Markup {
  const cited = findCited(document.passages, quote)
  return html`${raw('<!doctype html>')}<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>${document.title}</title>
  <link rel="stylesheet" href="/sources.css">
</head>
<body>
  <main>
    <header>
      <h1>${document.title}</h1>
      <p>${[document.number, document.issuer].filter(Boolean).join(' · ')}</p>
      <p>${dates(document)}</p>
      ${standing(document, today)}
      ${quote && !cited ? html`<p class="note">这份文件里没有找到引用的原句，文件可能已更新。</p>` : ''}
    </header>
    ${blocks(document.passages, cited)}
  </main>
</body>
</html>`
}

function dates(document: SourceDocument): string {
  const from = document.effective || document.validity?.validFrom
  return [
    document.issued && `${dayWords(document.issued)}印发`,
    from && `${dayWords(from)}起施行`,
    document.expires && `有效期至${dayWords(document.expires)}`,
  ]
    .filter(Boolean)
    .join('，')
}

function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return date ? `${year}年${month}月${date}日` : day
}

function standing(document: SourceDocument, today: string): Markup | '' {
  if (document.supersededByTitle && (document.validity?.validTo ?? '') < today)
    return html`<p class="note">已由《${document.supersededByTitle}》替代，不再执行。</p>`
  const end = document.validity?.validTo || document.expires
  if (end && end < today) return html`<p class="note">已于${dayWords(end)}失效。</p>`
  return ''
}

/** Passages that hold others are printed once: a table with its rows, an article with its items. */
function blocks(passages: Passage[], cited: Cited | undefined): Markup[] {
  const ordinals = new Set(passages.map((passage) => passage.ordinal))
  let shown: string[] = []
  return passages
    .filter((passage) => passage.parent === undefined || !ordinals.has(passage.parent))
    .map((passage) => {
      const headings = passage.headings.filter(
        (heading, level) => shown[level] !== heading && !opensWith(passage, heading),
      )
      shown = passage.headings
      const within = passages.filter((one) => one.parent === passage.ordinal)
      return html`${headings.map((heading) => html`<h2>${heading}</h2>`)}${block(passage, within, cited)}`
    })
}

function opensWith(passage: Passage, heading: string): boolean {
  return passage.text.trimStart().startsWith(heading)
}

function block(passage: Passage, within: Passage[], cited: Cited | undefined): Markup {
  const rows = within.filter((one) => one.kind === 'row')
  if (passage.kind === 'table' || rows.length) return tableBlock(passage, rows, cited)
  const own = cited?.ordinal === passage.ordinal ? cited : innerPlace(passage, within, cited)
  if (!own) return html`<p>${passage.text}</p>`
  const { text } = passage
  return html`<p>${text.slice(0, own.start)}${mark(text.slice(own.start, own.end))}${text.slice(own.end)}</p>`
}

/** A citation of an item, as a place in the article that is printed. */
function innerPlace(passage: Passage, within: Passage[], cited: Cited | undefined): Cited | undefined {
  const inner = within.find((one) => one.ordinal === cited?.ordinal)
  return inner && cited ? findCited([passage], inner.text.slice(cited.start, cited.end)) : undefined
}

function tableBlock(passage: Passage, rows: Passage[], cited: Cited | undefined): Markup {
  const lines = rows.length
    ? rows.map((row) => ({ ordinal: row.ordinal, cells: row.cells ?? row.text.split(' | ') }))
    : passage.text.split('\n').map((line) => ({ ordinal: -1, cells: line.split(' | ') }))
  const columns = passage.columns ?? rows[0]?.columns
  const whole = cited?.ordinal === passage.ordinal
  return html`<div class="scroll" tabindex="0"><table${whole ? raw(' id="cited" class="cited"') : ''}>
    ${columns ? html`<thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>` : ''}
    <tbody>${lines.map((line) => {
      const hit = line.ordinal === cited?.ordinal
      return html`<tr${hit ? raw(' id="cited" class="cited"') : ''}>${line.cells.map((cell) => html`<td>${cell}</td>`)}</tr>`
    })}</tbody>
  </table></div>`
}

function mark(text: string): Markup {
  return html`<mark id="cited">${text}</mark>`
}
