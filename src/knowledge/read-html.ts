import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { type Block, paragraphs, tidy } from './blocks.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'head', 'svg', 'iframe', 'object'])
const INLINE = new Set([
  'a',
  'b',
  'strong',
  'em',
  'i',
  'u',
  'span',
  'font',
  'sup',
  'sub',
  'mark',
  'small',
  'br',
  'code',
  'label',
])
/** Deeper than any document a person wrote; beyond it nothing is read. */
const MAX_DEPTH = 60

/** A page, or what mammoth makes of a docx. Comments, scripts and hidden parts say nothing. */
export function readHtml(html: string): Block[] {
  const blocks: Block[] = []
  let line = ''
  const flush = () => {
    blocks.push(...paragraphs(line))
    line = ''
  }
  const walk = (nodes: Node[], depth: number, marker?: () => string) => {
    if (depth > MAX_DEPTH) return
    for (const node of nodes) {
      if (node.nodeName === '#text')
        line += (node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, ' ')
      if (!isElement(node) || SILENT.has(node.tagName) || isHidden(node)) continue
      const tag = node.tagName
      if (tag === 'br') line += '\n'
      else if (tag === 'table') {
        flush()
        const rows = tableRows(node)
        if (rows.length) blocks.push({ kind: 'table', rows })
      } else if (/^h[1-6]$/.test(tag)) {
        flush()
        blocks.push({ kind: 'heading', level: Number(tag[1]), text: tidy(textOf(node, depth)) })
      } else if (INLINE.has(tag)) walk(node.childNodes, depth + 1, marker)
      else {
        flush()
        if (tag === 'li' && marker) line += marker()
        walk(node.childNodes, depth + 1, tag === 'ol' ? counter(node) : tag === 'ul' ? () => '' : undefined)
        flush()
      }
    }
  }
  walk(parse(html).childNodes as Node[], 0)
  flush()
  return blocks
}

function counter(list: Element): () => string {
  let next = Number(list.attrs.find((one) => one.name === 'start')?.value ?? 1)
  return () => `${next++}. `
}

function isElement(node: Node): node is Element {
  return 'tagName' in node
}

function isHidden(node: Element): boolean {
  return node.attrs.some(
    ({ name, value }) =>
      name === 'hidden' || (name === 'style' && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(value)),
  )
}

function textOf(node: Node, depth: number): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
  if (!isElement(node) || depth > MAX_DEPTH || SILENT.has(node.tagName)) return ''
  if (node.tagName === 'br') return ' '
  return node.childNodes.map((child) => textOf(child, depth + 1)).join('')
}

/** Cells that span rows or columns stand in each of them, so that every row can be read by itself. */
function tableRows(table: Element): string[][] {
  const grid: string[][] = []
  const rows = elements(table, 'tr', 0)
  for (const [y, row] of rows.entries()) {
    let x = 0
    grid[y] ??= []
    for (const cell of row.childNodes.filter(isElement).filter((one) => /^t[dh]$/.test(one.tagName))) {
      while (grid[y]![x] !== undefined) x++
      const text = tidy(textOf(cell, 0))
      const down = span(cell, 'rowspan')
      const across = span(cell, 'colspan')
      for (let dy = 0; dy < down && y + dy < rows.length; dy++) {
        grid[y + dy] ??= []
        for (let dx = 0; dx < across; dx++) grid[y + dy]![x + dx] = text
      }
      x += across
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? '')).filter((row) => row.some(Boolean))
}

function span(cell: Element, name: string): number {
  const value = Number(cell.attrs.find((one) => one.name === name)?.value ?? 1)
  return Number.isInteger(value) ? Math.min(Math.max(value, 1), 100) : 1
}

/** Rows of this table, not of tables in its cells. */
function elements(node: Element, tag: string, depth: number): Element[] {
  if (depth > MAX_DEPTH) return []
  return node.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === tag) return [child]
    return child.tagName === 'table' ? [] : elements(child, tag, depth + 1)
  })
}
