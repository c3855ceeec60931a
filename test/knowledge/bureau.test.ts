import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBureau } from '../../src/knowledge/bureau.ts'
import { readBureauFolder } from '../../src/knowledge/folder.ts'
import { knowledge } from './samples.ts'

const organization = readFileSync(join(knowledge, 'organization.yaml'), 'utf8')
const indicators = readFileSync(join(knowledge, 'indicators.yaml'), 'utf8')

/** What is wrong with these files, a line each, without the first. */
function problems(files: { indicators?: string; organization?: string; glossary?: string }): string[] {
  try {
    readBureau({ indicators, organization, ...files })
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}

describe('the sample bureau', () => {
  it('is read as it is written', async () => {
    const bureau = await readBureauFolder(knowledge)
    expect(bureau.organization).toMatchObject({ bureau: '云溪区民政局', timezone: 'Asia/Shanghai' })
    expect(bureau.organization.units).toHaveLength(21)
    expect(bureau.organization.people).toHaveLength(32)
    expect(bureau.catalogue).toHaveLength(30)
    expect(bureau.catalogue[0]).toMatchObject({
      id: 'home_adaptation',
      targets: { 2026: 320 },
      typicalMax: 45,
    })
    expect(bureau.glossary).toHaveLength(17)
  })

  it('works with no people, no duties and no glossary', () => {
    const bare = 'bureau: 甲局\nunits:\n  - { id: a, name: 甲街道, kind: street }\npeople:\n'
    expect(problems({ organization: bare, glossary: '' })).toEqual([])
  })

  it('lets two units share an alias: the bot asks which one is meant', () => {
    const shared =
      'bureau: 甲局\nunits:\n  - { id: a, name: 城南街道, kind: street, aliases: [城南, 城南街道] }\n  - { id: b, name: 城南社区, kind: community, aliases: [城南], parent: a }\n'
    expect(problems({ organization: `${shared}people: []\nreporting: []\n` })).toEqual([])
  })
})

describe('what is wrong', () => {
  it('is told all at once, with file and line and what to write', () => {
    const wrong = `bureau: 甲局
units:
  - { id: a, name: 甲街道, kind: town }
  - { id: a, name: 乙街道, kind: street, aliases: [甲街道] }
  - { id: c, name: 丙社区, kind: community, parent: zz }
people:
  - { open_id: ou_1, name: 张三, unit: nowhere }
  - { open_id: ou_1, name: 李四, unit: a, role: boss }
reporting:
  - { units: [a, x], indicators: [home_adaptation, nothing], every: year, due: "friday 17:00" }
`
    expect(problems({ organization: wrong })).toEqual([
      'organization.yaml 第 3 行：units.0.kind kind 只能是 street（街道）、community（社区）或 section（科室）',
      'organization.yaml 第 8 行：people.1.role role 只能是 staff、leader 或 admin',
      'organization.yaml 第 10 行：reporting.0.every every 只能是 day、week、month 或 quarter',
      'organization.yaml 第 4 行：单位编号 a 用了两次',
      'organization.yaml 第 4 行：别名“甲街道”是另一个单位的名称，请删掉',
      'organization.yaml 第 8 行：open_id ou_1 用了两次',
      'organization.yaml 第 7 行：单位编号 nowhere 不在 units 里',
      'organization.yaml 第 5 行：parent zz 不在 units 里',
      'organization.yaml 第 10 行：x 不在 units 里',
      'organization.yaml 第 10 行：nothing 不在 indicators.yaml 里',
    ])
  })

  it('is told of indicators too', () => {
    const wrong = `indicators:
  - { id: a, name: 甲, unit: 户, kind: flow, targets: { 2026: 三百 }, typical: { max: 0 } }
  - { id: a, name: 乙, unit: 户, kind: sum, aliases: 乙乙 }
  - { id: 丙, name: "", kind: flow }
`
    expect(problems({ indicators: wrong, organization: 'bureau: 甲局\nunits: []\n' })).toEqual([
      'indicators.yaml 第 2 行：indicators.0.targets.2026 目标要写数字，不带单位',
      'indicators.yaml 第 2 行：indicators.0.typical.max 要大于 0',
      'indicators.yaml 第 3 行：indicators.1.aliases 要写成列表，例如 [新河, 新河街办]',
      'indicators.yaml 第 3 行：indicators.1.kind kind 只能是 flow（累加）或 level（时点数）',
      'indicators.yaml 第 4 行：indicators.2.id 编号只用英文字母、数字、下划线，字母开头',
      'indicators.yaml 第 4 行：indicators.2.name 要写名称',
      'indicators.yaml 第 4 行：indicators.2.unit 要写单位，例如 户',
      'indicators.yaml 第 3 行：编号 a 用了两次，每个指标要有自己的编号',
    ])
  })

  it.each([
    ['bureau: 甲局\nunits:\n\t- { id: a }\n', /^organization\.yaml 第 3 行：不是正确的 YAML，/],
    ['bureau: 甲局\nunits: [\n', /^organization\.yaml 第 \d 行：不是正确的 YAML，(?:缩进|少了)/],
    [
      'bureau: 甲局\nbureau: 乙局\nunits: []\n',
      /^organization\.yaml 第 2 行：不是正确的 YAML，同一个键写了两遍$/,
    ],
    ['', /^organization\.yaml 第 1 行：要写 bureau:、units: 和 people:$/],
    ['bureau: 甲局\ntimezone: Mars\nunits: []\n', /第 2 行：timezone 不认识这个时区/],
  ])('is told of broken YAML: %j', (text, wanted) => {
    expect(problems({ organization: text })[0]).toMatch(wanted)
  })

  it('is told of files that are missing, of a folder that is missing, and of alias bombs', async () => {
    expect(() => readBureau({ indicators: undefined, organization: undefined })).toThrow(
      /indicators\.yaml：没有这个文件\n +organization\.yaml：没有这个文件/,
    )
    await expect(readBureauFolder('/nowhere')).rejects.toThrow('没有知识文件夹 /nowhere')
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nunits: [*c,*c,*c,*c,*c,*c]\n`
    expect(problems({ organization: bomb })[0]).toMatch(/别名（& 和 \*）用得太多/)
  })
})
