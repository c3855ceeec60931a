import type { Block } from './blocks.ts'
import { rankOf } from './numbering.ts'

const NUMBER = /〔\d{4}〕\s*\d+\s*号|^(?:文号|发文字号|索引号|签发人)\s*[:：]/
/** The red head of a printed document. */
const LETTERHEAD = /^.{2,30}文件$/
const KINDS =
  /(?:办法|细则|规定|规程|通知|意见|方案|通告|公告|标准|制度|指引|指南|规范|条例|决定|计划|安排|规则|须知|问答|报告|函|表|一览|方式|清单)(?:[（(][^（）()]{1,20}[）)])?$/
const LONGEST = 80

/** The title as it stands above the text, else the name of the file. */
export function titleOf(path: string, blocks: readonly Block[]): string {
  const lines = blocks
    .filter((block) => block.kind !== 'table')
    .filter(({ text }) => !NUMBER.test(text) && !LETTERHEAD.test(text))
  const heading = lines.find((block) => block.kind === 'heading' && block.level === 1)
  // Above the first chapter stands the title; a chapter's heading is none.
  const text = heading && rankOf(heading.text) === undefined ? heading.text : firstLines(lines)
  const fits = text && text.length <= LONGEST && !/[。；]|[：:，]$/.test(text) && rankOf(text) === undefined
  return fits ? text : (path.split('/').at(-1) ?? path).replace(/\.[a-z]+$/i, '')
}

/** A title that is broken over two lines: “关于印发” / “《……》的通知”. */
function firstLines(lines: readonly (Block & { text: string })[]): string {
  const [first = '', second = ''] = lines.slice(0, 2).map((line) => line.text)
  const broken =
    first.length <= 40 && !KINDS.test(first) && !/[：:。，]$/.test(first) && rankOf(second) === undefined
  return broken &&
    second.length <= 50 &&
    KINDS.test(second) &&
    /关于|印发|《/.test(first + second.slice(0, 6))
    ? `${first}${second}`
    : first
}
