import { APART, calculate, shareOf } from './calculate.ts'
import { addressesMachines } from './guard.ts'
import { headingTells, type Kind } from './kinds.ts'
import { bare, groupOf, leadOf, unnumbered, wholeList } from './lists.ts'
import { multipleOf, raisedBy } from './multiples.ts'
import { amountOf, crossed, outside, pick, setApart } from './picking.ts'
import type { Found } from './ports.ts'
import { rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { cappedShare, definedAs, gradedAs, rateOf } from './rates.ts'
import { casesIn, type Picked, type Tiers, tiersAround } from './standards.ts'
import { amountIn, tellRow, valuesOf } from './tell.ts'
import { sentences, type Unit, withoutQuestion } from './units.ts'
import { verdict } from './verdict.ts'
import type { Weighed } from './weights.ts'
import type { Lexicon } from './words.ts'

export interface Composed {
  text: string
  /** Verbatim pieces with the unit that each stands in. */
  quotes: { unit: Unit; text: string }[]
  /** The one sum of the case told, in 元. */
  amount?: number | undefined
  /** What is asked back instead, with the cases to choose from. */
  clarify?: { lead: string; rows: string[][] }
}

export interface Material {
  asked: Asked
  terms: readonly Weighed[]
  all: readonly Unit[]
  lexicon: Lexicon
  /** A passage of a document by its place: the list that an item is part of. */
  passageAt(document: number, ordinal: number): Found | undefined
}

/** Kinds that a whole list answers, never a part of it. */
const WHOLE: ReadonlySet<Kind> = new Set(['materials', 'steps', 'conditions', 'list'])
const VALUED: ReadonlySet<Kind> = new Set(['money', 'percent', 'grade', 'count'])
/** Of a few places that the question does not tell apart all are told. */
const WHERE: ReadonlySet<Kind> = new Set(['place', 'address', 'clock', 'phone'])
const BOTH = /又是|也是|同时|还是|并且|而且|都是/
const SUPERLATIVE = /最高|最多|最低|至少|最少|封顶/
const EACH = /各|分别|哪些|哪几|所有|全部|都|区别|不同|几档|几类/
const LONGEST = 220
/** The answer that one unit gives: the case that fits, what is calculated of it, or its sentence with what leads to it. */
export function compose(best: Scored, material: Material, settled = false): Composed {
  const { asked, all, terms, lexicon } = material
  const { unit } = best
  if (settled) return fromSentence(unit, material)
  const heading = unit.passage.headings.at(-1) ?? ''
  const judged = asked.whether && !asked.kinds.includes('materials') && !asked.kinds.includes('steps')
  const whole =
    !judged &&
    asked.kinds.some((kind) => WHOLE.has(kind) || (kind === 'payer' && headingTells(kind, heading))) &&
    unit.kind !== 'row'
      ? wholeList(unit, material)
      : undefined
  if (whole) return whole
  const around = tiersAround(unit, all, lexicon)
  const tiers = around && crossed(around, asked, terms, lexicon)
  const wantsCase =
    asked.kinds.some(
      (kind) => kind === 'money' || kind === 'percent' || kind === 'grade' || kind === 'count',
    ) ||
    asked.facts.length > 0 ||
    !asked.kinds.length
  const valued = asked.kinds.some((kind) => VALUED.has(kind))
  // A yes or no is told by the rule itself, unless its cases ask for just what was told.
  const decided = !asked.whether || valued || (tiers && spread(tiers, asked))
  if (tiers && ((wantsCase && decided) || unit.kind === 'row')) {
    const meant = picked(tiers, material)
    // Where the question does not tell a list's items apart, it may tell the clauses of the one that fits best.
    const alone = meant.undecided || (meant.rows.length === 1 && APART.test(asked.text))
    const inside = alone && unit.kind === 'item' ? casesIn(unit, lexicon) : undefined
    const own = inside && !inside.loose ? picked(inside, material) : undefined
    const told =
      inside && own && !own.undecided
        ? fromTiers(inside, own, best, material)
        : fromTiers(tiers, meant, best, material)
    if (told) return told
  }
  return fromSentence(unit, material)
}

/** The cases that the question means, by their own words or by how the document defines them. */
function picked(tiers: Tiers, { asked, terms, lexicon, all }: Material): Picked {
  const found = pick(tiers, asked, terms, lexicon)
  if (tiers.loose) return found
  if (!found.undecided) {
    // 低保家庭的白血病儿童: of two kinds that are told the definition gives the other.
    const other = definedAs(tiers.rows, asked, all).filter((one) => !found.rows.includes(one))
    return BOTH.test(asked.text) ? { ...found, rows: [...found.rows, ...other] } : found
  }
  const graded = gradedAs(tiers.rows, asked, all)
  if (graded) return { ...found, rows: graded.cases, undecided: false, by: graded.by }
  const defined = definedAs(tiers.rows, asked, all)
  return defined.length ? { ...found, rows: defined, undecided: false } : found
}

/** Two or more cases set a range for a kind of fact that the question tells. */
function spread(tiers: Tiers, asked: Asked): boolean {
  return asked.facts.some(
    (fact) =>
      tiers.rows.filter((tier) => rangesOf(tier.label).some((range) => range.dimension === fact.dimension))
        .length > 1,
  )
}

function fromTiers(tiers: Tiers, picked: Picked, best: Scored, material: Material): Composed | undefined {
  const { asked, all, lexicon } = material
  const row = best.unit.kind === 'row'
  const beyond = outside(tiers, asked)
  if (beyond && !tiers.loose) {
    const all = told(tiers.rows.slice(0, 5), tiers, picked, material, '')
    return { ...all, text: `${beyond.value}${beyond.unit}没有对应的档次。${all.text}` }
  }
  if (tiers.loose) return reckoned(tiers, picked, material)
  const open = picked.undecided || picked.columnsUndecided
  if (tiers.paired && (picked.undecided || picked.rows.length > 1)) return reckoned(tiers, picked, material)
  if (open && tiers.rows.length > 1 && valued(tiers, picked)) {
    const superlative =
      picked.undecided && !tiers.columns && SUPERLATIVE.test(asked.text) ? highest(tiers, picked) : undefined
    if (superlative) return told([superlative], tiers, picked, material, '')
    if (
      !EACH.test(asked.text) &&
      !asked.whether &&
      asked.kinds.some((kind) => kind === 'money' || kind === 'percent')
    )
      return clarify(tiers, picked, best)
    if (!row) return undefined
  }
  if (picked.undecided && !row) return undefined
  if (picked.undecided && tiers.rows.length <= 4 && asked.kinds.some((kind) => WHERE.has(kind)))
    return told(tiers.rows, tiers, picked, material, '')
  if (picked.undecided)
    return told(
      [{ unit: best.unit, label: best.unit.own, text: best.unit.text }],
      tiers,
      picked,
      material,
      '',
    )
  const chosen = picked.rows.slice(0, 5)
  const values = chosen.flatMap((tier) =>
    valuesOf(tier, picked, tiers).slice(0, chosen.length === 1 && setApart(tier, asked) ? 2 : 1),
  )
  const raised = chosen.length === 1 && chosen[0] ? raisedBy(chosen[0].unit, asked) : undefined
  if (raised) return raised
  const calculated =
    (chosen.length === 1 && chosen[0] ? shareOf(chosen[0], asked) : undefined) ??
    calculate(values, asked, all, lexicon)
  const [only] = chosen.length === 1 ? chosen : []
  const sum =
    calculated?.text ??
    (only
      ? (cappedShare(only, asked) ?? rateOf(told([only], tiers, picked, material, '').text, asked))
      : undefined)
  const composed = told(chosen, tiers, picked, material, sum ?? '')
  composed.amount = only && amountOf(only, picked, tiers, material)
  for (const from of calculated?.from ?? []) composed.quotes.push({ unit: from, text: from.text })
  return composed
}

/** Figures of one sentence, the one meant taken as often as asked or two set against each other; the sentence itself is told whole. */
function reckoned(tiers: Tiers, picked: Picked, material: Material): Composed | undefined {
  if (picked.undecided || picked.rows.length > 2) return undefined
  const values = picked.rows.flatMap((tier) => valuesOf(tier, picked, tiers).slice(0, 1))
  const unit = picked.rows[0]?.unit
  const calculated = calculate(values, material.asked, material.all, material.lexicon)
  if (!calculated || !unit) return undefined
  const text = `${calculated.text}${bare(unit.text)}`
  return { text, quotes: [{ unit, text: unnumbered(unit.text) }] }
}

function valued(tiers: Tiers, picked: Picked): boolean {
  return tiers.rows.filter((tier) => valuesOf(tier, picked, tiers).length || /\d%/.test(tier.text)).length > 1
}

function highest(tiers: Tiers, picked: Picked) {
  return [...tiers.rows].sort((a, b) => top(b) - top(a))[0]
  function top(tier: (typeof tiers.rows)[number]) {
    return Math.max(0, ...valuesOf(tier, picked, tiers).map((value) => value.amount))
  }
}

function told(
  chosen: Tiers['rows'],
  tiers: Tiers,
  picked: Picked,
  material: Material,
  calculated: string,
): Composed {
  const { asked, terms } = material
  const lines = chosen.map((tier) =>
    tier.unit.kind === 'row' ? tellRow(tier, picked, tiers, terms, asked) : bare(tier.text),
  )
  const first = chosen[0]?.unit
  const lead = `${first && first.kind === 'item' ? leadOf(first) : ''}${bare(tiers.opening ?? '')}`
  const text = [
    calculated,
    picked.by ? `${picked.by.text}。` : '',
    `${lead}${lines
      .map((line) => line.replace(/[；;。，,]*$/, ''))
      .join('；')
      .replace(/[；;。]*$/, '')}。`,
  ]
    .filter(Boolean)
    .join('')
  const quotes = chosen.map((tier) => ({ unit: tier.unit, text: unnumbered(tier.unit.text) }))
  return { text, quotes: dedupe([...quotes, ...(picked.by ? [picked.by] : [])]) }
}

function clarify(tiers: Tiers, picked: Picked, best: Scored): Composed {
  const columns = best.unit.passage.columns ?? []
  const rows = picked.rows.slice(0, 12).map((tier) => {
    const { cells = [] } = tier.unit.passage
    if (tier.unit.kind !== 'row') return [bare(tier.text).replace(/[；;。]$/, '')]
    return cells
  })
  const what =
    tiers.columns && picked.columnsUndecided && !picked.undecided
      ? tiers.columns.map((one) => one.text).join('、')
      : (columns[0] ?? '哪一种情况')
  const lead = tiers.columns
    ? `要看${columns[0] ?? '类别'}和${picked.columnsUndecided ? what : '档次'}，请说一下是哪一种：`
    : `要看属于哪一类，请说一下${columns[0] ? columns[0] : '具体情况'}：`
  return {
    text: lead,
    quotes: dedupe(picked.rows.slice(0, 12).map((tier) => ({ unit: tier.unit, text: tier.unit.text }))),
    clarify: { lead, rows },
  }
}

function fromSentence(unit: Unit, material: Material): Composed {
  const { asked, lexicon } = material
  const lead = unit.kind === 'item' ? leadOf(unit) || groupOf(unit) : ''
  const said = verdict(asked, unit, unit.passage.headings.at(-1) ?? '', lexicon)
  if (unit.kind === 'reply') {
    const pieces = sentencesOf(unit)
    const text = pieces.join('').replace(/^(?:答|A)[:：]\s*/, '')
    return { text: `${said}${text}`, quotes: pieces.map((piece) => ({ unit, text: piece })) }
  }
  const full = neighbours(unit)
  const rate = rateOf(full, asked)
  const computed = raisedBy(unit, asked) ?? multipleOf(unit, material) ?? computedFrom(unit, material)
  if (computed) return computed
  const quotes = [{ unit, text: unnumbered(full) }]
  return { text: `${rate ?? said}${lead}${bare(full)}`, quotes }
}

/** A short reply whole, without what speaks to machines; of a long one the sentence that fits. */
function sentencesOf({ passage, text }: Unit): string[] {
  const told = withoutQuestion(passage.text)
    .split('\n')
    .flatMap(sentences)
    .filter((one) => !addressesMachines(one))
  return told.join('').length <= LONGEST ? told : [text]
}

/** A single figure of a sentence, taken as often as the question counts. */
function computedFrom(unit: Unit, { asked, all, lexicon }: Material): Composed | undefined {
  if (!asked.kinds.includes('money')) return undefined
  const tier = { unit, label: unit.own, text: unit.text }
  const values = amountIn(unit.text).map((one) => ({ ...one, tier, column: '' }))
  const calculated = values.length === 1 ? calculate(values, asked, all, lexicon) : undefined
  if (!calculated) return undefined
  const quotes = [unit, ...calculated.from].map((one) => ({ unit: one, text: unnumbered(one.text) }))
  return { text: `${calculated.text}${bare(unit.text)}`, quotes: dedupe(quotes) }
}

/** A short article or line is told whole: its sentences belong together. */
function neighbours(unit: Unit): string {
  const { passage } = unit
  if (passage.kind !== 'text') return unit.text
  const line = passage.text.split('\n').find((one) => one.includes(unit.text)) ?? ''
  return !line || line.length > 110 || addressesMachines(line) ? unit.text : line
}

function dedupe(quotes: Composed['quotes']): Composed['quotes'] {
  return quotes.filter(
    (one, place) =>
      quotes.findIndex(
        (other) => other.text === one.text && other.unit.passage.document === one.unit.passage.document,
      ) === place,
  )
}
