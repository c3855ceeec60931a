import type { Kind } from './kinds.ts'
import type { Asked } from './question.ts'
import { isMeasure, type Scored, type Weighed } from './rank.ts'

/** Below this share of the question's weight nothing is answered; set on own and development questions, see docs/FIGURES.md. */
const COVERAGE = 0.5
/** A word of the question that decides must be held at least so far. */
const HELD = 0.3

/** Kinds that a text holds visibly or not at all. */
const BINDING: ReadonlySet<Kind> = new Set([
  'phone',
  'materials',
  'percent',
  'grade',
  'clock',
  'date',
  'duration',
  'money',
  'count',
])

/** Why the best unit is no answer; undefined where it is one. */
export function whyNot(best: Scored | undefined, asked: Asked, terms: readonly Weighed[]): string | undefined {
  if (!best) return 'nothing'
  const subject = terms.filter((term) => !term.category && !isMeasure(term))
  if (!subject.length && !terms.some((term) => term.category)) return 'no-subject'
  if (best.coverage < COVERAGE) return 'coverage'
  if (!best.tellsKind && asked.kinds.some((kind) => BINDING.has(kind))) return 'kind'
  const focus = focusOf(asked, subject)
  if (focus && !focus.known && (best.matches.get(focus) ?? 0) < HELD) return `focus:${focus.text}`
  const missing = subject.find((term) => term.unheard && term.text.length >= 3)
  if (missing) return `unheard:${missing.text}`
  return undefined
}

const ASKING = /多少|几|哪|谁|什么时候|何时|多久|多长|多大|什么|啥|怎么|吗|有没有/g

/** The word that the asking word belongs to: 工资多少, 授课老师是谁, 助学贷款到哪里办. */
export function focusOf(asked: Asked, subject: readonly Weighed[]): Weighed | undefined {
  let found: Weighed | undefined
  for (const match of asked.text.matchAll(ASKING)) {
    const clause = Math.max(...[',', '，', '。', '?', '？', ';', '、'].map((mark) => asked.text.lastIndexOf(mark, match.index)))
    const before = subject.filter((term) => term.start >= clause && term.end <= match.index)
    const last = before.at(-1)
    if (last && match.index - last.end <= 4) found = last
  }
  return found
}
