import type { Assigned } from './assign.ts'
import { contentOf } from './filler.ts'
import { fitOf } from './measures.ts'
import { blank, type Sheet } from './sheet.ts'

/** Told as done, as there, or as new. */
const TOLD =
  /了|已|共|现有|实[际有到报]|新[增建办开签发]|完成|完工|竣工|验收|合格|办[理结好完成]|发[放出]|签约|开[展放]|举[办行]|组织|参[加与训]|接待|接到|受理|处[理置]|整改|走访|惠及|服务|投入|使用|拨付|支出|救助|上报|汇报|数据|日报|周报|月报|情况/

/** Laughed about, and told of no time: nobody reports so. */
const LAUGHED = /哈{3}|嘻嘻|吉利/

/** Behind a figure it only rounds it off. */
const CLOSES =
  /^\s*(?:参[加与]|完成|全部|合格|一切|[均都无]|没有?[别发其出问]|以上|然后|接着|□)|^ [\u4e00-\u9fa5]{1,3} \s*$/

/** How far around a number its words are read. */
const NEAR = 60

/**
 * Whether a number stands as people report one: right beside its name, or, where other words stand between or behind them
 * (“车上有300件物资”, “412人次收到没”), told as done or of a time, or in a list of figures (`listed`). In doubt it is none.
 */
export function isReported(sheet: Sheet, one: Assigned, listed: boolean): boolean {
  const { amount, clause, period } = one
  if (isTopic(sheet, one)) return false
  if (period || listed) return true
  const from = Math.max(clause.start, amount.start - NEAR)
  const laughed = LAUGHED.test(sheet.text.slice(from, amount.end + NEAR))
  if (!laughed && standsAlone(sheet, one)) return true
  return TOLD.test(sheet.nameless.slice(from, Math.min(clause.end, amount.end + NEAR)))
}

/** “手环20只在路上”: more is said of them than that they were counted, and nothing before them that it was done. */
function isTopic({ nameless, numbers }: Sheet, { amount, clause, named, lead, tail }: Assigned): boolean {
  if (!named || named.start >= amount.start || clause.amounts.at(-1) !== amount) return false
  const behind = numbers.slice(tail.start, Math.min(tail.end, tail.start + NEAR))
  if (contentOf(behind).length < 2 || CLOSES.test(behind)) return false
  return !TOLD.test(nameless.slice(Math.max(lead.start, amount.start - NEAR), amount.start))
}

/** Nothing but filler between name and number, and nothing behind them in the clause. */
function standsAlone(sheet: Sheet, one: Assigned): boolean {
  const { amount, clause, of, named, pieces, lead, tail } = one
  const behind = sheet.numbers.slice(tail.start, tail.end)
  const own = pieces.length ? pieces : named ? [named] : []
  const after = own.filter(({ start }) => start >= tail.start && start < tail.end)
  const left = blank(
    behind,
    after.map(({ start, end }) => ({ start: start - tail.start, end: end - tail.start })),
  )
  if (clause.amounts.at(-1) === amount && contentOf(left.replace(/^[整套]/, ''))) return false
  const before = named !== undefined && named.start < amount.start
  // Before the name anybody and any place may stand, not between name and number.
  if (before && of.some((indicator) => fitOf(amount.measure, indicator.unit)?.strict)) return true
  const last = pieces.at(-1)?.end ?? named?.end ?? lead.start
  const between = sheet.numbers.slice(before ? Math.max(lead.start, last) : lead.start, amount.start)
  return !contentOf(between.replace(/\([^()\d]{1,4}\)/g, ''))
}
