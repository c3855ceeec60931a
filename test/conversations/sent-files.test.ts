import { describe, expect, it } from 'vitest'
import { readSheetFile } from '../../src/knowledge/parse-worker.ts'
import type { Entry } from '../../src/reporting/entry.ts'
import { xlsx } from '../knowledge/samples.ts'
import { openStage, type Shown, type Stage } from '../support/stage.ts'

const SENDER = 'ou_eld_luo'
const TOWNS = ['新河街道', '梅岭街道', '柳桥街道', '石榴街道', '南浦街道']

/** Rows as sheet XML, from A1 on. */
function sheet(rows: (string | number)[][], more = ''): Uint8Array {
  const cell = (value: string | number, place: string) =>
    typeof value === 'number'
      ? `<c r="${place}"><v>${value}</v></c>`
      : `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
  const lines = rows.map((row, y) => {
    const cells = row.map((value, x) =>
      value === '' ? '' : cell(value, `${String.fromCharCode(65 + x)}${y + 1}`),
    )
    return `<row r="${y + 1}">${cells.join('')}</row>`
  })
  return xlsx(lines.join(''), more)
}

async function send(
  bytes: Uint8Array | undefined,
  { name = '日报.xlsx', parses = true, openId = SENDER, on = undefined as Stage | undefined } = {},
): Promise<{ stage: Stage; answer: Shown; entries: Entry[] }> {
  const files = { fetchFile: async () => bytes, ...(parses ? { readSheet: readSheetFile } : {}) }
  const stage = on ?? (await openStage({ files }))
  const messageId = `om_${name}`
  await stage.arrive({
    ...{ kind: 'unreadable', eventId: `ev_${name}`, messageId, content: 'file', addressed: true },
    ...{ chat: { id: `oc_${openId}`, kind: 'private' }, senderId: openId, sentAt: stage.now() },
    file: { key: 'file_1', name },
  })
  const answer = stage.answerTo(messageId)
  if (!answer) throw new Error('no answer')
  return { stage, answer, entries: await stage.house.ledger.ofMessage(messageId) }
}

const said = (entries: readonly Entry[]) =>
  entries.map((one) => `${one.indicator} ${one.org} ${one.value} ${one.from}..${one.to} ${one.status}`)

describe('a table sent as an xlsx', () => {
  it('is recorded like a report, with its title for the time and its sum checked, not counted', async () => {
    const { answer, entries, stage } = await send(
      sheet(
        [
          ['6月23日养老服务情况表', '', ''],
          ['街道', '适老化改造', '能力评估'],
          ['', '户', '人'],
          ['新河街道', 3, 21],
          ['梅岭街道', 2, 15],
          ['合计', 5, 36],
          ['制表人：贺敏 电话8652 2217', '', ''],
        ],
        '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A3"/></mergeCells>',
      ),
    )
    expect(said(entries)).toEqual([
      'home_adaptation xinhe 3 2026-06-23..2026-06-23 recorded',
      'ability_assessment xinhe 21 2026-06-23..2026-06-23 recorded',
      'home_adaptation meiling 2 2026-06-23..2026-06-23 recorded',
      'ability_assessment meiling 15 2026-06-23..2026-06-23 recorded',
    ])
    expect(entries[0]?.words).toBe('新河街道\t3\t21')
    expect(answer.text).toContain('已登记 4 项')
    stage.close()
  })

  it('with two lines of headings and two tables one below the other', async () => {
    const { entries, stage } = await send(
      sheet(
        [
          ['单位', '能力评估', ''],
          ['', '今日', '累计'],
          ['新河街道', 4, 210],
          ['', '', ''],
          ['6月22日助餐人次', '', ''],
          ['街道', '助餐', ''],
          ['梅岭街道', 188, ''],
        ],
        '<mergeCells count="2"><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/></mergeCells>',
      ),
    )
    expect(said(entries)).toEqual([
      'ability_assessment xinhe 4 2026-06-24..2026-06-24 recorded',
      'ability_assessment xinhe 210 2026-01-01..2026-06-24 recorded',
      'meal_served meiling 188 2026-06-22..2026-06-22 recorded',
    ])
    stage.close()
  })

  it('of more than 20 rows counts after one tap', async () => {
    const days = Array.from({ length: 22 }, (_, day) => day + 1)
    const rows = days.map((day) => [`6月${day}日`, 10 + day])
    const { answer, entries, stage } = await send(sheet([['日期', '助餐'], ...rows]))
    expect(entries).toHaveLength(22)
    expect(entries.every((one) => one.status === 'pending')).toBe(true)
    expect(answer.text).toContain('“日报.xlsx”里读出 22 项，请核对，确认后才登记。')
    await stage.press(answer, 'report.confirm', SENDER)
    const after = await stage.house.ledger.ofMessage('om_日报.xlsx')
    expect(after.every((one) => one.status === 'recorded')).toBe(true)
    stage.close()
  })

  it('asks about a sum that is wrong, a unit that nobody knows, and a row that slipped', async () => {
    const { answer, entries, stage } = await send(
      sheet([
        ['街道', '能力评估', '助餐'],
        ['新河街道', 10, 80],
        ['金沙街道', 9, 70],
        ['', '梅岭街道', 12],
        ['合计', 40, 150],
      ]),
    )
    expect(said(entries)).toHaveLength(2)
    expect(answer.text).toContain('金沙街道')
    expect(answer.text).toContain('对不齐')
    expect(answer.text).toContain('各项相加')
    stage.close()
  })

  it('tells a column that no indicator covers', async () => {
    const rows = TOWNS.slice(0, 2).map((town, place) => [town, 5 + place, 7])
    const { answer, entries, stage } = await send(sheet([['街道', '能力评估', '殡葬巡查'], ...rows]))
    expect(entries).toHaveLength(2)
    expect(answer.text).toContain('殡葬巡查')
    stage.close()
  })

  it('that cannot be read is refused with what to do, and nothing is recorded', async () => {
    const long = Array.from({ length: 50_000 }, (_, place) => ['新河街道', place % 40])
    const far = xlsx('<row r="20000"><c r="XFD20000"><v>1</v></c></row>')
    const locked = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(512)])
    const cases: [string, Uint8Array | undefined, RegExp][] = [
      ['长.xlsx', sheet([['街道', '能力评估'], ...long]), /有 50,001 行，一次最多读 1,000 行/],
      ['远.xlsx', far, /表格范围太大|没有认出/],
      ['密.xlsx', locked, /已加密.*去掉密码/],
      ['空.xlsx', new Uint8Array(), /是空文件/],
      ['旧.xls', new Uint8Array(8), /请另存为 xlsx/],
      ['总结.docx', new Uint8Array(8), /请发 xlsx 表格/],
      ['没.xlsx', undefined, /取不到文件/],
      ['名.xlsx', sheet([['名单'], ['张三']]), /没有认出指标和数字/],
    ]
    const bytes = new Map(cases.map(([name, content]) => [name, content]))
    let asked = ''
    const files = { fetchFile: async () => bytes.get(asked), readSheet: readSheetFile }
    const on = await openStage({ files })
    for (const [name, content, reason] of cases) {
      asked = name
      const { answer, entries } = await send(content, { name, on })
      expect(answer.text).toMatch(reason)
      expect(answer.text).toContain(`“${name}”`)
      expect(entries).toEqual([])
    }
    on.close()
  })

  it('is to be pasted as text where no file can be parsed', async () => {
    const { answer, stage } = await send(sheet([['街道', '助餐']]), { parses: false })
    expect(answer.text).toContain('把表格复制粘贴成文字发来')
    stage.close()
  })

  it('of somebody who is in no list is not read', async () => {
    const { entries, answer, stage } = await send(sheet([['街道', '助餐']]), { openId: 'ou_nobody' })
    expect(entries).toEqual([])
    expect(answer.text).toContain('名单')
    stage.close()
  })
})
