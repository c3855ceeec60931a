import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumeral } from '../../src/reporting/numerals.ts'

const DIGITS = [...'零一二三四五六七八九']
const BANK = [...'零壹贰叁肆伍陆柒捌玖']

/** 1005 → 一千零五; with other digits and steps for the bank's spelling. */
function spell(value: number, digits: readonly string[], steps: readonly string[]): string {
  if (value === 0) return digits[0]!
  const sections: [number, string][] = [
    [Math.floor(value / 1e8), '亿'],
    [Math.floor(value / 1e4) % 1e4, '万'],
    [value % 1e4, ''],
  ]
  let text = ''
  let gap = false
  for (const [section, name] of sections) {
    if (section === 0) {
      gap = text !== ''
      continue
    }
    if (text && (gap || section < 1000)) text += digits[0]
    text += spellSection(section, digits, steps) + name
    gap = false
  }
  return text
}

function spellSection(section: number, digits: readonly string[], steps: readonly string[]): string {
  let text = ''
  let gap = false
  for (const [place, size] of [1000, 100, 10, 1].entries()) {
    const digit = Math.floor(section / size) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    if (gap) text += digits[0]
    text += digits[digit]! + (steps[place] ?? '')
    gap = false
  }
  return text
}

const spellings: Record<string, (value: number) => string> = {
  plain: (value) => String(value),
  'full width': (value) =>
    String(value).replace(/\d/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  'thousands commas': (value) => value.toLocaleString('en-US'),
  Chinese: (value) => spell(value, DIGITS, ['千', '百', '十', '']).replace(/^一十/, '十'),
  "the bank's": (value) => spell(value, BANK, ['仟', '佰', '拾', '']),
}

const MOST = 1e9

/** Four digits by the pattern of their zeros (0…15), filled from a list of digits. */
function section(pattern: number, digits: readonly number[]): number {
  return [1000, 100, 10, 1].reduce(
    (sum, size, place) => sum + ((pattern >> (3 - place)) & 1 ? digits[place]! * size : 0),
    0,
  )
}

/** Every pattern of zero and other digits below 10⁹, each filled in several ways. */
function everyShape(): number[] {
  const fillings = [
    [1, 1, 1, 1],
    [9, 9, 9, 9],
    [2, 5, 2, 1],
    [3, 4, 7, 8],
    [6, 2, 1, 5],
  ] as const
  const patterns = [...Array(16).keys()]
  return fillings.flatMap((digits, filling) =>
    [0, 1, 2 + filling, 9].flatMap((hundredMillions) =>
      patterns.flatMap((high) =>
        patterns.map(
          (low) => hundredMillions * 1e8 + section(high, digits) * 1e4 + section(low, digits.toReversed()),
        ),
      ),
    ),
  )
}

/** Around every power of ten, and where 万 and 亿 join what stands before and behind them. */
function borders(): number[] {
  const powers = [...Array(10).keys()].flatMap((step) =>
    [1, 2, 5, 9, 10, 11, 99].map((by) => by * 10 ** step),
  )
  return powers
    .flatMap((at) => [at - 1, at, at + 1, at + 10, at + 1000, at - 10])
    .filter((at) => at >= 0 && at <= MOST)
}

/** Told apart by hand: half a million matchers of the test framework would take longer than the reading. */
function misread(spelling: (value: number) => string, values: Iterable<number>): string[] {
  const wrong: string[] = []
  for (const value of values)
    if (parseNumeral(spelling(value)) !== value && wrong.length < 20) wrong.push(spelling(value))
  return wrong
}

describe('numerals', () => {
  it.each(Object.keys(spellings))(
    'come back from %s: all of 0 to 99,999, all multiples of 10,000, every pattern of zeros and every border up to 10⁹',
    (name) => {
      const spelling = spellings[name]!
      expect(misread(spelling, Array(100_000).keys())).toEqual([])
      expect(
        misread(
          spelling,
          Array(100_001)
            .keys()
            .map((step) => step * 10_000),
        ),
      ).toEqual([])
      expect(misread(spelling, everyShape())).toEqual([])
      expect(misread(spelling, borders())).toEqual([])
    },
  )

  it.each(Object.keys(spellings))('come back from %s: 10,000 at random from 0 to 10⁹', (name) => {
    const spelling = spellings[name]!
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST }), (value) => {
        expect(parseNumeral(spelling(value))).toBe(value)
      }),
      { numRuns: 10_000 },
    )
  })

  it.each([
    ...[
      ['十二', 12],
      ['两百', 200],
      ['二百五', 250],
      ['一千零五', 1005],
      ['廿三', 23],
      ['卅', 30],
      ['俩', 2],
    ],
    ...[
      ['仨', 3],
      ['3.5万', 35_000],
      ['1万2千', 12_000],
      ['12万3', 123_000],
      ['八万六', 86_000],
      ['三万五', 35_000],
    ],
    ...[
      ['一百五', 150],
      ['一万零二', 10_002],
      ['一万零二百', 10_200],
      ['两千零二十六', 2026],
      ['二〇二六', 2026],
    ],
    ...[
      ['三十二点五', 32.5],
      ['一亿两千万', 120_000_000],
      ['1亿2000万', 120_000_000],
      ['1.2千', 1200],
    ],
    ...[
      ['一百廿三', 123],
      ['一百一', 110],
      ['〇', 0],
      ['7,000,000.5', 7_000_000.5],
    ],
  ] as [string, number][])('%s is %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value)
  })

  it.each([
    ...['①', '⑫', '10²', '½', 'Ⅲ', '٣', '𝟏', '〡', '㊀', '1e3', '0x10', '1_000', '3,14', '1,0000', '012'],
    ...['1\u200b2', '1O', 'l2', '三五', '七八十', '五百三千', '二十十', '万', ' ', '', '9007199254740993'],
    ...['1e308', '二百五十五五', '百分之五'],
  ])('%j is no number', (text) => {
    expect(parseNumeral(text)).toBeUndefined()
  })
})
