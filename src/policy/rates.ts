import { bare } from './lists.ts'
import { figure, holds, numberOf, quantitiesOf, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import { pairedIn, type Tier } from './standards.ts'
import { moneyText } from './tell.ts'
import type { Unit } from './units.ts'
import { isMeasure, type Weighed } from './weights.ts'
import { plain } from './words.ts'

const PER_HOUR = /每(?:服务|上门)?满?[1一]?个?(?:小时|学时|课时)([^，,。；;\d]{0,6}?)(\d+(?:\.\d+)?)(分|元)?/
const WANTS_SUM =
  /一共|总共|合计|共(?:计|多少)|能(?:积|得|攒|拿|领|换|挣)|[积得攒]多少|多少[个]?(?:积?分|钱)|几分/

/** 每服务1小时积3分, for 24 hours: the rate taken as often as was told. */
export function rateOf(text: string, asked: Asked): string | undefined {
  const hours = quantitiesOf(asked.text).find((one) => one.dimension === 'hours')
  const [, named = '', rate = '', unit = /分$/.test(named) ? '分' : ''] = PER_HOUR.exec(plain(text)) ?? []
  if (!hours || hours.value < 2 || !unit || !WANTS_SUM.test(asked.text)) return undefined
  const sum = Math.round(hours.value * Number(rate) * 100) / 100
  return `${figure(hours.value)}×${rate}＝${unit === '元' ? moneyText(sum) : `${figure(sum)}${unit}`}。`
}

/** 比例 | 每户最高: the share of what was spent, up to the limit that stands beside it. */
export function cappedShare({ unit }: Tier, asked: Asked): string | undefined {
  const { cells = [], columns = [] } = unit.passage
  const spent = asked.facts.find((fact) => fact.dimension === 'money')
  if (!spent || !asked.kinds.includes('money') || !/[花用交付]了?|费用|总价|自[负付费]/.test(asked.text))
    return undefined
  const share = cells.map((cell) => /^(\d+(?:\.\d+)?)%$/.exec(cell.trim())?.[1]).find(Boolean)
  const place = columns.findIndex((column) => /最高|上限|封顶|不超过/.test(column))
  const limit = numberOf(cells[place]?.trim().replaceAll(',', '') ?? '')
  if (!share || place < 0 || Number.isNaN(limit)) return undefined
  const amount = Math.round(spent.value * Number(share)) / 100
  const sum = `${figure(spent.value)}×${share}%＝${moneyText(amount)}`
  return amount > limit ? `${sum}，超过上限，按${moneyText(limit)}。` : `${sum}。`
}

const PART =
  /([^，,；;。\n]{2,20}?)(?:的[^，,；;。]{0,6})?[，,]?按照?[^，,；;。%\d]{0,16}?(?:(一半|半数|减半)|的?(\d+)%)/

/** 持居住证的老人按上表的一半: the share that another sentence gives to the case told; in percent. */
export function partOf(asked: Asked, label: string, other: Unit): number | undefined {
  const [, subject = '', half, percent] = PART.exec(other.own) ?? []
  const told = asked.terms.some(
    (term) =>
      !isMeasure(term as Weighed) &&
      !term.topic &&
      term.alts.some((alt) => alt.length > 1 && subject.includes(alt) && !label.includes(alt)),
  )
  return told ? (half ? 50 : Number(percent)) : undefined
}

/** 三星、四星分别上浮5%、10%: by how much the class that was told raises the sum; in percent. */
export function raiseOf(asked: Asked, other: Unit): number | undefined {
  if (!/上浮|增加|提高|上调/.test(other.own)) return undefined
  for (const [name, text] of other.own.split(/[；;。]/).flatMap(pairedIn)) {
    const named = /[一二三四五\d][星级档a]/.exec(plain(name))?.[0]
    const percent = /(?:上浮|增加|提高|上调)(\d+(?:\.\d+)?)%/.exec(text)?.[1]
    if (named && percent && asked.text.includes(named)) return Number(percent)
  }
  return undefined
}

/** The cases that a rule of the same document leads to, and the clause that says so. */
export interface Defined {
  cases: Tier[]
  by?: { unit: Unit; text: string }
}

/** 75分以上不满90分为合格: of these cases the one that another rule gives the figure told to. */
export function gradedAs(cases: readonly Tier[], asked: Asked, all: readonly Unit[]): Defined | undefined {
  const [first] = cases
  if (!first) return undefined
  const nameOf = ({ unit, label }: Tier) => plain(unit.passage.cells?.[0] ?? label).trim()
  for (const unit of all) {
    if (unit.passage.document !== first.unit.passage.document || unit.passage.id === first.unit.passage.id)
      continue
    for (const clause of unit.text.split(/[，,；;。]/)) {
      const [, condition = '', name = ''] =
        /^(.*?\d.*?)(?:的)?(?:为|评为|定为|评定为|属于|算)([^，。]{1,8})$/.exec(plain(clause)) ?? []
      const holding = rangesOf(condition).some((range) =>
        asked.facts.some((fact) => fact.dimension === range.dimension && holds(range, fact.value)),
      )
      const found = holding ? cases.filter((one) => nameOf(one) === name.trim()) : []
      if (found.length === 1) return { cases: found, by: { unit, text: bare(clause) } }
    }
  }
  return undefined
}

/** 重病重残儿童，是指…患有白血病…的儿童: of these cases the one that a definition gives what was told to. */
export function definedAs(cases: readonly Tier[], asked: Asked, all: readonly Unit[]): Tier[] {
  const document = cases[0]?.unit.passage.document
  const told = asked.terms.filter(
    (term) => !term.category && !isMeasure(term as Weighed) && term.text.length > 1,
  )
  for (const unit of all) {
    if (unit.passage.document !== document) continue
    const [, name = '', meaning = ''] = /([^，,。；;：:、\d. ]{2,14})[，,]?是指(.+)/.exec(unit.own) ?? []
    if (!name || !told.some((term) => term.alts.some((alt) => alt.length > 1 && meaning.includes(alt))))
      continue
    const found = cases.filter(({ label }) => label.includes(name))
    if (found.length === 1) return found
  }
  return []
}
