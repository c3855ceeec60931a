import type { RecordField, RecordKind } from '../../knowledge/records.ts'
import { findPeriods } from '../periods.ts'

/** What each type looks like in a sentence. All quantifiers are bounded. */
const PATTERNS: Record<'address' | 'person' | 'phone' | 'number', RegExp> = {
  address:
    /[\u4e00-\u9fa5]{1,8}?(?:大道|小区|花园|公寓|新村|路|街|巷|弄|里|坊|苑|村|组)\s?[\d一二三四五六七八九十]{1,5}(?:\s?(?:号楼|号院|号|弄|幢|栋|单元|室|组|-)[\d一二三四五六七八九十]{0,5}){0,5}/,
  person:
    /(?<=^|[□，,。：:\s])[\u4e00-\u9fa5]{1,3}(?:家|老人|老太太?|大爷|大妈|奶奶|爷爷|阿姨|师傅|同志)(?=[的□，,。\s]|$)/,
  phone: /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8})(?!\d)/,
  number: /(?<![\d.])\d{1,9}(?:\.\d{1,2})?(?![\d.])/,
}

/** Said like a household, but none: 大家, 三家. */
const NOBODY =
  /(?:[大专各国全厂商独每几回哪人一二三四五六七八九十两百]家|[一二三四五六七八九十两几名位个]老人)$/

/**
 * The fields that a sentence tells: behind their own name (“联系人：李梅”), else by their looks. `masked`: the text with
 * units and names of kinds blanked, sign for sign.
 */
export function fieldsIn(
  masked: string,
  text: string,
  kind: RecordKind,
  sentDay: string,
): { fields: Record<string, string> } {
  const fields: Record<string, string> = {}
  let left = masked
  for (const field of kind.fields) {
    const found = labelled(left, field)
    if (!found) continue
    fields[field.id] = readField(found.value, field, sentDay)
    left = blank(left, found.start, found.end)
  }
  for (const type of ['phone', 'address', 'person', 'number'] as const)
    for (const field of kind.fields) {
      if (field.type !== type || fields[field.id]) continue
      const match = PATTERNS[type].exec(left)
      if (!match || NOBODY.test(match[0])) continue
      fields[field.id] = match[0].replace(/\s/g, '')
      left = blank(left, match.index, match.index + match[0].length)
    }
  for (const field of kind.fields) {
    if (fields[field.id]) continue
    if (field.type === 'date') {
      const day = planned(left, sentDay)
      if (day) fields[field.id] = day
    } else if (field.type === 'text' && field.required) {
      const rest = behindColon(text)
      if (rest) fields[field.id] = rest
    }
  }
  return { fields }
}

/** “联系人：李梅”, “联系人李梅”: up to the next stop. */
function labelled(
  text: string,
  field: RecordField,
): { value: string; start: number; end: number } | undefined {
  for (const name of [field.name, ...field.aliases]) {
    const start = text.indexOf(name)
    if (start < 0) continue
    const rest = text.slice(start + name.length)
    const match = /^\s*(?:[:：是为]\s*)?([^，,。;；\n□:：]{1,60})/.exec(rest)
    const value = match?.[1]?.trim()
    if (value && match) return { value, start, end: start + name.length + match[0].length }
  }
  return undefined
}

function readField(value: string, field: RecordField, sentDay: string): string {
  if (field.type === 'date')
    return (
      planned(`${value}前`, sentDay) ??
      findPeriods(value, sentDay, []).findLast((one) => !one.problem)?.to ??
      value
    )
  if (field.type === 'phone') return PATTERNS.phone.exec(value)?.[0] ?? value
  return value
}

/** 2027年8月, 明年8月15日, 8月底: year, month, day or part of the month. */
const WHEN = /(?:(\d{4}|明|今)年\s?)?(\d{1,2})月(?:(\d{1,2})[日号]|(底|末|中旬|上旬|下旬|初))?/.source
const BEFORE = new RegExp(`${WHEN}\\s?(?:之?前|以前)`)
const EXPECTED = new RegExp(`(?:预计|计划|拟|力争|争取|确保)[于在到]?\\s?${WHEN}`)
const YEAR_END = /(?:(\d{4}|明|今)?年)[底末]\s?(?:之?前|以前)/

/** “7月底前投入使用”, “预计8月15日启用”: the end of a time that is still to come, or was to come; none that no calendar has. */
function planned(text: string, sentDay: string): string | undefined {
  const [match, year, month = '12', day, part] =
    BEFORE.exec(text) ?? EXPECTED.exec(text) ?? YEAR_END.exec(text) ?? []
  if (!match) return undefined
  const now = Number(sentDay.slice(0, 4))
  const number = Number(month)
  const guessed = now + (year === '明' || (!year && number < Number(sentDay.slice(5, 7))) ? 1 : 0)
  const of = Number(year) || guessed
  const last = new Date(Date.UTC(of, number, 0)).getUTCDate()
  const at = day ? Number(day) : part === '初' || part === '上旬' ? 10 : part === '中旬' ? 20 : last
  if (number < 1 || number > 12 || at < 1 || at > last) return undefined
  return `${of}-${String(number).padStart(2, '0')}-${String(at).padStart(2, '0')}`
}

function behindColon(text: string): string | undefined {
  const rest = /[:：]\s*([\s\S]{2,300})$/.exec(text)?.[1]?.trim()
  return rest || undefined
}

function blank(text: string, start: number, end: number): string {
  return `${text.slice(0, start)}${'□'.repeat(end - start)}${text.slice(end)}`
}

/** The text without addresses, sign for sign: “5号” of a house is no day. */
export function withoutPlaces(text: string): string {
  return text.replace(new RegExp(PATTERNS.address, 'g'), (place) => '□'.repeat(place.length))
}
