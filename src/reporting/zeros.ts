import type { Figure } from './entry.ts'
import { daysOf } from './figures.ts'
import { noEntry } from './intent.ts'
import type { Sheet } from './read.ts'

const NOTHING_NEW =
  /一[张户个人家场次名]?(?:也|都)(?:没|未|无)|没有?新增|无新增|未新增|无新进展|均?为零|都?是零|零报告|均无|都没有?(?:新|数|$|[，。])|暂无(?:新增|数据)?|没有(?:数据|发生|开展)|未开展|[:：\s]无(?:$|[，,。；;\n])/

/** A zero report: of the indicators named in the sentence, else of all that the unit owes. */
export function zeroFigures(sheet: Sheet): Figure[] {
  const said = NOTHING_NEW.exec(sheet.text)
  if (!said || /[?？吗]/.test(sheet.text.slice(said.index, said.index + said[0].length + 6))) return []
  const clause = sheet.clauses.find((one) => one.start <= said.index && said.index < one.end)
  if (!clause || noEntry(clause.text)) return []
  const end = said.index + said[0].length
  const sentence = sheet.clauses.filter((one) => one.sentence === clause.sentence)
  const begin = sentence[0]?.start ?? 0
  const lastNumber = sheet.amounts.findLast(
    (one) => one.end <= said.index && one.start >= begin && one.measure !== '',
  )
  const named = sheet.indicators.filter(
    (one) => one.start >= (lastNumber?.end ?? begin) && one.start < end + 12 && one.of.length === 1,
  )
  const unit = sheet.units.findLast((one) => one.end <= said.index)?.of[0]?.id ?? sheet.sender
  const period = sheet.periods.findLast((one) => one.end <= end) ?? sheet.periods[0]
  const owed = named.length || sheet.indicators.length ? [] : owedBy(sheet, unit)
  const indicators = [...named.map((one) => one.of[0]!), ...owed]
  return indicators.map((indicator) => ({
    indicator: indicator.id,
    value: 0,
    org: unit,
    ...daysOf(sheet, period, indicator, ''),
    span: { start: begin, end },
    words: sheet.original.slice(begin, end),
  }))
}

function owedBy(sheet: Sheet, unit: string) {
  const { organization, catalogue } = sheet.bureau
  const ids = new Set(
    organization.reporting.filter((duty) => duty.units.includes(unit)).flatMap((duty) => duty.indicators),
  )
  return catalogue.filter((indicator) => ids.has(indicator.id) && indicator.kind === 'flow')
}
