import type { List, ListItem, Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { type Block, paragraphs, tidy } from './blocks.ts'
import { readHtml } from './read-html.ts'

/** GitHub's Markdown: headings, paragraphs, lists with their numbers, tables. Comments and deleted text say nothing. */
export function readMarkdown(text: string): Block[] {
  // Many write “##一、总则” without the blank that Markdown asks for.
  const source = text.replace(/^(#{1,6})(?=[^#\s])/gm, '$1 ')
  const options = {
    // “5~10元，3~6元” is no deleted text.
    extensions: [gfm({ singleTilde: false })],
    mdastExtensions: [gfmFromMarkdown()],
  }
  return fromMarkdown(source, options).children.flatMap((node) => blocksOf(node, source))
}

function blocksOf(node: RootContent, source: string): Block[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, text: tidy(inline(node.children, source)) }]
    case 'paragraph':
      return paragraphs(inline(node.children, source))
    case 'blockquote':
    case 'footnoteDefinition':
      return node.children.flatMap((child) => blocksOf(child, source))
    case 'list':
      return listBlocks(node, source)
    case 'table':
      return tableBlocks(node, source)
    case 'code':
      return paragraphs(node.value)
    case 'html':
      return readHtml(node.value)
    default:
      return []
  }
}

function listBlocks(list: List, source: string): Block[] {
  return list.children.flatMap((item) => itemBlocks(item, list.ordered === true, source))
}

/** The number stands as it was written; a bullet is no text. */
function itemBlocks(item: ListItem, ordered: boolean, source: string): Block[] {
  const blocks = item.children.flatMap((child) => blocksOf(child, source))
  const marker = ordered ? (/^\s*\d+[.)]/.exec(sourceOf(item, source))?.[0].trim() ?? '') : ''
  const [first, ...others] = blocks
  if (first?.kind !== 'paragraph') return blocks
  const rest = others.map((block) => ('item' in block ? { ...block, item: (block.item ?? 0) + 1 } : block))
  return [{ ...first, text: tidy(`${marker} ${first.text}`), item: 1 }, ...rest]
}

/** A line below a table without a blank line between would be a row with one cell: it is text. */
function tableBlocks(table: Table, source: string): Block[] {
  const isRow = (row: Nodes) => sourceOf(row, source).includes('|')
  const end = table.children.findIndex((row, place) => place > 0 && !isRow(row))
  const rows = end < 0 ? table.children : table.children.slice(0, end)
  const below = end < 0 ? [] : table.children.slice(end)
  return [
    {
      kind: 'table',
      rows: rows.map((row) =>
        row.children.map((cell) => tidy(inline(cell.children, source).replace(/\n/g, ' '))),
      ),
    },
    ...below.flatMap((row) =>
      paragraphs(row.children.map((cell) => inline(cell.children, source)).join(' ')),
    ),
  ]
}

function inline(nodes: readonly PhrasingContent[], source: string): string {
  return nodes.map((node) => words(node, source)).join('')
}

function words(node: PhrasingContent, source: string): string {
  switch (node.type) {
    case 'break':
      return '\n'
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? '\n' : ''
    case 'delete':
      return ''
    case 'emphasis':
      // “5*6米和8*9米”: signs between figures are no emphasis.
      return isBetweenFigures(node, source) ? sourceOf(node, source) : inline(node.children, source)
    case 'text':
    case 'inlineCode':
      return node.value
    default:
      return 'children' in node ? inline(node.children, source) : ''
  }
}

function isBetweenFigures(node: Nodes, source: string): boolean {
  const before = source.charAt((node.position?.start.offset ?? 0) - 1)
  return /[\d\p{L}）)]/u.test(before) && /^.\d/.test(sourceOf(node, source))
}

function sourceOf(node: Nodes, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}
