import { describe, expect, it } from 'vitest'
import { faultOfQuotes, faultOfText } from '../../src/language/text-guard.ts'
import { restates } from '../../src/summary/restated.ts'

const SOURCE = '第六条 低保家庭补贴100%，每户最高5000元。低保边缘家庭补贴90%；每户最高4000元。'

describe('a text of a model', () => {
  it.each([
    ['a figure of its own', '每户最高5500元'],
    ['a figure in numerals', '每户最高五千五百元'],
    ['a title of its own', '见《万元补贴办法》'],
    ['a number of a document', '见云民发〔2031〕77号'],
    ['a link', '详见 https://evil.example'],
    ['a picture', '![看](x)'],
    ['bold signs', '每户最高**5000元**'],
    ['a heading', '好的\n# 每户最高5000元'],
    ['signs that turn the line round', '每户最高\u202e5000元'],
    ['everybody called', '<at id=all></at>请看'],
    ['another language', 'You get a subsidy, ask the office'],
    ['nothing', '  '],
    ['no end', '好'.repeat(500)],
  ])('may not hold %s', (_name, text) => expect(faultOfText(text, [SOURCE], [])).toBeDefined())

  it('may say what its sources say', () =>
    expect(faultOfText('低保家庭每户最高5000元。', [SOURCE], [])).toBeUndefined())

  it('quotes whole sentences only: half of one lacks its condition', () => {
    expect(faultOfQuotes(['第六条 低保家庭补贴100%，每户最高5000元。'], [SOURCE])).toBeUndefined()
    expect(faultOfQuotes(['每户最高5000元'], [SOURCE])).toBeDefined()
    expect(faultOfQuotes(['低保边缘家庭补贴100%'], [SOURCE])).toBeDefined()
  })
})

describe('headlines in other words', () => {
  const plain = ['适老化改造31户，较上周增加9户，完成全年58%。', '能力评估40人，较上周减少5人。']
  const names = ['适老化改造', '能力评估', '新河街道']
  it.each([
    ['适老化改造完成31户，比上周多9户，完成全年58%；', '能力评估40人，比上周少5人。', true],
    ['适老化改造31户，较上周减少9户，完成全年58%。', '能力评估40人，较上周减少5人。', false],
    ['适老化改造9户，较上周增加31户，完成全年58%。', '能力评估40人，较上周减少5人。', false],
    ['适老化改造40户，较上周减少5户。', '能力评估31人，较上周增加9人，完成全年58%。', false],
    ['适老化改造31户，较去年增加9户，完成全年58%。', '能力评估40人，较上周减少5人。', false],
    ['适老化改造31户，较上周增加9户，完成全年58%。', '', false],
    ['适老化改造31户，较上周增加9户，完成全年58%。', '新河街道能力评估40人，较上周减少5人。', false],
  ])('%s %s', (first, second, same) =>
    expect(restates([first, second].filter(Boolean), plain, names)).toBe(same),
  )

  it('cost no time that anybody feels', () => {
    const long = Array.from({ length: 12 }, () => plain).flat()
    const times = Array.from({ length: 100 }, () => {
      const began = performance.now()
      restates(long, long, Array.from({ length: 90 }, (_, i) => `指标名称${i}`).concat(names))
      faultOfText('低保家庭每户最高5000元。', Array<string>(6).fill(SOURCE.repeat(10)), [])
      return performance.now() - began
    }).sort((a, b) => a - b)
    expect(times[94]).toBeLessThan(20)
  })
})
