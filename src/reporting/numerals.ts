/** Chinese and Arabic numerals in running text. Every sign that is not plainly a digit is a question, never a number. */

/** A numeral as it stands in a text. `value` is undefined where the spelling is not one (`3,14`, `1e3`, `二百五十五五`). */
export interface Numeral {
  start: number
  end: number
  value: number | undefined
  /** The scale word at its end: 万, 亿, 千, 百. */
  scale: string
}

/** Full-width forms to plain ones, sign by sign, so that places in the text stay what they are. NFKC is wrong here: it makes 102 of 10². */
export function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (sign) =>
    sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  )
}

const DIGITS: Record<string, number> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9, 俩: 2, 仨: 3 },
}
const SMALL: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const TENS: Record<string, number> = { 廿: 20, 卅: 30 }
const LARGE: Record<string, number> = { 万: 1e4, 萬: 1e4, 亿: 1e8 }
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 }

const CHINESE = '〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬廿卅俩仨半'
const ARABIC = String.raw`\d[\d,]*(?:\.\d+)?\s?[百千万亿]{0,2}(?:\d{1,4}(?:\.\d+)?[百千万]?)?`
const NUMERAL = new RegExp(`${ARABIC}|[${CHINESE}]+`, 'g')
/** Signs that make a number of another kind out of digits beside them. */
const STRANGE =
  /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u249b\u3220-\u3243\u3280-\u32b0\u0660-\u0669\u06f0-\u06f9\ud835]/

/** The value of a text that is one numeral and nothing else; undefined otherwise. */
export function parseNumeral(text: string): number | undefined {
  const plain = foldWidth(text).trim()
  const [found, ...rest] = findNumerals(plain)
  return found && !rest.length && found.start === 0 && found.end === plain.length ? found.value : undefined
}

/** All numerals of a text (already folded), in order. */
export function findNumerals(text: string): Numeral[] {
  const found: Numeral[] = []
  for (const match of text.matchAll(NUMERAL)) {
    let words = match[0].trimEnd()
    // “3个半” is left to the caller; a lone unit word (“百”, “万”) is no number.
    while (words && /[,]$/.test(words)) words = words.slice(0, -1)
    if (!words || /^[百千万亿佰仟萬半]+$/.test(words)) continue
    const start = match.index
    const end = start + words.length
    const strange = STRANGE.test(text.slice(Math.max(0, start - 1), start) + text.slice(end, end + 1))
    const beside = /[A-Za-z_^]/.test(text[end] ?? '') && !/^\s*(?:m2|kg)/i.test(text.slice(end))
    const value = strange || beside ? undefined : /\d/.test(words) ? arabicValue(words) : chineseValue(words)
    found.push({ start, end, value: exact(value), scale: /[百千万亿]$/.exec(words)?.[0] ?? '' })
  }
  return found
}

/** Beyond 2^53 or three decimals nothing can be added up rightly. */
function exact(value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER / 1000)
    return undefined
  return Math.round(value * 1000) / 1000
}

/** 3.5万, 1万2千, 1,280,000, 1.2千, 12万3. */
function arabicValue(words: string): number | undefined {
  const parts = /^(\d[\d,]*(?:\.\d+)?)\s?([百千万亿]{0,2})(?:(\d{1,4}(?:\.\d+)?)([百千万]?))?$/.exec(words)
  if (!parts) return undefined
  const [, head = '', scale = '', tail = '', tailScale = ''] = parts
  if (head.includes(',') && !/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(head)) return undefined
  if (/^0\d/.test(head)) return undefined
  const factor = [...scale].reduce((product, sign) => product * (SCALES[sign] ?? 1), 1)
  const main = Number(head.replaceAll(',', '')) * factor
  if (!tail) return main
  if (!scale) return undefined
  // “1万2” goes on one step below its scale, “1万2千” says which.
  const step = tailScale ? (SCALES[tailScale] ?? 1) : tail.length === 1 ? factor / 10 : 1
  return step < factor ? main + Number(tail) * step : undefined
}

/** 一千零五, 两百五, 三万五, 廿三, 二〇二六; undefined for what is no numeral. */
function chineseValue(words: string): number | undefined {
  if (/^[〇零一二三四五六七八九]+$/.test(words) && words.length > 1)
    return Number([...words].map((sign) => DIGITS[sign]).join(''))
  if (words.endsWith('半')) return undefined
  let total = 0
  let section = 0
  let digit: number | undefined
  let unit = 0
  let zero = false
  for (const sign of words) {
    if (sign in DIGITS) {
      const value = DIGITS[sign]!
      if (value === 0) {
        zero = true
        continue
      }
      if (digit !== undefined) return undefined
      digit = value
    } else if (sign in TENS) {
      if (digit !== undefined) return undefined
      section += TENS[sign]!
      unit = 10
    } else if (sign in SMALL) {
      const step = SMALL[sign]!
      if (digit === undefined && step !== 10) return undefined
      section += (digit ?? 1) * step
      digit = undefined
      unit = step
      zero = false
    } else {
      const step = LARGE[sign]!
      const value = section + (digit ?? 0)
      if (value === 0 && total === 0) return undefined
      total = step === 1e8 ? (total + value) * step : total + value * step
      section = 0
      digit = undefined
      unit = step
      zero = false
    }
  }
  // “两百五” is 250, “三万五” 35,000: a last digit right after a unit stands one step below it; after 零 it is itself.
  if (digit !== undefined) section += unit > 10 && !zero ? digit * (unit / 10) : digit
  return total + section
}
