import { focusOf, titled, whyNot } from './abstain.ts'
import { asksTeacher, ofAnother } from './another.ts'
import { type Composed, compose, type Material } from './compose.ts'
import { disagreeing } from './conflict.ts'
import type { Gathered } from './gather.ts'
import { type Kind, tells } from './kinds.ts'
import { wholeList } from './lists.ts'
import { occasionsOf } from './occasion.ts'
import type { Outcome } from './outcome.ts'
import type { Asked } from './question.ts'
import { type Scored, TEACHES } from './rank.ts'
import { isEvent, scheduled, tellEvent } from './schedule.ts'
import { noMatterAbove, settling } from './settled.ts'
import { spanAsked } from './times.ts'
import { clarified, type Look, notFound, sent } from './told.ts'
import { isMeasure, type Weighed } from './weights.ts'
import { type Lexicon, plain } from './words.ts'

/** What the gathered units say to one question: an answer, a question back, or nothing. */
export function conclude(asked: Asked, gathered: Gathered, look: Look, lexicon: Lexicon): Outcome {
  const { units, terms } = gathered
  const material: Material = {
    ...{ asked, terms, lexicon },
    all: units.map((one) => one.unit),
    passageAt: (document, ordinal) => gathered.passages.get(document)?.find((one) => one.ordinal === ordinal),
  }
  const schedule = dated(asked, material, units, look)
  if (schedule) return schedule
  const best = standardBefore(bestOf(onTopic(units, terms), asked), asked, units)
  look.watch?.({ asked, terms, best, units })
  const reason = whyNot(best, asked, terms, look.preferred, look.threshold)
  if (!best || reason || ofAnother(best, asked, terms, units)) return notFound(best, look, material)
  const settled = settling(best, asked, units, terms, lexicon)
  const composed = compose(settled ?? best, material, settled !== undefined)
  if (settled) return sent([composed], look, material)
  // 特困人员 are asked for, and children's classes are no choice for them.
  const people = terms.filter((term) => term.category)
  const strangers = people.length > 0 && people.every((term) => (best.matches.get(term) ?? 0) < 0.5)
  if (composed.clarify && strangers) return notFound(best, look, material)
  if (composed.clarify) return clarified(composed, best, look, material)
  const undecided = evenly(best, asked, units) && wholeList(best.unit, material)
  if (undecided) return sent([undecided], look, material)
  const tied = tiedWith(best, asked, units)
  if (tied.length)
    return sent(
      [best, ...tied].map((one) => compose(one, material)),
      look,
      material,
    )
  const other = disagreeing(best, asked, units, terms)
  if (other) {
    const second = compose(other, material)
    if (!second.clarify)
      return sent(
        [
          { ...composed, text: `两份现行文件说法不同：\n《${best.unit.passage.title}》：${composed.text}` },
          { ...second, text: `《${other.unit.passage.title}》：${second.text}` },
        ],
        look,
        material,
      )
  }
  const above = noMatterAbove(best.unit, asked, terms)
  if (above) return sent([{ ...composed, text: `${above}${composed.text}` }], look, material)
  const further = others(best, asked, units, composed, material)
  const close = further.length ? [] : closeBehind(best, composed, units, material, look)
  return sent([composed, ...further, ...close], look, material)
}

/** How close behind the first a unit must stand to be told too, and how long both may be. */
const CLOSE = 0.08
const TOGETHER = 240

/** Another rule of the document that fits nearly as well: which of the two is meant the question does not tell, so both are told. */
function closeBehind(
  best: Scored,
  composed: Composed,
  units: readonly Scored[],
  material: Material,
  look: Look,
): Composed[] {
  const { asked, terms } = material
  const { passage } = best.unit
  const next = units.find(
    ({ unit }) =>
      unit !== best.unit &&
      !composed.quotes.some((quote) => quote.unit.passage.id === unit.passage.id) &&
      (unit.passage.parent === undefined ||
        unit.passage.parent !== passage.parent ||
        unit.passage.document !== passage.document),
  )
  if (!next || next.score < best.score - CLOSE || !next.tellsKind) return []
  // What was told fits the first more closely.
  if (next.signs.fits > 0 && next.signs.fits < best.signs.fits) return []
  if (whyNot(next, asked, terms, look.preferred, look.threshold)) return []
  const told = compose(next, material)
  if (told.clarify || told.text === composed.text) return []
  return composed.text.length + told.text.length <= TOGETHER ? [told] : []
}

function dated(asked: Asked, material: Material, units: readonly Scored[], look: Look): Outcome | undefined {
  const wanted =
    asked.kinds.some((kind) => DATED.has(kind)) ||
    /名额|报名|[哪几]场|[哪几]期|培训吗|什么培训/.test(asked.text) ||
    (spanAsked(asked.text, look.asOf) !== undefined &&
      /有(?:什么|哪些|没有)|哪[几些]|有.{2,8}吗/.test(asked.text))
  if (!wanted || asked.kinds.some((kind) => UNDATED.has(kind))) return undefined
  const who = TEACHES.test(asked.text) ? TEACHES : /联系|负责/
  const namesWho = units[0]?.unit.passage.columns?.some((column) => who.test(column))
  if ((asked.kinds.includes('person') || asksTeacher(asked)) && !namesWho) return undefined
  const top = units.slice(0, 5).find((one) => isEvent(one.unit, look.day))
  if (!top || whyNot(top, asked, material.terms, look.preferred, look.threshold)) return undefined
  if (focusOf(asked, material.terms).some((term) => term.unheard)) return undefined
  const found = scheduled(asked, material.terms, material.all, look.day)
  if (!found?.events.length) return undefined
  const events = found.events.slice(0, 5)
  const text = `${found.lead}${events.map(tellEvent).join('；\n')}。`
  const outcome = sent(
    [{ text, quotes: events.map(({ unit }) => ({ unit, text: unit.text })) }],
    look,
    material,
  )
  return outcome.kind === 'answer' ? { ...outcome, events: occasionsOf(events, look.asOf) } : outcome
}

const UNDATED: ReadonlySet<Kind> = new Set([
  'duration',
  'named',
  'address',
  'phone',
  'materials',
  'steps',
  'conditions',
  'consequence',
])
const DATED: ReadonlySet<Kind> = new Set(['date', 'clock', 'place', 'person', 'who'])

/** Where a kind of people is all that is named, only documents about them are meant: 低保 is then the subject itself. */
function onTopic(units: readonly Scored[], terms: readonly Weighed[]): readonly Scored[] {
  const categories = terms.filter((term) => term.category)
  if (!categories.length || terms.some((term) => !term.category && !isMeasure(term) && !term.unheard))
    return units
  const about = units.filter((one) => categories.some((term) => titled(term, plain(one.unit.passage.title))))
  return about.length ? about : units
}

/** The first unit that tells what is asked for, if it is not far behind the first of all. */
function bestOf(units: readonly Scored[], asked: Asked): Scored | undefined {
  const [first] = units
  if (!first || first.tellsKind || !asked.kinds.length) return first
  return (
    units.find(
      (one) =>
        one.tellsKind && one.score > first.score - 0.4 && one.coverage > Math.max(0.42, first.coverage - 0.4),
    ) ?? first
  )
}

/** How close behind a table or list of standards may stand. */
const NEAR = 0.15

/** Where a sum is asked for and no case is told, the standards with their cases are meant before a sentence that names another sum. */
function standardBefore(
  best: Scored | undefined,
  asked: Asked,
  units: readonly Scored[],
): Scored | undefined {
  const open = !asked.facts.length && !asked.whether && asked.kinds.includes('money')
  if (!best || !open || best.unit.kind !== 'sentence' || best.signs.people || best.signs.announced)
    return best
  const { document } = best.unit.passage
  const standard = units.find(
    (one) =>
      one.unit.passage.document === document &&
      (one.unit.kind === 'row' || one.unit.kind === 'item') &&
      one.signs.announced > 0 &&
      one.tellsKind,
  )
  return standard && standard.score > best.score - NEAR ? standard : best
}

/** Items of one list of conditions that all fit alike: the question's own case stands in none of them, so all are told. */
function evenly(best: Scored, asked: Asked, units: readonly Scored[]): boolean {
  const { passage } = best.unit
  if (!asked.whether || asked.facts.length || best.unit.kind !== 'item' || passage.parent === undefined)
    return false
  const alike = units.filter(
    (one) =>
      one.unit.passage.document === passage.document &&
      one.unit.passage.parent === passage.parent &&
      one.score > best.score - 0.04,
  )
  return alike.length > 2
}

/** Steps of one list that fit equally well: which of them is meant the question does not tell. */
function tiedWith(best: Scored, asked: Asked, units: readonly Scored[]): Scored[] {
  const { passage } = best.unit
  if (!asked.kinds.includes('duration') || passage.parent === undefined || best.unit.kind !== 'item')
    return []
  return units
    .filter(
      (one) =>
        one !== best &&
        one.unit.passage.document === passage.document &&
        one.unit.passage.parent === passage.parent,
    )
    .filter(
      (one) =>
        one.tellsKind && one.score > best.score - 0.06 && Math.abs(one.coverage - best.coverage) < 0.02,
    )
    .slice(0, 2)
}

const SOFT: ReadonlySet<Kind> = new Set(['list', 'definition', 'conditions', 'steps', 'who', 'place'])

/** Further units for what a question asks beside what the first unit tells. */
function others(
  best: Scored,
  asked: Asked,
  units: readonly Scored[],
  composed: Composed,
  material: Material,
): Composed[] {
  const open = asked.kinds.filter((kind) => !tells(kind, plain(composed.text), asked.text) && !SOFT.has(kind))
  const found = open.flatMap((kind) => {
    const one = units.find(
      (unit) =>
        unit !== best &&
        unit.unit.passage.document === best.unit.passage.document &&
        tells(kind, unit.unit.told, asked.text) &&
        unit.coverage > 0.45 &&
        unit.score > best.score - 0.5,
    )
    return one ? [compose(one, material)] : []
  })
  return found.filter((one) => !one.clarify).slice(0, 2)
}
