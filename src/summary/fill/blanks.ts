/** A place in a text that waits for a figure or a name; UTF-16 offsets. */
export interface Blank {
  start: number
  end: number
}

/** What follows a blank that is a name: of a place, an office, or one of several things. */
export const PLACE_ENDINGS = [
  '街道',
  '社区',
  '小区',
  '乡镇',
  '区',
  '县',
  '市',
  '省',
  '镇',
  '乡',
  '村',
  '路',
  '局',
] as const

const STARS = /[*＊]+/g
const CROSSES = /[×✕]{2,}|(?<![0-9０-９\s])[×✕](?=[户人名家个张场次元万年月日])/g
const LETTERS = /(?<![A-Za-z0-9])[Xx]{2,6}(?![A-Za-z0-9])/g
const LINES = /[_＿]{2,}/g
const ROUNDS = /[○〇]{2,}/g
const COUNTED =
  /^[余多]?[万亿千百]?[余多]?(?:[户人名位家个张场次元座所处所件起例份套台辆条项期批支组篇]|小时|%|％|人次|公里|平方米)/

/**
 * The blanks of one line, in order. Markdown's own signs are none: bold pairs, bullets, rules, escaped stars.
 * Runs of one mark count as one blank.
 */
export function findBlanks(line: string, markdown: boolean): Blank[] {
  if (/^\s*(?:[*_-]\s*){3,}$/.test(line)) return []
  const stars = markdown ? withoutMarkup(line) : matches(line, STARS)
  return [...stars, ...[CROSSES, LETTERS, LINES, ROUNDS].flatMap((mark) => matches(line, mark))].sort(
    (a, b) => a.start - b.start,
  )
}

function matches(line: string, mark: RegExp): Blank[] {
  return [...line.matchAll(mark)].map(({ 0: sign, index }) => ({ start: index, end: index + sign.length }))
}

function withoutMarkup(line: string): Blank[] {
  const bullet = /^\s*\*(?=\s)/.exec(line)?.[0].length ?? 0
  const runs = matches(line, STARS).filter(({ start }) => start >= bullet && line[start - 1] !== '\\')
  const kept: Blank[] = []
  for (let at = 0; at < runs.length; at++) {
    const open = runs[at]!
    const close = runs[at + 1]
    if (close && isEmphasis(line, open, close)) at += 1
    else kept.push(open)
  }
  return kept
}

/** “**今年**完成”, “*由科室填写*”: a pair of the same length around words, neither of which waits for a measure or a place. */
function isEmphasis(line: string, open: Blank, close: Blank): boolean {
  const length = open.end - open.start
  if (length !== close.end - close.start || length > 3 || line[open.start] !== '*') return false
  const within = line.slice(open.end, close.start)
  if (!within.trim() || within !== within.trim()) return false
  if (isWaited(line.slice(close.end))) return false
  const before = line.slice(0, open.start)
  const atEdge = /(?:^|[\s，,。；;：:、（(>|-])$/.test(before)
  if (isWaited(line.slice(open.end)) && !atEdge) return false
  // A single star stands for emphasis only around a whole phrase.
  if (length === 1) return atEdge && /^(?:$|[\s，,。；;：:、）)|])/.test(line.slice(close.end))
  return true
}

/** Whether what follows a mark says that a number or a name belongs there. */
function isWaited(after: string): boolean {
  return COUNTED.test(after) || PLACE_ENDINGS.some((ending) => after.startsWith(ending))
}
