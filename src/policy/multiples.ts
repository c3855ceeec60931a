import type { Composed, Material } from './compose.ts'
import { bare, unnumbered } from './lists.ts'
import { select } from './picking.ts'
import { figure } from './quantities.ts'
import type { Asked } from './question.ts'
import { casesIn } from './standards.ts'
import { amountIn, moneyText, raiseIn } from './tell.ts'
import type { Unit } from './units.ts'
import { canonical, plain } from './words.ts'

/** 按12个月基本生活标准, 给予月标准2倍的救助: how often which standard. */
const TIMES =
  /按照?(?<often>\d+)个月的?(?<name>[^，,。；;\d]{2,12}?(?:标准|金额))|(?<named>[^，,。；;\d]{2,12}标准)的?(?<times>\d+(?:\.\d+)?)倍/

const BY_HOW_MUCH = /(?:涨|提高|增加|上调|降|减少|多|少)了?(?:多少|几)/

/** 由790元调整为845元, where the question is by how much. */
export function raisedBy(unit: Unit, asked: Asked): Composed | undefined {
  if (!BY_HOW_MUCH.test(asked.text)) return undefined
  const change = raiseIn(unit.text)
  if (!change) return undefined
  const { from, to } = change
  const sum = `${to > from ? '增加' : '减少'}${figure(Math.abs(to - from))}元（${figure(Math.max(from, to))}－${figure(Math.min(from, to))}）。`
  return {
    text: `${sum}${bare(unit.text)}`,
    quotes: [{ unit, text: unnumbered(unit.text) }],
  }
}

/** A sum that is so many times a standard, where the standard that is meant stands beside it; told with both. */
export function multipleOf(unit: Unit, material: Material): Composed | undefined {
  const { asked } = material
  if (!asked.kinds.includes('money')) return undefined
  const { often, name, named, times } = TIMES.exec(plain(unit.text))?.groups ?? {}
  const factor = Number(often ?? times)
  const standard = (name ?? named ?? '')
    .replace(/^.*(?:按照?|给予|照|的)/, '')
    .replace(/^(?:当地|本地|同期|我?[县市区])/, '')
  if (!factor || !standard || /低于|不满|超过|以[上下]/.test(unit.own)) return undefined
  const found = standardOf(standard, unit, material)
  if (!found) return undefined
  const text = `${figure(found.amount)}×${factor}＝${moneyText(Math.round(found.amount * factor * 100) / 100)}。`
  const quotes = [unit, found.unit].map((one) => ({ unit: one, text: unnumbered(one.text) }))
  return { text: `${text}${bare(unit.text)}${bare(found.unit.text)}`, quotes }
}

/** The one amount that a standard has for the case told; undefined where it is not told which. */
function standardOf(
  name: string,
  { passage }: Unit,
  { asked, terms, all, lexicon }: Material,
): { unit: Unit; amount: number } | undefined {
  const near = all.filter((one) => one.passage.document === passage.document)
  const meaning = near
    .map((one) => new RegExp(`[“"]${name}[”"][，,]?(?:是指|指)([^，,。；;]{2,14})`).exec(one.own)?.[1])
    .find(Boolean)
  const apart = meaning ? [] : near.filter((one) => one.passage.id !== passage.id && setsOne(one, name))
  const rows = apart.map((unit) => ({ unit, label: unit.own, text: unit.text }))
  const [only, ...others] = rows.length > 1 ? select(rows, asked, terms, lexicon) : []
  if (only && !others.length) return { unit: only.unit, amount: amountIn(only.text)[0]?.amount ?? 0 }
  for (const unit of meaning ? all : near) {
    if (unit.passage.id === passage.id || unit.kind === 'row') continue
    const at = meaning ? undefined : new RegExp(`${name}[:：](.+)`).exec(plain(unit.text))?.[1]
    if (!meaning && !at) continue
    const cases = casesIn(unit, lexicon)
    const stem = canonical((meaning ?? '').replace(/[每人月的]*标准$|月标准$/, ''), lexicon)
    const meant = meaning
      ? (cases?.rows ?? []).filter(({ label }) => canonical(bare(label), lexicon).startsWith(stem))
      : cases
        ? select(cases.rows, asked, terms, lexicon)
        : [{ unit, label: unit.own, text: unit.text }]
    const [one] = meant.length === 1 ? meant.map(({ text }) => amountIn(text)) : []
    if (one?.[0] && one.length === 1) return { unit, amount: one[0].amount }
  }
  return undefined
}

/** 农村最低生活保障标准由…调整为720元: one of several items that each set the standard for a case. */
function setsOne({ text, kind }: Unit, name: string): boolean {
  return (
    kind !== 'row' && plain(text).includes(name) && amountIn(text).length === 1 && !TIMES.test(plain(text))
  )
}
