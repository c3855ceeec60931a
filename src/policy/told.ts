import type { Quote } from '../reply.ts'
import type { Composed, Material } from './compose.ts'
import { contactFor } from './contacts.ts'
import type { Head } from './gather.ts'
import { bare } from './lists.ts'
import type { Outcome } from './outcome.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { basis, groundsOf, quoteOf, sectionOf } from './sources.ts'
import { unsupported } from './support.ts'
import { nameOf, topicOf } from './topic.ts'
import type { Unit } from './units.ts'
import type { Weighed } from './weights.ts'

export type Watch = (seen: {
  asked: Asked
  terms: readonly Weighed[]
  best: Scored | undefined
  units: readonly Scored[]
}) => void

export interface Look {
  /** Day whose rules are asked for. */
  day: string
  asOf: string
  heads: readonly Head[]
  readers: readonly string[]
  /** Path of the document that the talk is about; empty where there is none. */
  preferred: string
  /** How sure an answer must be, 0 … 1; without it the calibrated one. */
  threshold?: number | undefined
  /** Looks on at what is concluded from; for calibration. */
  watch?: Watch | undefined
}

/** Composed parts with what they rest on. */
export function sent(parts: readonly Composed[], look: Look, material: Material): Outcome {
  const quotes = parts.flatMap((part) => part.quotes)
  const told = quotes.map((quote) => quoteOf(quote.unit, look.heads, quote.text))
  const body = [...new Set(parts.map((part) => part.text))].join('\n')
  const grounds = groundsOf(quotes, look.heads)
  // What cannot be traced does not leave: then the document's own words alone.
  const words = unsupported(body, grounds, material.asked.text).length
    ? told.map((quote) => quote.quote).join('\n')
    : body
  const contact = contactFor(material.all, material.terms)
  return {
    kind: 'answer',
    title: nameOf(material.terms, told[0]?.title ?? ''),
    answer: `${words}\n${basis(told, look.asOf)}`,
    quotes: unique(told),
    asOf: look.asOf,
    grounds,
    ...(contact ? { contact } : {}),
    ...(parts.length === 1 && parts[0]?.amount !== undefined ? { amount: parts[0].amount } : {}),
  }
}

function unique(quotes: readonly Quote[]): Quote[] {
  return quotes.filter(
    (quote, place) =>
      quotes.findIndex((one) => one.quote === quote.quote && one.document === quote.document) === place,
  )
}

/** The cases to choose from. */
export function clarified(composed: Composed, best: Scored, look: Look, material: Material): Outcome {
  const rows = composed.clarify?.rows ?? []
  return {
    kind: 'clarify',
    title: nameOf(material.terms, best.unit.passage.title),
    lead: composed.clarify?.lead ?? '',
    table: { columns: best.unit.passage.columns ?? ['情况'], rows },
    choices: rows.map((row) => row[0] ?? '').slice(0, 5),
    quotes: composed.quotes.map((quote) => quoteOf(quote.unit, look.heads, quote.text)),
    asOf: look.asOf,
    grounds: groundsOf(composed.quotes, look.heads),
  }
}

/** What was not found, in how many documents of those that this reader may read, and what comes nearest. */
export function notFound(best: Scored | undefined, look: Look, material: Material): Outcome {
  const contact = contactFor(material.all, material.terms)
  const topic = topicOf(material.asked, material.terms)
  const inForce = look.heads.filter(
    (head) => head.validFrom <= look.day && (!head.validTo || head.validTo >= look.day),
  )
  const near = best && best.coverage > 0.35 ? best.unit : undefined
  return {
    kind: 'not-found',
    lead: topic ? `没有查到${topic}的规定。` : '没有查到相关的规定。',
    searched: `查了现行有效的${inForce.length}份文件${near ? `，最接近的是${nearest(near, topic)}` : ''}。`,
    asOf: look.asOf,
    ...(contact ? { contact } : {}),
  }
}

/** 《…》第三条，讲的是投保，不是收费: what the nearest passage is about instead, where its heading says so. */
function nearest(unit: Unit, topic: string): string {
  const heading = bare(
    (unit.passage.headings.at(-1) ?? '').replace(/^(?:第[^ ]{1,4}[章节]|附件.?[:：])\s*/, ''),
  )
  const about = heading.replace(/[:：？?]$/, '')
  const another = topic && !`${unit.far}${unit.near}`.includes(topic)
  const told = another && about.length > 1 && about.length <= 12
  return `《${unit.passage.title}》${sectionOf(unit)}，讲的${told ? `是${about}，不是${topic}` : '不是这个'}`
}
