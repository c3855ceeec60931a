import { recipientNames } from './names.ts'

/** Takes out what must not go to a model, and puts it back into what comes from there. */
export interface Masked {
  text: string
  restore(answer: string): string
}

/** 18 signs of GB 11643, in one piece or in three; with two more it is the number of a disability card. */
const ID_18 =
  /(?<![\dA-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?:\d{2}[B]?)?(?![\dA-Za-z])/g
const ID_15 = /(?<!\d)[1-6]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g
/** Passports, permits for Hong Kong, Macao and Taiwan, residence permits. */
const PASS = /(?<![\dA-Za-z])(?:[A-Za-z]{1,3}\d{7,10}|[A-Za-z]{3}\d{12})(?![\dA-Za-z])/g
/** No figure of a bureau has that many digits. */
const CARD = /(?<!\d)\d(?:[ -]?\d){14,20}[Xx]?(?!\d)/g
const MOBILE =
  /(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}[- ]?\d{4}|[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}|[- ]?\d{3}[- ]?\d{5})(?!\d)/g
const AREA = '[（(]?0\\d{2,3}[）)]?[- ]?'
/** With an area code; without one eight digits that are no sum, no span of years and no date. */
const LANDLINE = new RegExp(
  `(?<=(?:电话|座机|号码|联系方式)[是为：:\\s]{0,2})\\d{3}[- ]?\\d{4}(?!\\d)|(?<!\\d)(?:${AREA}[2-8]\\d{2,3}[- ]?\\d{4}|[48]00[- ]?\\d{3}[- ]?\\d{4}|(?!20[0-3]\\d[- ]?(?:20[0-3]\\d|(?:0[1-9]|1[0-2])[0-3]\\d))[2-8]\\d{3}[- ]?\\d{4})(?:(?:[-—]|转)\\d{1,5})?(?![\\d,.]|\\s*[元人户件份次名个条张年万亿千]|平方|公斤|小时)`,
  'g',
)
const PLACE =
  '[\\u4e00-\\u9fa5]{2,12}?(?:路|街|大道|巷|弄|胡同|里|坊|村|社区|小区|新村|花园|家园|苑|公寓|庄|湾|城|庭|府)'
const PART = '(?:[\\da-zA-Z一二三四五六七八九十]{1,4}\\s*(?:号楼|号院|弄|幢|栋|座|单元|室|号|组))'
/** Where somebody lives: with building and room, or after the word that says so. */
const ADDRESS = new RegExp(
  `(?:${PLACE})?${PART}*[\\da-zA-Z]{1,4}\\s*(?:号楼|幢|栋|座|单元)[\\s-]*(?:[\\da-zA-Z]{1,4}\\s*(?:单元|座|层|楼)[\\s-]*)?[\\da-zA-Z]{1,5}\\s*室?|${PLACE}${PART}+\\d{1,4}室|${PLACE}\\d{1,3}-\\d{1,3}(?:-\\d{1,4})+|(?<=(?:家住|住在|住址|地址|现住|居住在|户籍地|住)[为是：:]?\\s?)[\\u4e00-\\u9fa5]{2,16}${PART}+`,
  'g',
)

/** Between texts that are masked together; nobody types it. */
const APART = '\u0001'

/** Masks several texts at once, so that the same thing has the same mark in all of them. */
export function maskEach(texts: Record<string, string>): {
  texts: Record<string, string>
  restore: Masked['restore']
} {
  const names = Object.keys(texts)
  const { text, restore } = mask(names.map((name) => (texts[name] ?? '').replaceAll(APART, ' ')).join(APART))
  const parts = text.split(APART)
  return { texts: Object.fromEntries(names.map((name, place) => [name, parts[place] ?? ''])), restore }
}

/**
 * Masks what belongs to one person: numbers of identity cards (18 and 15 signs), disability cards, passports and permits, bank
 * cards, phones, addresses down to the room, and names of people who are helped. The same thing gets the same mark.
 */
export function mask(text: string): Masked {
  const marks = new Map<string, string>()
  const counts: Record<string, number> = {}
  const hide = (kind: string) => (found: string) => {
    const known = marks.get(found)
    if (known) return known
    counts[kind] = (counts[kind] ?? 0) + 1
    const mark = `〔${kind}${'甲乙丙丁戊己庚辛壬癸'[counts[kind] - 1] ?? counts[kind]}〕`
    marks.set(found, mark)
    return mark
  }
  const numbers = text
    // Full-width digits become plain ones, sign by sign, so that words can still be found where they stood.
    .replace(/[０-９Ｘｘ＋－]/g, (sign) => sign.normalize('NFKC'))
    .replace(ID_18, hide('证件号'))
    .replace(CARD, hide('卡号'))
    .replace(ID_15, hide('证件号'))
    .replace(PASS, hide('证件号'))
    .replace(MOBILE, hide('电话'))
    .replace(LANDLINE, hide('电话'))
    .replace(ADDRESS, hide('住址'))
  const names = recipientNames(numbers)
  const masked = names.reduce((rest, name) => rest.replaceAll(name, hide('姓名')(name)), numbers)
  return {
    text: masked,
    // The last mark first: what was hidden later may stand around what was hidden before.
    restore: (answer) =>
      [...marks].reverse().reduce((rest, [found, mark]) => rest.replaceAll(mark, found), answer),
  }
}
