import { RELIANCE, THRESHOLD } from './fitted.ts'
import { holds, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { contentOf, runs } from './search.ts'
import { held, isMeasure, type Weighed } from './weights.ts'
import { plain } from './words.ts'

/** What speaks for the best unit being an answer at all; how much each counts is fitted, see `npm run calibrate`. */
export const RELIANCE_SIGNS = [
  'score',
  /** Words that say what is asked about, at most four; none at all. */
  'words',
  'nothing',
  /** A kind of people is all that is named, and the document is not about them. */
  'others',
  /** Share of their weight that no document knows; that documents know and this place has not. */
  'unheard',
  'missing',
  /** The least match among the words that the asking word belongs to. */
  'focus',
  'told',
  /** Share of the question that stands there in whole pieces. */
  'pieces',
  'titled',
  'fits',
  'people',
  /** A sum that is asked for by its name is called so. */
  'named',
  /** What a text holds visibly or not at all is not there. */
  'lacks',
] as const
export type RelianceSign = (typeof RELIANCE_SIGNS)[number]

/** Words that no document knows count for little elsewhere; here they count whole. */
const UNHEARD = 0.25

/** What an answer from this unit rests on. */
export function relianceSigns(
  best: Scored,
  asked: Asked,
  terms: readonly Weighed[],
): Record<RelianceSign, number> {
  const subject = terms.filter((term) => !term.category && !isMeasure(term))
  const people = terms.filter((term) => term.category)
  const match = (term: Weighed) => best.matches.get(term) ?? 0
  const focus = focusOf(asked, terms).map((term) => (term.unheard ? 0 : match(term)))
  const title = plain(best.unit.passage.title)
  const fits = asked.facts.some((fact) =>
    rangesOf(best.unit.own).some((range) => range.dimension === fact.dimension && holds(range, fact.value)),
  )
  const { own, near, far } = best.unit
  return {
    score: Math.min(3, best.score),
    words: Math.min(4, subject.length),
    nothing: subject.length ? 0 : 1,
    others: !subject.length && people.length && !people.some((term) => titled(term, title)) ? 1 : 0,
    unheard: shareOf(subject, (term) => (term.unheard ? 1 : 0)),
    missing: shareOf(
      subject.filter((term) => !term.unheard),
      (term) => (match(term) < 0.3 ? 1 : 0),
    ),
    focus: Math.min(1, ...focus),
    told: best.tellsKind ? 1 : 0,
    pieces: runs(contentOf(asked.text), `${own}\n${near}\n${far}`),
    titled: terms.some((term) => !isMeasure(term) && held(term, title) > 0.8) ? 1 : 0,
    fits: fits ? Math.max(0.5, best.signs.rare) : 0,
    people: Math.min(1, ...people.map(match)),
    named: sumNamed(terms, `${own}\n${near}\n${far}`) ? 1 : sumNamed(terms, best.unit.document) ? 0.5 : 0,
    lacks: !best.tellsKind && asked.kinds.some((kind) => VISIBLE.has(kind)) ? 1 : 0,
  }
}

const SUM = /^(?:补贴|补助|津贴|奖励|奖补|费用?|标准|待遇|救助金?)/

/** 残疾人护理补贴: 护理 stands there, but not as what a sum is for. */
function sumNamed(terms: readonly Weighed[], text: string): boolean {
  return terms.every((term, place) => {
    const next = terms[place + 1]
    if (!next || next.start !== term.end || isMeasure(term) || !SUM.test(next.text)) return true
    return term.alts.some((alt) =>
      new RegExp(`${escaped(alt)}[^，。；、\n]{0,8}(?:补|津贴|奖|费|标准|待遇|救助|元)`).test(text),
    )
  })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const VISIBLE: ReadonlySet<string> = new Set([
  'phone',
  'materials',
  'percent',
  'grade',
  'clock',
  'date',
  'duration',
  'money',
  'count',
  'named',
  'payer',
  'address',
  'charge',
  'name',
  'person',
  'criteria',
  'enumerated',
])

/** Of the weight of these words the share that `measure` gives them; 0 where there are none. */
function shareOf(terms: readonly Weighed[], measure: (term: Weighed) => number): number {
  const whole = (term: Weighed) => term.weight / (term.unheard ? UNHEARD : 1)
  const all = terms.reduce((sum, term) => sum + whole(term), 0)
  return all ? terms.reduce((sum, term) => sum + whole(term) * measure(term), 0) / all : 0
}

/** How likely an answer with these signs is right, 0 … 1. */
function relied(signs: Record<RelianceSign, number>): number {
  const sum = RELIANCE_SIGNS.reduce((all, sign) => all + RELIANCE[sign] * signs[sign], RELIANCE.always)
  return 1 / (1 + Math.exp(-sum))
}

/** Why the best unit is no answer; undefined where it is one. */
export function whyNot(
  best: Scored | undefined,
  asked: Asked,
  terms: readonly Weighed[],
  preferred = '',
  threshold = THRESHOLD,
): string | undefined {
  if (!best) return 'nothing'
  const apart = beside(best, asked, terms)
  if (apart) return apart
  // Who goes on in a talk, and who tells a long story, names less of the matter.
  const lenient = asked.text.length > 45 || best.unit.passage.path === preferred
  const least = lenient ? threshold * 0.7 : threshold
  return relied(relianceSigns(best, asked, terms)) < least ? 'doubtful' : undefined
}

/** What no share of words shows: the thing asked for is another one. */
function beside(best: Scored, asked: Asked, terms: readonly Weighed[]): string | undefined {
  const { unit } = best
  const match = (term: Weighed) => best.matches.get(term) ?? 0
  const subject = terms.filter((term) => !term.category && !isMeasure(term))
  // A bare figure of a table says neither yes nor no.
  const cells = unit.kind === 'row' ? (unit.passage.cells ?? []).slice(1) : ['不']
  const bare = !asked.kinds.length && !asked.facts.length && !terms.some((term) => term.category)
  if (asked.whether && bare && !cells.some((cell) => /[不须可含应免能无有]/.test(cell))) return 'cell'
  // 有没有红烧肉: just the thing that nobody has written of.
  if (subject.some((term) => term.unheard && /有(?:没有|无)$/.test(asked.text.slice(0, term.start))))
    return 'object'
  if (PERFORMED.test(asked.text) && !/共|累计|完成|现有|已[^，。]{0,6}\d/.test(unit.own)) return 'performed'
  const sum = /(?:有没有|有|给不给|给)([一-龥]{2,6}?)(?:补贴|补助|津贴|奖励)(?:吗|么|没有|[?？]|$)/.exec(
    asked.text,
  )?.[1]
  if (asked.whether && sum && apartFrom(sum, unit.own + unit.near + unit.far)) return `sum:${sum}`
  const strange = subject.find((term) => term.unheard && (term.foreign || NOUN.test(term.text)))
  if (strange) return `noun:${strange.text}`
  // Two things at once: a rule about one of them says nothing of both.
  if (
    /同时|一起|都能|兼得/.test(asked.text) &&
    terms.some((term) => (term.category || term.topic) && match(term) < 0.3)
  )
    return 'pair'
  return undefined
}

/** 建了几个, 一共救助了多少户: what was done, which no rule tells. */
const PERFORMED =
  /(?:建|办|改造|救助|发|评|培训|登记|收养|资助|帮扶|服务|处理|受理|审批|投入|花|新增|完成)了?(?:大概|总共|一共)?(?:多少|几)[个户人家场次座张例件对](?![月])|(?:全|我|咱们?|本)[区县市][^，。？?]{0,8}(?:有|共)(?:多少|几)[家个名户所人支]/

/** 电费补贴: 电费 stands there, but not as what the sum is for. */
function apartFrom(what: string, text: string): boolean {
  const at = text.indexOf(what)
  return at < 0
    ? false
    : !new RegExp(`${what}[^，。；、和及与或\n]{0,8}(?:补贴|补助|津贴|奖励|奖补|救助)`).test(text)
}

/** Ends of words that name a thing rather than tell about it. */
const NOUN = /(?:费|金|贷款|税|补贴|补助|津贴|工资)$/
const GENERIC_HEAD = /家庭|人员|老人|对象|居住|保障/

/** Whether a document's title speaks of the kind of people named: 孤儿, but not any 家庭. */
export function titled(term: Weighed, title: string): boolean {
  return [term.concept, ...term.alts].some(
    (alt) => alt.length > 2 && title.includes(GENERIC_HEAD.test(alt.slice(-2)) ? alt : alt.slice(-2)),
  )
}

const ASKING = /多少|几|哪|谁|什么时候|何时|多久|多长|多大|什么|啥|怎么|吗|有没有/g

const ASKING_VERBS = [...'报补给发领拿']

/** The words that the asking word belongs to, joined to each other: 高龄津贴每月多少, 授课老师是谁. */
export function focusOf(asked: Asked, terms: readonly Weighed[]): Weighed[] {
  const found: Weighed[] = []
  for (const match of asked.text.matchAll(ASKING)) {
    const clause = Math.max(
      ...[',', '，', '。', '?', '？', ';', '、'].map((mark) => asked.text.lastIndexOf(mark, match.index)),
    )
    const before = terms.filter((term) => term.start >= clause && term.end <= match.index)
    const next = terms.find(
      (term) => term.start >= match.index && term.start - match.index - match[0].length <= 1,
    )
    if (next && !next.category && !isMeasure(next)) found.push(next)
    const last = before.at(-1)
    if (!last || match.index - last.end > 4) continue
    const chain = [last]
    for (const term of before.slice(0, -1).reverse()) {
      if ((chain[0]?.start ?? 0) - term.end > 0) break
      chain.unshift(term)
    }
    found.push(
      ...chain.filter(
        (term) =>
          !term.category &&
          // 报几成, 发几次: the verb of the asking.
          !ASKING_VERBS.includes(term.text) &&
          (!isMeasure(term) || (term.unheard && !/^[一每半]/.test(term.text))),
      ),
    )
  }
  return found
}
