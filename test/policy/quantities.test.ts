import { expect, test } from 'vitest'
import { holds, numberOf, quantitiesOf, rangesOf } from '../../src/policy/quantities.ts'

test('numerals in words, digits and with scales are the same number', () => {
  expect(['1260', '一千二百六十', '1.2万', '两', '半', '十', '三十五'].map(numberOf)).toEqual([
    1260, 1260, 12_000, 2, 0.5, 10, 35,
  ])
})

test.each([
  ['满1年不满3年的', 'years', 1, 3],
  ['60—69周岁', 'age', 60, 69],
  ['18周岁以上、40周岁以下', 'age', 18, 40],
  ['床位在20张以上、不满50张的', 'beds', 20, 50],
  ['75分至89分的', 'score', 75, 89],
])('%s is one range', (text, dimension, min, max) => {
  expect(rangesOf(text)).toMatchObject([{ dimension, min, max }])
})

test('an open end does not hold its own figure', () => {
  const [under] = rangesOf('不满60分的')
  const [over] = rangesOf('超过总额15%的')
  expect(under && holds(under, 60)).toBe(false)
  expect(over && holds(over, 15)).toBe(false)
  expect(over && holds(over, 15.1)).toBe(true)
})

test('dates and ordinals are no amounts', () => {
  expect(quantitiesOf('2026年7月6日第三档')).toEqual([])
})
