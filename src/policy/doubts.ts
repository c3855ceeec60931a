import { DAY, dayOfText } from '../knowledge/days.ts'
import type { Document, Passage } from '../knowledge/document.ts'
import type { DocumentHead } from '../knowledge/ports.ts'
import { isNamed } from '../knowledge/validity.ts'
import { unitOf } from './cells.ts'
import { addressesMachines } from './guard.ts'

/** What a clerk should look at, and where. */
export interface Doubt {
  kind:
    | 'no-unit'
    | 'two-in-force'
    | 'no-effective-day'
    | 'unknown-replaced'
    | 'no-headings'
    | 'no-such-day'
    | 'replaces-itself'
    | 'circle'
    | 'dates-crossed'
    | 'unknown-audience'
    | 'orders-machines'
  text: string
}

/** What the index knows beside the document. */
export interface Surroundings {
  /** All other documents; the document's own earlier reading is not among them. */
  others: readonly DocumentHead[]
  /** Column names of the tables of other documents in force, by path, joined by ` | `. */
  tables: ReadonlyMap<string, readonly string[]>
  readers: ReadonlySet<string>
  /** YYYY-MM-DD */
  today: string
}

/** A number in a sentence of money, and nothing behind it. */
const BARE_AMOUNT =
  /(?:补贴|补助|津贴|奖励|救助金|保障金|标准|金额|发放|资助)[^，。；\d]{0,10}\d[\d,.]*(?=[，。；、]|$)/
const MONEY_COLUMN = /标准|金额|补贴|补助|津贴|奖励|费用|保障金/
const BARE_CELL = /^\d[\d,.]*$/

/** Everything that looks wrong in a document or beside the others; empty where there is nothing. */
export function doubtsAbout(document: Document, around: Surroundings): Doubt[] {
  const texts = document.passages.filter((one) => one.parent === undefined).map((one) => one.text)
  return [
    ...datesOf(document, texts),
    ...replaced(document, around.others),
    ...withoutUnit(document.passages),
    ...besides(document, around),
    ...structure(document),
    ...document.audience
      .filter((key) => !around.readers.has(key))
      .map((key): Doubt => ({ kind: 'unknown-audience', text: `读取范围里的“${key}”不是单位编号` })),
    ...texts
      .flatMap((text) => text.split(/\n|(?<=。)/))
      .filter(addressesMachines)
      .map(
        (text): Doubt => ({
          kind: 'orders-machines',
          text: `有一句像是写给机器的话，不会照办：“${short(text)}”`,
        }),
      ),
  ]
}

function datesOf(document: Document, texts: readonly string[]): Doubt[] {
  const { issued, effective, expires } = document
  const unreal = [...new Set(texts.flatMap((text) => text.match(WRITTEN_DAY) ?? []))]
  const doubts: Doubt[] = unreal
    .filter((day) => !dayOfText(day))
    .map((day) => ({ kind: 'no-such-day', text: `没有“${day}”这一天` }))
  if (!effective)
    doubts.push({
      kind: 'no-effective-day',
      text: issued
        ? `没有施行日期，按印发日期 ${issued} 起算`
        : '没有施行日期，也没有印发日期，按一直有效处理',
    })
  if (effective && expires && expires < effective)
    doubts.push({ kind: 'dates-crossed', text: `有效期 ${expires} 早于施行日期 ${effective}` })
  return doubts
}

const WRITTEN_DAY = new RegExp(`${DAY}|(?<!\\d)\\d{4}-\\d{2}-\\d{2}(?!\\d)`, 'g')

function replaced(document: Document, others: readonly DocumentHead[]): Doubt[] {
  return document.supersedes.flatMap((name): Doubt[] => {
    if (isNamed(document, name)) return [{ kind: 'replaces-itself', text: `写着废止它自己：${name}` }]
    const older = others.filter((one) => isNamed(one, name))
    if (!older.length) return [{ kind: 'unknown-replaced', text: `文中废止的“${name}”不在库里` }]
    return older
      .filter((one) => leadsTo(one, document, others))
      .map((one) => ({ kind: 'circle', text: `和《${one.title}》互相废止，分不清哪份在后` }))
  })
}

/** Whether a document replaces `goal`, itself or through others. */
function leadsTo(from: DocumentHead, goal: Document, others: readonly DocumentHead[]): boolean {
  const seen = new Set<DocumentHead>()
  const open = [from]
  for (let one = open.pop(); one; one = open.pop()) {
    if (seen.has(one)) continue
    seen.add(one)
    if (one.supersedes.some((name) => isNamed(goal, name))) return true
    const { supersedes } = one
    open.push(...others.filter((other) => supersedes.some((name) => isNamed(other, name))))
  }
  return false
}

function withoutUnit(passages: readonly Passage[]): Doubt[] {
  return passages.flatMap((passage): Doubt[] => {
    if (passage.kind === 'table') return bareColumns(passage, passages)
    if (passage.kind === 'row' || passage.parent !== undefined) return []
    return passage.text
      .split(/\n|(?<=[。；])/)
      .flatMap(
        (sentence) =>
          BARE_AMOUNT.exec(
            sentence
              .normalize('NFKC')
              .replaceAll(',', '，')
              .replace(/(\d)，(?=\d{3})/g, '$1'),
          )?.[0] ?? [],
      )
      .map((text) => ({ kind: 'no-unit', text: `金额没有单位：“${short(text)}”${placeOf(passage)}` }))
  })
}

function bareColumns(table: Passage, passages: readonly Passage[]): Doubt[] {
  const rows = passages.filter((one) => one.parent === table.ordinal)
  const lead = table.headings.at(-1) ?? ''
  return (table.columns ?? []).flatMap((column, place): Doubt[] => {
    const bare = rows.some((row) => BARE_CELL.test(row.cells?.[place]?.trim() ?? ''))
    if (!bare || !MONEY_COLUMN.test(column) || unitOf(column, lead) || /元/.test(column)) return []
    return [{ kind: 'no-unit', text: `金额没有单位：表格的“${column}”一列${placeOf(table)}` }]
  })
}

function besides(document: Document, { others, tables, today }: Surroundings): Doubt[] {
  const inForce = others.filter(
    (one) => (!one.validTo || one.validTo >= today) && !namesEither(one, document),
  )
  const own = new Set(columnsOf(document.passages))
  return inForce.flatMap((one): Doubt[] => {
    const why = isAlike(one.title, document.title)
      ? '标题几乎一样'
      : tables.get(one.path)?.some((columns) => own.has(columns))
        ? '有表头一样的标准表'
        : ''
    return why
      ? [
          {
            kind: 'two-in-force',
            text: `和现行的《${one.title}》可能讲同一件事（${why}），两份都没有写废止另一份`,
          },
        ]
      : []
  })
}

/** Column names of the tables that set amounts, as they are compared. */
export function columnsOf(passages: readonly Passage[]): string[] {
  return passages
    .filter((one) => one.kind === 'table' && one.columns?.some((column) => MONEY_COLUMN.test(column)))
    .map((one) =>
      (one.columns ?? [])
        .join(' | ')
        .normalize('NFKC')
        .replace(/ (?!\|)/g, ''),
    )
}

function namesEither(one: DocumentHead, document: Document): boolean {
  return (
    one.supersedes.some((name) => isNamed(document, name)) ||
    document.supersedes.some((name) => isNamed(one, name))
  )
}

/** Two titles that share nearly all pairs of signs, year and form aside. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  const shared = [...a].filter((pair) => b.has(pair)).length
  return a.size > 1 && (2 * shared) / (a.size + b.size) >= 0.85
}

function pairsOf(title: string): Set<string> {
  const text = title
    .normalize('NFKC')
    .replace(/关于|印发|公布|提高|调整|的通知|\(.*?\)|\d{4}年(?:度|版)?|[《》\s]/g, '')
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))
}

function structure({ passages }: Document): Doubt[] {
  const top = passages.filter((one) => one.parent === undefined)
  const headed = passages.some((one) => one.headings.length || one.article)
  return top.length > 5 && !headed
    ? [{ kind: 'no-headings', text: '没有标题层级（第…条、一、（一）），引用时说不出在哪一条' }]
    : []
}

function placeOf({ article, headings }: Passage): string {
  const place = article || headings.at(-1)
  return place ? `（${short(place)}）` : ''
}

function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 40 ? `${line.slice(0, 40)}…` : line
}
