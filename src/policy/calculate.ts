import { figure, holds, quantitiesOf, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import { partOf, raiseOf } from './rates.ts'
import type { Tier } from './standards.ts'
import { moneyText, type Value } from './tell.ts'
import type { Unit } from './units.ts'
import { canonical, type Lexicon, plain } from './words.ts'

/** A figure that stands in no document, with everything that it was made of. */
export interface Calculated {
  /** “720 × 70% = 504元” told in words. */
  text: string
  amount: number
  /** Units that hold the operands, beside those of the values. */
  from: Unit[]
}

/** What the question wants computed from the picked values; undefined when it wants nothing computed. */
export function calculate(
  values: readonly Value[],
  asked: Asked,
  all: readonly Unit[],
  lexicon: Lexicon,
): Calculated | undefined {
  const [first] = values
  if (!first) return undefined
  const document = first.tier.unit.passage.document
  const near = all.filter((unit) => unit.passage.document === document)
  return (
    difference(values, asked) ??
    added(values, asked) ??
    (values.length === 1 ? single(first, asked, near, lexicon) : undefined)
  )
}

/** Two figures are to be set against each other. */
export const APART = /差|比.{0,12}[多少高低]|多多少|少多少|相差|高多少|低多少|再[领拿补发给]|还能|补差/

function difference(values: readonly Value[], asked: Asked): Calculated | undefined {
  const [first, second] = values
  if (!first || !second || values.length !== 2) return undefined
  if (!APART.test(asked.text)) return undefined
  const amount = Math.abs(first.amount - second.amount)
  const [high, low] = first.amount > second.amount ? [first, second] : [second, first]
  return {
    text: `相差${moneyText(amount)}（${figure(high.amount)}－${figure(low.amount)}）。`,
    amount,
    from: [],
  }
}

/** 一个83一个86，合计: as many cases as were told, each once. */
function added(values: readonly Value[], asked: Asked): Calculated | undefined {
  const each = asked.facts.some(
    ({ dimension }) => asked.facts.filter((one) => one.dimension === dimension).length === values.length,
  )
  if (values.length < 2 || !each) return undefined
  if (!/一共|总共|合计|加起来|共(?:计|多少)|拢共|两人|两个人/.test(asked.text)) return undefined
  const amount = round(values.reduce((sum, value) => sum + value.amount, 0))
  return {
    text: `${values.map((value) => figure(value.amount)).join('＋')}＝${moneyText(amount)}。`,
    amount,
    from: [],
  }
}

/** 按自负部分的15%救助: a share of the sum that was told, up to the limit that the case names. */
export function shareOf(tier: Tier, asked: Asked): Calculated | undefined {
  if (!asked.kinds.includes('money')) return undefined
  const own = tier.label.replace(/(\d),(?=\d{3})/g, '$1')
  const share = /(?:按照?|救助|补助|补贴|资助|报销|减免)[^，,。；;%\d]{0,14}的?(\d+(?:\.\d+)?)%/.exec(own)
  const ranges = rangesOf(own.slice(0, share?.index ?? 0)).filter((one) => one.dimension === 'money')
  const fact = asked.facts.find(
    (one) => one.dimension === 'money' && ranges.some((range) => holds(range, one.value)),
  )
  if (!share || !fact) return undefined
  const amount = round((fact.value * Number(share[1])) / 100)
  const sum = `${figure(fact.value)}×${share[1]}%＝${moneyText(amount)}`
  const limit = quantitiesOf(/(?:最高|不超过|封顶|上限)[^，,。；;]*[。；;]?$/.exec(own)?.[0] ?? '').find(
    (one) => one.dimension === 'money',
  )
  if (limit && amount > limit.value)
    return { text: `${sum}，超过上限，按${moneyText(limit.value)}。`, amount: limit.value, from: [] }
  return { text: `${sum}。`, amount, from: [] }
}

/** 分散供养的，按照集中供养同档标准的50%: the share that another clause of the same rule gives to the case told. */
function clauseShare(asked: Asked, { text }: Unit): Step | undefined {
  for (const clause of plain(text).split(/[；;。]/)) {
    const match = /^([^，,]{2,14})的[，,][^；;。]{0,6}按照?[^，,；;。%\d]{0,16}标准的(\d+)%/.exec(
      clause.trim(),
    )
    const subject = match?.[1] ?? ''
    const named = asked.terms.some((term) =>
      [term.text, ...term.alts].some(
        (alt) => alt.length > 1 && (subject.includes(alt) || alt.includes(subject)),
      ),
    )
    if (match && named) return { factor: Number(match[2]) / 100, words: `×${match[2]}%` }
  }
  return undefined
}

function single(value: Value, asked: Asked, near: readonly Unit[], lexicon: Lexicon): Calculated | undefined {
  const steps: string[] = []
  const from: Unit[] = []
  let amount = value.amount
  const names = asked.terms.filter((term) => term.category).map((term) => canonical(term.text, lexicon))
  const unit = value.tier.unit
  for (const other of near) {
    if (other.passage.ordinal === unit.passage.ordinal) continue
    const share = /按照?(?:第[^，。]{1,6}条)?(?:上述|规定的?|前款)?[^，。]{0,4}标准的\s*(\d+)%/.exec(
      other.own,
    )
    const label = canonical(unit.own, lexicon)
    if (
      share &&
      names.some((name) => canonical(other.own, lexicon).includes(name) && !label.includes(name))
    ) {
      amount = round((amount * Number(share[1])) / 100)
      steps.push(`×${share[1]}%`)
      from.push(other)
    }
  }
  for (const other of near) {
    const more = /(?:增加|增发|加发|另加|上浮)\s*(\d+(?:\.\d+)?)元/.exec(other.own)
    if (more && names.some((name) => canonical(other.own, lexicon).includes(name))) {
      amount = round(amount + Number(more[1]))
      steps.push(`＋${more[1]}`)
      from.push(other)
    }
  }
  for (const other of near) {
    if (other.passage.ordinal === unit.passage.ordinal || steps.length) continue
    const part = partOf(asked, `${unit.own}\n${unit.near}\n${unit.far}`, other)
    if (part === undefined) continue
    amount = round((amount * part) / 100)
    steps.push(`×${part}%`)
    from.push(other)
  }
  const raise = near
    .map((other) => ({ other, by: raiseOf(asked, other) }))
    .find((one) => one.by !== undefined)
  if (raise?.by !== undefined && !steps.length) {
    const more = round((amount * raise.by) / 100)
    const text = `${figure(amount)}×${raise.by}%＝${moneyText(more)}，${figure(amount)}＋${figure(more)}＝${moneyText(round(amount + more))}。`
    return { text, amount: round(amount + more), from: [raise.other] }
  }
  for (const step of [
    clauseShare(asked, unit),
    rated(asked, near, unit),
    shared(asked, near, unit),
    counted(value, asked),
    perDay(value, asked, near),
    perYear(value, asked),
  ]) {
    if (!step) continue
    amount = round(amount * step.factor)
    steps.push(step.words)
    if (step.unit) from.push(step.unit)
  }
  if (!steps.length) return undefined
  return { text: `${figure(value.amount)}${steps.join('')}＝${moneyText(amount)}。`, amount, from }
}

interface Step {
  factor: number
  words: string
  unit?: Unit
}

/** 考核75分至89分的，拨付80%: a share that depends on a score. */
function rated(asked: Asked, near: readonly Unit[], own: Unit): Step | undefined {
  const score = asked.facts.find((fact) => fact.dimension === 'score')
  if (!score) return undefined
  for (const unit of near) {
    if (unit === own) continue
    for (const clause of unit.own.split(/[;；。]/)) {
      const range = rangesOf(clause).find((one) => one.dimension === 'score')
      if (!range || !holds(range, score.value)) continue
      const share = /全额/.test(clause)
        ? 100
        : /不予|不拨/.test(clause)
          ? 0
          : Number(/(\d+)%/.exec(clause)?.[1] ?? Number.NaN)
      if (!Number.isNaN(share)) return { factor: share / 100, words: `×${share}%`, unit }
    }
  }
  return undefined
}

/** 由区财政承担80%，机构承担20%: the asker's own part. */
function shared(asked: Asked, near: readonly Unit[], own: Unit): Step | undefined {
  const payer =
    /(机构|个人|家庭|单位|企业|财政|自己|本人|院里)[^，。]{0,4}(?:要|需|得|应)?(?:掏|承担|出|付|负担|交)/.exec(
      asked.text,
    )?.[1]
  if (!payer) return undefined
  const label = plain(own.passage.cells?.[0] ?? '')
  for (const unit of near) {
    if (unit !== own && !bigramsShare(label, unit.own)) continue
    for (const match of unit.own.matchAll(
      /(财政|机构|个人|家庭|单位|企业)[^，。%\d]{0,6}?(?:承担|负担|自负|自担|补贴|补助)\s*(\d+)%/g,
    )) {
      const who = match[1]
      const mine = payer === who || (/自己|本人|院里/.test(payer) && who !== '财政')
      if (mine) return { factor: Number(match[2]) / 100, words: `×${match[2]}%`, unit }
    }
  }
  return undefined
}

function bigramsShare(label: string, text: string): boolean {
  return (
    label.length < 4 ||
    text.includes(label) ||
    text.includes(label.slice(-5)) ||
    text.includes(label.slice(0, 4))
  )
}

const PER: Record<string, RegExp> = {
  households: /每户/,
  beds: /每床|每张床|每个?床位/,
  people: /每人|每名|每位/,
  items: /每家|每站|每个/,
  times: /每次|每人次/,
}

/** 三户…一共: so many times what is set for each. */
function counted(value: Value, asked: Asked): Step | undefined {
  const context = `${value.words}${value.column}${value.tier.unit.own}${plain(value.tier.unit.near)}`
  for (const fact of quantitiesOf(asked.text)) {
    if (!(fact.dimension in PER) || fact.value < 2) continue
    if (PER[fact.dimension]?.test(context)) return { factor: fact.value, words: `×${fact.value}` }
  }
  return undefined
}

/** 一天最多: what is set for a meal, as often as a day allows. */
function perDay(value: Value, asked: Asked, near: readonly Unit[]): Step | undefined {
  if (!/一天|每天|一日/.test(asked.text) || !/每餐|每次|每小时/.test(value.tier.unit.own)) return undefined
  for (const unit of near) {
    const limit = /每人?每[天日][^，。]{0,8}(?:不超过|最多|限)\s*(\d+)\s*(?:餐|次|小时)/.exec(unit.own)
    if (limit) return { factor: Number(limit[1]), words: `×${limit[1]}`, unit }
  }
  return undefined
}

function perYear(value: Value, asked: Asked): Step | undefined {
  // 低保 makes up to its standard: nobody is paid twelve times the standard itself.
  if (/(?:低保|最低生活保障)标准/.test(value.tier.unit.own)) return undefined
  const monthly = /每月|元\/(?:人[·.])?月/.test(
    `${value.words}${value.column}${value.tier.unit.own}${plain(value.tier.unit.near)}`,
  )
  if (
    !monthly ||
    !/一年[^，。?]{0,12}(?:一共|总共|合计|共|加起来|算下来|拢共|总计)|全年|(?:一共|总共)[^，。?]{0,6}一年|一年(?:下来|到头)?(?:一共|总共)?(?:能|可以|可|要)?[领拿发给补得][到]?(?:多少|几)/.test(
      asked.text,
    )
  )
    return undefined
  return { factor: 12, words: '×12' }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
