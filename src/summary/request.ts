import type { Glossary } from '../knowledge/document.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import { type Organization, unitById } from '../roster/organization.ts'
import { periodAt, type Span } from './periods.ts'
import { indicatorsMeant, indicatorsNamed, unitsIn } from './request-names.ts'
import {
  type AskedPeriod,
  asked,
  type PeriodsIn,
  periodsIn,
  type ReadPeriods,
  reportPeriod,
  type Trend,
} from './request-periods.ts'
import {
  COUNTS,
  compareIn,
  DONE,
  fileIn,
  OCCASION,
  POLICY,
  STRONG,
  type SummaryView,
  TELLS,
  viewIn,
} from './request-words.ts'

/** What was asked for: which period, of which indicators and units, beside what, in which form. Plain JSON. */
export interface SummaryRequest {
  /** The whole calendar period, also while it still runs. */
  period: AskedPeriod
  view: SummaryView
  indicators?: string[]
  orgs?: string[]
  compare?: 'last-year' | 'previous' | Span
  trend?: Trend
  file?: 'docx' | 'xlsx'
  /** Why it cannot be answered: two days the wrong way round; words that no indicator covers. */
  problem?: 'reversed' | 'unknown'
  /** Those words. */
  words?: string
  /** The words it was understood by, where they are not the asker's own. */
  restated?: string | undefined
}

export interface RequestScene {
  /** YYYY-MM-DD */
  today: string
  catalogue: Catalogue
  organization: Organization
  glossary: Glossary
  /** The calendar that messages are read with. */
  readPeriods?: ReadPeriods
  /** The asker's own unit, for “我们街道”. */
  own?: string
  /** What was asked for before, for “只看养老的”. */
  context?: SummaryRequest
}

/** Longer than this is no request but a letter. */
const LONGEST = 60
/** A follow-up is short. */
const SHORT = 24
/** Asks something. */
const ASKING = /[?？吗呢谁哪几]|多少|什么|怎|啥/

interface Heard extends PeriodsIn {
  text: string
  view?: SummaryView
  file?: 'docx' | 'xlsx'
  compare?: 'last-year' | 'previous'
  orgs: string[]
  /** By whole name; by a section or a word of the name. */
  named: string[]
  meant: string[]
  /** Words that nothing covers. */
  unknown: string
  policy: boolean
  strong: boolean
  all: boolean
}

/** A request for figures of the ledger; undefined when the text asks for none. Pure. */
export function readSummaryRequest(text: string, scene: RequestScene): SummaryRequest | undefined {
  const folded = spelledOut(text.normalize('NFKC').replace(/\s+/g, ''))
  if (!folded || folded.length > LONGEST || TELLS.test(folded)) return undefined
  return requestOf(folded, scene) ?? requestInClause(folded, scene)
}

/** Dates with dots, and a month called short, as the calendar reads them. */
function spelledOut(text: string): string {
  return text
    .replace(/(?<![\d.])(\d{1,2})\.(\d{1,2})([-—–~到至])(\d{1,2})\.(\d{1,2})(?![\d.])/g, '$1月$2日$3$4月$5日')
    .replace(/这月/g, '这个月')
    .replace(
      /(\d{1,2})月份?的?前([一二三])(?:周|个星期)/,
      (_, month: string, weeks: string) => `${month}月1日至${month}月${7 * ('一二三'.indexOf(weeks) + 1)}日`,
    )
}

/** Of several clauses the one that asks for figures, where the others ask for nothing: “周五要开会，先给我这周的数”. */
function requestInClause(text: string, scene: RequestScene): SummaryRequest | undefined {
  const clauses = text.split(/[，,。；;!！]/).filter(Boolean)
  if (clauses.length < 2) return undefined
  // A clause must ask by itself: a unit named in passing does not go on with what was asked before.
  const { context: _talk, ...alone } = scene
  const heard = clauses.map((clause) => ({ clause, request: requestOf(clause, alone) }))
  const asking = heard.filter((one) => one.request && !one.request.problem)
  const idle = heard.every(({ clause, request }) => request || !(POLICY.test(clause) || ASKING.test(clause)))
  return idle && asking.length === 1 ? asking[0]?.request : undefined
}

function requestOf(folded: string, scene: RequestScene): SummaryRequest | undefined {
  const heard = hear(folded, scene)
  if (heard.policy && !/汇总|统计|报表/.test(folded)) return undefined
  const { context } = scene
  if (context && !context.problem && follows(heard) && !isWhole(heard)) return merged(context, heard, scene)
  if (!asks(heard, scene)) return undefined
  return fresh(heard, scene)
}

function hear(text: string, scene: RequestScene): Heard {
  const compare = compareIn(text)
  const file = fileIn(text)
  const plain = [compare?.words, file?.words].reduce(
    (rest: string, words) => rest.replace(words ?? '', words ? '□' : ''),
    text,
  )
  const named = indicatorsNamed(plain, scene.catalogue, scene.glossary)
  const periods = periodsIn(named.rest, scene.today, scene.readPeriods ?? (() => []))
  const units = unitsIn(periods.rest, scene.organization)
  const own = ownIn(units.rest, scene)
  const view = viewIn(own.rest)
  const rest = (view ? own.rest.replace(view.words, '□') : own.rest).replace(STRONG, '□')
  const meant = indicatorsMeant(rest, scene.catalogue, scene.organization)
  return {
    ...periods,
    text,
    ...(view ? { view: view.view } : {}),
    ...(file ? { file: file.file } : {}),
    ...(compare ? { compare: compare.compare } : {}),
    orgs: [...new Set([...units.ids, ...own.ids])],
    named: named.ids,
    meant: meant.ids,
    unknown: meant.rest,
    policy: POLICY.test(periods.rest),
    strong: STRONG.test(named.rest) || Boolean(compare),
    all: /^(?:看)?(?:全部|所有|全区|全局)(?:的|指标|数据)*$|(?:全部|所有|各项)(?:的)?指标/.test(text),
  }
}

/** “我们街道”: the asker's own unit. */
function ownIn(text: string, { own, organization }: RequestScene): { ids: string[]; rest: string } {
  const match = /(?:我们?|咱们?|本|自己)(?:的)?(?:街道|镇|乡|社区|村|单位)/.exec(text)
  const unit = match && own ? unitById(organization, own) : undefined
  if (!match || !unit || unit.kind === 'section') return { ids: [], rest: text }
  return { ids: [unit.id], rest: text.replace(match[0], '□') }
}

/** “本周汇总”: says period and form by itself, and asks for all of it, whatever was talked about before. */
function isWhole({ text, spans, strong, view, named, meant, orgs, compare, file }: Heard): boolean {
  const plain = !view && !compare && !file && !named.length && !meant.length && !orgs.length
  return plain && strong && (spans.length > 0 || /[周月季年日]报/.test(text)) && !/呢|只|换|改/.test(text)
}

/** Part of a talk about figures: names something else of them, and nothing that is not of them. */
function follows(heard: Heard): boolean {
  if (heard.unknown || heard.policy || heard.text.length > SHORT) return false
  return Boolean(
    heard.all ||
      heard.view ||
      heard.file ||
      heard.compare ||
      heard.spans.length ||
      heard.orgs.length ||
      heard.named.length ||
      heard.meant.length,
  )
}

function asks(heard: Heard, scene: RequestScene): boolean {
  const { text, named, meant, orgs, spans, strong, view } = heard
  const things = named.length + meant.length
  const dated = spans.length > 0
  if (heard.unknown) return strong && !heard.policy && dated
  if (!strong && !view && (OCCASION.test(text) || isAhead(heard, scene))) return false
  if (strong || heard.trend || (view && view !== 'by-unit')) return true
  if (view || heard.file) return dated || things > 0
  if (!COUNTS.test(text))
    return dated && (orgs.length > 0 || things > 0 || spans.length > 1 || /以来|报了/.test(text))
  if (things && DONE.test(text)) return true
  if (dated)
    return things
      ? !money(heard, scene)
      : orgs.length > 0 || /情况|怎么样|如何|数|(?:完成|做|干|报|办)了?些?(?:多少|几|啥|什么|哪些)/.test(text)
  return (
    named.some((id) => scene.catalogue.find((one) => one.id === id)?.kind === 'level') &&
    /有?多少|几|数$/.test(text)
  )
}

/** What is still to come has not been reported: “下个月有什么培训”. */
function isAhead({ spans }: Heard, { today }: RequestScene): boolean {
  return spans.length > 0 && spans.every((span) => span.from > today)
}

/** “基本生活费今年多少”: a sum of money alone is rather a standard than what was spent. */
function money({ named, text }: Heard, { catalogue }: RequestScene): boolean {
  const ofMoney = named.some((id) => /元$/.test(catalogue.find((one) => one.id === id)?.unit ?? ''))
  return ofMoney && !/支出|发放|收缴|[花用拨]了|情况|怎么样|如何/.test(text)
}

function fresh(heard: Heard, scene: RequestScene): SummaryRequest {
  const { trend, file, compare, orgs, reversed } = heard
  const indicators = indicatorsOf(heard)
  const view = heard.view ?? (trend ? 'trend' : 'overview')
  const [first, second] = heard.spans
  const period = first ?? reportPeriod(heard.text, scene.today) ?? usual(view, heard, scene)
  const beside = compare ?? (second && !reversed ? { from: second.from, to: second.to } : undefined)
  return {
    period,
    view,
    ...(indicators.length ? { indicators } : {}),
    ...(orgs.length ? { orgs } : {}),
    ...(beside ? { compare: beside } : {}),
    ...(trend ? { trend } : {}),
    ...(file ? { file } : {}),
    ...(reversed ? { problem: 'reversed' as const } : {}),
    ...(heard.unknown && !indicators.length ? { problem: 'unknown' as const, words: heard.unknown } : {}),
  }
}

/** What is named whole, else what a word of it means. */
function indicatorsOf({ named, meant, all }: Heard): string[] {
  if (all) return []
  return named.length ? named : meant
}

/** Without a period: targets and counts of what was done are of the year, everything else of this week. */
function usual(view: SummaryView, heard: Heard, scene: RequestScene): AskedPeriod {
  const ofYear = view === 'target' || view === 'rank' || view === 'months' || heard.named.length > 0
  if (view === 'missing') return asked(periodAt('week', scene.today))
  return asked(periodAt(ofYear ? 'year-to-date' : 'week', scene.today))
}

function merged(context: SummaryRequest, heard: Heard, scene: RequestScene): SummaryRequest {
  const {
    indicators: knownIndicators,
    orgs: knownOrgs,
    trend: _trend,
    file: _file,
    compare: _compare,
    ...kept
  } = context
  const said = fresh(heard, scene)
  const indicators = heard.all ? undefined : (said.indicators ?? knownIndicators)
  const orgs = heard.all ? undefined : (said.orgs ?? knownOrgs)
  const period = heard.spans.length || reportPeriod(heard.text, scene.today) ? said.period : kept.period
  const stays =
    heard.view === undefined && !heard.trend && (heard.file !== undefined || kept.view !== 'missing')
  return {
    period,
    view: heard.view ?? (heard.trend ? 'trend' : stays ? kept.view : 'overview'),
    ...(indicators ? { indicators } : {}),
    ...(orgs ? { orgs } : {}),
    ...(said.compare ? { compare: said.compare } : {}),
    ...(said.trend ? { trend: said.trend } : {}),
    ...(said.file ? { file: said.file } : {}),
    ...(said.problem ? { problem: said.problem } : {}),
  }
}
