import { unitOf, withUnit } from './cells.ts'
import { figure, numberOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Picked, Tier, Tiers } from './standards.ts'
import { held, type Weighed } from './weights.ts'
import { plain } from './words.ts'

/** A value that a case sets, for telling and for calculating. */
export interface Value {
  tier: Tier
  /** 元, or percent where `unit` is %. */
  amount: number
  /** As the document writes it, with its unit: “5.8万元”. */
  words: string
  /** Name of the column, empty outside tables. */
  column: string
}

/** 由每月790元调整为: what was before is no value of today. */
const BEFORE =
  /[由从][^，。；由从]{0,14}\d[\d.]*(?:万|千)?元(?=[^，。；\d]{0,6}(?:调整|提高|降低|上调|增加|调)[为到至])/g
const MONEY = /(\d+(?:\.\d+)?|[一二两三四五六七八九十百千零〇]+)\s*(万|千)?元/

/** A row as a sentence; `columns` first and alone where the question names them. */
export function tellRow(
  tier: Tier,
  picked: Picked,
  tiers: Tiers,
  terms: readonly Weighed[],
  asked: Asked,
): string {
  const { cells = [], columns = [] } = tier.unit.passage
  const lead = plain(tiers.lead)
  const label = labelColumn(tiers)
  const chosen = tiers.columns
    ? picked.columns.map((one) => one.text)
    : meantOf(wantedColumns(columns, cells, terms, asked), terms)
  const parts = columns.flatMap((column, place) => {
    const cell = cells[place]?.trim()
    if (place <= label || !cell || !chosen.includes(column)) return []
    const words = withMeasure(withUnit(cell, unitOf(column, lead)), asked)
    const name = column
      .replace(/[（(][^（）()]*[）)]/g, '')
      .replace(/^\S+ (?=\S)/, '')
      .trim()
    return tiers.columns ? [`${name} ${words}`] : [`${name}${/^[\d一-龥]/.test(words) ? '' : ' '}${words}`]
  })
  return `${cells[label] ?? ''}：${parts.join('，')}`
}

/** The first column that tells the rows apart: groups merged over several rows do not. */
function labelColumn({ rows }: Tiers): number {
  const all = rows.map((tier) => tier.unit.passage.cells ?? [])
  const first = all.map((cells) => cells[0]?.trim())
  return new Set(first).size < first.length &&
    new Set(all.map((cells) => cells[1]?.trim())).size > new Set(first).size
    ? 1
    : 0
}

/** Columns under one header that differ by the case (平日, 周末): where the question names one, the others are not meant. */
function meantOf(columns: readonly string[], terms: readonly Weighed[]): readonly string[] {
  const headOf = (column: string) => /^(\S+) \S/.exec(column)?.[1]
  const named = columns.filter(
    (column) =>
      headOf(column) !== undefined &&
      terms.some((term) => held(term, plain(column.slice((headOf(column) ?? '').length))) === 1),
  )
  const heads = new Set(named.map(headOf))
  return columns.filter((column) => !heads.has(headOf(column)) || named.includes(column))
}

/** 招几个: a bare figure is told with the measure that was asked in. */
function withMeasure(words: string, asked: Asked): string {
  const measure = /几([个名人户张场])/.exec(asked.text)?.[1]
  return measure && /^\d+$/.test(words) ? `${words}${measure}` : words
}

/** The columns that a question names; all of a small table where it names none. */
function wantedColumns(
  columns: readonly string[],
  cells: readonly string[],
  terms: readonly Weighed[],
  asked: Asked,
): readonly string[] {
  const counted = countedIn(columns, asked.text)
  const named = columns
    .slice(1)
    .filter(
      (column) =>
        column === counted || terms.some((term) => !term.category && held(term, plain(column)) === 1),
    )
  if (named.length && (columns.length > 5 || !/各|分别/.test(asked.text))) {
    // A figure that is asked for comes with its neighbour: the share with its ceiling.
    return columns.length <= 5 ? columns.slice(1) : named
  }
  return named.length ? named : columns.slice(1).filter((_, place) => cells[place + 1])
}

/** 多少张床: the column whose figures are counted so, 床位（张）. */
function countedIn(columns: readonly string[], question: string): string | undefined {
  const [, measure, thing = ''] = /(?:多少|几)([张人名户间])(\p{Script=Han})?/u.exec(question) ?? []
  return columns
    .slice(1)
    .filter((column) => measure && new RegExp(`[（(]${measure}[）)]`).test(column) && column.includes(thing))
    .sort((a, b) => a.length - b.length)[0]
}

/** The figures of a picked case: of a matrix the crossing cells, else the money or share that stands there. */
export function valuesOf(tier: Tier, picked: Picked, tiers: Tiers): Value[] {
  const { cells = [], columns = [] } = tier.unit.passage
  const lead = plain(tiers.lead)
  if (tier.unit.kind !== 'row') return amountIn(tier.text).map((one) => ({ ...one, tier, column: '' }))
  const chosen = tiers.columns ? picked.columns.map((one) => one.text) : columns.slice(1)
  return columns.flatMap((column, place) => {
    const cell = cells[place]?.trim() ?? ''
    if (place === 0 || !chosen.includes(column)) return []
    const words = withUnit(cell, unitOf(column, lead))
    return amountIn(words).map((one) => ({ ...one, words, tier, column }))
  })
}

/** Money and shares of a text, money first. */
export function amountIn(text: string): { amount: number; words: string; percent?: boolean }[] {
  const found: { amount: number; words: string; percent?: boolean }[] = []
  for (const match of text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(BEFORE, '')
    .matchAll(new RegExp(MONEY, 'g'))) {
    const scale = match[2] === '万' ? 10_000 : match[2] === '千' ? 1000 : 1
    found.push({ amount: Math.round(numberOf(match[1] ?? '') * scale * 100) / 100, words: match[0] })
  }
  return found
}

/** The two sums of “由…元调整为…元”. */
export function raiseIn(text: string): { from: number; to: number } | undefined {
  const one = text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .match(RAISE)
  if (!one) return undefined
  return { from: Number(one[1]) * (one[2] ? 10_000 : 1), to: Number(one[3]) * (one[4] ? 10_000 : 1) }
}

const RAISE =
  /[由从][^，,。；;由从\d]{0,14}(\d+(?:\.\d+)?)(万)?元[^，,。；;\d]{0,6}(?:调整|提高|降低|上调|增加|调)[为到至][^，,。；;\d]{0,8}(\d+(?:\.\d+)?)(万)?元/

/** 46400 → “46,400元（4.64万元）”. */
export function moneyText(amount: number): string {
  const inWan = amount >= 10_000 && Number.isInteger(amount / 100) ? `（${figure(amount / 10_000)}万元）` : ''
  return `${figure(amount)}元${inWan}`
}
