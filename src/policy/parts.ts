import { asksIn, asksWhether, kindsAsked } from './kinds.ts'
import { bare } from './lists.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { isMeasure } from './weights.ts'
import { plain } from './words.ts'

/** The questions in one message, each with what the earlier ones were about; undefined where there is only one. */
export function partsOf(asked: Asked): Asked[] | undefined {
  const clauses = [...asked.text.matchAll(/[^,，。;；?？!！、]+/g)]
  const asking = clauses.filter(
    (clause) =>
      kindsAsked(clause[0]).length > 0 ||
      // 过节另外还给什么: asked for, whatever it is.
      /[给发送补](?:点|些)?什么[呢啊呀]?$/.test(clause[0]) ||
      (/^(?:还|又|也)?(?:能|可以|要|用|可|需要|需)[^，。]{2,}(?:吗|不)$/.test(clause[0]) &&
        asksWhether(clause[0])),
  )
  if (asking.length < 2) return undefined
  let from = 0
  return asking.map((clause) => {
    const to = clause.index + clause[0].length
    const clauseText = asked.text.slice(from, to)
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
    const text = named ? clauseText : `${subjectOf(asked, clause.index)}${clauseText}`
    return { ...asked, text, terms: [...subject, ...own], kinds, whether }
  })
}

const LISTED =
  /((?:[^，,。；;？?、]+、)+[^，,。；;？?、]+?)(?:各自?|分别)(?:要|需要?|是|得)?(?=[^，,。；;？?]*[几多哪什谁])/

/** 护理员初级班第二期: what the first part of a message names, for the parts that name nothing. */
function subjectOf({ text, terms }: Asked, before: number): string {
  const opening = /^[^,，。;；?？!！、几多哪谁什怎]*/.exec(text)?.[0] ?? ''
  const first = terms.find((term) => !isMeasure(term) && term.end <= Math.min(opening.length, before))
  return first ? opening.slice(first.start).replace(/[在是要的有能是]+$/, '') : ''
}

/** How much a name of its own speaks for an item. */
const CALLED = 0.2

/** 3. 公示。在公开栏公示3日: before the others, the units that bear the name. */
export function calledFirst(units: readonly Scored[], name: string): Scored[] {
  return units
    .map((one) => (isCalled(one.unit.text, name) ? { ...one, score: one.score + CALLED } : one))
    .sort((a, b) => b.score - a.score)
}

/** Whether a text opens with a name, or with its last word, and goes on to tell of it. */
function isCalled(text: string, name: string): boolean {
  const [opening = ''] = plain(bare(text)).split(/[。，,：:]/)
  return opening.length > 1 && opening.length < plain(text).length && name.endsWith(opening)
}

/** 调查、公示、审批各要几天: the same asked of each, by the name of each; undefined where nothing is listed. */
export function listedIn(asked: Asked): { name: string; part: Asked }[] | undefined {
  const match = LISTED.exec(asked.text)
  const list = match?.[1]
  if (!match || !list) return undefined
  const end = match.index + list.length
  let from = match.index
  return list.split(/、|和|以及/).map((name) => {
    const start = from
    from = asked.text.indexOf(name, start) + name.length
    const terms = asked.terms.filter(
      (term) => term.end <= match.index || term.start >= end || (term.start >= start && term.end <= from),
    )
    return { name, part: { ...asked, terms, text: `${name}${asked.text.slice(end)}` } }
  })
}
