import { html, raw } from 'hono/html'
import { chartHtml } from './card-chart.ts'
import { markdownHtml } from './card-markdown.ts'
import { isNode, type Markup, type Node, nodes, safeLink, words } from './markup.ts'

const TEMPLATES = new Set(['blue', 'green', 'orange', 'grey', 'turquoise', 'red'])

/** “6月22日—24日” stays in one line. */
const SHORT = 14

/**
 * A card of JSON 2.0 drawn as Feishu draws it. Takes the card as data, so that the page shows the very card that Feishu gets.
 * Buttons carry `data-press` with their value as JSON; the page's script sends it.
 */
export function cardHtml(card: unknown): Markup {
  if (!isNode(card)) return html``
  const header = isNode(card.header) ? card.header : undefined
  const body = isNode(card.body) ? card.body : {}
  return html`<article class="card">
    ${header && headerHtml(header)}
    <div class="card-body">${nodes(body.elements).map(elementHtml)}</div>
  </article>`
}

function headerHtml(header: Node): Markup {
  const template = words(header.template)
  return html`<header class="card-head t-${TEMPLATES.has(template) ? template : 'blue'}"><h3>${textOf(header.title)}</h3></header>`
}

function textOf(value: unknown): string {
  return isNode(value) ? words(value.content) : ''
}

function elementHtml(element: Node): Markup {
  switch (element.tag) {
    case 'markdown':
      return html`<div class="md ${element.text_size === 'notation' ? 'small' : ''}">${markdownHtml(words(element.content))}</div>`
    case 'div':
      return html`<div class="md"><p>${textOf(element.text)}</p></div>`
    case 'hr':
      return html`<hr>`
    case 'table':
      return tableHtml(element)
    case 'chart':
      return isNode(element.chart_spec) ? chartHtml(element.chart_spec) : html``
    case 'column_set':
      return html`<div class="columns">${nodes(element.columns).map(
        (column) => html`<div class="column">${nodes(column.elements).map(elementHtml)}</div>`,
      )}</div>`
    case 'collapsible_panel':
      return panelHtml(element)
    case 'form':
      return html`<form class="card-form">${nodes(element.elements).map(elementHtml)}</form>`
    case 'input':
      return inputHtml(element)
    case 'button':
      return buttonHtml(element)
    default:
      return html`<p class="small">（此处内容请在飞书里查看）</p>`
  }
}

function panelHtml(panel: Node): Markup {
  const title = isNode(panel.header) ? textOf(panel.header.title) : ''
  return html`<details class="panel"><summary>${title}</summary><div>${nodes(panel.elements).map(elementHtml)}</div></details>`
}

function inputHtml(input: Node): Markup {
  return html`<label class="field"><span>${textOf(input.label)}</span>
    <input name="${words(input.name)}" value="${words(input.default_value)}" maxlength="${words(input.max_length) || 200}" autocomplete="off"></label>`
}

function buttonHtml(button: Node): Markup {
  const label = textOf(button.text)
  const style = button.type === 'primary' ? 'primary' : button.type === 'danger' ? 'danger' : ''
  const behavior = nodes(button.behaviors)[0]
  if (behavior?.type === 'open_url') {
    const url = safeLink(behavior.default_url)
    return url
      ? html`<a class="button ${style}" href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>`
      : html``
  }
  const submits = button.form_action_type === 'submit'
  const value = JSON.stringify(behavior?.value ?? {})
  return html`<button class="button ${style}" type="${submits ? 'submit' : 'button'}" data-press="${value}">${label}</button>`
}

function tableHtml(table: Node): Markup {
  const columns = nodes(table.columns)
  const cell = (row: Node, column: Node): Markup => {
    const value = words(row[words(column.name)])
    // Short cells stay in one line; a wide table moves sideways, as in Feishu.
    const short = column !== columns[0] && widthOf(value.replace(/~~|&#\d+;/g, '')) <= SHORT
    return html`<td${short ? raw(' class="short"') : ''}>${column.data_type === 'lark_md' ? markdownHtml(value) : value}</td>`
  }
  return html`<div class="scroll" tabindex="0"><table>
    <thead><tr>${columns.map((column) => html`<th scope="col">${words(column.display_name)}</th>`)}</tr></thead>
    <tbody>${nodes(table.rows).map((row) => html`<tr>${columns.map((column) => cell(row, column))}</tr>`)}</tbody>
  </table></div>`
}

/** In halves of a Chinese sign. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u00ff' ? 2 : 1), 0)
}
