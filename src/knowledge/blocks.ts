import { withoutRadicals } from './radicals.ts'

/** What every reader turns its file into: the outline without the format. Texts are verbatim, one line each. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  /** `item`: the file itself marks it as an item of a list so many lists deep; its number may not stand in the text. */
  | { kind: 'paragraph'; text: string; item?: number }
  | { kind: 'table'; rows: string[][] }

/** One paragraph a line; runs of blanks become one. */
export function paragraphs(text: string): Block[] {
  return text
    .split('\n')
    .map((line) => tidy(line))
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))
}

/** Blanks and invisible signs: what cannot be seen must not part or hide words. */
export function tidy(text: string): string {
  return withoutRadicals(text)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The texts of headings and paragraphs, in order. */
export function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]))
}
