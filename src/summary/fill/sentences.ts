import type { TemplateLine } from './template.ts'

/** One blank with the words around it. Quotation marks are taken out, so that names read through. */
export interface Spot {
  /** Index of line and of blank within it. */
  line: number
  place: number
  /** The mark itself: `*`, `××`. */
  mark: string
  /** From the blank before it (or the sentence's start) up to the last comma; and from there to the blank. */
  earlier: string
  lead: string
  /** Behind the blank, to the comma or the next blank; with its measure. */
  tail: string
  /** The clauses behind the tail in the same sentence, to the next blank. */
  later: string
  /** From the sentence's start to the blank, earlier blanks as `*`. */
  sentence: string
  /** The paragraph up to the sentence. */
  paragraph: string
  cell?: { row: string; column: string }
  /** Whether the blank before it stands in the same sentence. */
  follows: boolean
}

const END = /[。！？；;!?\n]/
const COMMA = /[，,：:、（(）)\t]/

/** Every blank of a line with its surroundings. */
export function spotsOf({ text, blanks, cell }: TemplateLine, line: number): Spot[] {
  return blanks.map((blank, place) => {
    const previous = blanks[place - 1]
    const next = blanks[place + 1]
    const before = text.slice(0, blank.start)
    const start = lastOf(before, END)
    const follows = previous !== undefined && previous.end > start
    const from = follows ? previous.end : start
    const whole = text.slice(from, blank.start)
    const comma = lastOf(whole, COMMA)
    const after = text.slice(blank.end, next?.start ?? text.length)
    const end = firstOf(after, END)
    const rest = after.slice(0, end)
    const stop = firstOf(rest, COMMA)
    return {
      line,
      place,
      mark: text.slice(blank.start, blank.end),
      earlier: bare(whole.slice(0, comma)),
      lead: bare(whole.slice(comma)),
      tail: bare(rest.slice(0, stop)),
      later: bare(rest.slice(stop)),
      sentence: bare(masked(text, blanks, start, blank.start)),
      paragraph: bare(masked(text, blanks, 0, start)),
      follows: follows || (previous !== undefined && /^\s*其中/.test(whole.slice(comma))),
      ...(cell ? { cell } : {}),
    }
  })
}

/** Quotation marks, book marks and Markdown's signs of headings say nothing; everything else keeps its order. */
function bare(text: string): string {
  return text.replace(/[“”"‘’'「」『』《》#>`]/g, '').replace(/[０-９％]/g, (sign) => sign.normalize('NFKC'))
}

function masked(
  text: string,
  blanks: readonly { start: number; end: number }[],
  from: number,
  to: number,
): string {
  let out = ''
  let at = from
  for (const { start, end } of blanks) {
    if (start < from || end > to) continue
    out += `${text.slice(at, start)}*`
    at = end
  }
  return out + text.slice(at, to)
}

/** Behind the last sign of a kind; 0 where there is none. */
function lastOf(text: string, sign: RegExp): number {
  for (let at = text.length - 1; at >= 0; at--) if (sign.test(text[at]!)) return at + 1
  return 0
}

function firstOf(text: string, sign: RegExp): number {
  for (let at = 0; at < text.length; at++) if (sign.test(text[at]!)) return at
  return text.length
}
