import type { Kind } from './kinds.ts'
import type { Quantity } from './quantities.ts'
import { type Asked, TIMES } from './question.ts'
import { isMeasure } from './weights.ts'
import { canonical, type Lexicon, type Term } from './words.ts'

/** What a chat keeps of the last question; plain JSON. */
export interface Remembered {
  version: 1
  text: string
  terms: Term[]
  facts: Quantity[]
  kinds: Kind[]
  denied: string[]
  /** Path of the document that answered. */
  document: string
  /** Day whose rules were asked for. */
  day: string
  clarifying: boolean
}

export function rememberedFrom(context: unknown): Remembered | undefined {
  if (typeof context !== 'object' || context === null) return undefined
  const one = context as Partial<Remembered>
  return one.version === 1 && Array.isArray(one.terms) ? (one as Remembered) : undefined
}

const CONTINUES = /^(?:那么?|还有|另外|要是|如果|假如|换成|再问)|(?:呢|的话)[?？]?$/

/** Whether a question only makes sense after the last one: it names no subject of its own. */
export function follows(
  asked: Asked,
  before: Remembered | undefined,
  topical: (term: Term) => boolean,
): boolean {
  if (!before) return false
  const own = asked.terms.filter((term) => !term.category && topical(term))
  if (!own.length) return true
  if (before.clarifying && !asked.kinds.length) return true
  return (
    CONTINUES.test(asked.text) &&
    asked.text.length <= 16 &&
    own.every((term) => before.terms.some((old) => old.text === term.text))
  )
}

/** The question with what it leaves out taken from the last one; what it says anew replaces the old. */
export function merged(
  asked: Asked,
  before: Remembered,
  topical: (term: Term) => boolean,
  lexicon: Lexicon,
): Asked {
  const families = new Set(asked.terms.filter((term) => term.category).map((term) => familyOf(term, lexicon)))
  const subjects = before.terms.filter((term) => !term.category && !isMeasure(term))
  const topics = subjects.filter(topical)
  // 树葬呢: the new thing takes the place of the old one.
  const replaces =
    /呢[?？]?$/.test(asked.text) && asked.terms.some((term) => !term.category && !isMeasure(term))
  const carried = replaces ? topics : subjects
  // What kind of family decides about money and who may apply, not about time limits and papers.
  const cases =
    !asked.kinds.length ||
    asked.kinds.some((kind) => kind === 'money' || kind === 'percent' || kind === 'conditions')
  const kept = before.terms.filter((term) =>
    term.category ? cases && !families.has(familyOf(term, lexicon)) : carried.includes(term),
  )
  const facts = before.facts.filter((fact) => !asked.facts.some((one) => one.dimension === fact.dimension))
  const carriedText = kept.map((term) => `${term.text} `).join('')
  const said = `${carriedText}${factsText(facts)} ${timesOf(asked.text) ? '' : timesOf(before.text)} `
  let at = 0
  const placed = kept.map((term) => {
    const start = at
    at += term.text.length + 1
    return { ...term, start, end: start + term.text.length }
  })
  const terms = [
    ...placed.filter((term) => !asked.terms.some((one) => one.text === term.text)),
    ...asked.terms.map((term) => ({ ...term, start: term.start + said.length, end: term.end + said.length })),
  ]
  return {
    text: `${said}${asked.text}`,
    terms,
    facts: [...facts, ...asked.facts],
    kinds:
      asked.kinds.length || asked.whether || /怎么办|怎么处理|为什么/.test(asked.text)
        ? asked.kinds
        : before.kinds,
    whether: asked.whether,
    denied: [...new Set([...before.denied, ...asked.denied])],
  }
}

/** 7月份, 下周: carried on until another time is named. */
function timesOf(text: string): string {
  return [...text.matchAll(TIMES)].map((match) => match[0]).join(' ')
}

function factsText(facts: readonly Quantity[]): string {
  return facts.map((fact) => `${fact.value}${fact.unit}`).join(' ')
}

const HOUSEHOLDS = /家庭|人员|户/
/** Categories of which only one holds at a time: a new one replaces the old. */
function familyOf(term: Term, lexicon: Lexicon): string {
  const name = canonical(term.text, lexicon)
  if (/失能|能力完好/.test(name)) return 'ability'
  if (/孤儿|儿童/.test(name)) return 'child'
  if (HOUSEHOLDS.test(name)) return 'household'
  return /[类星级档]$/.exec(name)?.[0] ?? name
}
