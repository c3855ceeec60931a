import { describe, expect, it } from 'vitest'
import { readMapping } from '../../../src/summary/fill/mapping.ts'
import { bureauOf, entry, fillText } from './bureau.ts'

const bureau = bureauOf('../../../knowledge')
const sections = bureau.organization.units.filter((one) => one.kind === 'section').map((one) => one.id)
const [xinhe = '', meiling = ''] = bureau.organization.units
  .filter((one) => one.kind === 'street')
  .map((one) => one.id)
const level = (org: string, value: number) => entry('orphans', value, { org, unit: '人', measure: 'level' })
const fill = (text: string, entries: ReturnType<typeof entry>[], mapping = new Map<string, string>()) =>
  fillText(bureau, 'x.md', text, entries, '2026-01-01', '2026-12-31', mapping)

describe('a level that several units told', () => {
  it('is the streets together where only they told it', async () => {
    const { blanks } = await fill('在册孤儿*人。', [level(xinhe, 12), level(meiling, 8)])
    expect(blanks[0]).toMatchObject({ state: 'filled', value: 20, reason: '由2个单位各自的数相加' })
  })

  it('is never the section’s and the streets’ added up: both are offered', async () => {
    const told = [level(xinhe, 12), level(meiling, 8), level(sections[0]!, 21)]
    const { blanks, text } = await fill('在册孤儿*人。', told)
    expect(text).toContain('*人')
    expect(blanks[0]).toMatchObject({ state: 'doubtful', value: null })
    expect(blanks[0]?.candidates.map((one) => [one.indicator, one.value])).toEqual([
      [`orphans@${sections[0]}`, 21],
      ['orphans@streets', 20],
    ])
    expect(blanks[0]?.sources).toHaveLength(3)
    for (const [pick, value] of [
      [`orphans@${sections[0]}`, 21],
      ['orphans@streets', 20],
    ] as const) {
      const chosen = await fill('在册孤儿*人。', told, new Map([[blanks[0]!.signature, pick]]))
      expect(chosen.blanks[0]).toMatchObject({ state: 'filled', value })
    }
  })

  it('is the section’s where it alone told it, and of two sections neither unasked', async () => {
    const one = await fill('在册孤儿*人。', [level(sections[0]!, 21)])
    expect(one.blanks[0]).toMatchObject({ state: 'filled', value: 21 })
    const two = await fill('在册孤儿*人。', [level(sections[0]!, 21), level(sections[1]!, 19)])
    expect(two.blanks[0]).toMatchObject({ state: 'doubtful' })
    expect(two.blanks[0]?.candidates.map((each) => each.value).sort()).toEqual([19, 21])
  })

  it('does not add a community to its own street', async () => {
    const community = {
      id: 'xingfu',
      name: '幸福社区',
      kind: 'community' as const,
      aliases: [],
      parent: xinhe,
    }
    const units = [...bureau.organization.units, community]
    const { blanks } = await fillText(
      { ...bureau, organization: { ...bureau.organization, units } },
      'x.md',
      '在册孤儿*人。',
      [level(xinhe, 12), level('xingfu', 5), level(meiling, 8)],
    )
    expect(blanks[0]).toMatchObject({ state: 'filled', value: 20 })
    expect(blanks[0]?.reason).toContain('社区')
  })

  it('is of a named street its own, whatever a section says', async () => {
    const name = bureau.organization.units.find((one) => one.id === xinhe)!.name
    const { blanks } = await fill(`${name}在册孤儿*人。`, [level(xinhe, 12), level(sections[0]!, 21)])
    expect(blanks[0]).toMatchObject({ state: 'filled', value: 12 })
  })
})

describe('a sum that the words ask for', () => {
  const both = [
    entry('caregiver_training', 30, { org: xinhe, unit: '人次' }),
    entry('caregiver_rotation', 50, { org: xinhe, unit: '人次' }),
  ]

  it.each([
    '开展护理员上岗培训和轮训共*人次。',
    '上岗培训、轮训合计*人次。',
    '今年以来，开展上岗培训、轮训*人次。',
    '组织护理员上岗培训和护理员轮训，共*人次。',
  ])('is offered with its operands, never filled: %s', async (text) => {
    const { blanks } = await fill(text, both)
    expect(blanks[0]).toMatchObject({ state: 'doubtful', value: null })
    const keys = blanks[0]!.candidates.map((one) => one.indicator.split('+').sort().join('+'))
    expect(keys[0]).toBe('caregiver_rotation+caregiver_training')
    expect(blanks[0]?.candidates[0]?.value).toBe(80)
    expect(blanks[0]?.sources).toHaveLength(2)
  })

  it('is filled once a person has chosen it, and can be read and written by a clerk', async () => {
    const text = '上岗培训和轮训共*人次。'
    const { blanks } = await fill(text, both)
    const yaml = `blanks:\n  - { blank: "${blanks[0]!.signature}", indicator: 护理员上岗培训+护理员轮训 }`
    const { mapping, problems } = readMapping(yaml, bureau.catalogue)
    expect(problems).toEqual([])
    const chosen = await fill(text, both, mapping)
    expect(chosen.text).toBe('上岗培训和轮训共80人次。')
    expect(chosen.blanks[0]).toMatchObject({
      state: 'filled',
      indicator: 'caregiver_training+caregiver_rotation',
    })
    expect(chosen.blanks[0]?.sources).toHaveLength(2)
  })

  it('is no candidate where one of them is lacking, or the words ask for no sum', async () => {
    const lacking = await fill('上岗培训和轮训共*人次。', both.slice(0, 1))
    expect(lacking.blanks[0]?.candidates.map((one) => one.value)).toEqual([30])
    expect(lacking.blanks[0]?.state).toBe('doubtful')
    const plain = await fill('上岗培训和轮训*人次。', both)
    expect(plain.blanks[0]?.candidates.map((one) => one.value).sort()).toEqual([30, 50])
    const shared = await fill('护理员培训共*人次。', both)
    expect(shared.blanks[0]?.candidates.map((one) => one.value).sort()).toEqual([30, 50])
  })

  it.each([
    '新河街道、梅岭街道轮训*人次。',
    '技能比武、轮训共*人次。',
    '适老化改造*户、技能比武、轮训*人次。',
  ])('is not taken for its last part: %s', async (text) => {
    const { blanks } = await fill(text, both)
    expect(blanks.at(-1)?.state).not.toBe('filled')
    expect(blanks.at(-1)?.candidates.map((one) => one.value)).not.toContain(80)
  })

  it('leaves alone what has figures of its own', async () => {
    const { text } = await fill('上岗培训*人次、轮训*人次。', both)
    expect(text).toBe('上岗培训30人次、轮训50人次。')
  })

  it('tells of a mapping that names what is not in the catalogue', () => {
    const { mapping, problems } = readMapping('blanks: [{ blank: x, indicator: a+b }]', bureau.catalogue)
    expect(mapping.size).toBe(0)
    expect(problems[0]).toContain('a+b')
  })
})
