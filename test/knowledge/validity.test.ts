import { expect, it } from 'vitest'
import type { DocumentHead } from '../../src/knowledge/ports.ts'
import { validities } from '../../src/knowledge/validity.ts'

function head(path: string, fields: Partial<DocumentHead> = {}): DocumentHead {
  const dates = { issued: '', effective: '', expires: '', validFrom: '', validTo: '', supersededBy: '' }
  return { path, title: path, number: '', supersedes: [], ...dates, ...fields }
}

function standing(...heads: DocumentHead[]) {
  return Object.fromEntries(
    [...validities(heads)].map(([path, { validFrom, validTo, supersededBy }]) => [
      path,
      `${validFrom}…${validTo} ${supersededBy}`.trim(),
    ]),
  )
}

it('ends the day before what replaces it takes effect, named by 文号 or by title', () => {
  const old = head('旧', { title: '甲办法（试行）', number: '云民发〔2023〕5号', effective: '2023-07-01' })
  for (const name of ['云民发〔2023〕5号', '云民发[2023]5号', '《甲办法（试行）》', '甲办法(试行)'])
    expect(standing(old, head('新', { effective: '2026-04-01', supersedes: [name] })).旧).toBe(
      '2023-07-01…2026-03-31 新',
    )
  expect(standing(old, head('新', { effective: '2026-04-01', supersedes: ['甲办法'] })).旧).toBe(
    '2023-07-01…',
  )
})

it('knows a document printed with a notice by its own title', () => {
  const old = head('旧', { title: '关于印发《甲办法》的通知', effective: '2020-01-01' })
  expect(standing(old, head('新', { effective: '2021-01-01', supersedes: ['甲办法'] })).旧).toBe(
    '2020-01-01…2020-12-31 新',
  )
})

it('holds from the day of issue where no other day is told', () => {
  expect(standing(head('甲', { issued: '2026-01-05' })).甲).toBe('2026-01-05…')
})

it('ends with the earlier of its term and its replacement', () => {
  const old = head('旧', { effective: '2020-01-01', expires: '2024-12-31' })
  expect(standing(old, head('新', { effective: '2026-01-01', supersedes: ['旧'] })).旧).toBe(
    '2020-01-01…2024-12-31 新',
  )
  const two = [
    head('新', { effective: '2023-01-01', supersedes: ['旧'] }),
    head('更新', { effective: '2022-01-01', supersedes: ['旧'] }),
  ]
  expect(standing(old, ...two).旧).toBe('2020-01-01…2021-12-31 更新')
})

it('is not harmed by documents that replace themselves or each other', () => {
  const a = head('甲', { effective: '2025-01-01', supersedes: ['甲', '乙'] })
  const b = head('乙', { effective: '2024-01-01', supersedes: ['甲', '乙'] })
  expect(standing(a, b)).toEqual({ 甲: '2025-01-01…', 乙: '2024-01-01…2024-12-31 甲' })
})
