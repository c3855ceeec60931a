import type { RecordKind } from '../../knowledge/records.ts'
import {
  type CaseCounts,
  type CaseEvent,
  caseCounts,
  caseKey,
  casesOf,
  codeOf,
  standingEvents,
} from './event.ts'

/** What became of one kind of record in a period, and how its cases stood at the period's end. */
export interface CaseTally extends CaseCounts {
  /** Id of a kind of records.yaml. `total`, `byStage`, `byOrg`: as at the end of the period. */
  kind: string
  /** First told of in the period: cases opened, leads received. */
  opened: number
  /** Stage id → how many came to it in the period; one that comes to it again counts once. */
  moved: Record<string, number>
  /** At the end not at a final stage. */
  open: number
  /** Came to a final stage in the period, and stood at one at its end. */
  finished: number
  /** Of milestones that are open and have a day to be done by, the soonest first. */
  due: CaseDue[]
}

export interface CaseDue {
  code: string
  org: string
  stage: string
  /** YYYY-MM-DD */
  day: string
  overdue: boolean
}

/**
 * Counts one kind of record over a period, both days included. `events`: those known and those that may be counted, oldest
 * first; `today`: the day as of which something is overdue. Undefined where there is nothing to say.
 */
export function caseTally(
  events: readonly CaseEvent[],
  kind: RecordKind,
  { from, to }: { from: string; to: string },
  today: string,
): CaseTally | undefined {
  const told = standingEvents(events).filter((one) => one.kind === kind.id && one.day <= to)
  const finals = new Set(kind.stages.flatMap((one) => (one.final ? [one.id] : [])))
  const since = new Map<string, string>()
  const at = new Map<string, string>()
  const moved = new Map<string, Set<string>>()
  for (const one of told) {
    const key = caseKey(one)
    const first = since.get(key)
    if (first === undefined || one.day < first) since.set(key, one.day)
    if (!one.stage || one.stage === at.get(key)) continue
    at.set(key, one.stage)
    if (one.day >= from) moved.set(one.stage, (moved.get(one.stage) ?? new Set()).add(key))
  }
  const cases = casesOf(told)
  const open = cases.filter((one) => !finals.has(one.stage))
  const ended = new Set([...moved].flatMap(([stage, keys]) => (finals.has(stage) ? [...keys] : [])))
  const opened = [...since.values()].filter((day) => day >= from).length
  if (!opened && !moved.size && !open.length) return undefined
  const day = to < today ? to : today
  return {
    kind: kind.id,
    ...caseCounts(cases, kind.id),
    opened,
    moved: inOrder(kind, moved),
    open: open.length,
    finished: cases.filter((one) => finals.has(one.stage) && ended.has(caseKey(one))).length,
    due: dueOf(kind, open, day),
  }
}

function inOrder({ stages }: RecordKind, moved: ReadonlyMap<string, ReadonlySet<string>>) {
  return Object.fromEntries(
    stages.flatMap(({ id }) => {
      const count = moved.get(id)?.size
      return count ? [[id, count] as const] : []
    }),
  )
}

/** By the first date of the kind that everybody may see. */
function dueOf(kind: RecordKind, open: ReturnType<typeof casesOf>, today: string): CaseDue[] {
  const field = kind.fields.find((one) => one.type === 'date' && !one.personal)
  if (kind.kind !== 'milestone' || !field) return []
  return open
    .flatMap(({ caseId, org, stage, fields }): CaseDue[] => {
      const day = fields[field.id] ?? ''
      return isDay(day) ? [{ code: codeOf(caseId), org, stage, day, overdue: day < today }] : []
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.org < b.org ? -1 : 1))
}

/** What was told as a date may be words (“年底”), or a day that no calendar has. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (!year || !month || !day) return false
  return month <= 12 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}
