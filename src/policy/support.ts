/**
 * The last look at a reply before it leaves: figures with their units, dates, 文号 and titles must stand in what it cites or
 * in the question, or follow from cited figures by a sum that is told and holds.
 */

const SCALES: Record<string, number> = { 万: 10_000, 千: 1000 }
const UNIT =
  '万元|千元|元|万|%|个百分点|个?工作日|周岁|岁|个月|小时|平方米|天|日|月|年|张|人次|人|名|户|次|倍|分|餐|条|项|家'
const AMOUNT = new RegExp(`\\d+(?:\\.\\d+)?(?:${UNIT})?`, 'g')
const NUMERAL = /[一二两三四五六七八九十百千万]+(?:万元|元|个?工作日|周岁|岁|个月|小时|天|日|年|次|倍|成)/g
const NUMBER_OF_DOCUMENT = /[一-龥]{1,8}[〔[(]\d{4}[〕\])]\d+号/g
const TITLE = /《[^《》]{2,80}》/g
const DAY = /\d{4}年\d{1,2}月\d{1,2}日/g
const MONTH_DAY = /(?<![年\d])\d{1,2}月\d{1,2}日/g
/** 720×70%＝504元, 845×1.3×12＝…元（…万元）, 7,500＋300＝… */
const SUM = /(\d+(?:\.\d+)?)((?:[×＋－]\d+(?:\.\d+)?%?)+)＝(\d+(?:\.\d+)?)[元分](?:（(\d+(?:\.\d+)?)万元）)?/g
const DIFFERENCE =
  /(?:相差|增加|减少)(\d+(?:\.\d+)?)元(?:（(\d+(?:\.\d+)?)万元）)?（(\d+(?:\.\d+)?)－(\d+(?:\.\d+)?)）/g
/** What the reply says in its own words. */
const OWN = /两份现行文件说法不同/g

/** What of a reply nothing supports; an empty list lets it leave. */
export function unsupported(reply: string, grounds: readonly string[], question: string): string[] {
  const text = folded(reply)
    .replace(OWN, '')
    .replace(/^\d{1,2}[.、]/gm, '')
  const ground = folded([...grounds, ...grounds.flatMap(isoDays)].join('\n'))
  const asked = folded(question)
  const { rest, false: wrong } = withoutSums(text, `${ground}\n${asked}`)
  const missing = (pattern: RegExp, where: string) =>
    (rest.match(pattern) ?? []).filter((one) => !where.includes(one))
  return [
    ...wrong,
    ...missing(TITLE, ground).filter((title) => !ground.includes(title.slice(1, -1))),
    ...(rest.match(NUMBER_OF_DOCUMENT) ?? []).filter((one) => !numbered(one, ground)),
    ...missing(DAY, `${ground}\n${asked}`),
    ...missing(MONTH_DAY, `${ground}\n${asked}`),
    ...missing(NUMERAL, `${ground}\n${asked}`),
    ...amountsBeyond(
      rest.replace(DAY, '').replace(MONTH_DAY, '').replace(NUMBER_OF_DOCUMENT, ''),
      ground,
      asked,
    ),
  ]
}

/** 文号是云民规〔2026〕2号: the number itself, with two signs of its word at least. */
function numbered(told: string, ground: string): boolean {
  const from = told.indexOf('〔')
  return (
    from < 2 ||
    Array.from({ length: from - 1 }, (_, at) => told.slice(at)).some((one) =>
      new RegExp(`(?<![一-龥])${one}`).test(ground),
    )
  )
}

/** NFKC without thousands commas and blanks, 块 as 元, 周岁 as 岁, brackets of 文号 alike. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/[×*]/g, '×')
    .replace(/=/g, '＝')
    .replace(/\+/g, '＋')
    .replace(/(?<=\d)[–—-](?=\d+(?:\.\d+)?\))/g, '－')
    .replace(/(?<![\d.、])[ \t\u3000]+|[ \t\u3000]+(?!\d)/g, '')
    .replace(/[〔[(【](?=\d{4}[〕\])】])/g, '〔')
    .replace(/(?<=〔\d{4})[〕\])】]/g, '〕')
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replaceAll('周岁', '岁')
    .replace(/块钱?/g, '元')
}

/** 2026-07-06 in a cell, as it is told: 2026年7月6日, 7月6日. */
function isoDays(text: string): string[] {
  return [...text.matchAll(/(\d{4})-(\d{2})-(\d{2})/g)].map(
    ([, y, m, d]) => `${y}年${Number(m)}月${Number(d)}日 ${Number(m)}月${Number(d)}日`,
  )
}

/** Takes out the sums that hold; one that does not, or with an operand from nowhere, is named. */
function withoutSums(text: string, known: string): { rest: string; false: string[] } {
  const wrong: string[] = []
  /** What a sum has come to may be reckoned with. */
  const results = new Set<string>()
  const stands = (figure: string) =>
    results.has(figure) ||
    (figure === '50' && /一半|减半|半数/.test(known)) ||
    new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}(?![\\d.])`).test(known) ||
    inWan(figure, known) ||
    wanColumn(String(Number(figure) / 10_000), known)
  const check = (all: string, holds: boolean, operands: readonly string[]) => {
    if (!holds || !operands.every(stands)) wrong.push(all)
    return '，'
  }
  const rest = text
    .replace(SUM, (all, first: string, steps: string, result: string, wan?: string) => {
      const parts = [...steps.matchAll(/([×＋－])(\d+(?:\.\d+)?)(%?)/g)]
      const value = parts.reduce((sum, [, sign, figure, percent]) => {
        const by = Number(figure) / (percent ? 100 : 1)
        return sign === '×' ? sum * by : sign === '＋' ? sum + by : sum - by
      }, Number(first))
      // 12 months make a year.
      const operands = [
        first,
        ...parts.flatMap(([, sign, figure]) => (sign === '×' && figure === '12' ? [] : [figure ?? ''])),
      ]
      const holds = near(value, result) && (!wan || near(value / 10_000, wan))
      if (holds) results.add(result)
      return check(all, holds, operands)
    })
    .replace(DIFFERENCE, (all, result: string, wan: string | undefined, a: string, b: string) => {
      const value = Number(a) - Number(b)
      return check(all, near(value, result) && (!wan || near(value / 10_000, wan)), [a, b])
    })
  return { rest, false: wrong }
}

function near(value: number, told: string): boolean {
  return Math.abs(value - Number(told)) < 0.011
}

/** 58000 where the text has 5.8万. */
function inWan(figure: string, known: string): boolean {
  return Object.entries(SCALES).some(([sign, scale]) =>
    new RegExp(`(?<![\\d.])${String(Number(figure) / scale).replace('.', '\\.')}${sign}`).test(known),
  )
}

/** Amounts that stand neither in the grounds nor in the question; a bare figure of a table may be told with its unit. */
function amountsBeyond(text: string, ground: string, asked: string): string[] {
  const known = new Set(`${ground}\n${asked}`.match(AMOUNT) ?? [])
  const bare = new Set(
    [...ground.matchAll(/(?<![\d.])\d+(?:\.\d+)?(?![\d.万千%元])/g)].map((match) => match[0]),
  )
  return (text.match(AMOUNT) ?? []).filter((one) => {
    if (known.has(one)) return false
    const figure = /^[\d.]+/.exec(one)?.[0] ?? ''
    const unit = one.slice(figure.length)
    if (!unit)
      return ![...known].some(
        (other) => other.startsWith(figure) && !/[\d.]/.test(other[figure.length] ?? ''),
      )
    if (/^[万千]/.test(unit))
      return (
        !inWan(String(Number(figure) * (SCALES[unit[0] ?? ''] ?? 1)), ground) && !wanColumn(figure, ground)
      )
    return !bare.has(figure) && !(unit === '元' && inWan(figure, `${ground}\n${asked}`))
  })
}

/** 单位：万元 above bare cells. */
function wanColumn(figure: string, ground: string): boolean {
  return (
    /[（:：]万元/.test(ground) &&
    new RegExp(`(?<![\\d.])${figure.replace('.', '\\.')}(?![\\d.])`).test(ground)
  )
}
