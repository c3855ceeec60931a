import type { Meaning, Reader } from './meaning.ts'
import type { Measured } from './measure.ts'
import type { Match } from './naming.ts'
import type { Asked } from './quantity.ts'
import type { Spot } from './sentences.ts'
import { contentOf } from './words.ts'

/** Several indicators are named around one blank: which is meant, or whether all together are. */

export interface Rest {
  asked: Asked
  measured: Measured
  org?: string
}

/** One of them is meant, or where the words say so all together: never filled unasked. */
export function several(matches: readonly Match[], reason: string, together: boolean, rest: Rest): Meaning {
  const [best, ...others] = matches
  const named = [best!, ...others.filter((one) => isBeside(one, best!))].map((one) => one.indicator)
  // A name that two indicators share names one of them, not both.
  const sum =
    together &&
    named.length === matches.length &&
    rest.asked.quantity === 'new' &&
    named.every(({ unit, kind }) => unit === named[0]?.unit && kind === named[0]?.kind)
  const indicators = matches.map((one) => one.indicator).slice(0, 4)
  return { kind: 'figure', indicators, sure: false, reason, ...rest, ...(sum ? { sum } : {}) }
}

/** “上岗培训和轮训共*人次”, “开展上岗培训、轮训，合计*人次”. */
export function isTogether(words: string): boolean {
  return /[和与及、].*(?:共计?|合计|总计|总共|一共)[^，,]{0,4}$/.test(words)
}

/** Another name that is not part of the best one: both are spoken of. */
export function isRival(one: Match, best: Match): boolean {
  if (one.covered === best.covered && sameSpans(one, best)) return true
  return isBeside(one, best)
}

function isBeside(one: Match, best: Match): boolean {
  return one.covers.some((spans) =>
    spans.some(({ start, end }) => best.spans.every((own) => end <= own.start || start >= own.end)),
  )
}

/** All of them stand in the clause before, which the own one only counts: “，共*人次”. */
export function togetherBefore({ earlier, lead, cell }: Spot, matches: readonly Match[]): boolean {
  const clauses = earlier.replace(/[，,：:]$/, '')
  const start = Math.max(clauses.lastIndexOf('，'), clauses.lastIndexOf(',')) + 1
  return (
    !cell &&
    isTogether(clauses.slice(start) + lead) &&
    matches.every((one) => one.spans.every((span) => span.start >= start))
  )
}

function sameSpans(one: Match, other: Match): boolean {
  return JSON.stringify(one.spans) === JSON.stringify(other.spans)
}

/** What is listed right before the own clause without a figure of its own: “上岗培训、轮训*人次”. */
export interface ListBefore {
  words: string
  items: number
  /** Where it stands in what `named` looks through. */
  start: number
  end: number
}

/** Undefined where nothing is listed, or what is has its figure: “适老化改造*户、能力评估*人”. */
export function listBefore(
  { earlier, follows, cell }: Spot,
  measured: Measured,
  reader: Reader,
): ListBefore | undefined {
  if (cell || !earlier.endsWith('、') || !measured.word) return undefined
  const start = Math.max(...['，', ',', '：', ':', '（', '('].map((sign) => earlier.lastIndexOf(sign))) + 1
  const own = follows && start === 0 ? reader.measures.measureAt(earlier, 0).length : 0
  const items = earlier
    .slice(start + own, -1)
    .split('、')
    .filter((item) => contentOf(item))
  const words = items.join('、').slice(-12)
  return items.length ? { words, items: items.length, start, end: earlier.length } : undefined
}

export function isListed(one: Match, { start, end }: ListBefore): boolean {
  return one.covers.some((spans) => spans.some((span) => span.start >= start && span.start < end))
}
