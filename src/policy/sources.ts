import type { Quote } from '../reply.ts'
import type { Head } from './gather.ts'
import { bare } from './lists.ts'
import { dayText } from './times.ts'
import type { Unit } from './units.ts'

/** `第六条`, else the first heading that a reader finds in the document. */
export function sectionOf(unit: Unit): string {
  const { article, headings } = unit.passage
  return /^第.+条$/.test(article) ? article : bare(headings[0] ?? '').slice(0, 30) || article
}

export function quoteOf(unit: Unit, heads: readonly Head[], quote: string): Quote {
  const head = heads.find((one) => one.id === unit.passage.document)
  if (!head) throw new Error('a unit of a document that the reader may not see')
  return quoteFrom(head, sectionOf(unit), quote)
}

export function quoteFrom(head: Head, section: string, quote: string): Quote {
  return {
    document: head.path,
    title: head.title,
    number: head.number,
    section,
    quote,
    effective: head.validFrom,
    open: head.audience.includes('all'),
  }
}

/** 依据《…》（文号）第六条，2026年4月1日起施行。 */
export function basis(quotes: readonly Quote[], asOf: string): string {
  const [first] = quotes
  if (!first) return ''
  const same = quotes.filter((quote) => quote.document === first.document).map((quote) => quote.section)
  const sections = [...new Set(same)].filter((one) => /^第.+条$/.test(one)).slice(0, 4)
  const since = first.effective
    ? `，${first.effective > asOf ? '自' : ''}${dayText(first.effective)}起施行`
    : ''
  const others = new Set(
    quotes.filter((quote) => quote.document !== first.document).map((quote) => `、《${quote.title}》`),
  )
  return `依据《${first.title}》${first.number ? `（${first.number}）` : ''}${sections.join('、')}${[...others].join('')}${since}。`
}

/** How a document that is not in force on the day is announced; empty for one that is. */
export function standingOf(head: Head, asOf: string): string {
  if (head.validFrom && head.validFrom > asOf) return `自${dayText(head.validFrom)}起：`
  if (head.validTo && head.validTo < asOf)
    return `《${head.title}》已于${dayText(head.validTo)}到期或者废止，不再执行。当时的规定：`
  return ''
}

/** Everything that a reply from these units may take a figure from. */
export function groundsOf(quotes: readonly { unit: Unit; text: string }[], heads: readonly Head[]): string[] {
  const documents = new Set(quotes.map((quote) => quote.unit.passage.document))
  const passages = quotes.flatMap(({ unit: { passage }, text }) => [
    text,
    passage.text,
    passage.title,
    ...passage.headings,
    ...(passage.columns ?? []),
    ...(passage.cells ?? []),
  ])
  return [...new Set([...passages, ...heads.filter((one) => documents.has(one.id)).flatMap(marksOf)])]
}

/** Title, 文号 and dates of a document. */
export function marksOf(head: Head): string[] {
  const days = [head.issued, head.validFrom, head.validTo].filter(Boolean).map(dayText)
  return [`《${head.title}》`, head.number, ...days]
}
