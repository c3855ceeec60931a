import { z } from 'zod'
import type { Block } from './blocks.ts'
import { textsOf } from './blocks.ts'
import { DAY, dayOfText, moved, small } from './days.ts'
import type { Document } from './document.ts'
import { repealedIn } from './repeals.ts'
import { titleOf } from './title.ts'

export { dayOfText } from './days.ts'

/** Keys of front matter or sidecar (CONTRACT §1); all optional, what is missing is read from the text. */
export interface Metadata {
  title?: string | undefined
  number?: string | undefined
  issuer?: string | undefined
  issued?: string | undefined
  effective?: string | undefined
  expires?: string | undefined
  supersedes?: string[] | undefined
  audience?: string[] | undefined
}

/** A key without a value is a key that is missing. */
function optional<T>(schema: z.ZodType<T>) {
  return z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional())
}

const words = z.union([z.string(), z.number()], '要写文字').transform((value) => String(value).trim())
const oneOrMore = z
  .union([words, z.array(words)], '要写文字或列表，例如 [xinhe, meiling]')
  .transform((value) => [value].flat().filter(Boolean))
const day = words.refine((text) => dayOfText(text) === text, '要写成 2026-06-24 这样真有的日子')

export const metadataSchema: z.ZodType<Metadata> = z.object(
  {
    title: optional(words),
    number: optional(words),
    issuer: optional(words),
    issued: optional(day),
    effective: optional(day),
    expires: optional(day),
    supersedes: optional(oneOrMore),
    audience: optional(oneOrMore),
  },
  '要写成“键: 值”，例如 issued: 2026-06-24',
)

const NUMBER = /[\u4e00-\u9fa5]{1,10}[〔［[【]\d{4}[〕］\]】]\s*\d+\s*号/
const ISSUER = /^[\u4e00-\u9fa5]{2,30}(?:局|委员会|办公室|人民政府|民政部|厅|街道办事处)$/
const STARTS = '(?:施行|执行|实施|生效|试行|起用|启用)'
const FORCE = new RegExp(
  `[自从]\\s*(${DAY}|(?:印发|发布|公布|下发|发文)之日)\\s*起(?:\\s*(\\d{1,3})\\s*日后)?[^。；，《》]{0,8}?${STARTS}`,
)
const UNTIL = new RegExp(
  `(?:有效期(?:限)?|(?:施行|执行|试行|实施)(?:期限?)?[^。；]{0,12}?|，)\\s*(?:[自从]${DAY}(?:起)?)?(?:截?至|到|截止(?:到)?)\\s*(${DAY})(?:止|$|[。；，）)])`,
)
const YEARS =
  /(?:有效期|试行期|施行期|执行期|期限|试行|有效)(?:限)?(?:为|暂定)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*年/
/** Words by which a document speaks of itself. */
const ITSELF =
  /本(?:办法|细则|规定|规程|通知|意见|方案|通告|公告|标准|制度|指引|规范|条例|文件|决定|政策|工作)/
/** Head and end of a document, where these things stand. */
const HEAD_BLOCKS = 8
const END_BLOCKS = 6

const LABELS = {
  number: /^(?:文\s*号|发文字号|发文号|文件编号)\s*[:：]\s*(.+)$/,
  issuer: /^(?:发文机关|发文单位|发布机构|发布单位|印发机关|印发单位|制发单位)\s*[:：]\s*(.+)$/,
  issued: /^(?:发文|成文|印发|发布|公布|签发|制定|公开)(?:日期|时间)\s*[:：]\s*(.+)$/,
  effective: /^(?:施行|实施|生效|执行)(?:日期|时间)\s*[:：]\s*(.+)$/,
  expires: /^(?:失效|废止|截止|有效期至|有效期)(?:日期|时间)?\s*[:：]\s*(.+)$/,
}

/** Completes the metadata from the text: what is written in front matter or sidecar wins. */
export function describe(
  path: string,
  given: Metadata,
  blocks: readonly Block[],
): Omit<Document, 'passages'> {
  const texts = textsOf(blocks)
  const head = [...texts.slice(0, HEAD_BLOCKS), ...pairsIn(blocks)]
  const end = texts.slice(-END_BLOCKS)
  const labelled = (key: keyof typeof LABELS) =>
    head.map((text) => LABELS[key].exec(text)?.[1]?.trim()).find(Boolean) ?? ''
  const issued = given.issued ?? (dayOfText(labelled('issued')) || issuedIn(head, texts, end))
  const force = forceIn(texts)
  const effective =
    given.effective ?? (dayOfText(labelled('effective')) || startOf(force, issued) || announcedIn(head))
  return {
    path,
    title: given.title ?? titleOf(path, blocks),
    number: given.number ?? numberIn([labelled('number'), ...head]),
    issuer: given.issuer ?? (labelled('issuer') || signerIn(texts, end)),
    issued,
    effective,
    expires: given.expires ?? (dayOfText(labelled('expires')) || endOf(force, effective || issued)),
    supersedes: given.supersedes ?? repealedIn(texts),
    audience: given.audience?.length ? given.audience : ['all'],
  }
}

/** “发文机关 | 云溪区民政局” in a table at the head, as it would be written in a line. */
function pairsIn(blocks: readonly Block[]): string[] {
  return blocks.slice(0, 3).flatMap((block) => {
    if (block.kind !== 'table') return []
    return block.rows.flatMap((row) =>
      row.flatMap((cell, place) =>
        place % 2 ? [] : [`${cell.replace(/[:：]$/, '')}：${row[place + 1] ?? ''}`],
      ),
    )
  })
}

function numberIn(head: string[]): string {
  // A 文号 within a sentence or brackets is another document's.
  const lines = head.filter(
    (text) => NUMBER.test(text) && text.length <= 60 && !/[《》。]/.test(text.replace(/[\s\S]*号/, '')),
  )
  const line = lines.find((text) => !/根据|按照|依据|《/.test(text))
  return line ? (NUMBER.exec(line)?.[0].replace(/\s/g, '') ?? '') : ''
}

interface Force {
  /** The words that name the day. */
  from: string
  /** So many days after it. */
  after: number
  /** From these words to the end of the paragraph: how long it holds. */
  rest: string
}

/** Where the document says from when it holds: what it says of itself, else what stands last. */
function forceIn(texts: readonly string[]): Force | undefined {
  const found = texts.flatMap((text) =>
    [...text.matchAll(new RegExp(FORCE, 'g'))].map((match) => {
      const before = text.slice(0, match.index)
      const sentence = before.slice(before.lastIndexOf('。') + 1)
      // “《甲》（自2020年起施行）” speaks of another document.
      const quoted = /》[（(][^）)]*$/.test(sentence)
      const [, from = '', after = '0'] = match
      return {
        from,
        after: Number(after),
        rest: text.slice(match.index),
        own: !quoted && ITSELF.test(sentence),
        quoted,
      }
    }),
  )
  return found.find((one) => one.own) ?? found.findLast((one) => !one.quoted)
}

function startOf(force: Force | undefined, issued: string): string {
  if (!force) return ''
  const day = force.from.includes('之日') ? issued : dayOfText(force.from)
  return day && force.after ? moved(day, { days: force.after }) : day
}

function endOf(force: Force | undefined, from: string): string {
  if (!force) return ''
  const until = UNTIL.exec(force.rest)?.[1]
  if (until) return dayOfText(until)
  const [own = ''] = force.rest.split(/(?<=。)(?=[^。]*《)/)
  const years = YEARS.exec(own)?.[1]
  return years && from ? moved(from, { years: small(years), days: -1 }) : ''
}

/** “自2025年1月1日起，全区标准公布如下” in the opening of a notice. */
function announcedIn(head: readonly string[]): string {
  const announced = new RegExp(`[自从]\\s*(${DAY})\\s*起[^。]{0,60}(?:公布|调整|提高|按|执行|通知)`)
  for (const text of head) {
    const day = announced.exec(text)?.[1]
    if (day) return dayOfText(day)
  }
  return ''
}

const ONLY_DAY = new RegExp(`^${DAY}$`)

/** Who signs stands just above the day. */
function signerIn(texts: readonly string[], end: readonly string[]): string {
  const signed = texts.find((text, place) => ISSUER.test(text) && ONLY_DAY.test(texts[place + 1] ?? ''))
  return signed ?? end.find((text) => ISSUER.test(text)) ?? ''
}

/** “2025年9月10日印发” in the head, else the day below the signature. */
function issuedIn(head: readonly string[], texts: readonly string[], end: readonly string[]): string {
  const printed = head
    .map((text) => new RegExp(`(${DAY})\\s*(?:印发|发布|公布)|\\d号\\s*(${DAY})$`).exec(text))
    .map((match) => match?.[1] ?? match?.[2])
    .find(Boolean)
  const signed = texts.find((text, place) => ONLY_DAY.test(text) && ISSUER.test(texts[place - 1] ?? ''))
  const last = end.findLast((text) => {
    const rest = text.replace(new RegExp(DAY), '').trim()
    return dayOfText(text) !== '' && (rest.length <= 4 || ISSUER.test(rest.replace(/印发$/, '').trim()))
  })
  return dayOfText(printed ?? signed ?? last ?? '')
}
