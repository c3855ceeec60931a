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

/** Another version of a document; only of one that the reader may read. */
export interface Version {
  title: string
  address: string
  /** What changed between the older and the newer one. */
  changes?: string
}

/** What a page shows: `newer` and `older` only where the reader may read them. */
export interface SourceView {
  document: SourceDocument
  quote: string
  /** YYYY-MM-DD, to say whether it still holds. */
  today: string
  newer?: Version | undefined
  older: readonly Version[]
}

export function sourcePage(view: SourceView): Markup {
  const { document, quote } = view
  const cited = findCited(document.passages, quote)
  const lost = quote.trim() !== '' && !cited.length
  return framed(
    document.title,
    html`<header>
      <h1>${document.title}</h1>
      <p>${[document.number, document.issuer].filter(Boolean).join(' · ')}</p>
      <p>${[...dates(document), document.audience.includes('all') ? '公开' : '内部文件，请勿外传'].join('，')}</p>
      ${standing(view)}
      ${versions(view)}
      ${lost ? html`<p class="note">这份文件里没有找到引用的原句，文件可能已更新。</p>` : ''}
    </header>
    ${blocks(document.passages, cited)}`,
  )
}

/** The same for a document that is not there and one that this link does not open. */
export function missingPage(): Markup {
  return framed(
    '没有这份文件',
    html`<header><h1>打不开</h1></header><p>没有这份文件，或者链接已失效。请回到对话里再问一次，点新的“看原文”。</p>`,
  )
}

export function framed(title: string, body: Markup): Markup {
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
    ${body}
  </main>
</body>
</html>`
}

function dates({ issued, effective, expires, validity }: SourceDocument): string[] {
  const from = effective || validity?.validFrom
  return [
    issued && `${dayWords(issued)}印发`,
    from && `${dayWords(from)}起施行`,
    expires && `有效期至${dayWords(expires)}`,
  ].flatMap((one) => one || [])
}

function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return date ? `${year}年${month}月${date}日` : day
}

/** In force, not yet, or no longer; a newer version is named only to whoever may read it. */
function standing({ document, today, newer }: SourceView): Markup {
  const { validity } = document
  const from = validity?.validFrom || document.effective || document.issued
  const end = validity?.validTo || document.expires
  const by = newer ? `《${newer.title}》` : '新的文件'
  if (end && end < today)
    return validity?.supersededBy
      ? note('old', `已被${by}替代，${dayWords(end)}后不再执行。`)
      : note('old', `已于${dayWords(end)}到期，不再执行。`)
  if (from > today) return note('soon', `尚未施行（自${dayWords(from)}起）。`)
  if (end && validity?.supersededBy)
    return note('valid', `现行有效，执行到${dayWords(end)}，之后由${by}替代。`)
  return from ? note('valid', '现行有效。') : note('soon', '没有写明施行日期，是否有效请问发文单位。')
}

function note(kind: 'old' | 'soon' | 'valid', text: string): Markup {
  return html`<p class="standing ${kind}">${text}</p>`
}

function versions({ newer, older }: SourceView): Markup {
  const line = (lead: string, one: Version) =>
    html`<p>${lead}<a href="${one.address}">《${one.title}》</a>${one.changes ? html` · <a href="${one.changes}">看改了什么</a>` : ''}</p>`
  return html`${newer ? line('新的：', newer) : ''}${older.map((one) => line('原来的：', one))}`
}

/** Passages that hold others are printed once: a table with its rows, an article with its items. */
function blocks(passages: readonly Passage[], cited: readonly Cited[]): Markup[] {
  const ordinals = new Set(passages.map((passage) => passage.ordinal))
  const held = Map.groupBy(passages, (passage) => passage.parent)
  const first = { taken: false }
  let shown: string[] = []
  let above = ''
  return passages
    .filter((passage) => passage.parent === undefined || !ordinals.has(passage.parent))
    .map((passage) => {
      const headings = passage.headings.filter(
        (heading, level) => shown[level] !== heading && !opensWith(passage, heading) && above !== heading,
      )
      shown = passage.headings
      // “标准如下：” names the table below it and stands there already.
      above = passage.text.trim()
      const within = held.get(passage.ordinal) ?? []
      return html`${headings.map((heading) => html`<h2>${heading}</h2>`)}${block(passage, within, cited, first)}`
    })
}

function opensWith(passage: Passage, heading: string): boolean {
  return passage.text.trimStart().startsWith(heading)
}

/** The page is scrolled to the first part of the citation: only one element may bear the name. */
interface First {
  taken: boolean
}

function block(passage: Passage, within: Passage[], cited: readonly Cited[], first: First): Markup {
  const rows = within.filter((one) => one.kind === 'row')
  if (passage.kind === 'table' || rows.length) return tableBlock(passage, rows, cited, first)
  const own = cited.find((one) => one.ordinal === passage.ordinal) ?? innerPlace(passage, within, cited)
  if (!own) return html`<p>${passage.text}</p>`
  const { text } = passage
  const marked = html`<mark${name(first)}>${text.slice(own.start, own.end)}</mark>`
  return html`<p>${text.slice(0, own.start)}${marked}${text.slice(own.end)}</p>`
}

/** A citation of an item, as a place in the article that is printed. */
function innerPlace(
  passage: Passage,
  within: readonly Passage[],
  cited: readonly Cited[],
): Cited | undefined {
  for (const one of cited) {
    const inner = within.find((each) => each.ordinal === one.ordinal)
    if (inner) return findCited([passage], inner.text.slice(one.start, one.end))[0]
  }
  return undefined
}

function tableBlock(passage: Passage, rows: Passage[], cited: readonly Cited[], first: First): Markup {
  const lines = rows.length
    ? rows.map((row) => ({ ordinal: row.ordinal, cells: row.cells ?? row.text.split(' | ') }))
    : passage.text.split('\n').map((line) => ({ ordinal: -1, cells: line.split(' | ') }))
  const columns = passage.columns ?? rows[0]?.columns
  const isCited = (ordinal: number) => cited.some((one) => one.ordinal === ordinal)
  const opening = (ordinal: number) => (isCited(ordinal) ? html`${name(first)} class="cited"` : '')
  return html`<div class="scroll" tabindex="0"><table${opening(passage.ordinal)}>
    ${columns ? html`<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>` : ''}
    <tbody>${lines.map(
      (line) => html`<tr${opening(line.ordinal)}>${line.cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody>
  </table></div>`
}

function name(first: First): Markup | '' {
  if (first.taken) return ''
  first.taken = true
  return raw(' id="cited"')
}
