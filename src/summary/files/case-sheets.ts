import { unitById } from '../../roster/organization.ts'
import { type SummaryFileParts, wordsOf } from './parts.ts'
import type { SheetOf } from './sheets.ts'

const KINDS = { case: '个案', milestone: '节点', lead: '线索' }

/** Cases, milestones and leads: by stage, one by one, and what was told of them; none where there is nothing to say. */
export function caseSheets(parts: SummaryFileParts): SheetOf[] {
  const { cases, organization, tally, today } = parts
  if (!cases?.lines.length) return []
  const { now } = wordsOf(parts)
  const end = tally.period.to < today ? '期末' : '现有'
  const name = (id: string) => unitById(organization, id)?.name ?? id
  const counts: SheetOf = {
    name: '个案节点线索',
    columns: [
      { title: '名称', width: 24 },
      { title: '类别', width: 8 },
      { title: '计量', width: 8 },
      { title: '阶段', width: 14 },
      { title: `${now}到这一步`, width: 14 },
      { title: `${end}在这一步`, width: 14 },
      { title: `${now}新增`, width: 12 },
      { title: `${now}办结`, width: 12 },
      { title: `${end}未办结`, width: 12 },
      { title: `${end}共`, width: 10 },
    ],
    // Numbers of the kind stand in its first row alone, so that a column adds up.
    rows: cases.lines.flatMap(({ kind, tally: of }) =>
      kind.stages.map(({ id, name: stage }, place) => [
        ...[kind.name, KINDS[kind.kind], kind.counted, stage, of.moved[id] ?? 0, of.byStage[id] ?? 0],
        ...(place ? [null, null, null, null] : [of.opened, of.finished, of.open, of.total]),
      ]),
    ),
  }
  const listed: SheetOf = {
    name: '个案节点线索清单',
    columns: [
      { title: '名称', width: 24 },
      { title: '编号', width: 8 },
      { title: '单位', width: 16 },
      { title: '阶段', width: 14 },
      { title: '日期', width: 12 },
      { title: '预计', width: 12 },
      { title: '报送人', width: 10 },
    ],
    rows: cases.lines.flatMap(({ kind, tally: of }) =>
      cases.listed
        .filter((one) => one.kind === kind.id)
        .map((one) => [
          ...[kind.name, one.code, name(one.org)],
          kind.stages.find(({ id }) => id === one.stage)?.name ?? '',
          one.day,
          of.due.find(({ code, org }) => code === one.code && org === one.org)?.day ?? '',
          one.reporterName,
        ]),
    ),
  }
  const told: SheetOf = {
    name: '个案节点线索来源',
    columns: [
      { title: '名称', width: 24 },
      { title: '编号', width: 8 },
      { title: '单位', width: 16 },
      { title: '到了', width: 14 },
      { title: '哪天', width: 12 },
      { title: '谁在何时报', width: 22 },
      { title: '原话', width: 40 },
      { title: '是否计入', width: 10 },
    ],
    rows: cases.sources.flatMap((one) =>
      one.rows.map((row) => [
        ...[one.name, row.code, row.unit, row.stage, row.day, row.said, row.words, row.state],
      ]),
    ),
  }
  return [counts, listed, told]
}
