import { parse } from 'parse5'
import { type Block, paragraphs, tidy } from './blocks.ts'
import { tableRows } from './html-table.ts'
import { INLINE, isElement, isSilent, isText, MAX_DEPTH, type Node, textOf } from './html-text.ts'

/** A page, or what mammoth makes of a docx. Comments, scripts and hidden parts say nothing. */
export function readHtml(html: string): Block[] {
  const blocks: Block[] = []
  let line = ''
  let item = 0
  let lists = 0
  const flush = () => {
    const [first, ...rest] = paragraphs(line)
    if (first?.kind === 'paragraph' && item) blocks.push({ ...first, item }, ...rest)
    else if (first) blocks.push(first, ...rest)
    if (first) item = 0
    line = ''
  }
  const walk = (nodes: readonly Node[], depth: number) => {
    if (depth > MAX_DEPTH) return
    for (const node of nodes) {
      if (isText(node)) line += node.value.replace(/\s+/g, ' ')
      if (!isElement(node) || isSilent(node)) continue
      const tag = node.tagName
      if (tag === 'br') line += '\n'
      else if (tag === 'table') {
        flush()
        const rows = tableRows(node)
        if (rows.length > 1) blocks.push({ kind: 'table', rows })
        // One row is a frame around text, as pages are laid out with.
        else if (rows.length) for (const cell of rows[0] ?? []) blocks.push(...paragraphs(cell))
      } else if (/^h[1-6]$/.test(tag)) {
        flush()
        const text = tidy(textOf(node, depth))
        if (text) blocks.push({ kind: 'heading', level: Number(tag[1]), text })
      } else if (INLINE.has(tag)) walk(node.childNodes, depth + 1)
      else {
        flush()
        // Its number is no text: the browser counts it.
        const list = tag === 'ol' || tag === 'ul' ? 1 : 0
        lists += list
        if (tag === 'li') item = Math.max(lists, 1)
        walk(node.childNodes, depth + 1)
        flush()
        item = 0
        lists -= list
      }
    }
  }
  walk(parse(html).childNodes as Node[], 0)
  flush()
  return blocks
}
