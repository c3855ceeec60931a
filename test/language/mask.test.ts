import { describe, expect, it } from 'vitest'
import { mask, maskEach } from '../../src/language/mask.ts'

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
const id = (i: number) =>
  idNumber(`3301${two(i + 1)}19${two(40 + (i % 50))}${two(1 + (i % 12))}${two(1 + (i % 28))}${100 + i}`)
const mobile = (i: number) => `1${3 + (i % 7)}${String(100000000 + i * 7919).slice(0, 9)}`
const groups = (text: string, ...sizes: number[]) =>
  sizes
    .map((size, i) => {
      const before = sizes.slice(0, i).reduce((sum, one) => sum + one, 0)
      return text.slice(before, before + size)
    })
    .join(' ')

/** Numbers of persons, in the forms that people type them in. */
const NUMBERS: Record<string, (i: number) => string> = {
  'identity card': id,
  'identity card in three pieces': (i) => groups(id(i), 6, 8, 4),
  'identity card with a small x': (i) =>
    idNumber(`110105194912310${(i * 7) % 10}${i % 10}`)
      .replace('X', 'x')
      .padEnd(18, '1'),
  'identity card, mistyped': (i) => id(i).slice(0, 17) + String((i + 3) % 10),
  'old identity card': (i) =>
    `3301${two(i + 1)}${two(40 + i)}${two(1 + (i % 12))}${two(1 + (i % 28))}${100 + i}`,
  'disability card': (i) => `${id(i).replace('X', '2')}${two(11 + i)}`,
  passport: (i) => `E${10000000 + i * 7919}`,
  'permit for Hong Kong': (i) => `H${1000000000 + i * 104729}`,
  mobile,
  'mobile in groups': (i) => groups(mobile(i), 3, 4, 4),
  'mobile with dashes': (i) => groups(mobile(i), 3, 4, 4).replaceAll(' ', '-'),
  'mobile from abroad': (i) => `+86 ${mobile(i)}`,
  landline: (i) => `8652 ${1100 + i}`,
  'landline with its area': (i) => `0571-8765${1000 + i}`,
  'landline with its area in brackets': (i) => `（0571）8765 ${1000 + i}`,
  'landline of seven': (i) => `0836-552${1900 + i}`,
  'bank card': (i) => card(`62${String(2000000000000000 + i * 104729).slice(0, 16)}`),
  'bank card in groups': (i) =>
    groups(card(`62${String(2000000000000000 + i * 7).slice(0, 13)}`), 4, 4, 4, 4),
  'bank card, mistyped': (i) => `622848${String(1000000000000 + i * 7919).slice(0, 13)}`,
}
const FRAMES = ['身份证%s，请查', '号码：%s', '（%s）', '他的号码是%s。', '%s 重度失能', '第一行\n%s\n第三行']

const PEOPLE = [
  '王桂兰',
  '张秀英',
  '李小明',
  '陈大山',
  '赵芳',
  '刘洋',
  '高秀英',
  '欧阳春兰',
  '田玉珍',
  '彭建国',
]
/** Sentences that say of somebody that he is helped. */
const SENTENCES = [
  '低保户%s家要改造',
  '%s老人独居',
  '困境儿童：%s，已上学',
  '申请人%s的材料',
  '姓名：%s',
  '%s，女，78岁，独居',
  '%s（男）申请临时救助',
  '特困人员%s昨天住院了',
  '孤儿%s今年上高中',
  '救助对象：%s',
  '给%s奶奶装了扶手',
  '我爸%s能不能申请',
  '服务对象%s、周文英都满意',
  '%s今年82岁，想申请补贴',
  '%s，身份证交过了',
  '残疾人%s申请两项补贴',
  '帮孙女儿%s问一下',
  '她妈妈叫%s',
  '查一下%s的低保批了没有',
  '%s13800138000',
  '监护人%s签了字',
]
const HOMES = [
  '新河街道幸福路12号3幢2单元501室',
  '阳光小区5-1-302',
  '桂花园3栋402',
  '石榴新村8号楼1单元603室',
  '城南社区文庙街21号2单元301',
  '金色家园12幢一单元802室',
]
const HOUSED = ['家住%s', '%s的老人', '地址：%s，请上门', '上门去了%s']

interface Made {
  line: string
  secret: string
}
const made: Made[] = [
  ...Object.values(NUMBERS).flatMap((form, kind) =>
    FRAMES.map((frame, i) => ({ secret: form(i + kind), frame })),
  ),
  ...SENTENCES.flatMap((frame, i) =>
    [0, 3, 7, 10].map((step) => ({ secret: PEOPLE[(i + step) % PEOPLE.length]!, frame })),
  ),
  ...[0, 1, 2, 3].map((i) => ({
    secret: `66${32871 + i * 7919}`,
    frame: i % 2 ? '电话%s' : '电话：%s，晚上在',
  })),
  ...HOMES.flatMap((secret) => HOUSED.map((frame) => ({ secret, frame }))),
].map(({ secret, frame }) => ({ secret, line: frame.replace('%s', secret) }))

describe('what goes to a model', () => {
  it('holds nothing that belongs to a person, of more than 200 made lines, and has it back in the answer', () => {
    expect(new Set(made.map(({ line }) => line)).size).toBeGreaterThanOrEqual(200)
    const leaked = made.filter(({ line, secret }) => {
      const { text, restore } = mask(line)
      return text.includes(secret) || /\d{6}/.test(text) || restore(text) !== line
    })
    expect(leaked).toEqual([])
  })

  it('costs no time that anybody feels', () => {
    const long = made.map(({ line }) => line).join('；')
    const times = Array.from({ length: 40 }, () => {
      const began = performance.now()
      mask(long)
      return performance.now() - began
    }).sort((a, b) => a - b)
    // Some 7,000 signs full of secrets; a prompt is shorter.
    expect(times[38]).toBeLessThan(100)
    expect(mask('王'.repeat(20_000)).text).toHaveLength(20_000)
  })

  it.each([
    '今天新河街道完成适老化改造12户，能力评估30人',
    '补贴每户最高5000元，全年投入1280000元',
    '云民规〔2026〕2号第六条',
    '2026年6月24日 16:30 前报',
    '老人家庭改造和老年人能力评估',
    '2023-2026年规划，20260624 报送，截至2026-06-24',
    '申请人向户籍所在地乡镇提出，监护人何时到场',
    '80周岁至89周岁高龄津贴，低保户高龄补贴每月100元',
    '困境儿童关爱保护，残疾人康复补贴，老人高血压',
    '6月12号5户，6月13号3幢',
    '第3号文件，一类2项，308室',
  ])('keeps what belongs to nobody: %s', (text) => expect(mask(text).text).toBe(text))

  it('hides a name wherever it stands, once one place tells whose it is', () => {
    const { text, restore } = mask('王桂兰老人来过。王桂兰问的是补贴，陪同的是李秀英和赵大山两位老人')
    expect(text).not.toContain('王桂兰')
    expect(restore(text)).toContain('王桂兰问的是补贴')
    expect(mask('帮扶对象王桂兰、李秀英和赵大山都到了').text).toBe(
      '帮扶对象〔姓名甲〕、〔姓名乙〕和〔姓名丙〕都到了',
    )
  })

  it('gives the same thing the same mark, and other things others', () => {
    expect(mask('13800138000和13800138000、13900139000').text).toBe('〔电话甲〕和〔电话甲〕、〔电话乙〕')
    const { texts, restore } = maskEach({ question: '低保户王桂兰\nE12345678', before: '王桂兰的卡' })
    expect(texts).toEqual({ question: '低保户〔姓名甲〕\n〔证件号甲〕', before: '〔姓名甲〕的卡' })
    expect(restore(texts.before ?? '')).toBe('王桂兰的卡')
  })

  it('hides full-width digits too', () => {
    expect(mask('电话１３８００１３８０００').text).toBe('电话〔电话甲〕')
  })
})
