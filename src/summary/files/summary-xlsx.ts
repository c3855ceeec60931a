import { unitById } from '../../roster/organization.ts'
import { momentText } from '../wording.ts'
import { caseSheets } from './case-sheets.ts'
import { ledgerSheet } from './ledger-sheet.ts'
import { nameOf, type SummaryFileParts, sectionOf, unitOf, wordsOf } from './parts.ts'
import { type SheetOf, sheetsXlsx } from './sheets.ts'

/** The summary as a workbook: figures, by unit, levels, what is open, and the entries behind it all. */
export async function summaryXlsx(parts: SummaryFileParts): Promise<Uint8Array> {
  const { tally, catalogue, organization, today } = parts
  const words = wordsOf(parts)
  const name = (id: string) => unitById(organization, id)?.name ?? id
  const main: SheetOf = {
    name: '汇总',
    columns: [
      { title: '指标', width: 26 },
      { title: '科室', width: 18 },
      { title: '计量', width: 8 },
      { title: words.now, width: 12 },
      { title: words.before, width: 12 },
      { title: '增减', width: 10 },
      { title: '今年累计', width: 12 },
      { title: '全年目标', width: 12 },
      { title: '完成率', width: 10, percent: true },
    ],
    rows: tally.indicators.map((one) => {
      const reported = Object.keys(one.byOrg).length > 0
      const before = Object.keys(one.previousByOrg).length > 0
      return [
        ...[nameOf(one.indicator, catalogue), sectionOf(one.indicator, catalogue), one.unit],
        reported ? one.total : null,
        before ? one.previous : null,
        reported && before ? Math.round((one.total - one.previous) * 100) / 100 : null,
        ...[one.yearToDate, one.target, one.targetShare],
      ]
    }),
  }
  const units = organization.units.filter((unit) =>
    tally.indicators.some((one) => one.byOrg[unit.id] !== undefined),
  )
  const byUnit: SheetOf = {
    name: '按单位',
    columns: [
      { title: '指标', width: 26 },
      { title: '合计', width: 12 },
      ...units.map((unit) => ({ title: unit.name, width: 12 })),
    ],
    rows: tally.indicators
      .filter((one) => Object.keys(one.byOrg).length)
      .map((one) => [
        `${nameOf(one.indicator, catalogue)}（${one.unit}）`,
        one.total,
        ...units.map((unit) => one.byOrg[unit.id] ?? null),
      ]),
  }
  const levels: SheetOf = {
    name: '时点数',
    columns: [
      { title: '指标', width: 26 },
      { title: '单位', width: 16 },
      { title: '数', width: 12 },
      { title: '计量', width: 8 },
      { title: '截至', width: 12 },
    ],
    rows: tally.levels.map((one) => [
      nameOf(one.indicator, catalogue),
      name(one.org),
      one.value,
      one.unit || unitOf(one.indicator, catalogue),
      one.at,
    ]),
  }
  const open: SheetOf = {
    name: '未报和待确认',
    columns: [
      { title: '情况', width: 10 },
      { title: '单位', width: 16 },
      { title: '指标', width: 26 },
      { title: '数', width: 12 },
      { title: '说明', width: 40 },
    ],
    rows: [
      ...tally.missing.flatMap((one) =>
        one.indicators.map((id) => ['未报', name(one.org), nameOf(id, catalogue), null, '']),
      ),
      ...tally.pending.map((one) => [
        '待确认',
        name(one.org),
        nameOf(one.indicator, catalogue),
        one.value,
        one.words,
      ]),
      ...tally.straddling.map((one) => [
        '跨期',
        name(one.org),
        nameOf(one.indicator, catalogue),
        one.value,
        `${one.from}至${one.to}`,
      ]),
    ],
  }
  const used = new Map(
    [
      ...tally.indicators.flatMap((one) => [...one.entries, ...one.yearEntries]),
      ...tally.levels.map((one) => one.entry),
    ].map((one) => [one.id, one]),
  )
  const about: SheetOf = {
    name: '说明',
    columns: [
      { title: '项', width: 12 },
      { title: '内容', width: 60 },
    ],
    rows: [
      ['单位', organization.bureau],
      ['期间', `${tally.period.from} 至 ${tally.period.to}`],
      ['对比期间', `${tally.period.previous.from} 至 ${tally.period.previous.to}`],
      ['数据截至', `${tally.at.slice(0, 4)}年${momentText(tally.at, organization.timezone)}`],
      ['生成日期', today],
      ['口径', '空白表示没有人报，0表示报了没有；今年累计由各单位最近一次累计数加其后的新增数得出'],
    ],
  }
  return sheetsXlsx([
    main,
    byUnit,
    levels,
    open,
    ...caseSheets(parts),
    ledgerSheet('来源', [...used.values()], { catalogue, organization }),
    about,
  ])
}
