import type { IParagraphOptions, Paragraph, ParagraphChild, Table } from 'docx'
import { type BarChart, drawBars } from './chart-picture.ts'

/** `like`: rows of all tables whose columns are to be as wide as this one's. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'table'; caption: string; columns: string[]; rows: string[][]; like?: string[][] }
  | { kind: 'chart'; chart: BarChart }

/** A document as offices write them: title, whom it goes to, numbered parts, who signs it and when. */
export interface OfficialDocument {
  title: string
  /** In brackets below the title; empty: none. */
  subtitle: string
  /** 主送机关, without colon; empty: none. */
  to: string
  blocks: Block[]
  /** 落款: the office and the day, as written; empty: none. */
  from: string
  date: string
}

/** Faces and sizes of GB/T 9704: 二号 title, 三号 body, 28 points a line, 四号 page numbers. Sizes in half points. */
const FACE = {
  title: '方正小标宋简体',
  heading: '黑体',
  sub: '楷体_GB2312',
  body: '仿宋_GB2312',
  page: '宋体',
}
const SIZE = { title: 44, body: 32, table: 24, page: 28 }
const LINE = 560
/** Two signs of the body, in twentieths of a point. */
const INDENT = 640
const NUMERALS = '一二三四五六七八九十'
/** Text width of the page in twentieths of a point. */
const WIDTH = 8844
/** Rows. */
const SMALL = 8
/** Of a chart's bars. */
const PICTURE = 4500

/** Lays the document out as a Word file; page margins and numbering follow GB/T 9704. */
export async function officialDocx(document: OfficialDocument): Promise<Uint8Array> {
  const docx = await import('docx')
  const run = (text: string, face: string, size: number, bold = false) =>
    new docx.TextRun({
      text: clean(text),
      size,
      bold,
      font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: face },
    })
  const paragraph = (text: string, face: string, options: IParagraphOptions = {}, size = SIZE.body) =>
    new docx.Paragraph({
      spacing: { line: LINE, lineRule: docx.LineRuleType.EXACT },
      ...options,
      children: [run(text, face, size)],
    })
  const indented = { indent: { firstLine: INDENT } }
  const counters = [0, 0, 0]

  function heading(level: 1 | 2 | 3, text: string): Paragraph {
    counters[level - 1] = (counters[level - 1] ?? 0) + 1
    counters.fill(0, level)
    const face = level === 1 ? FACE.heading : level === 2 ? FACE.sub : FACE.body
    return paragraph(`${isNumbered(text) ? '' : numberOf(level, counters[level - 1] ?? 1)}${text}`, face, {
      ...indented,
      keepNext: true,
    })
  }

  function table(columns: string[], rows: string[][], like = rows): Table {
    const widths = widthsOf(columns, like)
    const cells = (row: string[], head: boolean, keepNext: boolean) =>
      row.map(
        (text, place) =>
          new docx.TableCell({
            width: { size: widths[place] ?? 1000, type: docx.WidthType.DXA },
            verticalAlign: docx.VerticalAlignTable.CENTER,
            margins: { top: 40, bottom: 40, left: 80, right: 80 },
            children: [
              new docx.Paragraph({
                alignment: head || place > 0 ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
                keepNext,
                children: [run(text, head ? FACE.heading : FACE.body, SIZE.table)],
              }),
            ],
          }),
      )
    return new docx.Table({
      width: { size: WIDTH, type: docx.WidthType.DXA },
      columnWidths: widths,
      alignment: docx.AlignmentType.CENTER,
      rows: [
        new docx.TableRow({
          tableHeader: true,
          cantSplit: true,
          children: cells(columns, true, rows.length > 0),
        }),
        ...rows.map((row, place) => {
          // Small tables stay on one page; no page ends with a head or begins with a last row alone.
          const keepNext = place < rows.length - 1 && (rows.length <= SMALL || place >= rows.length - 2)
          return new docx.TableRow({ cantSplit: true, children: cells(row, false, keepNext) })
        }),
      ],
    })
  }

  function chart(one: BarChart): (Paragraph | Table)[] {
    const { width, height, bars } = drawBars(one)
    const scale = PICTURE / 15 / width
    const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) }
    const none = { style: docx.BorderStyle.NONE, size: 0, color: 'auto' }
    const borders = { top: none, bottom: none, left: none, right: none }
    const cell = (size: number, children: ParagraphChild[], right = false) =>
      new docx.TableCell({
        ...{ width: { size, type: docx.WidthType.DXA }, borders },
        verticalAlign: docx.VerticalAlignTable.CENTER,
        margins: { top: 0, bottom: 0, left: 60, right: 60 },
        children: [
          new docx.Paragraph({
            alignment: right ? docx.AlignmentType.RIGHT : docx.AlignmentType.LEFT,
            keepNext: true,
            children,
          }),
        ],
      })
    const word = (text: string) => run(text, FACE.body, SIZE.table)
    const rows = one.bars.map(({ label, text }, place) => {
      const altText = { name: label, title: label, description: `${label}${text}` }
      const image = new docx.ImageRun({ type: 'png', data: bars[place]!, transformation, altText })
      return new docx.TableRow({
        cantSplit: true,
        children: [
          cell(WIDTH - PICTURE - 1120, [word(label)], true),
          cell(PICTURE + 120, [image]),
          cell(1000, [word(text)]),
        ],
      })
    })
    return [
      new docx.Paragraph({ spacing: { line: 160, lineRule: docx.LineRuleType.EXACT }, keepNext: true }),
      new docx.Table({
        width: { size: WIDTH, type: docx.WidthType.DXA },
        columnWidths: [WIDTH - PICTURE - 1120, PICTURE + 120, 1000],
        borders: { ...borders, insideHorizontal: none, insideVertical: none },
        rows,
      }),
      paragraph(
        one.title,
        FACE.heading,
        { alignment: docx.AlignmentType.CENTER, spacing: { before: 80, after: 240 } },
        SIZE.table,
      ),
    ]
  }

  const blocks = document.blocks.flatMap(laidOut)
  function laidOut(block: Block): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'heading':
        return [heading(block.level, block.text)]
      case 'text':
        return [paragraph(block.text, FACE.body, indented)]
      case 'chart':
        return chart(block.chart)
      case 'table':
        return [
          ...(block.caption
            ? [
                paragraph(
                  block.caption,
                  FACE.heading,
                  { alignment: docx.AlignmentType.CENTER, keepNext: true },
                  SIZE.table,
                ),
              ]
            : []),
          table(block.columns, block.rows, block.like),
          new docx.Paragraph({ spacing: { line: 240 } }),
        ]
    }
  }
  const signature = [
    ...(document.from || document.date ? [paragraph('', FACE.body)] : []),
    ...(document.from
      ? [
          paragraph(document.from, FACE.body, {
            alignment: docx.AlignmentType.RIGHT,
            indent: { right: INDENT },
            keepNext: true,
          }),
        ]
      : []),
    ...(document.date
      ? [
          paragraph(document.date, FACE.body, {
            alignment: docx.AlignmentType.RIGHT,
            indent: { right: INDENT },
          }),
        ]
      : []),
  ]
  const footer = new docx.Footer({
    children: [
      new docx.Paragraph({
        alignment: docx.AlignmentType.CENTER,
        children: [
          new docx.TextRun({
            children: ['— ', docx.PageNumber.CURRENT, ' —'],
            size: SIZE.page,
            font: FACE.page,
          }),
        ],
      }),
    ],
  })
  const file = new docx.Document({
    title: clean(document.title),
    creator: clean(document.from),
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 2098, bottom: 1985, left: 1588, right: 1474, footer: 1134 },
          },
        },
        footers: { default: footer },
        children: [
          ...(document.title
            ? [
                paragraph(
                  document.title,
                  FACE.title,
                  {
                    alignment: docx.AlignmentType.CENTER,
                    spacing: { line: 700, lineRule: docx.LineRuleType.EXACT, after: LINE },
                  },
                  SIZE.title,
                ),
              ]
            : []),
          ...(document.subtitle
            ? [
                paragraph(`（${document.subtitle}）`, FACE.sub, {
                  alignment: docx.AlignmentType.CENTER,
                  spacing: { line: LINE, lineRule: docx.LineRuleType.EXACT, after: LINE },
                }),
              ]
            : []),
          ...(document.to ? [paragraph(`${document.to}：`, FACE.body)] : []),
          ...blocks,
          ...signature,
        ],
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toArrayBuffer(file))
}

/** 一、 （一） 1. */
function numberOf(level: 1 | 2 | 3, count: number): string {
  const numeral =
    count <= 10
      ? NUMERALS[count - 1]!
      : `${count >= 20 ? NUMERALS[Math.floor(count / 10) - 1] : ''}十${count % 10 ? NUMERALS[(count % 10) - 1] : ''}`
  return level === 1 ? `${numeral}、` : level === 2 ? `（${numeral}）` : `${count}.`
}

function isNumbered(text: string): boolean {
  return /^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])/.test(text)
}

/** The first column takes what it needs, the others share the rest by their longest cell. */
function widthsOf(columns: string[], rows: string[][]): number[] {
  const longest = columns.map((name, place) => {
    const cells = Math.max(...rows.map((row) => widthOf(row[place] ?? '')), 3)
    return place === 0
      ? Math.min(18, Math.max(cells, 4)) + 1.5
      : Math.min(12, Math.max(cells, Math.min(7, widthOf(name) + 0.6)))
  })
  const sum = longest.reduce((total, one) => total + one, 0)
  return longest.map((one) => Math.floor((one / sum) * WIDTH))
}

function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 1 : 0.55), 0)
}

/** Signs that XML cannot hold would make the file unreadable. */
function clean(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
}
