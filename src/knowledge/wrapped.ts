import type { Block } from './blocks.ts'
import { rankOf } from './numbering.ts'

const ENDS = /[。；：！？;:!?]$/
const OPENS = /^(?:附[件录表]|问\s*[:：]|答\s*[:：]|注\s*[:：])/
/** A line this much shorter than the longest did not run to the edge. */
const SHORT = 0.72

/**
 * Joins lines that were broken at the edge of a page back into paragraphs: a line goes on with the next when it is about
 * as long as the longest, ends no sentence, and the next opens no numbered part. Where paragraphs are indented, that decides.
 */
export function addLine(blocks: Block[], text: string, longest: number, indent?: 'indented' | 'flush'): void {
  const last = blocks.at(-1)
  const full = last?.kind === 'paragraph' && widthOf(last.text.split('\n').at(-1) ?? '') >= longest * SHORT
  const opens = indent === 'indented' || rankOf(text) !== undefined || OPENS.test(text)
  const goesOn = full && !opens && (indent === 'flush' || !ENDS.test(last.text))
  if (goesOn && last?.kind === 'paragraph') last.text += `\n${text}`
  else if (text) blocks.push({ kind: 'paragraph', text })
}

/** Lines of one paragraph as one text; between Latin words the line end was a blank. */
export function unwrapped(blocks: readonly Block[]): Block[] {
  return blocks.map((block) =>
    block.kind === 'paragraph'
      ? { ...block, text: block.text.replace(/(?<=[a-z,])\n(?=[a-z])/gi, ' ').replaceAll('\n', '') }
      : block,
  )
}

/** In widths of a Chinese sign. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (/[\u0000-\u00ff]/.test(sign) ? 0.5 : 1), 0)
}

/** A text file with lines of one width was broken at the edge of a screen; any other has one paragraph a line. */
export function readText(lines: readonly Block[]): Block[] {
  const widths = lines.map((line) => (line.kind === 'paragraph' ? widthOf(line.text) : 0))
  const longest = Math.max(0, ...widths)
  const atEdge = widths.filter((width) => width >= longest - 2).length
  const broken = longest >= 20 && longest <= 60 && lines.length >= 8 && atEdge >= lines.length * 0.3
  if (!broken) return [...lines]
  const blocks: Block[] = []
  for (const line of lines) if (line.kind === 'paragraph') addLine(blocks, line.text, longest)
  return unwrapped(blocks)
}
