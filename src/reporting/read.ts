import { Temporal } from 'temporal-polyfill'
import type { Glossary } from '../knowledge/document.ts'
import type { Organization } from '../roster/organization.ts'
import { findAmounts } from './amounts.ts'
import { assign, type Findings } from './assign.ts'
import type { Catalogue, Indicator } from './catalogue.ts'
import { unusual } from './check.ts'
import { clausesOf } from './clauses.ts'
import type { Figure } from './entry.ts'
import { collect } from './figures.ts'
import { type Manner, mannerOf, noEntry, ownLines } from './intent.ts'
import { findIndicators, findUnits, nearestUnits, unknownUnits } from './mentions.ts'
import { foldWidth } from './numerals.ts'
import { findPeriods } from './periods.ts'
import { readTable } from './tables.ts'
import { zeroFigures } from './zeros.ts'

export const PARSER_VERSION = '1'

export interface ReadInput {
  text: string
  /** ISO time with zone. */
  sentAt: string
  /** Unit id; empty for nobody in the list. */
  sender: { name: string; unit: string }
  context?: ReportingContext | undefined
}

/** What is remembered of the last report in a chat; plain JSON. */
export interface ReportingContext {
  figures: Figure[]
  /** An amount of money whose scale was asked about. */
  money?: { figure: Figure } | undefined
}

/** A question back. `figure`: the one best reading that waits for the answer; `choices`: texts to send instead. */
export interface Ask {
  kind:
    | 'indicator'
    | 'unit'
    | 'organization'
    | 'money'
    | 'estimate'
    | 'sum'
    | 'unusual'
    | 'number'
    | 'correction'
  question: string
  figure?: Figure
  choices?: { label: string; text: string }[]
}

export interface Reading {
  kind: Manner
  figures: Figure[]
  asks: Ask[]
  /** Numbers with a measure that no indicator covers. */
  unmatched: { words: string; start: number }[]
  /** Indicators that a withdrawal names. */
  targets: string[]
  /** A question beside the report, to be answered too. */
  rest: string
  context: ReportingContext
}

export interface ReportingBureau {
  catalogue: Catalogue
  organization: Organization
  glossary: Glossary
}

/** What reading a message works with. */
export interface Sheet extends Findings {
  original: string
  /** YYYY-MM-DD in the bureau's zone. */
  sentDay: string
  sender: string
  context: ReportingContext
  bureau: ReportingBureau
}

/** Longer texts are read up to here; nobody types more figures than stand before it. */
const MAX_TEXT = 20_000

/** Reads one message: what it is, and the figures in it with the very words. Pure; the bureau's zone gives the day. */
export function readMessage(input: ReadInput, bureau: ReportingBureau): Reading {
  const original = input.text.slice(0, MAX_TEXT)
  const text = withoutMentions(ownLines(foldWidth(original)))
  const sentDay = Temporal.Instant.from(input.sentAt)
    .toZonedDateTimeISO(bureau.organization.timezone)
    .toPlainDate()
    .toString()
  const periods = findPeriods(text, sentDay)
  const sheet: Sheet = {
    original,
    text,
    sentDay,
    bureau,
    periods,
    sender: input.sender.unit,
    context: input.context ?? { figures: [] },
    clauses: clausesOf(text),
    amounts: findAmounts(text, periods, bureau.catalogue),
    indicators: findIndicators(text, bureau.catalogue),
    units: findUnits(text, bureau.organization),
  }
  return read(sheet)
}

function read(sheet: Sheet): Reading {
  const { text, context } = sheet
  const empty: Reading = {
    kind: 'other',
    figures: [],
    asks: [],
    unmatched: [],
    targets: [],
    rest: '',
    context,
  }
  const zeros = zeroFigures(sheet)
  const fallback = sheet.indicators.length ? undefined : lastIndicator(sheet)
  const assigned = assign(sheet, fallback).filter((one) => one.indicator)
  const table = readTable(sheet)
  const numbers = assigned.length > 0 || zeros.length > 0 || (table?.figures.length ?? 0) > 0
  const { report, rest } = partQuestions(sheet)
  const manner = mannerOf(rest ? report : text, { numbers, indicators: sheet.indicators.length > 0 })
  if (manner === 'withdrawal')
    return {
      ...empty,
      kind: manner,
      targets: [...new Set(sheet.indicators.flatMap((one) => one.of.map(({ id }) => id)))],
    }
  if (manner === 'question' || manner === 'summary') return { ...empty, kind: manner }
  if (manner === 'other' && !numbers) return unknownNumbers(sheet, empty)
  const collected = table ?? collect(sheet, assigned, manner === 'correction')
  const figures = [
    ...collected.figures,
    ...zeros.filter(
      (zero) => !collected.figures.some((one) => one.indicator === zero.indicator && one.org === zero.org),
    ),
  ]
  const asks = [...collected.asks, ...askUnits(sheet), ...askUnusual(sheet, figures)]
  if (!figures.length && !asks.length) return unknownNumbers(sheet, empty)
  return {
    ...empty,
    kind: manner === 'correction' ? 'correction' : 'report',
    figures,
    asks,
    unmatched: unmatchedOf(sheet, assigned),
    rest,
    context: { figures: figures.length ? figures : context.figures, money: collected.money },
  }
}

/** `@_user_1` and names after @ are nobody's number. */
function withoutMentions(text: string): string {
  return text.replace(/@[^\s@，,。:：]{1,20}/g, (mention) => ' '.repeat(mention.length))
}

/** A question in a sentence of its own beside the report. */
function partQuestions(sheet: Sheet): { report: string; rest: string } {
  const sentences = [...Map.groupBy(sheet.clauses, (clause) => clause.sentence).values()]
  const asking = sentences.filter((clauses) => {
    const text = sheet.text.slice(clauses[0]!.start, clauses.at(-1)!.end)
    return mannerOf(text, { numbers: false, indicators: false }) === 'question' || /多少|[?？]$/.test(text)
  })
  if (!asking.length || asking.length === sentences.length) return { report: sheet.text, rest: '' }
  const others = sentences.filter((one) => !asking.includes(one))
  const hasFigure = others.some((clauses) =>
    sheet.amounts.some((amount) => amount.start >= clauses[0]!.start && amount.start < clauses.at(-1)!.end),
  )
  const cut = (list: typeof sentences) =>
    list.map((clauses) => sheet.original.slice(clauses[0]!.start, clauses.at(-1)!.end).trim()).join('，')
  // “……12户，对吗？” asks about the figure itself.
  const confirms = /^(?:对吗|对不对|是吗|是不是|可以吗|行吗|好吗|收到吗|收到了吗)[?？]?$/.test(cut(asking))
  return hasFigure && !confirms
    ? { report: cut(others), rest: cut(asking) }
    : { report: sheet.text, rest: '' }
}

function lastIndicator(sheet: Sheet): Indicator | undefined {
  const last = sheet.context.figures.at(-1)
  const continues = /还有|漏了|再加|另外|补|不是|应为|改|少了|多了/.test(sheet.text)
  return last && continues ? sheet.bureau.catalogue.find((one) => one.id === last.indicator) : undefined
}

function askUnits(sheet: Sheet): Ask[] {
  const { organization } = sheet.bureau
  return unknownUnits(sheet.text, organization).map(({ words }) => {
    const near = nearestUnits(words, organization).map((unit) => unit.name)
    const hint = near.length ? `是${near.join('、')}吗？` : '请写单位全称。'
    return { kind: 'organization', question: `没有“${words}”这个单位，${hint}` }
  })
}

function askUnusual(sheet: Sheet, figures: readonly Figure[]): Ask[] {
  return figures.flatMap((figure): Ask[] => {
    const indicator = sheet.bureau.catalogue.find((one) => one.id === figure.indicator)
    const remark = indicator && unusual(figure, indicator)
    return remark ? [{ kind: 'unusual', question: remark.question, figure }] : []
  })
}

/** Of a message that reports something: numbers with a measure that nothing in the catalogue counts. */
function unmatchedOf(sheet: Sheet, assigned: readonly { amount: { start: number } }[]): Reading['unmatched'] {
  return sheet.amounts
    .filter((amount) => amount.measure && !assigned.some((one) => one.amount.start === amount.start))
    .flatMap((amount) => {
      const clause = sheet.clauses.find((one) => one.start <= amount.start && amount.start < one.end)
      if (!clause || noEntry(clause.text) || /[（(]|含|其中|共|合计|总计/.test(clause.text)) return []
      return [{ words: sheet.original.slice(clause.start, amount.end).trim(), start: clause.start }]
    })
}

/** “结婚登记32对”: said like a report, but no indicator. */
function unknownNumbers(sheet: Sheet, empty: Reading): Reading {
  const said = /今[天日儿]|昨[天日]|本[周月日]|上[周月]|累计|办理|登记|完成|新增/.test(sheet.text)
  const plain = sheet.clauses.length <= 2 && !noEntry(sheet.text)
  return said && plain ? { ...empty, unmatched: unmatchedOf(sheet, []) } : empty
}
