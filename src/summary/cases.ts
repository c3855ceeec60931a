import type { RecordKind } from '../knowledge/records.ts'
import type { CaseDue, CaseTally } from '../reporting/cases/tally.ts'
import { lengthOf } from './periods.ts'
import { type Names, type Titled, unitName } from './tables.ts'
import { spanText } from './wording.ts'

/** A kind of cases, milestones or leads with what is counted of it: only kinds with something to say. */
export interface CaseLine {
  kind: RecordKind
  tally: CaseTally
}

type Telling = Pick<Names, 'now' | 'organization' | 'today'> & { to: string }

/** What should long be done: the one thing of cases that calls for somebody. */
export function caseHeadlines(lines: readonly CaseLine[], telling: Telling): string[] {
  const late = lines.flatMap(({ kind, tally }) =>
    tally.due.filter((one) => one.overdue).map((one) => dueWords(kind, one, tally, telling)),
  )
  const more = late.length > LATE ? [`还有${late.length - LATE}项已过期，见下表。`] : []
  return [...late.slice(0, LATE).map((words) => `${words}。`), ...more]
}

const LATE = 3

/** How many were new, where they came to and what is open; the days that milestones wait for; how all of them stand. */
export function caseTables(lines: readonly CaseLine[], telling: Telling): Titled[] {
  if (!lines.length) return []
  const due = lines.flatMap(({ kind, tally }) =>
    tally.due.map((one) => [
      placeOf(kind, one, tally, telling),
      stageName(kind, one.stage),
      spanText({ from: one.day, to: one.day }, telling.today),
      waitWords(one, telling),
    ]),
  )
  return [
    {
      heading: `${CASES}（${telling.now}）`,
      table: {
        // Short heads: five columns have to fit a phone.
        columns: ['名称', '新增', '进展', '办结', openWord(telling)],
        rows: lines.map(({ kind, tally }) => [
          kind.name,
          said(tally.opened, kind),
          movedWords(kind, tally).join('、') || '—',
          said(tally.finished, kind),
          said(tally.open, kind),
        ]),
      },
    },
    ...(due.length
      ? [
          {
            heading: `节点日期（${due.length}项）`,
            table: { columns: ['节点', isOver(telling) ? '期末' : '现在', '预计', '情况'], rows: due },
            folded: true,
          },
        ]
      : []),
    {
      heading: `${CASES}${isOver(telling) ? '期末' : '现有'}各阶段`,
      table: {
        columns: ['名称', '共', '各阶段'],
        rows: lines.map(({ kind, tally }) => [
          kind.name,
          `${tally.total}${kind.counted}`,
          stageWords(kind, tally.byStage).join('、'),
        ]),
      },
      folded: true,
    },
  ]
}

export const CASES = '个案、节点、线索'

/** “适老化改造个案本周新增2户，评估1户，办结1户；未办结3户（评估2户、方案1户）。” */
export function caseSentences(lines: readonly CaseLine[], telling: Telling): string[] {
  return lines.flatMap(({ kind, tally }) => {
    const finals = kind.stages.flatMap((one) => (one.final ? [one.id] : []))
    const open = Object.fromEntries(Object.entries(tally.byStage).filter(([id]) => !finals.includes(id)))
    const parts = [
      tally.opened ? `${telling.now}新增${tally.opened}${kind.counted}` : `${telling.now}没有新增`,
      ...movedWords(kind, tally),
      ...(tally.finished ? [`办结${tally.finished}${kind.counted}`] : []),
    ]
    const rest = tally.open
      ? `${openWord(telling)}${tally.open}${kind.counted}（${stageWords(kind, open).join('、')}）`
      : '全部办结'
    // Of those that have time still the next is told.
    const next = tally.due.find((one) => !one.overdue)
    const due = tally.due
      .filter((one) => one.overdue || one === next)
      .map((one) => `${dueWords(kind, one, tally, telling)}。`)
    return [`${kind.name}${parts.join('，')}；${rest}。`, ...due]
  })
}

/** “评估2户”: what came to the stages between the first and the last. */
function movedWords(kind: RecordKind, { moved }: CaseTally): string[] {
  const between = kind.stages.slice(1).filter((one) => !one.final)
  return between.flatMap(({ id, name }) => (moved[id] ? [`${name}${moved[id]}${kind.counted}`] : []))
}

/** “申请1户”, in the order of the stages; what has none yet stands first. */
export function stageWords(kind: RecordKind, byStage: Record<string, number>): string[] {
  const none = Object.entries(byStage).flatMap(([id, count]) =>
    kind.stages.some((one) => one.id === id) ? [] : [`未定阶段${count}${kind.counted}`],
  )
  const known = kind.stages.flatMap(({ id, name }) =>
    byStage[id] ? [`${name}${byStage[id]}${kind.counted}`] : [],
  )
  return [...none, ...known]
}

function said(count: number, { counted }: RecordKind): string {
  return count ? `${count}${counted}` : '—'
}

/** Of a period that is over it is told how things stood at its end. */
function isOver({ to, today }: Telling): boolean {
  return to < today
}

function openWord(telling: Telling): string {
  return isOver(telling) ? '期末未办结' : '未办结'
}

/** “党群服务中心改扩建（新河街道）预计7月31日，已过24天，现在主体完工” */
function dueWords(kind: RecordKind, one: CaseDue, tally: CaseTally, telling: Telling): string {
  const day = spanText({ from: one.day, to: one.day }, telling.today)
  const stage = stageName(kind, one.stage)
  const now = stage ? `，${isOver(telling) ? '期末' : '现在'}${stage}` : ''
  return `${placeOf(kind, one, tally, telling)}预计${day}，${waitWords(one, telling)}${now}`
}

/** Two of one unit are told apart by their code. */
function placeOf(kind: RecordKind, one: CaseDue, tally: CaseTally, { organization }: Telling): string {
  const again = tally.due.filter((other) => other.org === one.org).length > 1
  return `${kind.name}（${unitName(one.org, organization)}${again ? ` ${one.code}` : ''}）`
}

function stageName(kind: RecordKind, id: string): string {
  return kind.stages.find((one) => one.id === id)?.name ?? ''
}

function waitWords({ day, overdue }: CaseDue, telling: Telling): string {
  const at = isOver(telling) ? telling.to : telling.today
  const days = lengthOf(overdue ? { from: day, to: at } : { from: at, to: day }) - 1
  if (!days) return '就是当天'
  return overdue ? `已过${days}天` : `还有${days}天`
}
