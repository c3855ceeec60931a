import type { Catalogue } from './catalogue.ts'
import { isContinuous, isMoney, measurePattern } from './measures.ts'
import { findNumerals, type Numeral } from './numerals.ts'
import { firstFrom } from './stretch.ts'

/** A number of a text that may be a figure: not a date, phone, room, age, share or document number. */
export interface Amount {
  start: number
  /** End of the number, and of its measure word. */
  numberEnd: number
  end: number
  /** As written, before its measure is scaled; undefined: no number that can be trusted. */
  value: number | undefined
  /** “户”, “人次”, “万元”; empty where none is told. */
  measure: string
  /** 左右, 来, 约, 3-5: never an entry. */
  vague: boolean
  /** Of money: whether 元, 万 or another scale is told. */
  scaled: boolean
  /** “-3户”: less than nothing. */
  negative: boolean
}

const N = '[\\d一二三四五六七八九十百两〇零]'
/** Numbers that mean something else, with what shows it. All quantifiers are bounded. */
const OTHER_NUMBERS: RegExp[] = [
  /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g,
  /(?<!\d)\d{17}[\dXx](?!\d)/g,
  /(?<![\d.])\d{3,4}[- ]\d{4}(?: ?\d{4})?(?!\d)/g,
  /(?:电话|手机|热线|座机|联系方式|号码|微信|传真|验证码|账号|卡号|密码|邮编|QQ|qq)[^\d\n]{0,6}\d[\d -]{2,22}/g,
  /[〔(（【［ ]20\d{2}[〕)）】］ ]\s?(?:第\s?)?\d{1,5}\s?号?/g,
  new RegExp(
    `${N}{1,5}\\s?(?:号楼|号院|号窗|号门|号口|号桌|号线|室|门口|楼|单元|路|弄|版|村民小组|网格|街坊|组团)(?![\\d一二三四五六七八九十]{0,3}[户处])`,
    'g',
  ),
  new RegExp(`${N}{1,3}[栋幢](?=\\s?(?:\\d|单元|[A-Z]|[一二三四五六七八九]楼))`, 'g'),
  new RegExp(`${N}{1,3}[栋幢]\\s?\\d{3,4}(?!\\d)`, 'g'),
  new RegExp(`(?<=□)${N}{1,3}个?(?:街道|街镇|乡镇|镇|街|乡|村|社区|单位)(?!\\d)`, 'g'),
  /尾号\s?\d{1,6}|车牌\S{0,8}|[A-Z]{1,3}\d{3,12}/g,
  /\d{1,2}:\d{2}(?::\d{2})?(?:\s?[-—~到至]\s?\d{1,2}:\d{2})?/g,
  new RegExp(
    `(?<!百分之${N}{0,4})(?:上午|下午|中午|早上|晚上|凌晨|早|晚)?${N}{1,3}(?:点|时)(?:半|钟|整|[一三]刻|${N}{1,3}分?)?(?!${N}{0,3}\\s?(?:[位个名户人次吨万亿米元亩平升]|公里|小时|钟头))`,
    'g',
  ),
  new RegExp(
    `第\\s?${N}{1,5}\\s?(?:季度|人民医院|网格|社区|小组|期|批|届|条|号|轮|名|位|个|次|天|版|章|项|周|页|行|村|组|站|代|类|级|步|场|稿)?`,
    'g',
  ),
  /\d{1,3}\s?[-—–~至到]\s?\d{1,3}\s?周?岁/g,
  new RegExp(
    `${N}{1,4}\\s?(?:周岁|岁|级|星级|楼|版|度|折|成(?!立)|倍|后(?=[\\s，,。]|$)|届|年级|号(?![人召]))`,
    'g',
  ),
  // Points are no count; right behind a name they are asked about.
  new RegExp(`(?<!${N}|□[:：]?\\s?(?:达到?|为|是|得)?)${N}{1,4}\\s?分(?![散钟])`, 'g'),
  /(?<!\d)(?:19|20)\d{2}\s?(?:年|届)/g,
  /(?:群|版本|编号|序号|单号|工号|案号|[vV])\s?:?\s?\d[\d.]{0,12}/g,
  /(?:^|[\n;；。])[ \t]*[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、)](?!\d{4})|[.](?!\d))/g,
  /[(][一二三四五六七八九十]{1,3}[)]|(?<=[\s;；。])[(]?\d{1,2}[)、.](?=\s?[\u4e00-\u9fa5□])/g,
  /(?<=^|[\s;；。，,])[a-zA-Z][.、)](?=\s?[\u4e00-\u9fa5□])/g,
  /(?<=^|[\s;；。，,:])[一二三四五六七八九十]是(?=[\u4e00-\u9fa5□])/g,
  new RegExp(`${N}{1,3}\\s?个?(?:工作日|自然日|月(?!饼)|星期|礼拜|季度)`, 'g'),
  /零(?:报告|投诉|事故|距离|容忍|发生|星|售|食|工|件|差错)/g,
  /一(?:下|些|点(?!\d)|直|样|般|定|切|天|致|同|共|线|体|老|小|次性|律|并|方面|边|旦|如既往|目了然|早|上午|下午|整天|晚上|块儿|面|道|时|会儿|年来|路|众|举|系列|对一|批|把手|站式|网通办|件事|卡通|人一|户一|事一)|(?<![了解处生置理立受])一起(?!纠)|万一|统一|唯一|逐一|进一步|其一|之一|同一|每一|任何一|某一|这一|那一|另一|不一|合一|单一|专一|第一/g,
  /一个数|十分(?!钟)|十足|四季|四邻|三餐|两会|两新|两委|两癌|两侧|两边|两手|两者|双百|百姓|百货|千万别|千家万户|千方百计|五一|六一|七一|八一|十一(?=假|期|长)|三八|五保|五社|三社|三无|三类|一类|二类|四类|九年义务|三百六十/g,
  /[多少不]一[点些]|半(?:年|月|天|路|夜|价|数|成品|失能|自理|径|山|个月)|(?:上|下|前|后|大|小|过|多|一)半(?!小时|个|吨)/g,
]

const BEFORE_VAGUE =
  /(?:(?<![签预节合条契])约|大约|大概|差不多|估计|估摸|可能|接近|将近|好几|不到|不足|至少|不下于?|不止|少说|起码|最多|顶多|超过?|逾|近|好像|预估|预计)\s?(?:有|是|为|得有|在)?\s?$/
const AFTER_VAGUE =
  /\s?(?:左右|上下|多(?:人次|人|户|次|个|场|张|家|名|元|件|处)?(?![少点余])|余(?![额款])|来(?:人次|人|户|次|个|场|张|家|名|号|件|处|株)|出头|不到|的样子|上下|以上|开外|几[人户次个场家件处])/y

const HALF = /[个点]?半(?=个?(?:小时|钟头|吨|公里|平))/y
const RANGE = /^\s?(?:-|—|–|~|到|至|或者?)\s?$/

/**
 * Amounts of a folded text in order, where names of indicators and units, time expressions and numbers of other kinds
 * ({@link withoutOtherNumbers}) are blanked already.
 */
export function findAmounts(text: string, catalogue: Catalogue): Amount[] {
  const measures = measurePattern(catalogue)
  const found: Amount[] = []
  let previous: Numeral | undefined
  for (const numeral of numeralsWithHalves(text)) {
    if (isListMark(text, numeral)) continue
    const amount = amountOf(text, numeral, measures)
    const last = found.at(-1)
    const between =
      last && previous && last.start === previous.start ? text.slice(last.end, amount.start) : ''
    previous = numeral
    if (last && RANGE.test(between) && (last.measure === '' || last.measure === amount.measure))
      Object.assign(last, { end: amount.end, measure: amount.measure, vague: true })
    // “12/15户”: done of planned.
    else if (last && /^\s?\/\s?$/.test(between))
      Object.assign(last, {
        measure: last.measure || amount.measure,
        end: amount.end,
        scaled: last.scaled || amount.scaled,
      })
    else found.push(amount)
  }
  return /分别|依次/.test(text) ? listed(found, text) : found
}

/** “分别转移15、9人”: the last of the list tells the measure. */
function listed(found: Amount[], text: string): Amount[] {
  for (const [place, next] of [...found.entries()].reverse()) {
    const one = found[place - 1]
    if (one && one.measure === '' && /^\s?[、和]\s?$/.test(text.slice(one.end, next.start)))
      Object.assign(one, { measure: next.measure, scaled: one.scaled || next.scaled })
  }
  return found
}

/** “罚没款(万元)：2.6”: the measure word stands before the number. */
function bracketed(text: string, start: number, measures: RegExp): string {
  if (text[start - 1] !== ')' && !/[\s:=]/.test(text[start - 1] ?? '')) return ''
  const found = /\((?:单位:)?([^()\d]{1,4})\)\s?[:=]?\s?$/.exec(text.slice(Math.max(0, start - 14), start))
  if (!found?.[1]) return ''
  measures.lastIndex = 0
  const word = measures.exec(found[1])
  return word?.[0] === found[1] && !word[1] ? found[1] : ''
}

/** Longest item of a numbered list. */
const MAX_ITEM = 400

/** “①适老化改造3户 ②…”: counts the items, not the things. */
function isListMark(text: string, { start, end, value, vague }: Numeral): boolean {
  if (value !== undefined || vague || /\d/.test(text.slice(start, end))) return false
  const before = String.fromCharCode(text.charCodeAt(start) - 1)
  if (/[①-⑲]/.test(before) && text.slice(Math.max(0, start - MAX_ITEM), start).includes(before)) return true
  return start === 0 || /[\s:,，。；;、(]/.test(text[start - 1]!)
}

function amountOf(text: string, numeral: Numeral, measures: RegExp): Amount {
  measures.lastIndex = numeral.end
  const [whole = '', soft = '', word = ''] = measures.exec(text) ?? []
  HALF.lastIndex = numeral.end
  const half = HALF.exec(text)?.[0]
  let { value } = numeral
  let numberEnd = numeral.end
  let end = numeral.end + whole.length
  let measure = word
  if (half) {
    numberEnd = numeral.end + half.length
    measures.lastIndex = numberEnd
    const [more = '', , next = ''] = measures.exec(text) ?? []
    value = value === undefined ? undefined : value + 0.5
    measure = next
    end = numberEnd + more.length
  }
  const ahead = text.slice(Math.max(0, numeral.start - 8), numeral.start)
  // “十二公里半”, “八千元整”
  const behind = isMoney(measure) ? /^[整正]/ : isContinuous(measure) ? /^半/ : undefined
  if (behind?.test(text.slice(end, end + 1))) {
    if (text[end] === '半' && value !== undefined) value += 0.5
    end += 1
  }
  if (measure === '') {
    measure = bracketed(text, numeral.start, measures)
  }
  const percent = ahead.endsWith('百分之') || /^\s?%/.test(text.slice(numeral.end, numeral.end + 2))
  AFTER_VAGUE.lastIndex = soft ? numeral.end : end
  const about = AFTER_VAGUE.exec(text)
  if (about) end = Math.max(end, about.index + about[0].length)
  const several = ahead.endsWith('好几') ? 2 : ahead.endsWith('几') ? 1 : 0
  return {
    start: numeral.start - several,
    numberEnd,
    end,
    value,
    measure: percent ? '%' : measure,
    vague: numeral.vague || soft !== '' || BEFORE_VAGUE.test(ahead) || about !== null || several > 0,
    scaled: numeral.scaled || isMoney(measure) || /[¥$]\s?$/.test(ahead),
    negative: /(?<!\d\s?)-$|负$/.test(ahead),
  }
}

/** 半小时 is half of one; 一半, 上半年 are nobody's number. */
function numeralsWithHalves(text: string): Numeral[] {
  const found = findNumerals(text)
  const halves: Numeral[] = []
  for (const match of text.matchAll(/半(?=个?(?:小时|钟头|吨|公里))/g)) {
    const start = match.index
    const before = found[firstFrom(found, start + 1) - 1]
    if (before && before.end >= start - 1) continue
    halves.push({ start, end: start + 1, value: 0.5, scaled: false, vague: false })
  }
  if (!halves.length) return found
  return [...found, ...halves].sort((a, b) => a.start - b.start)
}

/** The same text with numbers of other kinds blanked out, sign for sign. */
export function withoutOtherNumbers(text: string): string {
  let signs: string[] | undefined
  for (const { start, end } of countedLines(text)) {
    signs ??= text.split('')
    signs.fill(' ', start, end)
  }
  for (const pattern of OTHER_NUMBERS)
    for (const match of text.matchAll(pattern)) {
      if (match[0].length === 0) continue
      signs ??= text.split('')
      signs.fill(' ', match.index, match.index + match[0].length)
    }
  return signs ? signs.join('') : text
}

/** “1 松林 60”, “2 江湾 45”: numbers that count the lines they open, from 1 on. */
function countedLines(text: string): { start: number; end: number }[] {
  const opened = [...text.matchAll(/(?<=^|\n)[ \t]*(\d{1,2})(?=[ \t])/g)]
  const counted = opened.filter(
    (match, place) => Number(match[1]) === place + 1 && (place > 0 || Number(opened[1]?.[1]) === 2),
  )
  return counted.length === opened.length && opened.length > 1
    ? counted.map((match) => ({ start: match.index, end: match.index + match[0].length }))
    : []
}
