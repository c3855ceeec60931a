import { describe, expect, it } from 'vitest'
import { read } from './samples.ts'

/** Each passage in one line: kind, place, words. */
async function outline(text: string, name = '办法.txt'): Promise<string[]> {
  const { passages } = await read(text, name)
  return passages.map(
    ({ kind, headings, text: words }) =>
      `${kind} ${headings.join(' / ')}${headings.length ? ' ' : ''}> ${words.replace(/\n/g, '⏎')}`,
  )
}

describe('official structure', () => {
  it('places articles below chapters and items below articles', async () => {
    const text = `某区办法
第一章　总则
第一条　为了规范，制定本办法。
第二章　标准
第二条　按下列标准补贴：
（一）特困人员每月100元；
（二）低保对象：
1. 城市每月80元；
2. 农村每月70元。
第三条规定的期限另计，第二条所称低保以证为准。`
    expect(await outline(text)).toEqual([
      'text 第一章 总则 > 第一条 为了规范，制定本办法。',
      'list 第二章 标准 > 第二条 按下列标准补贴：⏎（一）特困人员每月100元；⏎（二）低保对象：⏎1. 城市每月80元；⏎2. 农村每月70元。⏎第三条规定的期限另计，第二条所称低保以证为准。',
      'text 第二章 标准 / 第二条 按下列标准补贴： > （一）特困人员每月100元；',
      'text 第二章 标准 / 第二条 按下列标准补贴： > （二）低保对象：',
      'text 第二章 标准 / 第二条 按下列标准补贴： / （二）低保对象： > 1. 城市每月80元；',
      'text 第二章 标准 / 第二条 按下列标准补贴： / （二）低保对象： > 2. 农村每月70元。',
    ])
  })

  it('ends a section where the next begins, be it a heading or a sentence', async () => {
    const text =
      '通知\n一、补贴标准\n每人每月50元。\n二、发放时间。每月10日前发放。\n三、其他\n（一）由社区受理\n（二）由街道审核'
    expect(await outline(text)).toEqual([
      'text 一、补贴标准 > 每人每月50元。',
      'text > 二、发放时间。每月10日前发放。',
      'list 三、其他 > （一）由社区受理⏎（二）由街道审核',
      'text 三、其他 > （一）由社区受理',
      'text 三、其他 > （二）由街道审核',
    ])
  })

  it('starts anew where the numbers restart in an attachment', async () => {
    const text = '通知\n一、请各街道执行。\n某区民政局\n2026年3月1日\n附件1\n一、材料清单。身份证。'
    expect(await outline(text)).toEqual([
      'text > 一、请各街道执行。',
      'text > 某区民政局⏎2026年3月1日',
      'text 附件1 > 一、材料清单。身份证。',
    ])
  })

  it('keeps salutation, text and signature apart', async () => {
    const text =
      '关于补贴的通知\n各街道办事处，各社区：\n现将有关事项通知如下：\n第一条 每人50元。\n某区民政局\n2026年3月1日'
    expect(await outline(text)).toEqual([
      'text > 各街道办事处，各社区：',
      'text > 现将有关事项通知如下：',
      'text > 第一条 每人50元。',
      'text > 某区民政局⏎2026年3月1日',
    ])
  })

  it('parts the text of an article at its table, and tells what each part stands under', async () => {
    const text =
      '# 办法\n\n第六条 按下列标准补贴：\n\n| 类别 | 元 |\n| --- | --- |\n| 特困 | 100 |\n\n符合两种以上的就高享受。'
    expect(await outline(text, '办法.md')).toEqual([
      'text > 第六条 按下列标准补贴：',
      'table 第六条 按下列标准补贴： > 类别 | 元⏎特困 | 100',
      'row 第六条 按下列标准补贴： > 特困 | 100',
      'text 第六条 按下列标准补贴： > 符合两种以上的就高享受。',
    ])
  })

  it('keeps question and answer together, marked or not', async () => {
    const text =
      '问答\n问：去哪里申请？\n答：到社区。\n带上身份证。\n2、要钱吗？\n答：不要钱。\nQ3：多久？\nA3：10天。'
    expect(await outline(text)).toEqual([
      'text 去哪里申请？ > 答：到社区。⏎带上身份证。',
      'text 2、要钱吗？ > 答：不要钱。',
      'text 多久？ > A3：10天。',
    ])
  })

  it('reads an article whose number is a heading of its own', async () => {
    const text = '# 办法\n## 第一章 总则\n### 第一条\n本办法适用于本区。\n### 第二条 补贴标准\n每户100元。'
    expect(await outline(text, '办法.md')).toEqual([
      'text 第一章 总则 / 第一条 > 本办法适用于本区。',
      'text 第一章 总则 / 第二条 补贴标准 > 每户100元。',
    ])
  })

  it('loses no heading that has nothing below it', async () => {
    expect(await outline('# 清单\n## 一、身份证\n## 二、户口簿\n正文。', '清单.md')).toEqual([
      'text > 一、身份证',
      'text 二、户口簿 > 正文。',
    ])
  })

  it('takes a sentence that somebody formatted as a heading for text', async () => {
    expect(await outline('# 办法\n## 第二条 每户补贴100元，超出部分自行承担。', '办法.md')).toEqual([
      'text > 第二条 每户补贴100元，超出部分自行承担。',
    ])
  })

  it('tells of an item in a list which item it belongs to', async () => {
    const text =
      '# 办法\n\n## 二、标准\n\n1. 急难型：\n   1）特困上浮20%；\n   2）低保上浮10%；\n2. 支出型：\n   - 按六成；\n   - 封顶两万。'
    const items = (await outline(text, '办法.md')).slice(1)
    expect(items).toEqual([
      'text 二、标准 > 1. 急难型：',
      'text 二、标准 / 1. 急难型： > 1）特困上浮20%；',
      'text 二、标准 / 1. 急难型： > 2）低保上浮10%；',
      'text 二、标准 > 2. 支出型：',
      'text 二、标准 / 2. 支出型： > 按六成；',
      'text 二、标准 / 2. 支出型： > 封顶两万。',
    ])
  })

  it('reads a document without any structure paragraph by paragraph', async () => {
    expect(await outline('温馨提示\n请带身份证。\n周末不办公。')).toEqual([
      'text > 请带身份证。',
      'text > 周末不办公。',
    ])
  })
})
