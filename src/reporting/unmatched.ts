import type { Amount } from './amounts.ts'
import type { Assigned } from './assign.ts'
import type { Clause } from './clauses.ts'
import type { Figure } from './entry.ts'
import { contentOf } from './filler.ts'
import type { Bar } from './modality.ts'
import { type Sheet, wordsOf } from './sheet.ts'

/** The numbers of a message, what they count, and which of them are no figures. */
export interface Found {
  assigned: readonly Assigned[]
  barred: ReadonlyMap<Amount, Bar>
}

const DOING =
  /办理|登记|完成|新增|救助|调解|化解|发放|开展|举办|组织|处理|处置|受理|办结|接待|走访|慰问|排查|检查|整治|清理|维修|安装|建成|培训|宣传|巡查|劝导|采集|录入|核查/

/** How far around a number its clause is read. */
const NEAR = 40

/** Said like a report, though no indicator may cover it: “结婚登记32对”. */
export function saysDoing(text: string): boolean {
  return DOING.test(text)
}

/** Numbers with a measure that nothing in the catalogue counts; never dropped in silence beside what was recorded. */
export function unmatchedIn(
  sheet: Sheet,
  { assigned, barred }: Found,
  skip: ReadonlySet<Clause>,
  figures: readonly Figure[] = [],
): { words: string; start: number }[] {
  return assigned.flatMap((one, place) => {
    const { amount, clause } = one
    if (one.of.length || !amount.measure || amount.measure === '%' || amount.vague || clause.aside) return []
    if (
      barred.has(amount) ||
      skip.has(clause) ||
      /其中|含/.test(sheet.text.slice(Math.max(clause.start, amount.start - NEAR), amount.end + NEAR))
    )
      return []
    // Parts of the figure before it: “早餐96人次，午餐180人次”.
    const before = assigned[place - 1]
    if (before?.amount.measure === amount.measure && before.clause.sentence === clause.sentence) return []
    // “实到49人，能力评估就是这49人”: the same number, counted already.
    if ((amount.value ?? 0) >= 10 && figures.some(({ value }) => value === amount.value)) return []
    const end = endOf(sheet, one)
    return contentOf(sheet.masked.slice(one.lead.start, end))
      ? [{ words: wordsOf(sheet, one.lead.start, end), start: amount.start }]
      : []
  })
}

/** “今天共有3家服务机构”: where nothing before the number tells what it is, the words behind it do. */
function endOf(sheet: Sheet, { amount, lead, tail }: Assigned): number {
  if (contentOf(sheet.masked.slice(lead.start, amount.start))) return amount.end
  const behind = /^[\u4e00-\u9fa5]{1,8}/.exec(sheet.text.slice(amount.end, tail.end))
  return amount.end + (behind?.[0].length ?? 0)
}

/** “打错了，是32”, and nothing was said before. */
export function correctsUnknown(sheet: Sheet, { assigned, barred }: Found): boolean {
  const loose = assigned.some((one) => !one.of.length && !barred.has(one.amount) && one.plain)
  return loose && sheet.text.length <= 40
}
