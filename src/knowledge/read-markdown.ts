import type { List, ListItem, PhrasingContent, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { type Block, paragraphs, tidy } from './blocks.ts'

/** GitHub's Markdown: headings, paragraphs, lists with their numbers, tables. Raw HTML and comments say nothing. */
export function readMarkdown(text: string): Block[] {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return tree.children.flatMap(blocksOf)
}

function blocksOf(node: RootContent): Block[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth, text: tidy(inline(node.children)) }]
    case 'paragraph':
      return paragraphs(inline(node.children))
    case 'blockquote':
      return node.children.flatMap(blocksOf)
    case 'list':
      return listBlocks(node)
    case 'table':
      return [{ kind: 'table', rows: tableRows(node) }]
    case 'code':
      return paragraphs(node.value)
    default:
      return []
  }
}

function listBlocks(list: List): Block[] {
  return list.children.flatMap((item, place) =>
    itemBlocks(item, list.ordered ? `${(list.start ?? 1) + place}. ` : ''),
  )
}

function itemBlocks(item: ListItem, marker: string): Block[] {
  const blocks = item.children.flatMap(blocksOf)
  const first = blocks[0]
  if (first && first.kind !== 'table') first.text = `${marker}${first.text}`
  return blocks
}

function tableRows(table: Table): string[][] {
  return table.children.map((row) => row.children.map((cell) => tidy(inline(cell.children))))
}

function inline(nodes: PhrasingContent[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return inline(node.children)
      if (node.type === 'break') return '\n'
      return node.type === 'text' || node.type === 'inlineCode' ? node.value : ''
    })
    .join('')
}
