import { RANKING } from './fitted.ts'
import { asksIn, headingTells, type Kind, tells } from './kinds.ts'
import type { Quantity } from './quantities.ts'
import { fitting, rarelyHeld, STANDING_SIGNS, standing } from './standing.ts'
import type { Unit } from './units.ts'
import { held, isMeasure, type Weighed } from './weights.ts'
import { plain } from './words.ts'

export interface Scored {
  unit: Unit
  score: number
  /** Share of the question's weight that the unit and what it stands under hold, 0 … 1. */
  coverage: number
  matches: ReadonlyMap<Weighed, number>
  tellsKind: boolean
  /** What the score is made of. */
  signs: Readonly<Record<RankSign, number>>
}

/** What speaks for a unit; how much each counts is fitted, see `npm run calibrate`. */
export const RANK_SIGNS = [
  /** Share of the question's weight in the unit with its surroundings, and in itself. */
  'covered',
  'own',
  /** The same of what is asked about, without people and measures; what of it is missing; its heaviest word. */
  'subject',
  'missing',
  'heaviest',
  'titled',
  'people',
  'measures',
  /** Share of the kinds asked for that it tells. */
  'told',
  /** Place of its passage in the search. */
  'found',
  /** Facts told that its range holds; a range for such a fact where yes or no is asked for. */
  'fits',
  /** The more so the fewer rules ask for a fact of that kind. */
  'rare',
  'decides',
  'reply',
  'row',
  ...STANDING_SIGNS,
] as const
export type RankSign = (typeof RANK_SIGNS)[number]

/** Kinds without which a unit is no answer, whatever else it tells. */
const STRICT: ReadonlySet<Kind> = new Set([
  'phone',
  'materials',
  'payer',
  'named',
  'enumerated',
  'address',
  'charge',
])

export interface Question {
  /** Path of the document that the talk is about. */
  preferred?: string
  text: string
  whether: boolean
  denied: readonly string[]
  terms: readonly Weighed[]
  kinds: readonly Kind[]
  facts: readonly Quantity[]
  /** In how many tables, lists and sentences ranges for each kind of fact stand. */
  ruled?: ReadonlyMap<string, number>
}

/** `prior`: how the search placed the unit's passage, 1 for the first. */
export function scoreUnit(unit: Unit, question: Question, prior: number): Scored {
  const matches = new Map<Weighed, number>()
  let all = 0
  let together = 0
  let alone = 0
  for (const term of question.terms) {
    const own = Math.max(
      held(term, unit.own),
      kin(term, unit.own),
      unit.kind === 'row' || unit.kind === 'item' ? 0.9 * held(term, unit.near) : 0,
      unit.kind === 'row' ? compound(term.text, unit) : 0,
      unit.kind === 'row' && shortens(term.text, plain(unit.passage.cells?.[0] ?? '')) ? 0.9 : 0,
    )
    // 材料, 多久: the word for what is asked is met by what tells it.
    const met = question.kinds.some((kind) => names(kind, term) && tells(kind, unit.told, question.text))
      ? 1
      : 0
    const match = Math.max(
      met,
      own,
      0.92 * held(term, unit.near),
      0.8 * held(term, unit.far),
      elsewhere(term, unit) * (unit.passage.path === question.preferred ? 1.9 : 1),
    )
    matches.set(term, match)
    // A kind of people that a document never names does not make it another subject.
    all += term.category && !match ? term.weight * 0.4 : term.weight
    together += term.weight * match
    alone += term.weight * own
  }
  const coverage = all ? together / all : 0
  const heading = unit.passage.headings.at(-1) ?? ''
  const columns = unit.kind === 'row' ? plain((unit.passage.columns ?? []).join(' | ')) : ''
  const tellsOf = (kind: Kind, text: string) =>
    tells(kind, text, question.text) ||
    (kind === 'list' && unit.kind === 'item') ||
    headingTells(kind, heading) ||
    (BY_COLUMN.has(kind) &&
      tells(kind, columns, question.text) &&
      !(kind === 'person' && TEACHES.test(question.text)))
  const told = question.kinds.filter((kind) => tellsOf(kind, unit.told)).length
  const subject = question.terms.filter((term) => !term.category && !isMeasure(term))
  const people = question.terms.filter((term) => term.category)
  const [heaviest] = [...subject].sort((a, b) => b.weight - a.weight)
  const matched = (term: Weighed) => matches.get(term) ?? 0
  const title = plain(unit.passage.title)
  const signs: Record<RankSign, number> = {
    covered: coverage,
    own: all ? alone / all : 0,
    subject: share(subject, matched),
    missing: share(subject, (term) => (matched(term) < 0.3 ? 1 : 0)),
    heaviest: heaviest ? matched(heaviest) : 0,
    titled: share(subject, (term) => held(term, title)),
    people: share(people, matched),
    measures: share(question.terms.filter(isMeasure), (term) => held(term, unit.told)),
    told: question.kinds.length ? told / question.kinds.length : 0.5,
    found: prior,
    fits: question.whether ? 0 : fitting(unit, question),
    rare: rarelyHeld(unit, question),
    decides: question.whether && fitting(unit, question) > 0 ? 1 : 0,
    reply: unit.kind === 'reply' ? 1 : 0,
    row: unit.kind === 'row' && AMOUNTS.some((kind) => question.kinds.includes(kind)) ? 1 : 0,
    ...standing(unit, question),
  }
  const score = RANK_SIGNS.reduce((sum, sign) => sum + RANKING[sign] * signs[sign], 0)
  const strict = question.kinds
    .filter((one) => STRICT.has(one) || (one === 'money' && question.kinds.includes('charge')))
    .every((one) =>
      tellsOf(one, one === 'charge' && unit.kind === 'row' ? `${unit.told}\n${unit.near}` : unit.told),
    )
  return {
    ...{ unit, score, coverage, matches, signs },
    tellsKind: !question.kinds.length || (told > 0 && strict),
  }
}

/** Of the weight of these words the share that `measure` gives them; 0 where there are none. */
function share(terms: readonly Weighed[], measure: (term: Weighed) => number): number {
  const all = terms.reduce((sum, term) => sum + term.weight, 0)
  return all ? terms.reduce((sum, term) => sum + term.weight * measure(term), 0) / all : 0
}

/** The word for what is asked, which what tells it need not repeat. */
function names(kind: Kind, term: Weighed): boolean {
  if (kind === 'materials') return term.concept === '提交' || term.concept === '材料'
  if (kind === 'definition' || kind === 'enumerated') return term.concept === '包括'
  return asksIn(kind, term.text)
}

/** 红色线索: the name of a row, and what the table is about. */
function compound(word: string, { passage, near, far }: Unit): number {
  const name = plain(passage.cells?.[0] ?? '').trim()
  if (name.length < 2 || word.length < name.length + 2 || !word.startsWith(name)) return 0
  return `${near}\n${far}`.includes(word.slice(name.length)) ? 0.95 : 0
}

/** 中级班 for 中级护理员班: the signs of a short name stand in the long one in order, both ends alike. */
function shortens(short: string, long: string): boolean {
  if (short.length < 3 || long.length > short.length * 3) return false
  if (short.slice(0, 2) !== long.slice(0, 2) || short.at(-1) !== long.at(-1)) return false
  let at = 0
  for (const sign of long) if (sign === short[at]) at += 1
  return at === short.length
}

/** A grade is spoken of where any grade is: 中度以上 decides about 轻度. */
function kin(term: Weighed, own: string): number {
  return term.category && /失能|能力完好/.test(term.concept) && /[轻中重]度|失能/.test(own) ? 0.7 : 0
}

/** A whole word that stands in another article of the document. */
function elsewhere(term: Weighed, unit: Unit): number {
  return term.text.length > 1 && term.alts.some((alt) => alt.length > 1 && unit.document.includes(alt))
    ? 0.4
    : 0
}

/** 负责人, 房间: of a table the header says what a cell tells. */
const BY_COLUMN: ReadonlySet<Kind> = new Set(['person', 'place'])
/** Whom to ask about a course is not who gives it. */
export const TEACHES = /老师|教师|讲师|授课|主讲|来讲/

const AMOUNTS: readonly Kind[] = ['money', 'percent', 'count']
