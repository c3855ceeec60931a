import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withRows } from '../../src/feishu/rows.ts'

test('cells of a table stand in its rows again, under what stands above it', () => {
  const cells = ['6月24日', '街道', '改造', '评估', '新河', '12户', '1,030人', '梅岭', '8户', '25']
  expect(withRows(cells)).toEqual([
    '6月24日',
    '街道 | 改造 | 评估',
    '新河 | 12户 | 1,030人',
    '梅岭 | 8户 | 25',
  ])
})

test('a row that lacks a cell, two columns, sentences, or numbers alone are left as they are', () => {
  for (const lines of [
    ['街道', '改造', '评估', '新河', '12户', '梅岭', '8户', '25'],
    ['指标', '今天', '改造', '12户', '评估', '30人'],
    ['今天适老化改造完成12户', '能力评估30人', '其他没有'],
    ['1', '2', '3', '4', '5', '6'],
    [],
  ])
    expect(withRows(lines)).toEqual(lines)
})

test('nothing is lost or put in another order', () => {
  const cell = fc.constantFrom('街道', '改造', '评估', '12户', '30', '8', '梅岭街道', '合计')
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      expect(withRows(cells).flatMap((line) => line.split(' | '))).toEqual(cells)
    }),
  )
})
