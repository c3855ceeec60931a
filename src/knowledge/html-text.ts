import type { DefaultTreeAdapterTypes } from 'parse5'

export type Node = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

/** Parts of a page that are no text of the document. */
const SILENT = new Set(
  'script style template noscript head svg iframe object nav form button select textarea'.split(' '),
)
export const INLINE = new Set(
  'a b strong em i u span font sup sub mark small br code label ins abbr time'.split(' '),
)
/** Deeper than any document a person wrote; beyond it nothing is read. */
export const MAX_DEPTH = 200

export function isText(node: Node): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text'
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node
}

export function isSilent(node: Element): boolean {
  if (SILENT.has(node.tagName)) return true
  return node.attrs.some(
    ({ name, value }) =>
      name === 'hidden' ||
      (name === 'style' &&
        /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[a-z%;\s]|$)/i.test(value)),
  )
}

/** The words of a cell or heading; what stands in blocks of its own is parted by blanks. */
export function textOf(node: Node, depth = 0): string {
  if (isText(node)) return node.value
  if (!isElement(node) || depth > MAX_DEPTH || isSilent(node)) return ''
  const text = node.tagName === 'br' ? ' ' : node.childNodes.map((child) => textOf(child, depth + 1)).join('')
  return INLINE.has(node.tagName) ? text : ` ${text} `
}
