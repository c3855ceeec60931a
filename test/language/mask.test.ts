import { describe, expect, it } from 'vitest'
import { mask } from '../../src/language/mask.ts'

/** A valid check digit for any 17 digits. */
function idNumber(first: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, i) => all + weight * Number(first[i]), 0)
  return first + '10X98765432'[sum % 11]
}

function card(first: string): string {
  for (let digit = 0; ; digit++) {
    const digits = `${first}${digit}`
    const sum = [...digits].reverse().reduce((all, one, i) => {
      const value = Number(one) * (i % 2 ? 2 : 1)
      return all + (value > 9 ? value - 9 : value)
    }, 0)
    if (sum % 10 === 0) return digits
  }
}

const two = (value: number) => String(value).padStart(2, '0')
const secrets: string[] = Array.from({ length: 40 }, (_, i) => [
  idNumber(`3301${two(i)}19${two(40 + (i % 50))}${two(1 + (i % 12))}${two(1 + (i % 28))}${String(100 + i)}`),
  `1${3 + (i % 7)}${String(100000000 + i * 7919).slice(0, 9)}`,
  card(`62${String(2000000000000000 + i * 104729).slice(0, 16)}`),
  `8652 ${String(1100 + i)}`,
  `0571-8765${String(1000 + i)}`,
]).flat()
const FRAMES = ['身份证%s，请查', '电话%s', '（%s）', '他的号码是%s。', '%s 重度失能']

describe('what goes to a model', () => {
  it('holds none of 200 numbers that belong to a person, and has them back in the answer', () => {
    const leaked = secrets.filter((secret, i) => {
      const { text, restore } = mask(FRAMES[i % FRAMES.length]!.replace('%s', secret))
      return text.includes(secret) || restore(text) !== FRAMES[i % FRAMES.length]!.replace('%s', secret)
    })
    expect(leaked).toEqual([])
    expect(secrets).toHaveLength(200)
  })

  it.each([
    ['低保户王桂兰家要改造', '王桂兰'],
    ['张秀英老人独居', '张秀英'],
    ['困境儿童：李小明，已上学', '李小明'],
    ['申请人陈大山的材料', '陈大山'],
  ])('holds no name of a person who is helped: %s', (text, name) => {
    const masked = mask(text)
    expect(masked.text).not.toContain(name)
    expect(masked.restore(masked.text)).toBe(text)
  })

  it.each([
    '今天新河街道完成适老化改造12户，能力评估30人',
    '补贴每户最高5000元，全年投入1280000元',
    '云民规〔2026〕2号第六条',
    '2026年6月24日 16:30 前报',
    '老人家庭改造和老年人能力评估',
  ])('keeps what belongs to nobody: %s', (text) => expect(mask(text).text).toBe(text))

  it('gives the same thing the same mark, and other things others', () => {
    expect(mask('13800138000和13800138000、13900139000').text).toBe('〔电话甲〕和〔电话甲〕、〔电话乙〕')
  })

  it('hides full-width digits too', () => {
    expect(mask('电话１３８００１３８０００').text).toBe('电话〔电话甲〕')
  })
})
