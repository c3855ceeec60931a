/** What every reader turns its file into: the outline without the format. Texts are verbatim, one line each. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; rows: string[][] }

/** One paragraph a line; runs of blanks become one. */
export function paragraphs(text: string): Block[] {
  return text
    .split('\n')
    .map((line) => tidy(line))
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))
}

export function tidy(text: string): string {
  return text.replace(/[\s\u200b\ufeff]+/g, ' ').trim()
}
