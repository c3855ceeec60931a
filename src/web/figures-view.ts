import { html } from 'hono/html'
import type { Figures } from './chat-page-deps.ts'
import type { Markup } from './markup.ts'

/** The quiet column: this week's figures and what was entered last. */
export function figuresHtml(figures: Figures): Markup {
  return html`<section><h2>${figures.title}</h2>
    ${figures.rows.length ? html`<ul class="figures">${figures.rows.map(row)}</ul>` : html`<p class="small">还没有登记的数字。</p>`}
  </section>
  <section><h2>最近登记</h2>
    ${
      figures.latest.length
        ? html`<ol class="ledger">${figures.latest.map(
            (entry) =>
              html`<li data-entry="${entry.id}${entry.struck ? '-void' : ''}"><span>${
                entry.struck ? html`<del>${entry.words}</del>` : entry.words
              }</span><small>${entry.about}</small></li>`,
          )}</ol>`
        : html`<p class="small">报一个数，这里就会动。</p>`
    }
  </section>`
}

function row(figure: Figures['rows'][number]): Markup {
  return html`<li><span>${figure.name}</span><b>${figure.value}</b>
    ${figure.share === undefined ? '' : html`<progress max="100" value="${Math.round(Math.min(1, figure.share) * 100)}" aria-label="完成目标的份额"></progress>`}
    ${figure.detail ? html`<small>${figure.detail}</small>` : ''}</li>`
}
