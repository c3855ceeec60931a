/** Amounts with a unit, and the ranges that rules set for them: what picks a tier. */

type Dimension =
  | 'age'
  | 'area'
  | 'score'
  | 'years'
  | 'months'
  | 'days'
  | 'workdays'
  | 'hours'
  | 'money'
  | 'percent'
  | 'ratio'
  | 'people'
  | 'households'
  | 'beds'
  | 'times'
  | 'meals'
  | 'items'

export interface Quantity {
  value: number
  dimension: Dimension
  /** Unit as written. */
  unit: string
  start: number
  end: number
}

/** What a rule asks of a quantity; both ends included unless told. */
export interface Range {
  dimension: Dimension
  min: number
  max: number
  minOpen: boolean
  maxOpen: boolean
  start: number
  end: number
}

const UNITS: readonly [Dimension, string][] = [
  ['age', '周岁|岁'],
  ['area', '平方米|平米|平方|㎡|m2|平'],
  ['score', '分(?!钟|期|之|类|别|散|层|为|给|到|次|配|开|几|组|档)'],
  ['years', '周年|年(?!度|级|龄|\\d|[一二三四五六七八九十]*月|初|底|末)'],
  ['months', '个月|个多月|月(?!\\d|份|底|初|末)'],
  ['workdays', '个工作日|工作日'],
  ['days', '天|日(?!间|常|照|托)'],
  ['hours', '个小时|小时|个钟头'],
  ['money', '万元|千元|元|块钱|块|万(?!户|人)'],
  ['percent', '%|成(?!年|人|员|立|绩|果|功)'],
  ['ratio', '倍'],
  ['beds', '张床位|张床|床(?!位)|张'],
  [
    'people',
    '人次|个(?=(?!月|小时|工作日)[^，。,？?\\d]{0,7}(?:孩子|老人|儿童|小孩|学生|娃)|人(?!月))|人(?!员|民|工|家|均|们)|名(?!额|称|单|字)|位(?!置)',
  ],
  ['households', '户(?!籍|口|主|型|外)'],
  ['meals', '餐(?!饮|厅)|顿'],
  ['times', '次(?!月|日|年|序|性)|回|趟|场'],
  ['items', '家(?!庭|里|属|长|人|政)|站|单(?!位|独|人|项|身)|个(?!人|体|月|小时|工作日|性)|项|件|门|节'],
]

const NUMERAL = '\\d+(?:\\.\\d+)?(?:万|千|百)?|[零〇一二两三四五六七八九十百千万半]+'
const QUANTITY = new RegExp(
  `(${NUMERAL})(多|来|余|几)?(?:${UNITS.map(([, units], place) => `(?<u${place}>${units})`).join('|')})`,
  'g',
)
const DIGITS: Record<string, number> = Object.fromEntries(
  [...'零一二三四五六七八九'].map((sign, value) => [sign, value]),
)
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }

/** 1260, 1.2万, 一千二百六十, 两, 半; NaN where it is no number. */
export function numberOf(text: string): number {
  const mixed = /^(\d+(?:\.\d+)?)(万|千|百)?$/.exec(text)
  if (mixed) return Number(mixed[1]) * (SCALES[mixed[2] ?? ''] ?? 1)
  if (text === '半') return 0.5
  let total = 0
  let section = 0
  let digit = -1
  for (const sign of text.replaceAll('两', '二').replaceAll('〇', '零')) {
    const scale = SCALES[sign]
    if (sign in DIGITS) digit = DIGITS[sign] ?? 0
    else if (scale === 10_000) {
      total += (section + Math.max(digit, 0)) * scale
      section = 0
      digit = -1
    } else if (scale) {
      section += (digit < 0 ? 1 : digit) * scale
      digit = -1
    } else return Number.NaN
  }
  return total + section + Math.max(digit, 0)
}

/** All quantities of a text (NFKC), left to right. Money in 元, a 成 is ten percent. */
export function quantitiesOf(text: string): Quantity[] {
  const found: Quantity[] = []
  for (const match of text.matchAll(QUANTITY)) {
    const place = UNITS.findIndex((_, at) => match.groups?.[`u${at}`] !== undefined)
    const dimension = UNITS[place]?.[0]
    const unit = match.groups?.[`u${place}`] ?? ''
    const plain = numberOf(match[1] ?? '')
    if (!dimension || Number.isNaN(plain)) continue
    if (dimension === 'years' && (plain > 100 || /[上下]$/.test(text.slice(0, match.index)))) continue
    // 第三档, 2月: an ordinal or a calendar month is no amount.
    if (text[match.index - 1] === '第') continue
    if (unit === '月' && !/[一二两三四五六七八九十半]$/.test(match[1] ?? '')) continue
    if (unit === '日' && /月$/.test(text.slice(0, match.index))) continue
    const scale = unit.startsWith('万') ? 10_000 : unit.startsWith('千') ? 1000 : unit === '成' ? 10 : 1
    found.push({
      value: plain * scale,
      dimension,
      unit,
      start: match.index,
      end: match.index + match[0].length,
    })
  }
  return found
}

const LOWER_BEFORE = /(?:不少于|不低于|不小于|至少|年满|已满|达到|满)$/
const LOWER_OPEN_BEFORE = /(?:(?<!不)(?:超过|高于)[一-龥]{0,9}|大于|多于|逾期|逾)$/
const UPPER_BEFORE = /(?:不超过[一-龥]{0,4}|不高于|不大于|不多于|至多|最多|最高)$/
const UPPER_OPEN_BEFORE = /(?:不满|未满|不足|低于|少于|小于|未达到)$/
/** 低于最低生活保障标准1.5倍 */
const UPPER_OF_STANDARD = /(?:不满|不足|低于|少于|小于)[一-龥]{0,14}$/
const LOWER_AFTER = /^(?:以上|及以上|\(含\)以上|起|之后|以后)/
const UPPER_AFTER = /^(?:以下|及以下|以内|之内|内|之前|以前)/

/** The ranges that a rule's sentence or a table's header names. */
export function rangesOf(text: string): Range[] {
  const quantities = quantitiesOf(text)
  const ranges: Range[] = []
  const add = (one: Quantity, part: Partial<Range>, start = one.start) =>
    ranges.push({
      ...{ dimension: one.dimension, min: -Infinity, max: Infinity, minOpen: false, maxOpen: false },
      ...{ start, end: one.end },
      ...part,
    })
  for (const [place, one] of quantities.entries()) {
    const before = text.slice(0, one.start)
    const after = text.slice(one.end)
    const bare = new RegExp(`(${NUMERAL})(?:[^\\d，。；、]{0,2})?[—–\\-~～至到]+$`).exec(before)
    const left = bare ? numberOf(bare[1] ?? '') : Number.NaN
    if (bare && !Number.isNaN(left) && left < one.value) {
      const earlier = ranges.at(-1)
      if (earlier && place && earlier.start >= bare.index) ranges.pop()
      add(one, { min: left, max: one.value }, bare.index)
    } else if ((one.dimension === 'ratio' ? UPPER_OF_STANDARD : UPPER_OPEN_BEFORE).test(before)) {
      const last = ranges.at(-1)
      // 满1年不满3年: one range.
      if (last && last.dimension === one.dimension && last.max === Infinity && one.start - last.end <= 6) {
        last.max = one.value
        last.maxOpen = true
        last.end = one.end
      } else add(one, { max: one.value, maxOpen: true })
    } else if (UPPER_BEFORE.test(before)) add(one, { max: one.value })
    else if (LOWER_OPEN_BEFORE.test(before)) add(one, { min: one.value, minOpen: true })
    else if (LOWER_AFTER.test(after) || LOWER_BEFORE.test(before)) {
      const last = ranges.at(-1)
      const upper = UPPER_AFTER.test(after) && last?.dimension === one.dimension && last.max === Infinity
      if (!upper) add(one, { min: one.value })
    } else if (UPPER_AFTER.test(after)) {
      const last = ranges.at(-1)
      // 18周岁以上、40周岁以下: one range.
      if (last && last.dimension === one.dimension && last.max === Infinity && one.start - last.end <= 6) {
        last.max = one.value
        last.end = one.end
      } else add(one, { max: one.value })
    }
  }
  return ranges
}

/** Whether a value lies in a range. On a shared boundary the tier that begins there wins, see `boundary`. */
export function holds(range: Range, value: number): boolean {
  const above = range.minOpen ? value > range.min : value >= range.min
  const below = range.maxOpen ? value < range.max : value <= range.max
  return above && below
}

/** 12800 → “12,800”, 76000 → “7.6万”: as the documents write it. */
export function figure(value: number): string {
  const rounded = Math.round(value * 100) / 100
  const [whole = '', rest] = String(rounded).split('.')
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return rest ? `${grouped}.${rest}` : grouped
}
