/** A text made easy to read, and where each of its signs stands in the original (UTF-16). */
export interface Folded {
  text: string
  /** One more than signs: the last one is the original's length. */
  at: readonly number[]
}

/** Stands in the folded text for a digit of an unusual kind. */
export const ODD = '\u24ea'

/** Full-width signs that mean the same as their plain form. The full-width comma is none of them: “5，300户” is two numbers. */
const PLAIN = new Map<string, string>([
  ...range('０', '９', '0'),
  ...range('Ａ', 'Ｚ', 'A'),
  ...range('ａ', 'ｚ', 'a'),
  ...Object.entries({ '％': '%', '＋': '+', '．': '.', '／': '/', '：': ':', '（': '(', '）': ')' }),
  ...Object.entries({
    '￥': '¥',
    '＝': '=',
    '－': '-',
    '−': '-',
    '﹣': '-',
    '｜': '|',
    '～': '~',
    '〜': '~',
  }),
  ...Object.entries({
    '　': ' ',
    '\u00a0': ' ',
    '\u2002': ' ',
    '\u2003': ' ',
    '【': ' ',
    '】': ' ',
    '\r': ' ',
  }),
  ...Object.entries({ '[': ' ', ']': ' ', '＿': '_' }),
])

function range(first: string, last: string, to: string): [string, string][] {
  const from = first.charCodeAt(0)
  return Array.from({ length: last.charCodeAt(0) - from + 1 }, (_, step) => [
    String.fromCharCode(from + step),
    String.fromCharCode(to.charCodeAt(0) + step),
  ])
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/
const DIGIT = /[\d０-９]/
const MENTION = /@[^\s@，,。:：、]{1,20}/y
/** Lines that are somebody else's words. */
const QUOTED = /^[ \t\u3000]*(?:>|＞|》|「|回复[@：: ])/

/**
 * Folds width by an allow-list (never NFKC: it makes 102 of 10²), drops invisible signs, blanks mentions, emoji and quoted
 * lines. An invisible sign inside a number leaves {@link ODD}: nobody can see which number that is.
 */
export function foldText(original: string): Folded {
  const text: string[] = []
  const at: number[] = []
  const put = (sign: string, place: number) => {
    text.push(sign)
    at.push(place)
  }
  for (let place = 0; place < original.length; place++) {
    const sign = original[place]!
    if ((place === 0 || original[place - 1] === '\n') && isQuoted(original, place)) {
      const end = original.indexOf('\n', place)
      place = (end < 0 ? original.length : end) - 1
    } else if (sign >= '\u4e00' && sign <= '\u9fa5') put(sign, place)
    else if (INVISIBLE.test(sign)) {
      if (DIGIT.test(original[place - 1] ?? '') && DIGIT.test(original[place + 1] ?? '')) put(ODD, place)
    } else if (sign === '@') {
      MENTION.lastIndex = place
      put(' ', place)
      place += Math.max(0, (MENTION.exec(original)?.[0].length ?? 1) - 1)
    } else if (sign === '，' && isWideComma(original, place)) put(',', place)
    else if (sign >= '\ud800' && sign <= '\udbff') {
      put(isMathDigit(original, place) ? ODD : ' ', place)
      place += 1
    } else if (sign >= '\u2600' && sign <= '\u27bf') put(' ', place)
    else put(PLAIN.get(sign) ?? sign, place)
  }
  at.push(original.length)
  return { text: text.join(''), at }
}

/** The place in the original of a stretch of the folded text. */
export function spanOf({ at }: Folded, start: number, end: number): { start: number; end: number } {
  return end > start ? { start: at[start] ?? 0, end: (at[end - 1] ?? 0) + 1 } : { start: 0, end: 0 }
}

function isQuoted(text: string, place: number): boolean {
  const head = text.slice(place, place + 40)
  return QUOTED.test(head)
}

/** “１２，０００”: typed wide throughout. */
function isWideComma(text: string, place: number): boolean {
  return (
    /[０-９]/.test(text[place - 1] ?? '') && /^[０-９]{3}(?![０-９])/.test(text.slice(place + 1, place + 5))
  )
}

function isMathDigit(text: string, place: number): boolean {
  return text[place] === '\ud835' && /[\udfce-\udfff]/.test(text[place + 1] ?? '')
}
