import { asksIn, asksWhether, kindsAsked } from './kinds.ts'
import type { Asked } from './question.ts'
import { isMeasure } from './weights.ts'

/** The questions in one message, each with what the earlier ones were about; undefined where there is only one. */
export function partsOf(asked: Asked): Asked[] | undefined {
  const clauses = [...asked.text.matchAll(/[^,，。;；?？!！、]+/g)]
  const asking = clauses.filter(
    (clause) =>
      kindsAsked(clause[0]).length > 0 ||
      (/^(?:还|又|也)?(?:能|可以|要|用|可|需要|需)[^，。]{2,}(?:吗|不)$/.test(clause[0]) &&
        asksWhether(clause[0])),
  )
  if (asking.length < 2) return undefined
  let from = 0
  return asking.map((clause) => {
    const to = clause.index + clause[0].length
    const text = asked.text.slice(from, to)
    const own = asked.terms.filter((term) => term.start >= from && term.end <= to)
    const before = asked.terms.filter((term) => term.end <= from && !isMeasure(term))
    const earlier = before.some((term) => term.topic)
      ? before.filter((term) => term.topic || term.category)
      : before
    // A part with no subject of its own speaks of what was named before.
    const kinds = kindsAsked(clause[0])
    const named = own.some((term) => !isMeasure(term) && !kinds.some((kind) => asksIn(kind, term.text)))
    const subject = named ? earlier.filter((term) => term.category) : earlier
    const whether = asksWhether(clause[0])
    from = to
    return { ...asked, text, terms: [...subject, ...own], kinds, whether }
  })
}
