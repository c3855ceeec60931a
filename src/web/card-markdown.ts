import { html, raw } from 'hono/html'
import type { Nodes, Parent, PhrasingContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { type Markup, safeLink } from './markup.ts'

const COLORS = new Set(['grey', 'red', 'green', 'blue', 'orange'])

/** Feishu's Markdown as HTML: what a card of ours uses of it. Unknown markup is shown as written. */
export function markdownHtml(content: string): Markup {
  const tree = fromMarkdown(content, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return inside(tree)
}

function inside(parent: Parent): Markup {
  let open = 0
  const parts: unknown[] = parent.children.map((child) => {
    if (child.type !== 'html') return one(child)
    const font = /^<font color=['"]?(\w+)['"]?>$/.exec(child.value)
    if (font?.[1] && COLORS.has(font[1])) {
      open += 1
      return raw(`<span class="c-${font[1]}">`)
    }
    if (child.value === '</font>' && open > 0) {
      open -= 1
      return raw('</span>')
    }
    return /^<br ?\/?>$/.test(child.value) ? html`<br>` : html`${child.value}`
  })
  return html`${[...parts, ...Array.from({ length: open }, () => raw('</span>'))]}`
}

function one(node: Nodes): Markup {
  switch (node.type) {
    case 'text':
      return html`${node.value}`
    case 'paragraph':
      return html`<p>${inside(node)}</p>`
    case 'strong':
      return html`<strong>${inside(node)}</strong>`
    case 'emphasis':
      return html`<em>${inside(node)}</em>`
    case 'delete':
      return html`<del>${inside(node)}</del>`
    case 'inlineCode':
      return html`<code>${node.value}</code>`
    case 'break':
      return html`<br>`
    case 'link':
      return link(node.url, node.position !== undefined, inside(node))
    case 'table':
      return tableHtml(node)
    case 'list':
      return html`<ul>${node.children.map((item) => html`<li>${inside(item)}</li>`)}</ul>`
    case 'thematicBreak':
      return html`<hr>`
    default:
      return 'children' in node ? inside(node as Parent) : html`${'value' in node ? node.value : ''}`
  }
}

/** An address that merely stands in a text is not one of our links. */
function link(url: string, written: boolean, text: Markup): Markup {
  const target = written ? safeLink(url) : undefined
  return target ? html`<a href="${target}" target="_blank" rel="noopener noreferrer">${text}</a>` : text
}

function tableHtml(table: Table): Markup {
  const [head, ...rows] = table.children.map((row) =>
    row.children.map((cell) => inside(cell as { type: string; children: PhrasingContent[] })),
  )
  return html`<div class="scroll" tabindex="0"><table>
    <thead><tr>${head?.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`
}
