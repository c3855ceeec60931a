import { foldText, ODD } from './fold.ts'

/** A numeral as it stands in a text. `value` is undefined where the spelling is not one (`3,14`, `1e3`, `③`). */
export interface Numeral {
  start: number
  end: number
  value: number | undefined
  /** A large scale is told: 万, 亿, 千, 百. */
  scaled: boolean
  /** 三五, 七八十: two digits side by side mean “about”. */
  vague: boolean
}

const DIGITS: Record<string, number> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 貳: 2, 叁: 3, 參: 3, 肆: 4, 伍: 5, 陆: 6, 陸: 6, 柒: 7, 捌: 8, 玖: 9, 俩: 2, 仨: 3 },
}
const STEPS: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const TENS: Record<string, number> = { 廿: 20, 卅: 30 }
const LARGE: Record<string, number> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }

const CHINESE = '〇零一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億廿卅俩仨'
/** Digits of kinds that are never taken for a number: superscripts, fractions, circled, Roman, Arabic-Indic, CJK enclosed. */
const STRANGE = `\u00b2\u00b3\u00b9\u00bc-\u00be\u0660-\u0669\u06f0-\u06f9\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3021-\u3029\u3220-\u3243\u3280-\u32b0${ODD}`
const ARABIC = String.raw`\d+(?:,\d{1,9}){0,7}(?:\.\d{1,9})?(?:\s?[十百千万萬亿億]{1,2}(?:\d{1,4}(?:\.\d{1,4})?[百千万萬]{0,1})?)?`
const STEPWISE = '(?:\\d{1,4}[亿万千百]){2,4}\\d{0,4}'
const NUMERAL = new RegExp(
  `(?<![A-Za-z_\\d.,])${STEPWISE}(?![\\d.])|(?<![A-Za-z_])[A-Za-z_]{0,8}${ARABIC}(?:[A-Za-z_^${STRANGE}]+[\\d.]*){0,3}|[${STRANGE}]+\\d*|[${CHINESE}]{1,24}(?:点[〇零一二两三四五六七八九]{1,6})?`,
  'g',
)
const UNIT_LETTERS = /(?:km|kg|ml|mL|m|t|h|L)$/
const ONLY_SCALES = /^[百千万亿佰仟萬億]+$/
const PLAIN = /^(?:0|[1-9]\d{0,8})$/
/** “7月” after “6、”: a thousands comma stands before exactly three digits. */
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/** The value of a text that is one numeral and nothing else; undefined otherwise. */
export function parseNumeral(text: string): number | undefined {
  const plain = foldText(text).text.trim()
  const [found, ...rest] = findNumerals(plain)
  if (!found || rest.length || found.start !== 0 || found.end !== plain.length || found.vague)
    return undefined
  return found.value
}

/** All numerals of a folded text, in order. */
export function findNumerals(text: string): Numeral[] {
  const found: Numeral[] = []
  for (const match of text.matchAll(NUMERAL)) {
    const start = match.index
    const words = trimmed(match[0])
    if (!words) continue
    if (ONLY_SCALES.test(words)) {
      // 近百头, 百余人: about.
      const about =
        /[近上数几成]$/.test(text.slice(Math.max(0, start - 1), start)) ||
        /^[余多来几]/.test(text.slice(start + words.length, start + words.length + 1))
      if (about) found.push({ start, end: start + words.length, value: undefined, scaled: true, vague: true })
      continue
    }
    const chinese = !DIGIT_FIRST.test(words) && !/\d/.test(words) && words[0]! in ALL_CHINESE
    const vague = chinese && isAbout(words)
    const value = vague ? undefined : chinese ? chineseValue(words) : arabicValue(words)
    found.push({
      start,
      end: start + words.length,
      value: exact(value),
      scaled: /[百千万亿佰仟萬億]/.test(words),
      vague,
    })
  }
  return found
}

const DIGIT_FIRST = /^\d/

const ALL_CHINESE: Record<string, true> = Object.fromEntries([...CHINESE].map((sign) => [sign, true]))

/** Letters of a measure (km, kg) do not belong to the number. */
function trimmed(words: string): string {
  const letters = /^\d[\d.,]*([A-Za-z]+)$/.exec(words)?.[1]
  return letters && UNIT_LETTERS.test(letters) && letters.length <= 2
    ? words.slice(0, -letters.length)
    : words
}

/** 三五, 十五六, 七八十, 一二百. Neighbours only: 三十五 and 二〇二六 are exact. */
function isAbout(words: string): boolean {
  const pair =
    /(?<![〇零一二三四五六七八九])([一二三四五六七八九])([一二三四五六七八九])(?![〇零一二三四五六七八九点])/.exec(
      words,
    )
  if (!pair) return false
  const [first, second] = [DIGITS[pair[1]!]!, DIGITS[pair[2]!]!]
  return second > first && second - first <= 2
}

/** Beyond 2^53 thousandths or three decimals nothing can be added up rightly. */
function exact(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER / 1000)
    return undefined
  return Math.round(value * 1000) / 1000
}

/** 3.5万, 1万2千, 1,280,000, 1.2千, 12万3. */
function arabicValue(words: string): number | undefined {
  if (PLAIN.test(words)) return Number(words)
  const steps = /^(?:\d{1,4}[亿万千百]){2,4}\d{0,4}$/.test(words) ? stepwise(words) : undefined
  if (steps !== undefined) return steps
  const parts = /^(\d[\d,]*(?:\.\d+)?)\s?([十百千万萬亿億]{0,2})(?:(\d{1,4}(?:\.\d+)?)([百千万萬]?))?$/.exec(
    words,
  )
  if (!parts) return undefined
  const [, head = '', scale = '', tail = '', tailScale = ''] = parts
  if (head.includes(',') && !GROUPED.test(head)) return undefined
  if (/^0\d/.test(head)) return undefined
  const factor = [...scale].reduce((product, sign) => product * (SCALES[sign] ?? 1), 1)
  const main = Number(head.replaceAll(',', '')) * factor
  if (!tail) return main
  if (!scale) return undefined
  // “1万2” goes on one step below its scale, “1万2千” says which.
  const step = tailScale ? (SCALES[tailScale] ?? 1) : tail.length === 1 ? factor / 10 : 1
  return step < factor && Number(tail) * step < factor ? main + Number(tail) * step : undefined
}

/** 4万7千5百: each step below the one before. */
function stepwise(words: string): number | undefined {
  let sum = 0
  let last = Number.POSITIVE_INFINITY
  for (const [, digits = '', sign = ''] of words.matchAll(/(\d{1,4})([亿万千百]?)/g)) {
    const step = SCALES[sign] ?? (digits.length === 1 ? last / 10 : 1)
    if (step >= last || Number(digits) * step >= last) return undefined
    sum += Number(digits) * step
    last = step
  }
  return sum
}

/** 一千零五, 两百五, 三万五, 廿三, 二〇二六, 三十二点五; undefined for what is no numeral. */
function chineseValue(words: string): number | undefined {
  const [whole = '', fraction] = words.split('点')
  const value = wholeValue(whole)
  if (fraction === undefined || value === undefined) return value
  return Number(`${value}.${[...fraction].map((sign) => DIGITS[sign]).join('')}`)
}

function wholeValue(words: string): number | undefined {
  if (/^[〇零一二三四五六七八九]{2,}$/.test(words)) {
    if (/^[〇零]/.test(words)) return undefined
    return Number([...words].map((sign) => DIGITS[sign]).join(''))
  }
  let total = 0
  let lastLarge = Number.POSITIVE_INFINITY
  let rest = words
  for (let at = largeIn(rest); at >= 0; at = largeIn(rest)) {
    const step = LARGE[rest[at]!]!
    const value = at === 0 ? (total > 0 ? 0 : undefined) : sectionValue(rest.slice(0, at), false)
    if (value === undefined) return undefined
    if (step < lastLarge) total += value * step
    else total = (total + value) * step
    lastLarge = step
    rest = rest.slice(at + 1)
  }
  if (!rest) return total
  // “三万五” is 35,000: a lone digit right after a large unit stands one step below it.
  if (rest.length === 1 && total > 0 && rest in DIGITS) return total + (DIGITS[rest] ?? 0) * (lastLarge / 10)
  const last = sectionValue(rest, total > 0)
  return last === undefined ? undefined : total + last
}

function largeIn(words: string): number {
  return words.search(/[万萬亿億]/)
}

/** Below 10,000: steps fall from left to right; a last digit right after 百 or 千 stands one step below it. */
function sectionValue(words: string, after: boolean): number | undefined {
  let sum = 0
  let digit: number | undefined
  let step = 10_000
  let zero = after
  for (const sign of words) {
    const value = DIGITS[sign]
    const tens = TENS[sign]
    if (value !== undefined) {
      if (digit !== undefined) return undefined
      if (value === 0) zero = true
      else digit = value
      continue
    }
    const size = tens ? 10 : (STEPS[sign] ?? 0)
    if (size >= step || (tens && digit !== undefined)) return undefined
    if (digit === undefined && size !== 10) return undefined
    sum += tens ?? (digit ?? 1) * size
    digit = undefined
    step = size
    zero = false
  }
  if (digit === undefined) return sum > 0 || /^[零〇]+$/.test(words) ? sum : undefined
  return sum + (step > 10 && step < 10_000 && !zero ? digit * (step / 10) : digit)
}
