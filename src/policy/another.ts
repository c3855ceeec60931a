import type { Kind } from './kinds.ts'
import type { Asked } from './question.ts'
import type { Scored } from './rank.ts'
import { isMeasure, type Weighed } from './weights.ts'
import { plain } from './words.ts'

/** What only one place, facility or person has for itself; a rule for all of them does not tell it. */
const OWN: ReadonlySet<Kind> = new Set(['count', 'phone', 'name', 'person', 'address', 'named'])
const ROLE = /(?:员|师|主任|院长|站长|督导)$/
const POST = /(?:员|主任|院长|站长|督导)$/
/** 儿童主任补贴：…: whom the rule is for, as it opens. */
const OPENS =
  /^(?:[（(][^）)]{1,3}[）)]|\d{1,2}[.．、])?([^：:，。；]{1,12}?(?:员|师|主任|院长|站长|督导))[^：:，。；]{0,6}[：:]/
/** How much of a name stands for it: 二道渠 for 二道渠村互助幸福院. */
const LEAST = 3

/** Whether the best unit tells what was asked of another: of another post, or of all where one was named. */
export function ofAnother(
  best: Scored,
  asked: Asked,
  terms: readonly Weighed[],
  units: readonly Scored[],
): boolean {
  return (
    anotherRole(best, terms) ||
    noSuchRole(best, asked, terms) ||
    noTeacher(best, asked) ||
    notOfTheNamed(best, asked, units)
  )
}

/** 请的谁来讲: who teaches, not whom to ask about the course. */
export function asksTeacher({ text }: Asked): boolean {
  return /谁(?:来|给[^，。？?]{1,6})?(?:讲|教|授课|上课)|(?:老师|教师|讲师|主讲)(?:是|叫|姓|有)?(?:谁|哪|什么)|(?:谁|哪位)(?:是|当)(?:老师|讲师|主讲)/.test(
    text,
  )
}

function noTeacher({ unit }: Scored, asked: Asked): boolean {
  return asksTeacher(asked) && !/老师|教师|讲师|主讲|授课|任课/.test(`${unit.own}\n${unit.near}`)
}

function anotherRole({ unit }: Scored, terms: readonly Weighed[]): boolean {
  const opening = OPENS.exec(unit.own)?.[1]
  if (!opening) return false
  const roles = terms.filter((term) => !term.category && !isMeasure(term) && ROLE.test(term.text))
  return roles.length > 0 && !roles.some((term) => term.alts.some((alt) => unit.own.includes(alt)))
}

/** 儿童主任一个月多少补助: no table of children's classes tells what a post is paid. */
function noSuchRole({ unit }: Scored, asked: Asked, terms: readonly Weighed[]): boolean {
  if (!asked.kinds.includes('money') || asked.text.length > 30) return false
  const above = unit.kind === 'sentence' ? unit.far : `${unit.near}\n${unit.far}`
  const gets = (name: string) =>
    above.includes(name) ||
    new RegExp(`${name}[^。；\n]{0,40}(?:补贴|补助|津贴|报酬|奖励|\\d元)`).test(`${unit.own}\n${unit.near}`)
  return terms.some((term) => {
    const paid = /^(?:的|每[月年]|一个?[月年]|有|能[领拿]|给|发)*(?:多少)?(?:补贴|津贴|补助|报酬|奖励)/
    return (
      !term.category && POST.test(term.text) && paid.test(asked.text.slice(term.end)) && !term.alts.some(gets)
    )
  })
}

function notOfTheNamed({ unit }: Scored, asked: Asked, units: readonly Scored[]): boolean {
  if (asked.whether || asked.facts.length || asked.kinds.includes('money')) return false
  if (!asked.kinds.some((kind) => OWN.has(kind))) return false
  const about = `${unit.own}\n${unit.near}\n${unit.far}`
  return units.some(({ unit: row }) => {
    if (row.kind !== 'row') return false
    const name = plain(row.passage.cells?.[0] ?? '').trim()
    const start = name.slice(0, LEAST)
    return (
      name.length > LEAST &&
      /^\p{Script=Han}+$/u.test(start) &&
      asked.text.includes(start) &&
      !about.includes(start) &&
      units.every((one) => one.unit.kind === 'row' || !one.unit.own.includes(start))
    )
  })
}
