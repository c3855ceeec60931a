import { unsupportedFigures } from '../policy/guard.ts'

const LONGEST = 400
/** Links, tags, calls, what a card would read as markdown, and signs that turn or hide others. */
const MARKUP =
  /https?:|www\.|\]\(|<\/?[a-z]|!\[|```|@_?all|\*\*|~~|__|^\s*(?:#{1,6}|>|[-*+])\s|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/im

/** Why a text of a model may not be shown; undefined when it may. `sources`: what it may draw on; `asked`: what the reader said. */
export function faultOfText(
  text: string,
  sources: readonly string[],
  asked: readonly string[],
): string | undefined {
  if (!text.trim()) return '没有内容'
  if (text.length > LONGEST) return '太长'
  const letters = text.match(/\p{L}/gu) ?? []
  const han = letters.filter((sign) => /\p{Script=Han}/u.test(sign))
  if (han.length < letters.length * 0.6) return '要用中文'
  if (MARKUP.test(text)) return '不能有网址、标记或者@'
  const figures = unsupportedFigures(text, sources, asked)
  if (figures.length) return `${figures.slice(0, 3).join('、')} 不在材料里`
  const foreign = namesIn(text).filter((name) => ![...sources, ...asked].some((one) => one.includes(name)))
  if (foreign.length) return `${foreign[0]} 不在材料里`
  return undefined
}

/** Why sentences may not be shown as found in `seen`: each must stand in what was found, whole: half a sentence may lack the condition that it hangs on. */
export function faultOfQuotes(sentences: readonly string[], seen: readonly string[]): string | undefined {
  const found = new Set(seen.flatMap(wholes))
  const told = sentences.flatMap(wholes)
  if (told.join('').length < 6) return '句子太短'
  if (told.some((one) => !found.has(one))) return '要整句抄自查到的内容，一字不差'
  return faultOfText(sentences.join(''), seen, [])
}

function wholes(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[。;!?\n]/)
    .map((one) => one.replace(/\s+/g, ''))
    .filter(Boolean)
}

/** Titles, 文号 and figures in Chinese numerals: a text may not bring new ones. */
function namesIn(text: string): string[] {
  const titles = [...text.matchAll(/《([^》]+)》/g)].map((match) => match[1] ?? '')
  const numbers = text.match(/\p{Script=Han}{1,8}〔\d{4}〕\d+号/gu) ?? []
  const spelled = text.match(/[一二三四五六七八九十百千万亿两]{2,}(?=[元户人名次个万天年月日%])/g) ?? []
  return [...titles, ...numbers, ...spelled]
}
