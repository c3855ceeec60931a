import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences } from '../../src/knowledge/differences.ts'
import type { Passage } from '../../src/knowledge/document.ts'

const textual = (texts: readonly string[]): Passage[] =>
  texts.map((text, ordinal) => ({ ordinal, headings: [], article: '', kind: 'text', text }))

test('each version can be read back from its differences', () => {
  const sentences = fc.array(fc.constantFrom('甲。', '乙。', '丙。', '丁 | 1', '戊。'), { maxLength: 12 })
  fc.assert(
    fc.property(sentences, sentences, (a, b) => {
      const told = differences(textual(a), textual(b))
      const of = (kind: 'gone' | 'new') =>
        told.filter((one) => one.kind === 'same' || one.kind === kind).map((one) => one.text)
      expect(of('gone')).toEqual(a)
      expect(of('new')).toEqual(b)
    }),
  )
})

test('a row stands right after what it was before', () => {
  const told = differences(
    textual(['特困 | 100', '低保 | 80', '其他 | 50']),
    textual(['特困 | 120', '低保 | 90', '其他 | 50']),
  )
  expect(told.map((one) => `${one.kind} ${one.text}`)).toEqual([
    ...['gone 特困 | 100', 'new 特困 | 120', 'gone 低保 | 80', 'new 低保 | 90', 'same 其他 | 50'],
  ])
})

test('two documents of ten thousand sentences are compared without filling memory', () => {
  const long = Array.from({ length: 10_000 }, (_, place) => `第${place}句。`)
  const other = long.map((text, place) => (place % 2 ? text : `改${text}`))
  const told = differences(textual(long), textual(other))
  expect(told.filter((one) => one.kind === 'new')).toHaveLength(5000)
})
