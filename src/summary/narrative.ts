import type { Catalogue } from '../reporting/catalogue.ts'
import { periodAt, type Span, shareOfYear } from './periods.ts'
import type { IndicatorTally, Tally } from './tally.ts'
import type { Unusual } from './trends.ts'
import { numberText, percentText, periodWords, spanText } from './wording.ts'

/** How the figures beside it are called: 上周, 去年同期, 2026年4月. */
export interface Telling {
  catalogue: Catalogue
  /** YYYY-MM-DD */
  today: string
  /** What the period is called: 本周, 上周, 6月. */
  now: string
  before: string
  /** The period is not over: what it comes to is not yet set against a whole one. */
  running: boolean
}

/** A share of the target this far behind the share of the year gone is told. */
const BEHIND = 0.05
const LINES = 3
const EACH = 3

export function tellingOf(
  tally: Tally,
  catalogue: Catalogue,
  today: string,
  compared?: { words: string; span: Span },
): Telling {
  const { kind, from, to } = tally.period
  const current = to >= today
  const words = periodWords(kind)
  return {
    catalogue,
    today,
    now: current ? words.now : nameOf({ from, to, kind }, today),
    before: compared?.words ?? (current ? words.before : beforeOf(tally.period, today)),
    running: to > today || (to === today && kind !== 'day' && kind !== 'year-to-date'),
  }
}

/** 上周, 5月, 去年四季度: as a person names a period that is over. */
function nameOf(span: Span & { kind: Tally['period']['kind'] }, today: string): string {
  if (span.kind === 'week' && periodAt('week', today).previous.from === span.from) return '上周'
  const text = spanText(span, today)
  return span.from.slice(0, 4) === today.slice(0, 4) ? text.replace(/^\d{4}年(?=.)/, '') : text
}

function beforeOf({ kind, previous }: Tally['period'], today: string): string {
  return kind === 'week'
    ? '前一周'
    : kind === 'year-to-date'
      ? '去年同期'
      : nameOf({ ...previous, kind }, today)
}

/** The short everyday name: the shortest alias of at least three characters that is no other indicator's. */
export function shortName(id: string, catalogue: Catalogue): string {
  const indicator = catalogue.find((one) => one.id === id)
  if (!indicator) return id
  const shared = new Set(
    catalogue.filter((one) => one !== indicator).flatMap((one) => [one.name, ...one.aliases]),
  )
  const names = [indicator.name, ...indicator.aliases].filter((name) => name.length > 3 && !shared.has(name))
  return names.reduce((best, name) => (name.length < best.length ? name : best), indicator.name)
}

/** What rose, what fell, what is behind its target, what looks odd: every figure stands in the tally. */
export function headlines(tally: Tally, telling: Telling, odd: ReadonlyMap<string, Unusual>): string[] {
  const flows = tally.indicators.filter((one) => Object.keys(one.byOrg).length || one.previous)
  if (!flows.length) return [nothing(tally, telling)]
  const late = behind(tally, telling.today)
  const ranked = flows.toSorted((a, b) => weight(b, late) - weight(a, late))
  const [first, ...rest] = ranked
  const lines = [`${sentence(first!, telling, 0)}${targetPart(first!, tally, telling)}。`]
  const others = rest.slice(0, EACH * (LINES - 1))
  for (let at = 0; at < others.length; at += EACH)
    lines.push(
      `${others
        .slice(at, at + EACH)
        .map((one, i) => sentence(one, telling, at + i + 1))
        .join('；')}。`,
    )
  const more = late.filter((one) => one !== first)
  if (more.length)
    lines.push(
      `落后于时间进度：${more.map((one) => `${shortName(one.indicator, telling.catalogue)}（完成${percentText(one.targetShare ?? 0)}）`).join('、')}。`,
    )
  for (const [id, one] of odd) lines.push(question(id, one, tally, telling))
  return lines
}

function nothing(tally: Tally, { now }: Telling): string {
  return tally.levels.length ? `${now}没有新增的数，时点数如下。` : `${now}还没有登记的数。`
}

/** Indicators whose share of the target is well behind the share of the year that is over. */
export function behind(tally: Tally, today: string): IndicatorTally[] {
  const gone = shareOfYear(tally.period.to < today ? tally.period.to : today)
  return tally.indicators
    .filter((one) => one.targetShare !== null && one.targetShare < gone - BEHIND)
    .toSorted((a, b) => (a.targetShare ?? 0) - (b.targetShare ?? 0))
}

/** With a target first, then by how much changed beside what is usual. */
function weight(one: IndicatorTally, late: readonly IndicatorTally[]): number {
  const change = Math.abs(one.total - one.previous) / Math.max(1, one.total, one.previous)
  return (one.target ? 2 : 0) + (late.includes(one) ? 1 : 0) + change
}

/** “适老化改造31户，较上周增加9户”: one figure beside the one before. `place` varies the words, not the facts. */
export function sentence(one: IndicatorTally, telling: Telling, place: number): string {
  const { before, running } = telling
  const name = shortName(one.indicator, telling.catalogue)
  const said = (value: number) => `${numberText(value)}${one.unit}`
  const reported = Object.keys(one.byOrg).length > 0
  if (!reported) return `${name}还没有人报（${before}${said(one.previous)}）`
  const change = Math.round((one.total - one.previous) * 100) / 100
  if (!one.total && !one.previous) return `${name}没有新增`
  if (!one.total)
    return running
      ? `${name}目前没有新增（${before}${said(one.previous)}）`
      : `${name}没有新增，${before}是${said(one.previous)}`
  if (!Object.keys(one.previousByOrg).length) return `${name}${said(one.total)}（${before}没有数）`
  if (!one.previous) return `${name}由${before}的0增至${said(one.total)}`
  if (running && change < 0) return `${name}目前${said(one.total)}（${before}全期${said(one.previous)}）`
  if (running && change > 0) return `${name}${said(one.total)}，已超过${before}的${said(one.previous)}`
  if (!change)
    return place % 2
      ? `${name}${said(one.total)}，和${before}持平`
      : `${name}${said(one.total)}，与${before}持平`
  const more = change > 0
  const verb = place % 2 ? (more ? '多' : '少') : more ? '增加' : '减少'
  return `${name}${said(one.total)}，${place % 2 ? '比' : '较'}${before}${verb}${said(Math.abs(change))}`
}

/** “，完成全年58%（时间过去47%）” */
function targetPart(one: IndicatorTally, tally: Tally, { today }: Telling): string {
  if (one.targetShare === null) return ''
  const gone = shareOfYear(tally.period.to < today ? tally.period.to : today)
  return `，完成全年${percentText(one.targetShare)}（时间过去${percentText(gone)}）`
}

function question(id: string, { value, low, high, weeks }: Unusual, tally: Tally, telling: Telling): string {
  const unit = tally.indicators.find((one) => one.indicator === id)?.unit ?? ''
  const range =
    low === high ? `都是${numberText(low)}${unit}` : `在${numberText(low)}—${numberText(high)}${unit}之间`
  return `${shortName(id, telling.catalogue)}${numberText(value)}${unit}，前${weeks}周${range}，数字对吗？`
}

/** “已报6/8，截止周五16:30　　未报：石榴街道（3项）、东郊街道（1项）　　待确认 2 项”; empty when neither. */
export function missingLine(
  tally: Tally,
  unitName: (id: string) => string,
  waiting?: { late: Tally['missing']; open?: string },
): string {
  const late = waiting ? waiting.late : tally.missing
  const missing = late.map((one) => `${unitName(one.org)}（${one.indicators.length}项）`).join('、')
  return [
    waiting?.open ?? '',
    missing && `未报：${missing}`,
    tally.pending.length ? `待确认 ${tally.pending.length} 项` : '',
  ]
    .filter(Boolean)
    .join('　　')
}
