import type { Catalogue, Indicator } from './catalogue.ts'
import { findNumerals } from './numerals.ts'
import type { PeriodMention } from './periods.ts'

/** A number of a text that may be a figure: not a date, phone, room, age, share or document number. */
export interface Amount {
  start: number
  /** End of the number, and of its measure word. */
  numberEnd: number
  end: number
  /** Scaled to 元 for money; undefined: no number that can be trusted. */
  value: number | undefined
  /** “户”, “人次”, “元”; empty where none is told. */
  measure: string
  /** 左右, 来, 约, 3-5: never an entry. */
  vague: boolean
  /** Of money: whether 元, 万 or another scale is told. */
  scaled: boolean
}

/** Measure words that people use for one another. */
const SAME: Record<string, readonly string[]> = {
  户: ['户', '家'],
  人: ['人', '名', '位', '个'],
  人次: ['人次', '次', '人'],
  个: ['个', '家', '处', '所'],
  家: ['家', '个', '所', '处'],
  场: ['场', '次', '场次', '期'],
  次: ['次', '场', '回', '场次'],
  张: ['张', '个'],
  小时: ['小时', '钟头', '个小时'],
  元: ['元', '块', '块钱', '万元'],
}
const COMMON = [
  '人次',
  '户次',
  '场次',
  '小时',
  '钟头',
  '块钱',
  '平方米',
  '公里',
  '对',
  '例',
  '份',
  '件',
  '台',
  '辆',
  '分钟',
  '盒',
  '套',
  '双',
  '只',
  '本',
  '条',
  '斤',
  '吨',
  '天',
  '把',
]

/** Numbers that mean something else, with what shows it. */
const OTHER_NUMBERS: RegExp[] = [
  /1[3-9]\d{9}/g,
  /\d{17}[\dXx]/g,
  /\d{3,4}[-\s]\d{4}(?:\s?\d{4})?/g,
  /(?:电话|手机|热线|座机|联系)[^\d\n]{0,6}[\d\s-]{5,}/g,
  /[〔[(（【]\d{4}[〕\])）】]\s*\d+号?/g,
  /\d+\s*(?:号楼|号院|号窗口|室|楼|栋|单元|路|幢|弄|版)/g,
  /尾号\s*\d+|车牌\S{0,6}|[A-Z]\d{4,}/g,
  /\d{1,2}[:：]\d{2}(?:\s*[-—~到至]\s*\d{1,2}[:：]\d{2})?/g,
  /[\d一二三四五六七八九十两]+点(?:半|钟|[\d一二三四五六七八九十]+分?)?/g,
  /第\s*[\d一二三四五六七八九十百]+\s*(?:期|批|届|条|号|轮|名|位|个|次|天|版|章|项|季度|周|社区|人民)/g,
  /[\d一二三四五六七八九十百]+\s*(?:周岁|岁|级|星|楼|版|分(?!散)|度|折|成|倍)/g,
  /一[张户个人家场次名]?(?=[也都](?:没|未|无))/g,
  /[\d.]+\s*[%％]|百分之[\d一二三四五六七八九十百点]+/g,
  /\d{4}\s*年(?!以来)/g,
  /(?:群|版本|编号|序号|单号|工号|v|V)\s*[:：]?\s*[\d.]+/g,
  /["“]?一(?:下|些|点|起|直|样|般|定|切|天|个月|致|同|共|线|体|老|小|次性|律)["”]?|万一|统一|唯一|三项|五社|三社|十分|千万别|百姓|两(?:个)?(?:街道|社区)|四[季级]|八[小时]{0}制/g,
]

/** Amounts of a text in order. Numbers within the given periods are dates. */
export function findAmounts(text: string, periods: readonly PeriodMention[], catalogue: Catalogue): Amount[] {
  const masked = mask(text, periods)
  const measures = measurePattern(catalogue)
  const found: Amount[] = []
  const numerals = findNumerals(masked)
  for (const [place, numeral] of numerals.entries()) {
    const rest = masked.slice(numeral.end)
    const [, gap = '', soft = '', measure = ''] = measures.exec(rest) ?? []
    const end = measure ? numeral.end + gap.length + soft.length + measure.length : numeral.end
    const money = /^(?:元|块|块钱|万元)$/.test(measure)
    const before = masked.slice(Math.max(0, numeral.start - 4), numeral.start)
    const previous = numerals[place - 1]
    const between = previous ? masked.slice(previous.end, numeral.start) : ''
    const ranged = /^\s*(?:-|—|–|~|～|到|至|或)\s*$/.test(between) && previous !== undefined
    if (ranged) {
      const last = found.at(-1)
      if (last?.start === previous.start) last.vague = true
    }
    // “12/15户”: done of planned.
    if (/^\s*\/\s*$/.test(between) && found.at(-1)?.start === previous?.start) {
      Object.assign(found.at(-1)!, { measure, end })
      continue
    }
    const half = /^个半/.test(rest) ? 0.5 : 0
    found.push({
      start: numeral.start,
      numberEnd: numeral.end,
      end,
      value:
        numeral.value === undefined ? undefined : (numeral.value + half) * (measure === '万元' ? 10_000 : 1),
      measure: measure === '万元' ? '元' : measure,
      vague:
        ranged || soft !== '' || isVague(before, masked.slice(end), masked.slice(numeral.start, numeral.end)),
      scaled:
        money ||
        numeral.scale === '万' ||
        numeral.scale === '亿' ||
        /[万千百]/.test(masked.slice(numeral.start, numeral.end)),
    })
  }
  return found
}

/** Whether a measure word can count this indicator. */
export function fits(measure: string, indicator: Indicator): boolean {
  return measure === '' || measure === indicator.unit || (SAME[indicator.unit]?.includes(measure) ?? false)
}

function isVague(before: string, after: string, words: string): boolean {
  if (/(?:大?约|大概|左右|差不多|估计|可能|接近|将近|好几|不到|至少|最多|超过|逾|近)$/.test(before.trimEnd()))
    return true
  if (/^[一二三四五六七八九]{2}$/.test(words)) return true
  return /^\s*(?:左右|上下|多(?:人|户|次|个|场|张|家|名|元)?|余|来[人户次个场张家名号]|出头|不到|的样子|吧|以上|几)/.test(
    after,
  )
}

/** The same text with everything that is no amount blanked out, sign for sign. */
function mask(text: string, periods: readonly PeriodMention[]): string {
  const signs = [...text.split('')]
  const blank = (start: number, end: number) => signs.fill('\u3000', start, end)
  for (const { start, end } of periods) blank(start, end)
  for (const pattern of OTHER_NUMBERS)
    for (const match of signs.join('').matchAll(pattern)) blank(match.index, match.index + match[0].length)
  return signs.join('')
}

const patterns = new WeakMap<Catalogue, RegExp>()

/** After a number: blanks, an estimating word, a measure word. */
function measurePattern(catalogue: Catalogue): RegExp {
  const known = patterns.get(catalogue)
  if (known) return known
  const words = new Set([...catalogue.map((one) => one.unit), ...Object.values(SAME).flat(), ...COMMON])
  const list = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(
    `^(\\s{0,2})([多余来几]?(?:号|个)?(?=[人户次场张家名])|[多余来几](?=[万千元]))?(${list.join('|')})`,
  )
  patterns.set(catalogue, pattern)
  return pattern
}
