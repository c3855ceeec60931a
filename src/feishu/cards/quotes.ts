import type { Quote } from '../../reply.ts'
import { dayWords, type Element, markdown, panel, paragraphs, webAddress } from './elements.ts'
import { escapeMarkdown, pieces } from './escape.ts'

/** “依据 《…》云民规〔2026〕2号 第六条，自2026年…起施行”, and the words themselves folded below. */
export function quoteElements(quotes: Quote[]): Element[] {
  if (!quotes.length) return []
  const lines = quotes.flatMap((quote, index) => {
    const words = pieces(`${index === 0 ? '依据 ' : ''}${basisWords(quote)}`, 400).map(escapeMarkdown)
    const url = webAddress(quote.url)
    return url ? words.map((word) => `[${word}](${url})`) : words
  })
  const words = quotes.flatMap((quote) => paragraphs(quoted(quote, quotes.length > 1)))
  return [...grouped(lines).map((text) => markdown(text)), panel('原文', words)]
}

export function basisWords(quote: Quote): string {
  const name = quote.title.startsWith('《') ? quote.title : `《${quote.title}》`
  const since = quote.effective ? `，自${dayWords(quote.effective)}起施行` : ''
  return `${name}${quote.number} ${quote.section}`.trim() + since
}

function quoted(quote: Quote, several: boolean): string {
  return several ? `${quote.section}：“${quote.quote}”` : `“${quote.quote}”`
}

function grouped(lines: string[]): string[] {
  const out: string[] = []
  for (const line of lines) {
    const last = out.at(-1)
    if (last !== undefined && last.length + line.length < 4000) out[out.length - 1] = `${last}<br>${line}`
    else out.push(line)
  }
  return out
}
