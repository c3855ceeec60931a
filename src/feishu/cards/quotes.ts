import type { Quote } from '../../reply.ts'
import { dayWords, type Element, markdown, panel, paragraphs, webAddress } from './elements.ts'
import { escapeMarkdown, pieces } from './escape.ts'

/** “依据 《…》云民规〔2026〕2号 第六条，自2026年…起施行”, and the words themselves folded below. */
export function quoteElements(quotes: Quote[]): Element[] {
  if (!quotes.length) return []
  const places = bases(quotes)
  const lines = places.flatMap((quote, index) => basisLines(quote, index === 0 ? '依据 ' : ''))
  const words = quotes.flatMap((quote) => paragraphs(quoted(quote, places.length > 1)))
  return [...grouped(lines).map((text) => markdown(text)), panel('原文', words)]
}

/** One quote for each article: several sentences of the same one rest on it together. */
export function bases(quotes: readonly Quote[]): Quote[] {
  return [...Map.groupBy(quotes, basisWords).values()].flatMap(([first]) => first ?? [])
}

export function basisWords(quote: Quote): string {
  return `${nameOf(quote)}${placeOf(quote)}`
}

function nameOf(quote: Quote): string {
  return quote.title.startsWith('《') ? quote.title : `《${quote.title}》`
}

function placeOf(quote: Quote): string {
  const since = quote.effective ? `，自${dayWords(quote.effective)}起施行` : ''
  const scanned = quote.scanned ? '（由图片识别，请核对原件）' : ''
  return `${quote.number} ${quote.section}`.trimEnd() + since + scanned
}

/** The document's name is the link; the rest of the line stays quiet. */
function basisLines(quote: Quote, lead: string): string[] {
  const url = webAddress(quote.url)
  const [name = '', ...more] = pieces(nameOf(quote), 400).map(escapeMarkdown)
  const [place = '', ...further] = pieces(placeOf(quote), 400).map(escapeMarkdown)
  const linked = url && name ? `[${name}](${url})` : name
  const lines = more.length ? [`${lead}${linked}`, ...more, place] : [`${lead}${linked}${place}`]
  return [...lines, ...further].filter(Boolean)
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
