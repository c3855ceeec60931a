import type { Amount } from './amounts.ts'
import type { Mention } from './lexicon.ts'
import type { PeriodMention } from './periods.ts'
import type { UnitMention } from './units.ts'

/** A stretch of a text between marks. `sentence` counts the stronger marks before it, `line` the line ends. */
export interface Clause {
  start: number
  end: number
  text: string
  sentence: number
  line: number
  /** Full stops before it: 。！？ */
  stops: number
  /** It stands in brackets. */
  aside: boolean
  /** What was found in it, in order; filled in when the message has been searched. */
  amounts: Amount[]
  mentions: Mention[]
  units: UnitMention[]
  periods: PeriodMention[]
}

const MARK = /[。；;！!\n？?()，、,]/g

/**
 * Sentences end at 。；！？ and line ends; within them commas, list marks and brackets part clauses. A comma between digits
 * parts nothing, nor do brackets that only hold a measure word: “适老化改造(户)”.
 */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = []
  const place = { start: 0, sentence: 0, line: 0, stops: 0, depth: 0 }
  const close = (end: number, next: number) => {
    const words = text.slice(place.start, end)
    if (words.trim())
      clauses.push({
        start: place.start,
        end,
        text: words,
        sentence: place.sentence,
        line: place.line,
        stops: place.stops,
        aside: place.depth > 0,
        ...{ amounts: [], mentions: [], units: [], periods: [] },
      })
    place.start = next
  }
  let past = 0
  for (const match of text.matchAll(MARK)) {
    const at = match.index
    const sign = match[0]
    if (at < past) continue
    if (/[。；;！!\n]/.test(sign)) {
      close(at, at + 1)
      place.sentence += 1
      place.depth = 0
      if (sign === '\n') place.line += 1
      else if (/[。！!]/.test(sign)) place.stops += 1
    } else if (/[？?]/.test(sign)) {
      // The mark belongs to what it ends: a question mark makes it a question.
      close(at + 1, at + 1)
      place.sentence += 1
      place.stops += 1
    } else if (sign === '(') {
      const short = /^\([^\d()一二三四五六七八九十两零]{1,4}\)/.exec(text.slice(at, at + 6))
      if (short) past = at + short[0].length
      else {
        close(at, at + 1)
        place.depth += 1
      }
    } else if (sign === ')') {
      close(at, at + 1)
      place.depth = Math.max(0, place.depth - 1)
    } else if (/[，、]/.test(sign) || (sign === ',' && !/^\d,\d{3}(?!\d)/.test(text.slice(at - 1, at + 5))))
      close(at, at + 1)
  }
  close(text.length, text.length)
  return clauses
}
