import { asksWhether, type Kind, kindsAsked } from './kinds.ts'
import { numberOf, type Quantity, quantitiesOf } from './quantities.ts'
import { type Lexicon, plain, type Term, termsOf } from './words.ts'

/** A question taken apart. */
export interface Asked {
  /** In `plain` form. */
  text: string
  terms: Term[]
  facts: Quantity[]
  kinds: Kind[]
  whether: boolean
  /** Categories that the asker says do not hold: 不是低保. */
  denied: string[]
}

/** Dimensions that are facts about the case rather than ways of counting. */
const FACTS = new Set([
  'hours',
  'age',
  'area',
  'score',
  'years',
  'money',
  'percent',
  'ratio',
  'households',
  'beds',
  'months',
  'days',
  'people',
])
/** When something is: read by `times`, no subject. */
export const TIMES =
  /(?:\d{4}年)?\d{1,2}月(?:份|底|初)?(?:\d{1,2}[日号])?|\d{4}年(?!度)|(?:下下|下|这|本|上)?个?(?:周|星期|礼拜)[一二三四五六日天](?:上午|下午|晚上)?|(?:下|这|本|上)个?(?:周|星期|礼拜|月)|[今明后昨]天|[今去前明]年|[一二三四五六七八九十]+月(?:份|底|初)/g
/** When something in a person's life was. */
export const LIFE =
  /(\d{4})年(?:(\d{1,2})月)?(?:\d{1,2}[日号])?[^，。\d]{0,4}?(?:出?生(?!效)|来的|入职|参加工作|开始(?:干|做|上班|从事)|上岗|到岗)/
/** Words that ask: no subject either. */
const ASKED =
  /(?<!管)多长时间|什么时候|多少[个名天次年月日号张户位]?(?!钱)|几(?:个?(?:工作日|小时|学时|月|礼拜|星期)|分钟|[个天次年月日号点级类星成岁档项种条张份笔户人名位家所处期场批周]|张床)(?!月)|怎么样|会怎样|会不会|能不能|可不可以|要不要|用不用|是不是|有没有|哪一?[级类档等星](?!别)|就不[能让给]?|不让|是一回事|那一?关|第几|(?:星期|礼拜|周)几|哪条[路街巷]/g
/** 我住甲街道户口在乙镇: where people live and are registered is their case, not what is asked about. */
const WHERE_FROM = /(?<=户[口籍](?:还|都)?[在是]|住在?|人在)[一-龥]{2,4}?(?:街道|镇|乡|社区|村)/g
const OPENING =
  /^(?:(?:您好|你好|请问|请教|打扰一下|麻烦问下|我想问下?|想问下?|问一下|咨询一下|哎|那个)[,，、。!！ ]*)+/
const DENIED = /(?:不是|没有|没吃|不吃|没拿|非|不属于|也不是|没)(?:享受|领|办|拿)?/

/** `titles` of the documents in `plain` form: what they name is a subject. */
export function readQuestion(
  raw: string,
  lexicon: Lexicon,
  titles: readonly string[] = [],
  asOf = '',
): Asked {
  const text = spoken(scaled(plain(raw)))
    .replace(OPENING, '')
    .replace(/(\S)个半月/g, halfMore)
    .replace(/([一两三四五六七八九\d])年半/g, (_, sign: string) => `${numberOf(sign)}.5年`)
    .replace(/半个月/g, '0.5个月')
  const facts = [
    ...quantitiesOf(text).filter((one) => isFact(one, text)),
    ...bareAges(text),
    ...sinceThen(text, asOf),
  ]
  // 一个管18个娃，一个管35个: the second counts the same.
  const people = facts.find((one) => one.dimension === 'people' && one.unit.startsWith('个'))
  const alike = quantitiesOf(text).filter(
    (one) => people && one.dimension === 'items' && one.unit === '个' && one.value > 1,
  )
  facts.push(...alike.map((one) => ({ ...one, dimension: 'people' as const })))
  const apart = /户[口籍]/.test(text) && /住|人在/.test(text) ? [...text.matchAll(WHERE_FROM)] : []
  const times = [...text.matchAll(TIMES), ...text.matchAll(ASKED), ...apart].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  // English around the names that matter: its own words stand in no document.
  const english = (text.match(/[a-z]{2,}/g) ?? []).length > 2 && /\p{Script=Han}{2}/u.test(text)
  const all = termsOf(text, lexicon, [...facts, ...times], titles).filter(
    (term) => !english || term.known || /\p{Script=Han}/u.test(term.text),
  )
  const denied = all.filter((term) => term.category && deniedAt(text, term.start))
  return {
    text,
    terms: all.filter((term) => !denied.includes(term)),
    facts,
    kinds: kindsAsked(text),
    whether: asksWhether(text),
    denied: denied.map((term) => term.text),
  }
}

/** 四万七, 两千三: the digit after a scale counts tenths of it. */
function scaled(text: string): string {
  return text.replace(
    /([一二两三四五六七八九])([万千])([一二三四五六七八九])(?![一二三四五六七八九十百千万零\d])(?:元|块钱?)?/g,
    (_, whole: string, scale: string, tenth: string) =>
      `${numberOf(whole) * (scale === '万' ? 10_000 : 1000) + numberOf(tenth) * (scale === '万' ? 1000 : 100)}元`,
  )
}

/** 好多钱, 啥子, 哪点, age 91: the asking words of other tongues in the standard's. */
function spoken(text: string): string {
  return text
    .replace(/(?:好多|几多)(?=[钱元块个天岁张次人小]|[?？]?$|[,，。])/g, '多少')
    .replace(/啥子?/g, '什么')
    .replace(/哪(?:点|搭|疙瘩|旮旯)(?!钟)/g, '哪里')
    .replace(/咋(?:个|子)?(?:整|弄|搞)?(?!样)/g, '怎么')
    .replace(/好久(?=[能可到发办批来]|[?？]?$)/g, '多久')
    .replace(/how much/g, '多少钱')
    .replace(/\b(?:age[d:]?|aged) ?(\d{1,3})\b|\b(\d{1,3})[ -]?years?[ -]old\b/g, '$1$2岁')
}

/** 1944年出生, 2024年3月来的: years of age and of service on the day. */
function sinceThen(text: string, asOf: string): Quantity[] {
  const [year, month] = asOf.split('-').map(Number)
  if (!year || !month) return []
  return [...text.matchAll(new RegExp(LIFE, 'g'))].flatMap((match) => {
    const months = (year - Number(match[1])) * 12 + (match[2] ? month - Number(match[2]) : 0)
    const value = Math.floor(months / 12)
    const born = /出?生/.test(match[0])
    if (value < 1 || value > 120) return []
    const place = { start: match.index, end: match.index + match[0].length }
    return [
      {
        value,
        ...place,
        ...(born ? { dimension: 'age', unit: '岁' } : { dimension: 'years', unit: '年' }),
      } as Quantity,
    ]
  })
}

/** 今年101了, 满18了, 一个83一个86: years of age without the word. */
function bareAges(text: string): Quantity[] {
  return [
    ...text.matchAll(
      /(?:[爷奶爸妈亲伴公婆人子娘哥叔伯姨舅]|今年|年满|满|都|快|已经|一个)(\d{1,3})(?=了|[,，。、的]|一个|$)/g,
    ),
  ].flatMap((match) => {
    const value = Number(match[1])
    const start = match.index + match[0].length - (match[1]?.length ?? 0)
    return value > 0 && value < 125
      ? [{ value, dimension: 'age' as const, unit: '岁', start, end: start + (match[1]?.length ?? 0) }]
      : []
  })
}

function halfMore(_: string, sign: string): string {
  const digit = '零一两三四五六七八九'.indexOf(sign === '二' ? '两' : sign)
  return digit > 0 ? `${digit}.5个月` : `${sign}个半月`
}

function isFact({ dimension, value, unit, start }: Quantity, text: string): boolean {
  if (!FACTS.has(dimension)) return false
  if (dimension === 'years' && value === 1) return /[满干]$/.test(text.slice(0, start))
  if ((dimension === 'months' || dimension === 'days') && value === 1) return false
  if (dimension === 'hours') return value > 3
  if (dimension === 'people') return unit !== '人次' && value > 1
  if (dimension === 'households' || dimension === 'beds') return value > 1
  return true
}

function deniedAt(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 5), start)
  return new RegExp(`${DENIED.source}$`).test(before)
}
