import { type Asked, askSum } from './asks.ts'
import type { Assigned } from './assign.ts'
import type { Figure } from './entry.ts'
import type { Read } from './figures.ts'
import { indicatorOf, type Sheet } from './sheet.ts'

const TOTAL = /共|合计|总计|总共|总数|加起来|全[区县市镇乡街局]/

/** No district has more units than this; parts of more are a text pasted over and over. */
const MOST_PARTS = 400
/** Nor has a sum more shares than this. */
const MOST_SHARES = 40

/** “共35人次，其中新河20，城南15”: the parts by unit are the entries, and must add up to the total. */
export function withoutTotals(sheet: Sheet, reads: readonly Read[]): { figures: Figure[]; asked: Asked[] } {
  const dropped = new Set<Read>()
  const asked: Asked[] = []
  for (const [place, total] of reads.entries()) {
    if (dropped.has(total) || isPart(total.one)) continue
    const said = saysTotal(sheet, total.one)
    if (said) for (const share of sharesBefore(reads, place)) dropped.add(share)
    const parts = [...partsAfter(reads, place), ...(said ? partsBefore(reads, place) : [])]
    if (!parts.length) continue
    const sum = parts.reduce((all, part) => all + part.figure.value, 0)
    const equal = Math.abs(sum - total.figure.value) < 1e-6
    const listed =
      said || /其中|分别|包括/.test(sheet.text.slice(total.one.amount.end, parts[0]!.one.amount.start))
    if (total.one.unitHere && !listed) continue
    // One part of many is told beside its total: the total stands.
    if (!equal && (!listed || (parts.length === 1 && !said))) continue
    dropped.add(total)
    const indicator = indicatorOf(sheet, total.figure.indicator)
    const figures = parts.map(({ figure }) => figure)
    if (!equal && indicator) asked.push(...askSum(indicator, total.figure.value, figures))
  }
  return { figures: reads.filter((read) => !dropped.has(read)).map(({ figure }) => figure), asked }
}

/** It names its unit itself and takes its indicator from what stood before. */
function isPart(one: Assigned): boolean {
  return one.unitHere && !one.named
}

function saysTotal(sheet: Sheet, { amount, lead, unit, unitHere }: Assigned): boolean {
  // “全区社工站活动：新河3场”: the total would stand before the unit.
  const from = unitHere && unit && unit.end <= amount.start ? Math.max(unit.end, lead.start) : lead.start
  return TOTAL.test(sheet.text.slice(from, amount.start))
}

function partsAfter(reads: readonly Read[], place: number): Read[] {
  const total = reads[place]!
  const parts: Read[] = []
  for (let at = place + 1; at < Math.min(reads.length, place + MOST_PARTS); at++) {
    const read = reads[at]!
    if (!isPart(read.one) || !sameCount(read, total)) break
    const beyond = read.one.clause.stops !== total.one.clause.stops
    if (beyond && !parts.length && !/^\s*(?:其中|分别)/.test(read.one.clause.text)) break
    if (beyond && parts.length && parts.at(-1)!.one.clause.stops !== read.one.clause.stops) break
    parts.push(read)
  }
  return parts
}

/** “新河20，梅岭15，合计35” */
function partsBefore(reads: readonly Read[], place: number): Read[] {
  const total = reads[place]!
  if (total.one.named) return []
  const parts: Read[] = []
  for (let at = place - 1; at >= Math.max(0, place - MOST_PARTS); at--) {
    const read = reads[at]!
    if (!read.one.unitHere || !sameCount(read, total)) break
    if (read.one.clause.stops !== total.one.clause.stops) break
    parts.push(read)
  }
  return parts.length > 1 ? parts : []
}

/** “资助金：小学12万元，初中8万元，共20万元”: parts that are no units leave the total. */
function sharesBefore(reads: readonly Read[], place: number): Read[] {
  const total = reads[place]!
  if (total.one.named) return []
  const shares: Read[] = []
  for (let at = place - 1; at >= Math.max(0, place - MOST_SHARES); at--) {
    const read = reads[at]!
    if (read.one.clause.sentence !== total.one.clause.sentence || !sameCount(read, total)) break
    if ((!read.one.unitHere || read.one.unit === total.one.unit) && !read.one.plain) shares.push(read)
  }
  return shares
}

function sameCount(a: Read, b: Read): boolean {
  return (
    a.figure.indicator === b.figure.indicator &&
    a.figure.from === b.figure.from &&
    a.figure.to === b.figure.to
  )
}
