import { asksIn, headingTells, type Kind, tells } from './kinds.ts'
import { holds, type Quantity, rangesOf } from './quantities.ts'
import { runs } from './search.ts'
import type { Unit } from './units.ts'
import { held, isMeasure, type Weighed } from './weights.ts'
import { canonical, type Lexicon, plain } from './words.ts'

export interface Scored {
  unit: Unit
  score: number
  /** Share of the question's weight that the unit and what it stands under hold, 0 … 1. */
  coverage: number
  /** The same of the unit alone. */
  ownCoverage: number
  matches: ReadonlyMap<Weighed, number>
  tellsKind: boolean
}

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

interface Question {
  /** Path of the document that the talk is about. */
  preferred?: string
  text: string
  whether: boolean
  denied: readonly string[]
  terms: readonly Weighed[]
  kinds: readonly Kind[]
  facts: readonly Quantity[]
}

export function scoreUnit(unit: Unit, question: Question, prior: number, lexicon: Lexicon): Scored {
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
  const ownCoverage = all ? alone / all : 0
  const heading = unit.passage.headings.at(-1) ?? ''
  const columns = unit.kind === 'row' ? plain((unit.passage.columns ?? []).join(' | ')) : ''
  const tellsOf = (kind: Kind, text: string) =>
    tells(kind, text, question.text) ||
    (kind === 'list' && unit.kind === 'item') ||
    headingTells(kind, heading) ||
    (BY_COLUMN.has(kind) && tells(kind, columns, question.text))
  const told = question.kinds.filter((kind) => tellsOf(kind, unit.told)).length
  const path = plain(`${unit.passage.title}\n${unit.passage.headings.join('\n')}`)
  const spokenOf = question.terms.some((term) => !isMeasure(term) && !term.unheard && held(term, path) > 0.8)
  const announced = spokenOf && question.kinds.some((kind) => headingTells(kind, heading)) ? 0.25 : 0
  // A bare cell says neither yes nor no.
  const plainly = question.whether && !question.kinds.length && !question.facts.length
  const kind = question.kinds.length ? told / question.kinds.length : 0.5
  const score =
    coverage +
    0.2 * ownCoverage +
    0.3 * (kind - 0.5) +
    0.2 * prior +
    fitting(unit, question) +
    foreign(unit, question, lexicon) +
    standing(unit, question) +
    (unit.kind === 'row' && namesRow(unit, question.text) && !plainly ? 0.4 : 0) +
    announced +
    beside(unit, question) +
    0.18 * runs(question.text, unit.told) +
    0.12 * runs(question.text, `${unit.near}\n${unit.far}`)
  const strict = question.kinds
    .filter((one) => STRICT.has(one) || (one === 'money' && question.kinds.includes('charge')))
    .every((one) =>
      tellsOf(one, one === 'charge' && unit.kind === 'row' ? `${unit.told}\n${unit.near}` : unit.told),
    )
  return {
    unit,
    score,
    coverage,
    ownCoverage,
    matches,
    tellsKind: !question.kinds.length || (told > 0 && strict),
  }
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

const RARE: ReadonlySet<string> = new Set(['score', 'area', 'years'])

/** A range that holds what was told speaks for a unit, one that does not against it, unless the question is whether. */
function fitting(unit: Unit, { facts, whether }: Question): number {
  let sum = 0
  const ranges = rangesOf(unit.kind === 'row' ? `${unit.own} | ${unit.near}` : unit.own)
  for (const range of ranges) {
    const fact = facts.find((one) => one.dimension === range.dimension)
    // A rule for a case that was not told of stands behind the general one.
    if (!fact && unit.kind === 'sentence' && (range.dimension === 'money' || range.dimension === 'score'))
      sum -= 0.08
    if (fact)
      sum += whether ? 0.45 : holds(range, fact.value) ? (RARE.has(fact.dimension) ? 0.25 : 0.14) : -0.03
  }
  return Math.max(-0.06, Math.min(whether ? 0.45 : 0.25, sum))
}

function procedural(unit: Unit, lead: string): number {
  if (/情形|对象|条件|下列家庭|下列人员/.test(lead)) return -0.35
  const several = /程序|流程|步骤|时限|办理/.test(lead) ? 0.2 : 0
  return several + (/提出申请|提交|受理|登记|初审/.test(unit.own) ? 0.2 : -0.1)
}

/** 5个工作日内审批: the time limit of just what was asked. */
function governs(unit: Unit, terms: readonly Weighed[]): number {
  const acts = terms
    .filter((term) => !term.category)
    .flatMap((term) => term.alts.filter((alt) => alt.length > 1))
  const limits = [
    ...unit.own.matchAll(/(?:日|天|小时|个?月|年)[之以]?内(?:完成|组织|作出|予以)?([^，。；]{1,12})/g),
  ].map((match) => match[1] ?? '')
  if (acts.some((act) => limits.some((limit) => limit.includes(act)))) return 0.2
  // 到场后4小时内提交: what was asked about starts this limit, it does not end there.
  return acts.some((act) => new RegExp(`${act}(?:之|以)?后\\d`).test(unit.own)) ? -0.25 : 0
}

/** 器具3210号: a row under just the name that the question holds. */
function namesRow({ passage }: Unit, text: string): boolean {
  const name = plain(passage.cells?.[0] ?? '').trim()
  return name.length > 3 && text.includes(name)
}

const CONTACT: ReadonlySet<Kind> = new Set(['phone', 'who', 'person', 'place', 'address', 'clock'])

function refersTo(term: Weighed, own: string): boolean {
  return (
    term.alts.some((alt) => new RegExp(`${alt}标准的?\\d+(?:\\.\\d+)?[%倍]`).test(own)) && !/\d元/.test(own)
  )
}

/** What is announced as the standard, or as who may apply, is meant before what only mentions it. */
function standing(unit: Unit, { kinds, denied, whether, terms, text }: Question): number {
  let sum = 0
  const lead = unit.kind === 'row' || unit.kind === 'item' ? unit.near : ''
  if ((kinds.includes('money') || kinds.includes('percent')) && /标准|下列|下表|如下/.test(lead)) sum += 0.12
  // 低保标准的15%, 低保标准2倍: of what is asked for it tells another sum.
  if (kinds.includes('money') && terms.some((term) => term.category && refersTo(term, unit.own))) sum -= 0.3
  if (kinds.includes('conditions') && /可以申请|符合下列|具备下列|条件/.test(`${lead}${unit.own}`))
    sum += 0.12
  if (whether && /条件|可以申请|下列情形/.test(unit.near)) sum += 0.1
  if (whether && /招收|年满|年龄|报考|具有/.test(unit.own)) sum += 0.1
  if (
    unit.kind === 'row' &&
    /职责/.test(unit.near) &&
    kinds.some((kind) => kind === 'who' || kind === 'phone' || kind === 'person')
  )
    sum += 0.2
  // A table of sections answers who and where, not what holds.
  if (unit.kind === 'row' && /电话|联系方式/.test(unit.near) && !kinds.some((kind) => CONTACT.has(kind)))
    sum -= 0.5
  if (
    /起施行|起执行|同时废止|负责解释|制定本(?:办法|细则|规程)/.test(unit.own) &&
    !/施行|执行|废止|有效|解释|办法|文号|期/.test(text)
  )
    sum -= 0.3
  if (kinds.includes('steps')) sum += procedural(unit, lead)
  if (kinds.includes('duration')) sum += governs(unit, terms)
  if (!kinds.includes('materials') && /材料[:：]/.test(lead)) sum -= 0.35
  if (denied.length) {
    const about = `${lead}${unit.own}`
    if (denied.some((name) => about.includes(name))) sum -= 0.25
    if (/其他(?:家庭|老年人|人员)|普通/.test(unit.own)) sum += 0.25
  }
  return sum
}

/** A reply answers its own question: where that names much which was not asked, its yes or no is about something else. */
function beside(unit: Unit, { whether, text, terms }: Question): number {
  if (unit.kind !== 'reply' || !whether) return 0
  const asks = plain(unit.passage.headings.at(-1) ?? '').replace(/^(?:问|q)[:：]/, '')
  const signs = `${text}${terms.flatMap((term) => term.alts).join('')}`
  const content = [...asks].filter((sign) => /\p{Script=Han}/u.test(sign) && !EMPTY.includes(sign))
  const strange = content.filter((sign) => !signs.includes(sign)).length
  return content.length && strange / content.length > 0.34 ? -0.35 : 0
}

const EMPTY = '的了吗呢怎么什多少能不可以是有在自己我'

/** A sentence about a kind of people that the question does not speak of. */
function foreign(unit: Unit, { terms, text }: Question, lexicon: Lexicon): number {
  if (unit.kind !== 'sentence') return 0
  // A rule for outsiders, where nobody spoke of one.
  if (/^外[县区市省地]/.test(unit.own) && !/外|别的|不是本/.test(text)) return -0.3
  const named = canonical(unit.own, lexicon)
  const names = [...new Set(named.match(lexicon.categoryNames) ?? [])]
  if (!names.length) return 0
  const asked = terms.filter((term) => term.category).map((term) => canonical(term.text, lexicon))
  return names.some((name) => asked.includes(name)) ? 0 : -0.12
}
