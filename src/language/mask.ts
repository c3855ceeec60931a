/** Takes out what must not go to a model, and puts it back into what comes from there. */
export interface Masked {
  text: string
  restore(answer: string): string
}

/** 18 digits with the check digit of GB 11643. */
const ID_18 = /(?<!\d)\d{17}[\dXx](?!\d)/g
const ID_15 = /(?<!\d)[1-6]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g
const CARD = /(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)/g
const MOBILE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g
const LANDLINE = /(?<!\d)(?:0\d{2,3}[- ])?[2-8]\d{3}[- ]?\d{4}(?!\d)(?!元|人|户|件|份|次|名|个)/g
/** A person who is helped: named with the word that says so. 2–4 signs, the first a family name. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const RECIPIENT = new RegExp(
  `(?<=(?:老人|老年人|儿童|孤儿|学生|居民|户主|当事人|申请人|对象|低保户|特困人员|残疾人|家属|其子|其女|其母|其父|监护人|患者)(?:叫|是|姓名|名叫)?[：:]?)[${FAMILY}][\\u4e00-\\u9fa5]{1,2}(?=[^\\u4e00-\\u9fa5]|的|已|在|因|家|有|要|想|能|和|，|$)|[${FAMILY}][\\u4e00-\\u9fa5]{1,2}(?=(?:老人|奶奶|爷爷|大爷|大妈|大娘|婆婆|阿姨|小朋友|同学)(?!们))`,
  'g',
)

/** Masks ID numbers, bank cards, phone numbers and names of people who are helped. The same thing gets the same mark. */
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
  const masked = text
    // Full-width digits become plain ones, sign by sign, so that words can still be found where they stood.
    .replace(/[０-９Ｘｘ]/g, (sign) => sign.normalize('NFKC'))
    .replace(ID_18, (found) =>
      isIdNumber(found) || !isCard(found) ? hide('证件号')(found) : hide('卡号')(found),
    )
    .replace(CARD, (found) => (isCard(found) ? hide('卡号')(found) : found))
    .replace(ID_15, hide('证件号'))
    .replace(MOBILE, hide('电话'))
    .replace(LANDLINE, hide('电话'))
    .replace(RECIPIENT, hide('姓名'))
  return {
    text: masked,
    restore: (answer) => [...marks].reduce((rest, [found, mark]) => rest.replaceAll(mark, found), answer),
  }
}

function isIdNumber(text: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, i) => all + weight * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}

/** Luhn. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  const sum = [...digits].reverse().reduce((all, digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return digits.length >= 15 && sum % 10 === 0
}
