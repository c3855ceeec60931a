import type { Composed, Material } from './compose.ts'
import { addressesMachines } from './guard.ts'
import { headingTells } from './kinds.ts'
import type { Found } from './ports.ts'
import type { Unit } from './units.ts'

/** How far a section may reach from the unit that was found, in passages. */
const SECTION = 30

/** The list that a unit is part of, with all its items: half a list would be wrong. */
export function wholeList(unit: Unit, { asked, passageAt }: Material): Composed | undefined {
  const { passage } = unit
  const heading = passage.headings.at(-1) ?? ''
  if (asked.kinds.some((kind) => headingTells(kind, heading))) return wholeSection(unit, passageAt)
  const list =
    passage.kind === 'list'
      ? passage
      : passage.parent === undefined
        ? undefined
        : passageAt(passage.document, passage.parent)
  if (list?.kind !== 'list') return undefined
  const led =
    /[:：]$/.test(heading) ||
    passage.kind === 'list' ||
    /对象|条件|范围|情形|材料|流程|程序|步骤/.test(heading)
  const procedure = asked.kinds.includes('steps') || (asked.kinds.includes('materials') && led)
  // An item that tells by itself what is asked for is enough, where its neighbours speak of other things.
  if (!procedure && !led) return undefined
  const lines = list.text.split('\n')
  return { text: bare(list.text), quotes: lines.map((line) => ({ unit, text: unnumbered(line) })) }
}

/** All that stands under the heading of a unit: lists with what is said beside them. */
function wholeSection(unit: Unit, passageAt: Material['passageAt']): Composed | undefined {
  const { document, ordinal, headings } = unit.passage
  const path = headings.join('\n')
  const found: Found[] = []
  for (let at = Math.max(0, ordinal - SECTION); at <= ordinal + SECTION; at++) {
    const passage = passageAt(document, at)
    if (passage?.headings.join('\n') === path && passage.parent === undefined) found.push(passage)
  }
  const lines = found
    .flatMap((passage) => passage.text.split('\n'))
    .filter((line) => !addressesMachines(line))
  const text = lines.join('\n')
  if (!lines.length || text.length > 800) return undefined
  return { text: bare(text), quotes: lines.map((line) => ({ unit, text: unnumbered(line) })) }
}

/** List numbers may be the reader's own: a quote does without. */
export function unnumbered(text: string): string {
  return text.replace(/^\d{1,2}[.．](?!\d)\s*/, '')
}

/** What an item stands under, where it is a sentence that the item completes. */
export function leadOf(unit: Unit): string {
  const lead = unit.passage.headings.at(-1) ?? ''
  return unit.passage.parent !== undefined && /[:：]$/.test(lead) && lead.length <= 90 ? bare(lead) : ''
}

/** 免费对象：在本区就读的学生: what those are that an item names, where its heading says so. */
export function groupOf(unit: Unit): string {
  const heading = bare(unit.passage.headings.at(-1) ?? '')
  return unit.passage.parent !== undefined &&
    /^[^，。：:]{0,8}(?:对象|情形|人员)$|^不[予得能][^，。：:]{2,8}$/.test(heading)
    ? `${heading}：`
    : ''
}

/** Without the number of the article or item. */
export function bare(text: string): string {
  return text
    .replace(
      /^(?:第[一二三四五六七八九十百零\d]+条\s*|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[.．]\d{1,2}){1,3}\s+|\d{1,2}[.．、](?!\d)\s*)/,
      '',
    )
    .trim()
}
