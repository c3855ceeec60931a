import { html } from 'hono/html'
import { type Change, differences } from '../knowledge/differences.ts'
import type { Markup } from './markup.ts'
import { framed, type SourceDocument, type Version } from './source-page.ts'

/** Sentences shown on either side of a change; longer stretches that did not change are counted. */
const AROUND = 1

/** What changed from a document to the one that replaced it: sentences taken out and put in, in their place. */
export function changesPage(
  older: { document: SourceDocument } & Version,
  newer: { document: SourceDocument } & Version,
): Markup {
  const changes = differences(older.document.passages, newer.document.passages)
  const of = (kind: Change['kind']) => changes.filter((one) => one.kind === kind).length
  const [gone, added] = [of('gone'), of('new')]
  const link = ({ title, address, document }: typeof older) =>
    html`<a href="${address}">《${title}》</a>${document.number ? `（${document.number}）` : ''}`
  return framed(
    `改了什么：${newer.title}`,
    html`<header>
      <h1>改了什么</h1>
      <p>从${link(older)}</p>
      <p>到${link(newer)}</p>
      <p class="standing soon">${gone + added ? `删去 ${gone} 处，新增 ${added} 处，按句比较。` : '两份文件逐句相同。'}</p>
    </header>
    ${folded(changes).map(told)}`,
  )
}

function told(change: Change | number): Markup {
  if (typeof change === 'number') return html`<p class="skipped">…… 相同的 ${change} 句</p>`
  if (change.kind === 'gone') return html`<p><del><span class="said">删去：</span>${change.text}</del></p>`
  if (change.kind === 'new') return html`<p><ins><span class="said">新增：</span>${change.text}</ins></p>`
  return html`<p>${change.text}</p>`
}

/** Changes with a little around them; a number stands for so many sentences that are the same. */
function folded(changes: readonly Change[]): (Change | number)[] {
  const near = changes.map((_, place) =>
    changes.slice(Math.max(0, place - AROUND), place + AROUND + 1).some((one) => one.kind !== 'same'),
  )
  const kept: (Change | number)[] = []
  for (const [place, change] of changes.entries()) {
    const last = kept.at(-1)
    if (near[place]) kept.push(change)
    else if (typeof last === 'number') kept[kept.length - 1] = last + 1
    else kept.push(1)
  }
  return kept
}
