import { holds, type Quantity, type Range, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import { leavesOut } from './settled.ts'
import type { Unit } from './units.ts'
import { isMeasure, type Weighed } from './weights.ts'
import { canonical, type Lexicon } from './words.ts'

const FORBIDS =
  /不予|不得|不能|不可以|不享受|不属于|不认定|取消|停发|停止发放|不再|不领取|不重复|不累计|不公示|不受理|不拨付|暂停/
const ALLOWS = /可以|视同|均可|即可|可继续/
const ASKS_ABILITY =
  /能不能|可不可以|行不行|能否|可否|够不够|(?:能(?!力)|可以|够)[^，。?]{0,20}(?:吗|不[?？]?$|么)|(?:申请|领|拿|报|享受|算|补|借|开会)(?:不|吗)|[算能给补发领][^，。？?]{1,16}不[?？]?$|([给补发领拿批认算])不\1|有没有[^，。？?]{0,12}(?:补贴|补助|津贴|救助|他的|我的|她的|份)/
const ASKS_NEED = /要不要|用不用|需不需要|需要[^，。]{0,14}吗|(?:还?要|用)[^，。]{0,14}吗/
const DUTY = /应当|须|需要|必须|报[^，。]{2,12}(?:审批|同意|备案)/
/** What sets a condition, rather than a benefit for those who are in already. */
const CONDITION =
  /认定|什么人|谁能|哪些人|谁可以|条件|对象|可以申请|要求|招收|招聘|报考|年龄|具有|范围|申请|审批|报批/
const GRADES = ['能力完好', '轻度失能', '中度失能', '重度失能', '完全失能']
const DEGREES = ['小学', '初中', '高中', '大专', '本科', '硕士', '博士']

/** The yes or no in front of a rule; empty where the rule itself is the best answer. */
export function verdict(asked: Asked, unit: Unit, lead: string, lexicon: Lexicon): string {
  if (!asked.whether) return ''
  const own = unit.own
  const judging = CONDITION.test(`${own}
${unit.near}`)
  const failed =
    !judging || (unit.passage.parent !== undefined && FORBIDS.test(lead))
      ? undefined
      : failure(asked, own, lexicon)
  if (ASKS_NEED.test(asked.text)) {
    if (DUTY.test(own) && failed) return '不需要。'
    return ''
  }
  if (!ASKS_ABILITY.test(asked.text)) return ''
  const forbidden = FORBIDS.test(lead) && unit.passage.parent !== undefined
  const forbids = speaksOf(FORBIDS, own, asked) || leavesOut(unit, asked, asked.terms as Weighed[], lexicon)
  const allows = speaksOf(ALLOWS, own, asked)
  if (forbidden || (forbids && !allows)) {
    if (isExcepted(asked, own)) return ''
    const beyond = outOfRange(asked.facts, own)
    return beyond ? '' : '不可以。'
  }
  if (failed) return `不符合：${failed}。`
  const met = judging ? metIn(asked, own) : ''
  if (met) return met
  if (/^(?:答[:：])?可以/.test(own.split('\n').at(-1) ?? '')) return ''
  if (allows && !forbids && !FORBIDS.test(own) && !rangesOf(own).length) return '可以。'
  return ''
}

/** 但年满100周岁的除外, for one of 102: what is excepted is left to the rule's own words. */
function isExcepted({ facts, terms }: Asked, own: string): boolean {
  return [...own.matchAll(/([^，,。；;（(]{2,40})(?:除外|不在此限)/g)].some(
    ([, exception = '']) =>
      rangesOf(exception).some((range) =>
        facts.some((fact) => fact.dimension === range.dimension && holds(range, fact.value)),
      ) ||
      terms.some(
        (term) =>
          !isMeasure(term) &&
          !term.topic &&
          term.alts.some((alt) => alt.length > 1 && exception.includes(alt)),
      ),
  )
}

/** The clause with the modal word speaks of what is asked for: 可以结转 says nothing of 提现. */
function speaksOf(modal: RegExp, own: string, asked: Asked): boolean {
  const predicates = asked.terms.filter((term) => !term.category && !term.topic && !isMeasure(term))
  const clauses = own.split(/[，,；;。：:\n]/).filter((clause) => modal.test(clause))
  if (!predicates.length) return clauses.length > 0
  const wider = own.split(/[；;。\n]/).filter((clause) => modal.test(clause))
  return wider.some((clause) => predicates.some((term) => term.alts.some((alt) => clause.includes(alt))))
}

/** Why the case told does not meet a requirement of the sentence; alternatives (或者) must all fail. */
function failure(asked: Asked, own: string, lexicon: Lexicon): string | undefined {
  const reasons: string[] = []
  let evaluated = 0
  for (const alternative of alternatives(clauseMeant(asked, own))) {
    const reason = missed(asked, alternative, lexicon)
    if (reason === undefined) return undefined
    evaluated += 1
    reasons.push(reason)
  }
  return evaluated ? [...new Set(reasons)].join('，') : undefined
}

/** What is told of someone's case; two persons are just counted. */
const OF_A_CASE = new Set(['age', 'years', 'months', 'hours', 'score', 'area'])

/** 8个月符合“满6个月”: which of the figures told meet what the rule asks of just that; no verdict on the whole. */
function metIn(asked: Asked, own: string): string {
  const told = asked.facts.flatMap((fact) => {
    if (!OF_A_CASE.has(fact.dimension)) return []
    const piece = pieceAround(asked.text, fact.start)
    const words = asked.terms.filter((term) => !term.category && piece.includes(term.text))
    const clause = own
      .split(/[；;。]/)
      .find(
        (one) =>
          threeOf(piece).some((signs) => one.includes(signs)) ||
          words.some((term) => term.alts.some((alt) => alt.length > 1 && one.includes(alt))),
      )
    const range =
      clause && rangesOf(clause).find((one) => one.dimension === inMonths(fact, one.dimension).dimension)
    return range && holds(range, inMonths(fact, range.dimension).value)
      ? [
          `${fact.value}${fact.unit}符合“${(/[满足]/.exec(clause[range.start - 1] ?? '')?.[0] ?? '') + clause.slice(range.start, range.end)}${tail(clause, range)}”`,
        ]
      : []
  })
  return told.length && told.length === asked.facts.length ? `${told.join('，')}。` : ''
}

/** 两年, where the rule counts months. */
function inMonths(fact: Quantity, dimension: Quantity['dimension']): Quantity {
  return fact.dimension === 'years' && dimension === 'months'
    ? { ...fact, dimension, value: fact.value * 12 }
    : fact
}

function threeOf(piece: string): string[] {
  return Array.from({ length: Math.max(0, piece.length - 2) }, (_, at) => piece.slice(at, at + 3)).filter(
    (signs) => /^\p{Script=Han}{3}$/u.test(signs),
  )
}

function pieceAround(text: string, at: number): string {
  const from = Math.max(...['，', ',', '。', '；', '、'].map((mark) => text.lastIndexOf(mark, at))) + 1
  return text.slice(from).split(/[，,。；;？?]/)[0] ?? ''
}

/** Of several clauses the one that speaks of what was asked: 社工岗 and not 综合岗. */
function clauseMeant(asked: Asked, own: string): string {
  const clauses = own.split(/[；;]/)
  const share = (clause: string) =>
    asked.terms.filter((term) => term.alts.some((alt) => clause.includes(alt))).length
  return [...clauses].sort((a, b) => share(b) - share(a))[0] ?? own
}

function alternatives(own: string): string[] {
  return own.split(/或者|；|;|放宽至/)
}

/** The first requirement of an alternative that a told fact misses; undefined where none is missed. */
function missed(asked: Asked, text: string, lexicon: Lexicon): string | undefined {
  for (const range of rangesOf(text)) {
    const fact = asked.facts.find((one) => one.dimension === range.dimension)
    if (fact && !holds(range, fact.value))
      return `要求${text.slice(range.start, range.end)}${tail(text, range)}，您说的是${fact.value}${fact.unit}`
  }
  if (/持有?[^，。；]{0,12}证/.test(text) && /(?:没有?|无)[^，。]{0,5}证|证[^，。]{0,4}没有/.test(asked.text))
    return `要求${/持有?[^，。；]{0,16}证书?/.exec(text)?.[0] ?? '持证'}`
  const question = canonical(asked.text, lexicon)
  return ladder(GRADES, question, canonical(text, lexicon), 2) ?? ladder(DEGREES, question, text, 2)
}

function tail(text: string, range: Range): string {
  return /^(?:\(含\))?(?:及)?以[上下内]/.exec(text.slice(range.end))?.[0] ?? ''
}

function ladder(steps: readonly string[], question: string, text: string, stem: number): string | undefined {
  const asked = steps.findIndex((step) => question.includes(step))
  const wanted = steps.findIndex((step) => new RegExp(`${step.slice(0, stem)}(?:及)?以上`).test(text))
  return asked >= 0 && wanted >= 0 && asked < wanted
    ? `要求${steps[wanted]?.slice(0, stem)}以上，您说的是${steps[asked]}`
    : undefined
}

function outOfRange(facts: readonly Quantity[], own: string): boolean {
  return rangesOf(own).some((range) => {
    const fact = facts.find((one) => one.dimension === range.dimension)
    return fact !== undefined && !holds(range, fact.value)
  })
}
