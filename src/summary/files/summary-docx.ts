import { unitById } from '../../roster/organization.ts'
import { CASES, caseSentences } from '../cases.ts'
import { shareOfYear } from '../periods.ts'
import { momentText, numberText, percentText, spanText } from '../wording.ts'
import { type Block, officialDocx } from './official.ts'
import { nameOf, type SummaryFileParts, sectionOf, titleOf, unitOf, wordsOf } from './parts.ts'

/** The summary in official format: sentences, chart, tables by section, who is missing. */
export async function summaryDocx(parts: SummaryFileParts): Promise<Uint8Array> {
  const { tally, sentences, organization, today } = parts
  const at = momentText(tally.at, organization.timezone)
  const reported = tally.owing ? `，${tally.complete}/${tally.owing}个单位已报` : ''
  const blocks: Block[] = [
    {
      kind: 'text',
      text: `现将${spanText(tally.period, today)}重点工作数据汇总如下（数据截至${at}${reported}）。`,
    },
    { kind: 'heading', level: 1, text: '总体情况' },
    ...sentences.map((text): Block => ({ kind: 'text', text })),
    ...chartOf(parts),
    { kind: 'heading', level: 1, text: '各项指标' },
    ...sectionBlocks(parts),
    ...levelBlocks(parts),
    ...caseBlocks(parts),
    ...unitBlocks(parts),
    ...openBlocks(parts),
  ]
  const [year, month, day] = today.split('-').map(Number)
  return officialDocx({
    title: titleOf(parts),
    subtitle: spanText(tally.period, today),
    to: '局领导',
    blocks,
    from: organization.bureau,
    date: `${year}年${month}月${day}日`,
  })
}

/** Targets against the share of the year that is gone; without targets none. */
function chartOf({ tally, catalogue, today }: SummaryFileParts): Block[] {
  const day = tally.period.to < today ? tally.period.to : today
  const gone = shareOfYear(day)
  const bars = tally.indicators
    .filter((one) => one.targetShare !== null)
    .map((one) => ({
      label: nameOf(one.indicator, catalogue),
      value: one.targetShare ?? 0,
      text: percentText(one.targetShare ?? 0),
      weak: (one.targetShare ?? 0) < gone,
    }))
    .slice(0, 12)
  if (bars.length < 2) return []
  const title = `全年任务完成进度（虚线为时间进度${percentText(gone)}，浅色为落后）`
  return [{ kind: 'chart', chart: { title, bars, mark: { value: gone, text: percentText(gone) } } }]
}

function sectionBlocks(parts: SummaryFileParts): Block[] {
  const { tally, catalogue } = parts
  const words = wordsOf(parts)
  const columns = ['指标', words.now, words.before, '今年累计', '全年目标', '完成率']
  const sections = [...new Set(tally.indicators.map((one) => sectionOf(one.indicator, catalogue)))]
  const rowsOf = (section: string) =>
    tally.indicators
      .filter((one) => sectionOf(one.indicator, catalogue) === section)
      .map((one) => [
        `${nameOf(one.indicator, catalogue)}（${one.unit}）`,
        Object.keys(one.byOrg).length ? numberText(one.total) : '未报',
        Object.keys(one.previousByOrg).length ? numberText(one.previous) : '—',
        numberText(one.yearToDate),
        one.target === null ? '—' : numberText(one.target),
        one.targetShare === null ? '—' : percentText(one.targetShare),
      ])
  const like = sections.flatMap(rowsOf)
  return sections.flatMap((section): Block[] => [
    { kind: 'heading', level: 2, text: section || '其他' },
    { kind: 'table', caption: '', columns, rows: rowsOf(section), like },
  ])
}

function levelBlocks({ tally, catalogue, organization }: SummaryFileParts): Block[] {
  if (!tally.levels.length) return []
  const rows = tally.levels.map((one) => [
    `${nameOf(one.indicator, catalogue)}（${one.unit || unitOf(one.indicator, catalogue)}）`,
    unitById(organization, one.org)?.name ?? one.org,
    numberText(one.value),
    one.at,
  ])
  return [
    { kind: 'heading', level: 1, text: '时点数' },
    { kind: 'table', caption: '', columns: ['指标', '单位', '数', '截至'], rows },
  ]
}

function caseBlocks(parts: SummaryFileParts): Block[] {
  const { cases, organization, today, tally } = parts
  if (!cases?.lines.length) return []
  const telling = { now: wordsOf(parts).now, organization, today, to: tally.period.to }
  return [
    { kind: 'heading', level: 1, text: `${CASES}情况` },
    ...caseSentences(cases.lines, telling).map((text): Block => ({ kind: 'text', text })),
  ]
}

/** One table for five indicators: more columns would not be read. */
function unitBlocks({ tally, catalogue, organization }: SummaryFileParts): Block[] {
  const shown = tally.indicators.filter((one) => Object.keys(one.byOrg).length)
  const blocks: Block[] = shown.length ? [{ kind: 'heading', level: 1, text: '各单位情况' }] : []
  for (let at = 0; at < shown.length; at += 5) {
    const some = shown.slice(at, at + 5)
    const orgs = organization.units.filter((unit) => some.some((one) => one.byOrg[unit.id] !== undefined))
    const rows = orgs.map((unit) => [
      unit.name,
      ...some.map((one) => (one.byOrg[unit.id] === undefined ? '' : numberText(one.byOrg[unit.id] ?? 0))),
    ])
    const total = ['合计', ...some.map((one) => numberText(one.total))]
    const columns = ['单位', ...some.map((one) => `${nameOf(one.indicator, catalogue)}（${one.unit}）`)]
    blocks.push({ kind: 'table', caption: '', columns, rows: [...rows, total] })
  }
  return blocks
}

function openBlocks({ tally, catalogue, organization }: SummaryFileParts): Block[] {
  const name = (id: string) => unitById(organization, id)?.name ?? id
  const missing = tally.missing.map(
    (one) => `${name(one.org)}（${one.indicators.map((id) => nameOf(id, catalogue)).join('、')}）`,
  )
  const texts = [
    missing.length ? `未报：${missing.join('；')}。` : '',
    tally.pending.length ? `待确认${tally.pending.length}项，未计入以上数字。` : '',
    tally.straddling.length ? `跨期${tally.straddling.length}项，未计入本期，计入全年。` : '',
  ].filter(Boolean)
  if (!texts.length) return []
  return [
    { kind: 'heading', level: 1, text: '需要说明的情况' },
    ...texts.map((text): Block => ({ kind: 'text', text })),
  ]
}
