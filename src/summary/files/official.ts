import type { IParagraphOptions, Paragraph, Table } from 'docx'
import { type BarChart, drawBars } from './chart-picture.ts'

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'table'; caption: string; columns: string[]; rows: string[][] }
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

  function table(columns: string[], rows: string[][]): Table {
    const widths = widthsOf(columns, rows)
    const cells = (row: string[], head: boolean) =>
      row.map(
        (text, place) =>
          new docx.TableCell({
            width: { size: widths[place] ?? 1000, type: docx.WidthType.DXA },
            verticalAlign: docx.VerticalAlignTable.CENTER,
            margins: { top: 40, bottom: 40, left: 80, right: 80 },
            children: [
              new docx.Paragraph({
                alignment: head || place > 0 ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
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
        new docx.TableRow({ tableHeader: true, cantSplit: true, children: cells(columns, true) }),
        ...rows.map((row) => new docx.TableRow({ cantSplit: true, children: cells(row, false) })),
      ],
    })
  }

  function chart(one: BarChart): Paragraph[] {
    const { width, height, svg, png } = drawBars(one)
    const scale = 560 / width
    const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) }
    const image = new docx.ImageRun({
      type: 'svg',
      data: new TextEncoder().encode(svg),
      transformation,
      fallback: { type: 'png', data: png },
      altText: { name: one.title, title: one.title, description: altOf(one) },
    })
    return [
      new docx.Paragraph({ alignment: docx.AlignmentType.CENTER, keepNext: true, children: [image] }),
      paragraph(
        one.title,
        FACE.heading,
        { alignment: docx.AlignmentType.CENTER, keepNext: true },
        SIZE.table,
      ),
      // Programs that show the plain pixels have no labels in them.
      paragraph(
        `自上而下：${listOf(one)}`,
        FACE.body,
        { alignment: docx.AlignmentType.CENTER, spacing: { after: 240 } },
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
          table(block.columns, block.rows),
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

function listOf({ bars }: BarChart): string {
  return bars.map(({ label, text }) => `${label}${text}`).join('、')
}

function altOf({ title, bars }: BarChart): string {
  return `${title}：${listOf({ title, bars })}`
}

/** Signs that XML cannot hold would make the file unreadable. */
function clean(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
}
