import type { Unit } from '../roster/organization.ts'
import { fits } from './amounts.ts'
import type { Assigned } from './assign.ts'
import type { Indicator } from './catalogue.ts'
import type { Clause } from './clauses.ts'
import type { Figure, Measure } from './entry.ts'
import { noEntry, saysDone } from './intent.ts'
import type { PeriodMention } from './periods.ts'
import type { Ask, Sheet } from './read.ts'

export interface Collected {
  figures: Figure[]
  asks: Ask[]
  money?: { figure: Figure } | undefined
}

/** Turns assigned amounts into figures; what is doubtful becomes a question. */
export function collect(sheet: Sheet, assigned: readonly Assigned[], correcting: boolean): Collected {
  const asks: Ask[] = []
  const figures: { figure: Figure; one: Assigned }[] = []
  let money: Collected['money']
  const barred = barredClauses(sheet)
  for (const one of assigned) {
    const { amount, clause } = one
    if (barred.has(clause) || isAside(sheet, one) || (correcting && isOld(sheet, one))) continue
    const indicators = candidates(one)
    const words = sheet.original.slice(clause.start, amount.end).trim()
    if (indicators.length > 1) {
      asks.push(askIndicator(sheet, one, indicators, words))
      continue
    }
    const indicator = indicators[0]
    if (!indicator) continue
    if (amount.value === undefined) {
      asks.push({ kind: 'number', question: `“${words}”里的数字看不准，请用普通数字再报一次。` })
      continue
    }
    if (amount.vague) {
      asks.push({ kind: 'estimate', question: `“${words}”是约数，请报准确的数。` })
      continue
    }
    if (!fits(amount.measure, indicator)) {
      asks.push({
        kind: 'unit',
        question: `“${words}”的单位是“${amount.measure}”，${indicator.name}按“${indicator.unit}”统计，请确认。`,
      })
      continue
    }
    if (!Number.isInteger(amount.value) && !/^(?:元|小时|公里|吨)$/.test(indicator.unit)) {
      asks.push({ kind: 'number', question: `“${words}”不是整数，请核对。` })
      continue
    }
    const figure = figureOf(sheet, one, indicator, amount.value)
    if (indicator.unit === '元' && !amount.scaled) {
      asks.push(askMoney(sheet, figure, one))
      money = { figure }
      continue
    }
    figures.push({ figure, one })
  }
  return { ...withoutTotals(figures, asks), asks, money }
}

/** Clauses that plan, quote or set a standard, and what goes on with them until something is said to be done. */
function barredClauses(sheet: Sheet): Set<Clause> {
  const barred = new Set<Clause>()
  let last: Clause | undefined
  for (const clause of sheet.clauses) {
    const goesOn = last && barred.has(last) && last.sentence === clause.sentence && !saysDone(clause.text)
    if (noEntry(clause.text) || otherDistrict(clause.text, sheet) || goesOn) barred.add(clause)
    last = clause
  }
  return barred
}

/** “枫林区今年都改了500户”: a district that is not the bureau's. */
function otherDistrict(text: string, sheet: Sheet): boolean {
  const own = sheet.bureau.organization.bureau
  return [...text.matchAll(/([\u4e00-\u9fa5]{2})(?:区|县)(?!域|级|内|里|间|局)/g)].some(
    ([words, stem = '']) =>
      !own.includes(words) && !/[全本我城小社片园校市老新各辖地街整库]$|^(?:今天|昨天|本周|咱们)/.test(stem),
  )
}

/** “共35人次，其中新河20，城南15”: the parts are the entries, and must add up; parts that are no units leave the total. */
function withoutTotals(all: { figure: Figure; one: Assigned }[], asks: Ask[]): { figures: Figure[] } {
  const dropped = new Set<Figure>()
  for (const { figure, one } of all) {
    if (
      !/共|合计|总计|总共|一共|累计/.test(
        one.clause.text.slice(0, one.amount.start - one.clause.start + 1),
      ) ||
      one.part
    )
      continue
    const parts = all.filter(
      (other) =>
        other.figure !== figure &&
        other.figure.indicator === figure.indicator &&
        other.one.clause.sentence >= one.clause.sentence &&
        other.figure.span.start > figure.span.start,
    )
    const units = parts.filter((part) => part.one.part)
    if (units.length >= 2 || (units.length === 1 && parts.length === 1)) {
      const sum = units.reduce((total, part) => total + part.figure.value, 0)
      dropped.add(figure)
      if (Math.abs(sum - figure.value) > 1e-6)
        asks.push({ kind: 'sum', question: `合计 ${figure.value}，各单位相加是 ${sum}，请核对。` })
    }
  }
  return { figures: all.map(({ figure }) => figure).filter((figure) => !dropped.has(figure)) }
}

/** Numbers that only explain another one: in brackets behind it, or after 其中 where no unit is named. */
function isAside(sheet: Sheet, one: Assigned): boolean {
  const before = sheet.text.slice(0, one.amount.start)
  const open = Math.max(before.lastIndexOf('('), before.lastIndexOf('（'))
  const closed = Math.max(before.lastIndexOf(')'), before.lastIndexOf('）'))
  const within = before.slice(open + 1)
  if (
    open > closed &&
    (/含|其中|包括|另|去年|上周|上月|原|目标|计划|指标/.test(within) ||
      /\d\S{0,3}[（(]$/.test(before.slice(0, open + 1)))
  )
    return true
  const clauseBefore = one.clause.text.slice(0, one.amount.start - one.clause.start)
  if (/[比较].{1,8}(?:多|少|增加|减少|增长|下降|提高)了?$/.test(clauseBefore)) return true
  if (/其中|含|包括/.test(clauseBefore) && !one.part) return true
  const earlier = sheet.text.slice(Math.max(0, one.clause.start - 200), one.clause.start)
  const sentence = earlier.slice(Math.max(earlier.lastIndexOf('。'), earlier.lastIndexOf('\n')) + 1)
  const own = sheet.indicators.some(
    (mention) => mention.start >= one.clause.start && mention.end <= one.clause.end,
  )
  return /其中|包括/.test(sentence) && !own && !(one.part && !/其中.*其中/.test(sheet.text))
}

/** What a correction says was wrong: “不是2户”, “12户应为10户”, “原来报的12户”. */
function isOld(sheet: Sheet, one: Assigned): boolean {
  const { start, end } = one.amount
  const before = sheet.text.slice(Math.max(one.clause.start, start - 12), start)
  const after = sheet.text.slice(end, end + 8)
  if (
    /(?:不是|不为|并非|而非|误报为?|错报为?|打成|写成|报成|原(?:来|报|先)?(?:的|是|为)?|之前(?:报)?(?:的|是)?|刚才(?:报)?的|上午报的|昨天报的)\s*$/.test(
      before,
    )
  )
    return true
  return /^\s*[，,]?\s*(?:应为|应该是|应是|改为|改成|更正为|修正为|写错|报错|打错|有误|是错|不对|错了)/.test(
    after,
  )
}

/** What the amount can count: a shared name is settled by the measure, then by what was said before. */
function candidates(one: Assigned): Indicator[] {
  const of = one.indicator?.of ?? []
  if (of.length <= 1) return of
  const fitting = of.filter((indicator) => fits(one.amount.measure, indicator))
  return fitting.length ? fitting : of
}

function figureOf(sheet: Sheet, one: Assigned, indicator: Indicator, value: number): Figure {
  const { clause, amount } = one
  const start =
    one.indicator && one.indicator.end > 0 ? Math.min(one.indicator.start, amount.start) : amount.start
  const from = start < clause.start ? amount.start : start
  const last = Math.max(amount.end, one.indicator && one.indicator.start > amount.end ? one.indicator.end : 0)
  return {
    indicator: indicator.id,
    value,
    org: (one.unit as Unit | undefined)?.id ?? sheet.sender,
    ...daysOf(sheet, one.period, indicator, sheet.text.slice(clause.start, amount.start)),
    span: { start: from, end: last },
    words: sheet.original.slice(from, last),
  }
}

/** Days and measure of a figure, by the indicator's kind and the words of its clause. */
export function daysOf(
  sheet: Sheet,
  period: PeriodMention | undefined,
  indicator: Indicator,
  words: string,
): { from: string; to: string; measure: Measure } {
  const to = period?.to ?? sheet.sentDay
  if (indicator.kind === 'level') return { from: to, to, measure: 'level' }
  const january = `${to.slice(0, 4)}-01-01`
  const total = /累计|累积|总计达|至今/.test(words)
  const since = period ? sheet.text.slice(period.start, period.end) : ''
  const plainNow = /^(?:目前|现在|当前|到目前|到目前为止)$/.test(since)
  if (period?.since && !plainNow) return { from: january, to, measure: 'cumulative' }
  if (total && (!period || plainNow)) return { from: january, to, measure: 'cumulative' }
  if (plainNow) return { from: to, to, measure: 'increment' }
  return { from: period?.from ?? sheet.sentDay, to, measure: 'increment' }
}

function askIndicator(sheet: Sheet, one: Assigned, indicators: readonly Indicator[], words: string): Ask {
  const name = sheet.original.slice(one.indicator?.start ?? 0, one.indicator?.end ?? 0)
  const rest = (indicator: Indicator) =>
    `${sheet.original.slice(0, one.indicator?.start ?? 0)}${indicator.name}${sheet.original.slice(one.indicator?.end ?? 0)}`
  return {
    kind: 'indicator',
    question: `“${words}”里的“${name}”指哪一项：${indicators.map((indicator) => indicator.name).join('，还是')}？`,
    choices: indicators.map((indicator) => ({ label: indicator.name, text: rest(indicator).slice(0, 500) })),
  }
}

function askMoney(sheet: Sheet, figure: Figure, one: Assigned): Ask {
  const { start, numberEnd } = one.amount
  const number = sheet.original.slice(start, numberEnd)
  const text = (unit: string) =>
    `${sheet.original.slice(0, numberEnd)}${unit}${sheet.original.slice(numberEnd)}`
  return {
    kind: 'money',
    question: `“${figure.words}”是 ${number}元，还是 ${number}万元？`,
    choices: ['元', '万元'].map((unit) => ({ label: `${number}${unit}`, text: text(unit).slice(0, 500) })),
  }
}
