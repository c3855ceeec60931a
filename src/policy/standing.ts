import type { Kind } from './kinds.ts'
import { holds, rangesOf } from './quantities.ts'
import type { Question } from './rank.ts'
import type { Unit } from './units.ts'
import type { Weighed } from './weights.ts'

/** How a unit stands to what is asked, beside the words that it shares: each −1 … 1. */
export const STANDING_SIGNS = [
  /** Announced as the standard, or as who may apply. */
  'announced',
  /** Of a sum only as a share or a multiple: 低保标准的15%. */
  'refers',
  'duty',
  /** A table of sections, which answers who and where alone. */
  'directory',
  /** 本办法自…起施行. */
  'closing',
  'procedure',
  'limit',
  'papers',
  'denied',
] as const
type StandingSign = (typeof STANDING_SIGNS)[number]

export function standing(unit: Unit, question: Question): Record<StandingSign, number> {
  const { kinds, denied, whether, terms, text } = question
  const lead = unit.kind === 'row' || unit.kind === 'item' ? unit.near : ''
  const row = unit.kind === 'row'
  const asks = (...some: Kind[]) => some.some((kind) => kinds.includes(kind))
  const announced =
    (asks('money', 'percent') && /标准|下列|下表|如下/.test(lead)) ||
    (asks('conditions') && /可以申请|符合下列|具备下列|条件/.test(`${lead}${unit.own}`)) ||
    (whether && (/条件|可以申请|下列情形/.test(unit.near) || /招收|年满|年龄|报考|具有/.test(unit.own)))
  const closing = /起施行|起执行|同时废止|负责解释|制定本(?:办法|细则|规程)/.test(unit.own)
  const about = `${lead}${unit.own}`
  return {
    announced: announced ? 1 : 0,
    refers: asks('money') && terms.some((term) => term.category && refersTo(term, unit.own)) ? 1 : 0,
    duty: row && /职责/.test(unit.near) && asks('who', 'phone', 'person') ? 1 : 0,
    directory: row && /电话|联系方式/.test(unit.near) && !kinds.some((kind) => CONTACT.has(kind)) ? 1 : 0,
    closing: closing && !/施行|执行|废止|有效|解释|办法|文号|期/.test(text) ? 1 : 0,
    procedure: asks('steps') ? procedural(unit, lead) : 0,
    limit: asks('duration') ? governs(unit, terms) : 0,
    papers: !asks('materials') && /材料[:：]/.test(lead) ? 1 : 0,
    denied: !denied.length
      ? 0
      : (/其他(?:家庭|老年人|人员)|普通/.test(unit.own) ? 1 : 0) -
        (denied.some((name) => about.includes(name)) ? 1 : 0),
  }
}

const RARE: ReadonlySet<string> = new Set(['score', 'area', 'years'])

/** A range that holds what was told speaks for a unit, one that does not against it, unless the question is whether. */
export function fitting(unit: Unit, { facts, whether }: Question): number {
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

/** A fact that its range holds, the more telling the fewer rules there are for such facts. */
export function rarelyHeld(unit: Unit, { facts, ruled }: Question): number {
  const held = facts.filter((fact) =>
    rangesOf(unit.own).some((range) => range.dimension === fact.dimension && holds(range, fact.value)),
  )
  return Math.max(0, ...held.map((fact) => 1 / (ruled?.get(fact.dimension) ?? 1)))
}

/** In how many tables, lists and sentences ranges for each kind of fact stand. */
export function ruledIn(units: readonly Unit[], facts: Question['facts']): ReadonlyMap<string, number> {
  const places = new Map<string, Set<string>>()
  if (!facts.length) return new Map()
  for (const { passage, own } of units)
    for (const { dimension } of rangesOf(own)) {
      const place = `${passage.document}:${passage.parent ?? passage.ordinal}`
      places.set(dimension, (places.get(dimension) ?? new Set()).add(place))
    }
  return new Map([...places].map(([dimension, some]) => [dimension, some.size]))
}

function procedural(unit: Unit, lead: string): number {
  if (/情形|对象|条件|下列家庭|下列人员/.test(lead)) return -1
  const several = /程序|流程|步骤|时限|办理/.test(lead) ? 0.5 : 0
  return several + (/提出申请|提交|受理|登记|初审/.test(unit.own) ? 0.5 : -0.25)
}

/** 5个工作日内审批: the time limit of just what was asked. */
function governs(unit: Unit, terms: readonly Weighed[]): number {
  const acts = terms
    .filter((term) => !term.category)
    .flatMap((term) => term.alts.filter((alt) => alt.length > 1))
  const limits = [
    ...unit.own.matchAll(/(?:日|天|小时|个?月|年)[之以]?内(?:完成|组织|作出|予以)?([^，。；]{1,12})/g),
  ].map((match) => match[1] ?? '')
  if (acts.some((act) => limits.some((limit) => limit.includes(act)))) return 1
  // 到场后4小时内提交: what was asked about starts this limit, it does not end there.
  return acts.some((act) => new RegExp(`${act}(?:之|以)?后\\d`).test(unit.own)) ? -1 : 0
}

const CONTACT: ReadonlySet<Kind> = new Set(['phone', 'who', 'person', 'place', 'address', 'clock'])

function refersTo(term: Weighed, own: string): boolean {
  return (
    term.alts.some((alt) => new RegExp(`${alt}标准的?\\d+(?:\\.\\d+)?[%倍]`).test(own)) && !/\d元/.test(own)
  )
}
