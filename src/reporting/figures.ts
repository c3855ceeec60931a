import {
  type Asked,
  askDouble,
  askEstimate,
  askIndicator,
  askMoney,
  askNumber,
  askOrganization,
  askPeriod,
  askUnit,
  askWhether,
} from './asks.ts'
import type { Assigned } from './assign.ts'
import type { Indicator } from './catalogue.ts'
import { sharesWords } from './choice.ts'
import type { Clause } from './clauses.ts'
import { isDoubtful, signsOf } from './doubt.ts'
import type { Figure } from './entry.ts'
import { contentOf } from './filler.ts'
import { spanOf } from './fold.ts'
import { isReported } from './grounds.ts'
import { measureOf } from './measure-of.ts'
import { countsMoney, fitOf, isContinuous } from './measures.ts'
import { type Sheet, wordsOf } from './sheet.ts'
import { strangerIn } from './strangers.ts'
import { withoutTotals } from './totals.ts'
import type { Found } from './unmatched.ts'

export interface Collected {
  figures: Figure[]
  /** Read, but hardly said as a report: each stands in a question that waits for a yes. */
  unsure: Figure[]
  asked: Asked[]
}

/** So many figures in one message are a list that was kept, not something said by the way. */
const LONG_LIST = 200

/** A figure with the place it was read from. */
export interface Read {
  figure: Figure
  one: Assigned
}

/** Turns assigned amounts into figures; what is doubtful becomes a question. `skip`: clauses that ask or take back. */
export function collect(
  sheet: Sheet,
  { assigned, barred }: Found,
  options: { correcting: boolean; skip: ReadonlySet<Clause>; apart: ReadonlySet<Clause>; continues: boolean },
): Collected {
  const asked: Asked[] = []
  const reads: Read[] = []
  const isListed = (one: Assigned) => one.plain && one.of.length > 0
  const plain = assigned.filter(isListed).length
  for (const [place, one] of assigned.entries()) {
    const stranger = strangerIn(sheet, assigned, place)
    if (stranger && !barred.has(one.amount) && !options.skip.has(one.clause)) asked.push(stranger)
    if (!one.of.length || barred.has(one.amount) || options.skip.has(one.clause)) continue
    if ((options.correcting && isOld(sheet, one)) || wasBefore(sheet, one)) continue
    if (
      isAttribute(sheet, one) ||
      !(one.amount.vague || isReported(sheet, one, plain > (isListed(one) ? 1 : 0)))
    )
      continue
    const former = assigned[place - 1]
    const result = readOne(sheet, former && wasBefore(sheet, former) ? withoutPeriodOf(one, former) : one)
    if (!result) continue
    if ('figure' in result) {
      reads.push({ figure: result.figure, one })
      const next = assigned[place + 1]
      if (next && isDouble(sheet, one, next)) asked.push(askDouble(sheet, result.figure, one, next))
    } else if (one.named || !asksSame(asked, one)) asked.push(result)
  }
  const kept = withoutTotals(sheet, reads)
  const unsure =
    options.correcting || options.continues || !reads.length || reads.length > LONG_LIST
      ? []
      : doubted(sheet, assigned, options.apart, reads)
  const waits = new Set(unsure)
  const sure = kept.figures.filter((figure) => !waits.has(figure))
  // “三十来号人，登记在册的是三十四人次”: the exact number makes the estimate idle.
  const counted = new Set(kept.figures.map(({ indicator }) => indicator))
  const needed = asked.filter(
    ({ ask, open }) =>
      (ask.kind !== 'estimate' && ask.kind !== 'unit') || !counted.has(open?.figure.indicator ?? ''),
  )
  const doubtful = kept.figures.filter((figure) => waits.has(figure))
  return { figures: sure, unsure: doubtful, asked: [...needed, ...kept.asked, ...doubtful.map(askWhether)] }
}

/** “护理员培训30人次，新河、梅岭各15”: one name, one question which it is. */
function asksSame(asked: readonly Asked[], { of }: Assigned): boolean {
  return of.length > 1 && asked.some(({ open }) => of.every(({ id }) => open?.indicators?.includes(id)))
}

function doubted(
  sheet: Sheet,
  assigned: readonly Assigned[],
  apart: ReadonlySet<Clause>,
  reads: readonly Read[],
) {
  const signs = signsOf(sheet, assigned, apart)
  return reads.filter(({ one }) => isDoubtful(signs(one))).map(({ figure }) => figure)
}

/** “巡逻6次的排班表”: the number only describes another thing. */
function isAttribute(sheet: Sheet, { amount, tail, named, of }: Assigned): boolean {
  // “涉及28名孤儿”: whom it reached, not how many there are.
  const reached = /(?:涉及|惠及|覆盖|受益|资助|帮助|服务|慰问|走访|看望|[给为])\s?$/.test(
    sheet.text.slice(Math.max(0, amount.start - 4), amount.start),
  )
  if (reached && of[0]?.kind === 'level' && named && named.start >= amount.end) return true
  const behind = sheet.masked.slice(tail.start, tail.end)
  return behind.startsWith('的') && !(named && named.start >= amount.end) && contentOf(behind) !== ''
}

/** One amount as a figure, as a question, or as nothing (a number with another measure that only stands near). */
function readOne(sheet: Sheet, one: Assigned): { figure: Figure } | Asked | undefined {
  const { amount } = one
  // Of several, one that adds up keeps the days that were said.
  const indicator = one.of.find((other) => other.kind === 'flow') ?? one.of[0]
  if (!indicator) return undefined
  const fit = fitOf(measureIn(one, indicator), indicator.unit)
  const raw = (amount.value ?? 0) * (fit?.factor ?? 1)
  const figure = figureOf(sheet, one, indicator, Math.round(raw * 1000) / 1000)
  if (one.of.length > 1) return askIndicator(sheet, one, figure)
  if (one.unit && !one.unit.of) return askOrganization(sheet, figure, one.unit)
  if (indicator.kind === 'level' && isGain(sheet, one)) return readGain(sheet, one, indicator)
  if (!fit) return isPart(sheet, one) ? undefined : askUnit(figure, amount.measure, indicator)
  if (one.period?.problem)
    return askPeriod(figure, wordsOf(sheet, one.period.start, one.period.end), one.period.problem)
  if (amount.vague) return askEstimate(figure)
  if (amount.value === undefined) return askNumber(figure, '里的数字看不准，请用普通数字再报一次。')
  if (amount.negative) return askNumber(figure, '是负数吗？要更正请说“更正为…”，否则请再报一次。')
  if (!Number.isInteger(figure.value) && !isContinuous(indicator.unit))
    return askNumber(figure, '不是整数，请核对。')
  if (countsMoney(indicator.unit) && !amount.scaled) return askMoney(sheet, figure, one)
  return { figure }
}

/** “其中孤儿5人次”: of a total in the same measure. */
function isPart({ text }: Sheet, { amount, clause }: Assigned): boolean {
  return /其中|包括/.test(text.slice(Math.max(0, clause.start - 40, amount.start - 80), amount.start))
}

/** “3户5人”: one figure in two measures. */
function isDouble({ text }: Sheet, { amount }: Assigned, { amount: next, of }: Assigned): boolean {
  return (
    !of.length && next.start === amount.end && next.measure !== '' && /[\d一-龥]/.test(text[next.start] ?? '')
  )
}

/** “120万” of money without 元 is in 元, whatever the indicator counts in. */
function measureIn({ amount }: Assigned, indicator: Indicator): string {
  return amount.measure === '' && amount.scaled && countsMoney(indicator.unit) ? '元' : amount.measure
}

/** “新增45个” of what is kept as a state. */
function isGain(sheet: Sheet, { lead, amount }: Assigned): boolean {
  return /(?:新增|净增)[^，,。]{0,4}$/.test(sheet.masked.slice(lead.start, amount.start))
}

/** What is new of a state counts where another indicator counts it (现有托位, 新增托位); else the state is asked for. */
function readGain(sheet: Sheet, one: Assigned, level: Indicator): { figure: Figure } | Asked {
  const gains = sheet.bureau.catalogue.filter(
    (other) =>
      other.kind === 'flow' &&
      other.unit === level.unit &&
      /新增/.test(other.name) &&
      sharesWords(other.name, level.name),
  )
  if (gains.length === 1) return readOne(sheet, { ...one, of: gains }) ?? askGain(sheet, one, level)
  return askGain(sheet, one, level)
}

function askGain(sheet: Sheet, one: Assigned, level: Indicator): Asked {
  const figure = figureOf(sheet, one, level, one.amount.value ?? 0)
  return {
    ask: {
      kind: 'estimate',
      question: `“${figure.words}”是新增的数，${level.name}记的是现有的数，请报现有多少。`,
    },
    open: { kind: 'estimate', figure },
  }
}

/** “由上月的68%提高到70.5%”: what it was before. */
function wasBefore(sheet: Sheet, { amount, clause, lead }: Assigned): boolean {
  return (
    /[由从][^，,。]{0,8}$/.test(sheet.text.slice(Math.max(clause.start, lead.start), amount.start)) &&
    /^\s*(?:提高|提升|上升|增加|增长|增|升|扩大|扩充|下降|降低|降|减少|减|调整|变)(?:到|至|为)/.test(
      sheet.text.slice(amount.end, amount.end + 6),
    )
  )
}

/** The time of what was before is not the time of what is now. */
function withoutPeriodOf(one: Assigned, former: Assigned): Assigned {
  return one.period === former.period && one.clause === former.clause ? { ...one, period: undefined } : one
}

/** What a correction says was wrong: “不是2户”, “12户应为10户”, “原来报的12户”, “写成21了”. */
function isOld(sheet: Sheet, one: Assigned): boolean {
  const { start, end } = one.amount
  const before = sheet.nameless.slice(Math.max(one.clause.start, start - 14), start)
  const after = sheet.nameless.slice(end, end + 10)
  if (
    /(?:不是|不为|并非|而非|误报为?|错报为?|[打写报填记说输录]成了?|误为|原(?:来|报|先|数)?(?:的|是|为|报的?)?|之前(?:报|说|写)?(?:的|是|了)?|刚才(?:报|说|写)?的|刚刚报的|[上下]午报的|昨天报的|早上报的|由|从|把)[□\s]*$/.test(
      before,
    )
  )
    return true
  return /^\s*[，,]?\s*(?:应为|应该是|应是|改为|改成|更正为|修正为|变更为|调整为|写错|报错|打错|有误|是错|不对|错了|作废|更改为|到|→|->)/.test(
    after,
  )
}

/** The figure of an amount, with its very words and place. */
function figureOf(sheet: Sheet, one: Assigned, indicator: Indicator, value: number): Figure {
  const { clause, amount, named, unit } = one
  const near = named && named.start >= clause.start && named.end <= clause.end ? named : undefined
  const own = unit && unit.start >= clause.start && unit.end <= amount.start ? unit.start : amount.start
  const start = Math.min(near?.start ?? own, amount.start)
  const end = Math.max(amount.end, near?.end ?? 0)
  return {
    indicator: indicator.id,
    value,
    org: unit?.of?.id ?? sheet.sender,
    ...measureOf(sheet, one, indicator),
    span: spanOf(sheet.folded, start, end),
    words: wordsOf(sheet, start, end),
  }
}
