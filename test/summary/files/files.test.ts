import { strFromU8, unzipSync, unzlibSync } from 'fflate'
import { readXlsx } from 'hucre'
import { expect, it } from 'vitest'
import { drawBars } from '../../../src/summary/files/chart-picture.ts'
import { ledgerSheet } from '../../../src/summary/files/ledger-sheet.ts'
import { sheetCsv, sheetsXlsx } from '../../../src/summary/files/sheets.ts'
import { buildSummaryFile, summaryFileName } from '../../../src/summary/files/summary-file.ts'
import { textDocx } from '../../../src/summary/files/text-docx.ts'
import { tally } from '../../../src/summary/tally.ts'
import { bureauOf, entry } from '../fill/bureau.ts'

const bureau = bureauOf('../../../knowledge')
const EVIL = ['=HYPERLINK("http://x","y")', '+1', '-2+3', '@SUM(A1)', '\t=1', '＝1', '<script>&"']

function parts(names: readonly string[] = []) {
  const entries = [
    entry('home_adaptation', 12, { org: 'xinhe', to: '2026-06-24', unit: '户', words: '适老化改造12户' }),
    entry('ability_assessment', 30, {
      org: 'meiling',
      to: '2026-06-24',
      unit: '人',
      words: names[0] ?? '30人',
      reporterName: names[1] ?? '某',
    }),
    entry('lottery_fund', 86_000.5, { org: 'finance', to: '2026-06-24', unit: '元' }),
    entry('hardship_children', 366, { org: 'child', measure: 'level', to: '2026-06-24', unit: '人' }),
  ]
  const result = tally({
    entries,
    ...bureau,
    from: '2026-06-22',
    to: '2026-06-28',
    at: '2026-06-29T01:00:00.000Z',
  })
  return { tally: result, sentences: ['适老化改造12户。'], ...bureau, today: '2026-06-29' }
}

it('writes the summary as a workbook whose numbers are numbers and whose texts are no formulas', async () => {
  const book = await readXlsx(await buildSummaryFile('xlsx', parts(EVIL)))
  expect(book.sheets.map((one) => one.name)).toEqual([
    '汇总',
    '按单位',
    '时点数',
    '未报和待确认',
    '来源',
    '说明',
  ])
  const [main, , , , sources] = book.sheets
  const row = main!.rows.find((one) => one[0] === '困难老人家庭适老化改造')
  expect(row?.slice(3)).toEqual([12, null, null, 12, 320, 0.0375])
  expect(main!.rows.find((one) => one[0] === '福彩公益金支出')?.[3]).toBe(86_000.5)
  expect(sources!.rows.flat()).toContain(EVIL[0])
})

it('keeps a hostile name as text in every file', async () => {
  const entries = EVIL.map((words, place) => entry('home_adaptation', place, { words, reporterName: words }))
  const sheet = ledgerSheet('台账', entries, bureau)
  const xlsx = await sheetsXlsx([sheet])
  const xml = Object.entries(unzipSync(xlsx))
    .filter(([name]) => name.includes('sheet'))
    .map(([, bytes]) => strFromU8(bytes))
  expect(xml.join('')).not.toContain('<f>')
  const rows = (await readXlsx(xlsx)).sheets[0]!.rows
  expect(rows.slice(1).map((row) => row[10])).toEqual(EVIL)
  const csv = sheetCsv(sheet)
  expect(csv.startsWith('\ufeff指标,')).toBe(true)
  const cells = csv
    .split('\r\n')
    .slice(1)
    .flatMap((line) => line.split(','))
    .filter((cell) => /^"?[=+\-@\t＝]/.test(cell))
  expect(cells).toEqual([])
})

it('writes the summary as an official document with table heads, page numbers, a picture, and who signs it', async () => {
  const files = unzipSync(await buildSummaryFile('docx', parts()))
  const body = strFromU8(files['word/document.xml']!)
  for (const words of [
    '云溪区民政局重点工作情况',
    '局领导：',
    '一、总体情况',
    '（一）养老服务科',
    '2026年6月29日',
    '方正小标宋简体',
    '仿宋_GB2312',
    'w:tblHeader',
  ])
    expect(body).toContain(words)
  // Each bar has its words beside it as text.
  expect(body.replace(/<[^>]+>/g, ' ')).toMatch(/困难老人家庭适老化改造\s+[\d.]+%/)
  expect(Object.keys(files).some((name) => /media\/.*\.png$/.test(name))).toBe(true)
  expect(
    Object.entries(files).some(
      ([name, bytes]) => name.includes('footer') && strFromU8(bytes).includes('PAGE'),
    ),
  ).toBe(true)
  expect(summaryFileName('docx', parts())).toBe('云溪区民政局重点工作情况_6月22日—28日.docx')
})

it('writes a report as a document: title, numbered headings, tables; signs that XML cannot hold are left out', async () => {
  const body = strFromU8(
    unzipSync(
      await textDocx(
        '# 周报\n\n## 一、养老\n\n**本周**完成\u00013户<b>。\n\n| 指标 | 数 |\n| --- | --- |\n| 改造 | 3 |\n',
      ),
    )['word/document.xml']!,
  )
  expect(body).toContain('周报')
  expect(body).toContain('本周完成3户&lt;b&gt;。')
  expect(body).not.toContain('一、一、')
  expect(body).toContain('w:tblHeader')
})

it('draws each bar as pixels, with the mark across all of them', () => {
  const { bars, width, height } = drawBars({
    title: '',
    bars: [
      { label: 'a', value: 1, text: '1' },
      { label: 'b', value: 0, text: '0' },
    ],
    mark: { value: 0.5, text: '50%' },
  })
  const colorAt = (png: Uint8Array, x: number, y: number) => {
    const view = new DataView(png.buffer)
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([width, height])
    const pixels = unzlibSync(png.subarray(41, 41 + view.getUint32(33)))
    expect(pixels.length).toBe((width * 3 + 1) * height)
    return [...pixels.subarray(y * (width * 3 + 1) + 1 + x * 3, y * (width * 3 + 1) + 1 + x * 3 + 3)]
  }
  const [whole, none] = bars
  expect(colorAt(whole!, 100, height / 2)).toEqual([0x3a, 0x6e, 0xa5])
  expect(colorAt(none!, 100, height / 2)).toEqual([255, 255, 255])
  for (const png of bars) expect(colorAt(png, Math.round((width - 4) / 2) + 1, 1)).toEqual([0x8a, 0x8f, 0x99])
})
