import { describe, expect, it } from 'vitest'
import { dayOfText } from '../../src/knowledge/metadata.ts'
import { read, sample } from './samples.ts'

describe('what the text says about the document', () => {
  it.each([
    ['本办法自2026年4月1日起施行，有效期五年。', '2026-04-01', '2031-03-31'],
    ['本办法自2026年4月1日起施行，有效期至2029年3月31日。', '2026-04-01', '2029-03-31'],
    ['本办法自2026年5月1日起试行，试行期两年，至2028年4月30日止。', '2026-05-01', '2028-04-30'],
    ['本细则从二〇二六年九月一日起执行。', '2026-09-01', ''],
    ['本办法自印发之日起施行。', '2026-03-01', ''],
    ['本办法自发布之日起30日后施行。', '2026-03-31', ''],
    ['根据《甲办法》（自2020年1月1日起施行），制定本通知。本通知自2026年5月1日起执行。', '2026-05-01', ''],
    ['评估结果有效期24个月。', '', ''],
    ['优惠自2026年1月1日起至2026年12月31日止。', '', ''],
    ['本办法自2026年2月30日起施行。', '', ''],
  ])('%s', async (sentence, effective, expires) => {
    const found = await read(`某区办法\n第一条 总则。\n${sentence}\n某区民政局\n2026年3月1日`, 'a.txt')
    expect({ effective: found.effective, expires: found.expires }).toEqual({ effective, expires })
  })

  it('reads number, issuer and day of issue from head and signature', async () => {
    expect(await sample('居家养老上门服务补贴管理办法.docx')).toMatchObject({
      title: '云溪区居家养老上门服务补贴管理办法',
      number: '云民发〔2025〕31号',
      issuer: '云溪区民政局',
      issued: '2025-08-20',
      effective: '2025-10-01',
      supersedes: ['云民发〔2021〕18号', '云溪区居家养老服务补贴暂行办法'],
    })
  })

  it('reads lines with labels', async () => {
    expect(await sample('老年人能力评估工作规程.md')).toMatchObject({
      number: '云民发〔2026〕9号',
      issued: '2026-03-18',
      effective: '2026-05-01',
    })
  })

  it('skips the red head of a printed document and joins a title over two lines', async () => {
    const text =
      '某某区民政局文件\n某民发〔2026〕3号\n关于印发\n《某区补贴办法》的通知\n各街道办事处：\n正文。'
    expect(await read(text, 'a.txt')).toMatchObject({
      title: '关于印发《某区补贴办法》的通知',
      number: '某民发〔2026〕3号',
    })
  })

  it('reads the day that stands beside the 文号', async () => {
    const text =
      '关于调整标准的通知\n某民发〔2026〕3号　2026年5月6日\n自2026年6月1日起，标准调整如下：每人100元。'
    expect(await read(text, 'a.txt')).toMatchObject({ issued: '2026-05-06', effective: '2026-06-01' })
  })

  it('falls back on the name of the file', async () => {
    expect((await read('补贴每人50元。由社区受理。', '助餐补贴.txt')).title).toBe('助餐补贴')
  })

  it.each([
    [
      '《甲办法》（云民发〔2021〕18号）、《乙办法》（试行）同时废止。',
      ['云民发〔2021〕18号', '甲办法', '乙办法'],
    ],
    ['原云民发〔2021〕18号文件停止执行。', ['云民发〔2021〕18号']],
    ['根据《丙法》制定本办法，《甲办法（试行）》同时废止。', ['甲办法（试行）']],
    ['补贴资格予以废止。', []],
    ['请遵照《丙法》执行。', []],
  ])('reads what it replaces: %s', async (sentence, wanted) => {
    expect((await read(`办法\n${sentence}`, 'a.txt')).supersedes).toEqual(wanted)
  })
})

describe('what is written beside the text', () => {
  it('wins over the text', async () => {
    const text =
      '---\nnumber: 甲〔2026〕1号\neffective: 2026-06-01\naudience: [xinhe]\n---\n# 办法\n本办法自2026年5月1日起施行。'
    expect(await read(text)).toMatchObject({
      number: '甲〔2026〕1号',
      effective: '2026-06-01',
      audience: ['xinhe'],
    })
  })

  it('counts as missing where a key has no value', async () => {
    expect(await read('---\nissued:\naudience:\n---\n正文。')).toMatchObject({
      issued: '',
      audience: ['all'],
    })
  })

  it.each([
    [
      '---\ntitle: 甲\nissued: 2026-02-30\n---\n正文',
      '开头的说明第 3 行 issued 要写成 2026-06-24 这样真有的日子',
    ],
    ['---\ntitle: [甲\nissued: 2026-02-03\n---\n正文', /^开头的说明第 \d 行不是正确的 YAML：/],
    ['---\ntitle: 甲: 乙\n---\n正文', '开头的说明第 2 行不是正确的 YAML：一行里有两个冒号，请给值加上引号'],
    ['---\n只有一句话\n---\n正文', /^开头的说明第 2 行 要写成“键: 值”/],
  ])('is refused with its line when it is wrong: %j', async (text, reason) => {
    await expect(read(text)).rejects.toThrow(reason)
  })
})

it('takes only days that exist', () => {
  const days = ['2026年2月9日', '二○二六年十二月三十一日', '2026-06-24', '2026年2月30日', '2026年13月1日']
  expect(days.map(dayOfText)).toEqual(['2026-02-09', '2026-12-31', '2026-06-24', '', ''])
})
