import { bare } from './lists.ts'
import { rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import type { Unit } from './units.ts'
import { isMeasure, type Weighed } from './weights.ts'
import { canonical, isEmpty, type Lexicon, plain } from './words.ts'

/** 特困人员、孤儿不享受两项补贴: who is left out, and of what. */
const LEAVES_OUT =
  /^(.*?)(?:均|都|也)?(?:不享受|不重复享受|不再享受|不得享受|不能享受|不纳入|不列入|不予(?:救助|补贴|补助|发放|认定|受理))(.*)$/
/** 不论是否有退休金: what makes no difference. */
const NO_MATTER = /(?:不论|无论|不管|不分|不限)(?:是否|有无|是不是)?([^，,；;。]{2,14})/g

/** The rule beside the best unit that settles a yes or no for just the person told of; undefined where none does. */
export function settling(
  best: Scored,
  asked: Asked,
  units: readonly Scored[],
  terms: readonly Weighed[],
  lexicon: Lexicon,
): Scored | undefined {
  if (!asked.whether || asked.kinds.some((kind) => kind !== 'money')) return undefined
  const same = units.filter((one) => one.unit.passage.document === best.unit.passage.document)
  return (
    same.find(({ unit }) => leavesOut(unit, asked, terms, lexicon)) ??
    same.find(({ unit }) => noMatter(unit, asked, terms)) ??
    (limits(best.unit, asked) ? undefined : same.find(({ unit }) => limitsJust(unit, asked)))
  )
}

/** Whether a clause leaves out a kind of people that the asker names from what is asked about. */
export function leavesOut(unit: Unit, asked: Asked, terms: readonly Weighed[], lexicon: Lexicon): boolean {
  const people = terms.filter((term) => term.category)
  const subject = terms.filter((term) => !term.category && !isMeasure(term))
  return unit.own.split(/[；;。]/).some((clause) => {
    const [, who = '', what = ''] = LEAVES_OUT.exec(clause) ?? []
    const names: readonly string[] = canonical(who, lexicon).match(lexicon.canonNames) ?? []
    const mine = people.some(
      (term) => names.includes(canonical(term.text, lexicon)) && !asked.denied.includes(term.text),
    )
    if (!mine && !told(who, asked, terms)) return false
    const named = subject.filter((term) => term.alts.some((alt) => what.includes(alt)))
    // 两项补贴: what the whole document is about.
    const whole = what.replace(/[，,].*$/, '').trim()
    return named.length > 0 || !whole || plain(unit.passage.title).includes(whole)
  })
}

/** What stands above a table, where it says that just what was told makes no difference. */
export function noMatterAbove({ passage }: Unit, asked: Asked, terms: readonly Weighed[]): string {
  const lead = passage.headings.at(-1) ?? ''
  return asked.whether && passage.kind === 'row' && noMatter({ own: plain(lead) }, asked, terms)
    ? bare(lead)
    : ''
}

/** A rule sets a range for a kind of fact that was told. */
function limits({ own }: Unit, { facts }: Asked): boolean {
  return rangesOf(own).some((range) => facts.some((fact) => fact.dimension === range.dimension))
}

/** 合同还剩一年: 剩余租期不少于两年: a range for the fact, in a clause that has the words around it. */
function limitsJust({ own, kind }: Unit, { facts, text }: Asked): boolean {
  return (
    kind !== 'row' &&
    facts.some((fact) => {
      const from = Math.max(...['，', ',', '。', ';'].map((mark) => text.lastIndexOf(mark, fact.start))) + 1
      const words = text.slice(from, fact.start).match(/\p{Script=Han}{2,}/gu) ?? []
      const pairs = words.flatMap((word) =>
        Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2)),
      )
      return own
        .split(/[；;。，,]/)
        .some(
          (clause) =>
            rangesOf(clause).some((range) => range.dimension === fact.dimension) &&
            pairs.some((pair) => !isEmpty(pair) && clause.includes(pair)),
        )
    })
  )
}

/** How much of the words of an exclusion the question must hold. */
const MOST = 0.6

/** 已经入住养老机构的: the question tells of just that. */
function told(who: string, { denied }: Asked, terms: readonly Weighed[]): boolean {
  const clause = who.split(/[，,]/).at(-1) ?? ''
  const bare = clause.replace(/已经?|享受|领取|的|是|在|人员$/g, '')
  if (bare.length < 4) return false
  const names = terms
    .filter((term) => !isMeasure(term) && !denied.includes(term.text))
    .flatMap((term) => [...term.alts].filter((alt) => alt.length > 1 && bare.includes(alt)).slice(0, 1))
  const held = [...new Set(names)].reduce((sum, name) => sum + name.length, 0)
  return held / bare.length >= MOST
}

function noMatter({ own }: Pick<Unit, 'own'>, { text }: Asked, terms: readonly Weighed[]): boolean {
  return [...own.matchAll(NO_MATTER)].some(([, what = '']) =>
    terms.some(
      (term) =>
        !isMeasure(term) &&
        term.text.length > 1 &&
        text.includes(term.text) &&
        term.alts.some((alt) => alt.length > 1 && what.includes(alt)),
    ),
  )
}
