import { numberText } from '../wording.ts'
import type { Measures } from './naming.ts'
import type { Spot } from './sentences.ts'

/** The measure behind a blank and how the number is to be rounded for it. */
export interface Measured {
  /** Without 万 and 余: 元, 户; `%` for shares; empty in a table that does not tell. */
  word: string
  /** The blank counts in so many of `word`: 万元 is 10,000. */
  scale: number
  /** more: 余, 超, 逾 (down to a round number) · near: 近 (up to one). */
  round: 'exact' | 'more' | 'near'
  /** Signs of the tail that the measure takes; those of 余 right behind the blank. */
  length: number
  over: number
  percent: boolean
}

const SCALES: Record<string, number> = { 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }

/** Reads “万余元”, “余名”, “%”, or in a table the unit that row or column tell. */
export function readMeasure({ lead, tail, cell }: Spot, measures: Measures): Measured | undefined {
  const [, over = '', scale = '', more = ''] = /^\s?([余多])?([百千万亿])?([余多])?/.exec(tail) ?? []
  const at = /^\s?/.exec(tail)![0].length + over.length + scale.length + more.length
  const prefix = /(超过?|逾|突破)$/.exec(lead) ? 'more' : /(?:近|接近)$/.exec(lead) ? 'near' : 'exact'
  const round = over || more ? 'more' : prefix
  if (/^\s?(?:%|个?百分点)/.test(tail) || /百分之$/.test(lead))
    return { word: '%', scale: 1, round: 'exact', length: /^\s?%/.test(tail) ? 1 : 0, over: 0, percent: true }
  const word = measures.measureAt(tail, at)
  const factor = SCALES[scale] ?? 1
  const length = at + word.length
  if (word) return { ...scaled(word, factor), round, length, over: over.length, percent: false }
  if (!cell || tail.trim()) return undefined
  const told =
    /[（(]\s*(?:单位[:：]\s*)?([^（）()]{1,4}?)\s*[)）]/.exec(`${cell.column} ${cell.row}`)?.[1] ??
    cell.row.split(' ').at(-1) ??
    ''
  if (/%|率|占比|百分比/.test(`${cell.column}`) || told === '%')
    return { word: '%', scale: 1, round: 'exact', length: 0, over: 0, percent: true }
  const big = /^([百千万亿])(.+)$/.exec(told)
  const unit = measures.measureAt(big?.[2] ?? told, 0)
  return {
    ...scaled(unit, big ? (SCALES[big[1]!] ?? 1) : 1),
    round: 'exact',
    length: 0,
    over: 0,
    percent: false,
  }
}

/** 万元 as a measure word of its own is 元 by ten thousands. */
function scaled(word: string, factor: number): { word: string; scale: number } {
  const [, sign = '', unit = ''] = /^([百千万亿])(元|块)$/.exec(word) ?? []
  return unit ? { word: '元', scale: (SCALES[sign] ?? 1) * factor } : { word, scale: factor }
}

export interface Written {
  /** In the blank's own measure. */
  value: number
  text: string
  /** 余 behind the blank would say something false, and goes. */
  dropOver: boolean
  /** Why it does not look right in this measure; empty when it does. */
  doubt: string
}

/** Writes a value (in `word`) as the blank wants it. Rounds down for 余 and 超, up for 近, to two leading digits. */
export function written(value: number, { scale, round, percent }: Measured): Written {
  if (percent) return plainly(Math.round(value * 10) / 10)
  const amount = value / scale
  if (round === 'exact') {
    const rounded = Math.round(amount * 100) / 100
    const doubt =
      scale > 1 && value !== 0 && Math.abs(amount) < 0.1 ? `实际是${numberText(value)}，换成这个单位太小` : ''
    return { ...plainly(rounded), doubt }
  }
  const step = scale > 1 ? (amount >= 10 ? 1 : 0.1) : roundStep(amount)
  const turn = round === 'more' ? Math.floor : Math.ceil
  const rough = Math.round(turn(Math.round((amount / step) * 1e6) / 1e6) * step * 100) / 100
  // “9余名”, “4200余名” of exactly 4200: not more than that.
  if (rough !== amount && rough > 0) return plainly(rough)
  return { ...plainly(Math.round(amount * 100) / 100), dropOver: true }
}

function plainly(value: number): Written {
  return { value, text: numberText(value), dropOver: false, doubt: '' }
}

function roundStep(amount: number): number {
  return amount < 10 ? 1 : 10 ** Math.max(1, Math.floor(Math.log10(amount)) - 1)
}
