import type { Kind } from './kinds.ts'
import { holds, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { COVERAGE } from './threshold.ts'
import { isMeasure, type Weighed } from './weights.ts'
import { plain } from './words.ts'

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
  'named',
  'enumerated',
  'payer',
  'address',
  'charge',
  'consequence',
  'criteria',
  'name',
  'person',
])

/** Why the best unit is no answer; undefined where it is one. */
export function whyNot(
  best: Scored | undefined,
  asked: Asked,
  terms: readonly Weighed[],
  preferred = '',
  threshold = COVERAGE,
): string | undefined {
  if (!best) return 'nothing'
  const subject = terms.filter((term) => !term.category && !isMeasure(term))
  const fits = asked.facts.some((fact) =>
    rangesOf(best.unit.own).some((range) => range.dimension === fact.dimension && holds(range, fact.value)),
  )
  if (
    !fits &&
    (best.score < 1.5 || (!asked.facts.length && /标准/.test(asked.text))) &&
    !subject.length &&
    !terms.some((term) => term.category && titled(term, plain(best.unit.passage.title)))
  )
    return 'no-subject'
  // A bare figure of a table says neither yes nor no.
  const cells = best.unit.kind === 'row' ? (best.unit.passage.cells ?? []).slice(1) : ['不']
  const bare = !asked.kinds.length && !asked.facts.length && !terms.some((term) => term.category)
  if (asked.whether && bare && !cells.some((cell) => /[不须可含应免能无有]/.test(cell))) return 'cell'
  const clause = askingClause(asked.text)
  const within = (term: Weighed) => term.start >= clause.start && term.end <= clause.end
  // 有没有红烧肉: just the thing that nobody has written of.
  if (subject.some((term) => term.unheard && /有(?:没有|无)$/.test(asked.text.slice(0, term.start))))
    return 'object'
  const lenient = asked.text.length > 45 || best.unit.passage.path === preferred
  if (best.coverage < (lenient ? threshold * 0.7 : threshold)) return 'coverage'
  if (!best.tellsKind && asked.kinds.some((kind) => BINDING.has(kind))) return 'kind'
  const focus = asked.kinds.includes('consequence') || asked.whether ? [] : focusOf(asked, terms)
  for (const term of focus)
    if (term.unheard || (best.matches.get(term) ?? 0) < (asked.kinds.includes('enumerated') ? 0.7 : HELD))
      return `focus:${term.text}`
  const heard = subject.filter((term) => !term.unheard && !ASKING_VERBS.includes(term.text))
  if (PERFORMED.test(asked.text) && !/共|累计|完成|现有|已[^，。]{0,6}\d/.test(best.unit.own))
    return 'performed'
  const sum = /(?:有没有|有|给不给|给)([一-龥]{2,6}?)(?:补贴|补助|津贴|奖励)(?:吗|么|没有|[?？]|$)/.exec(
    asked.text,
  )?.[1]
  if (asked.whether && sum && apartFrom(sum, best.unit.own + best.unit.near + best.unit.far))
    return `sum:${sum}`
  // What is asked for is named in no document, or nothing of what is named stands here.
  const strange = subject.find((term) => term.unheard && (term.foreign || NOUN.test(term.text)))
  if (strange) return `noun:${strange.text}`
  if (
    heard.length &&
    !fits &&
    !terms.some((term) => term.category && (best.matches.get(term) ?? 0) > 0.6) &&
    heard.every((term) => (best.matches.get(term) ?? 0) <= 0.4)
  )
    return 'apart'
  // Two things at once: a rule about one of them says nothing of both.
  if (
    /同时|一起|都能|兼得/.test(asked.text) &&
    terms.some((term) => (term.category || term.topic) && (best.matches.get(term) ?? 0) < 0.3)
  )
    return 'pair'
  if (heard.length <= 2 && heard.some((term) => !best.matches.get(term) && within(term))) return 'missing'
  const zero = heard.filter((term) => !best.matches.get(term)).reduce((sum, term) => sum + term.weight, 0)
  const all = heard.reduce((sum, term) => sum + term.weight, 0)
  if (zero > all * 0.45 && best.coverage < 0.5 && asked.text.length <= 45) return 'missing'
  const unheard = subject.filter((term) => term.unheard).length
  if (unheard && unheard === subject.length) return 'unheard'
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

/** The stretch between commas that the first asking word stands in. */
function askingClause(text: string): { start: number; end: number } {
  const at = Math.max(0, text.search(/多少|几|哪|谁|什么|何时|多久|多长|怎么|啥/))
  const start = Math.max(-1, ...[',', '，', '。', ';'].map((mark) => text.lastIndexOf(mark, at))) + 1
  const ends = [',', '，', '。', ';', '?', '？']
    .map((mark) => text.indexOf(mark, at))
    .filter((end) => end >= 0)
  return { start, end: Math.min(text.length, ...ends) }
}
