import type { RecordKind } from '../../knowledge/records.ts'
import { type CaseEvent, type CaseState, caseKey, standingEvents } from '../../reporting/cases/event.ts'
import { caseTally } from '../../reporting/cases/tally.ts'
import { type Person, withParts } from '../../roster/organization.ts'
import type { CaseLine } from '../../summary/cases.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import { type CaseAudience, countsFor } from '../cases/case-book.ts'
import type { Bureau, Scene } from '../scene.ts'

/** The cases, milestones and leads that a summary counts: of the asker's rights, of the units and days asked for. */
export async function casesIn(
  request: SummaryRequest,
  audience: CaseAudience,
  scene: Scene,
): Promise<CaseLine[]> {
  const { records = [] } = scene.bureau
  const events = await caseEventsFor(request, audience, scene)
  return events.length ? caseLines(events, records, request.period, scene.today) : []
}

/** One line a kind, in the order of records.yaml; only those with something to say. `events`: oldest first. */
export function caseLines(
  events: readonly CaseEvent[],
  kinds: readonly RecordKind[],
  period: { from: string; to: string },
  today: string,
): CaseLine[] {
  return kinds.flatMap((kind) => {
    const tally = caseTally(events, kind, period, today)
    return tally ? [{ kind, tally }] : []
  })
}

/** The events, those taken back among them, of the cases that may be counted. A request for named figures is about none. */
export async function caseEventsFor(
  request: SummaryRequest,
  audience: CaseAudience,
  scene: Scene,
): Promise<CaseEvent[]> {
  const { records = [], organization } = scene.bureau
  if (!records.length || request.indicators || request.view !== 'overview') return []
  const orgs = request.orgs && withParts(request.orgs, organization)
  const counts = countsFor(audience, organization)
  return eventsWhere(await scene.cases.all(), records, (one, kind) =>
    Boolean(counts(one, kind) && (!orgs || orgs.has(one.org))),
  )
}

/** What a person sees of the cases of a period, outside of any chat. `events`: all that are known, oldest first. */
export function caseLinesOf(
  person: Person,
  { records = [], organization }: Pick<Bureau, 'records' | 'organization'>,
  events: readonly CaseEvent[],
  period: { from: string; to: string },
  today: string,
): CaseLine[] {
  const counts = countsFor({ person, chat: { kind: 'private' } }, organization)
  return caseLines(eventsWhere(events, records, counts), records, period, today)
}

/** Whose a case is was told by its first event that stands; of one that was taken back as a whole, by its first. */
function eventsWhere(
  events: readonly CaseEvent[],
  kinds: readonly RecordKind[],
  counts: (one: Pick<CaseState, 'org' | 'reporter'>, kind: RecordKind) => boolean,
): CaseEvent[] {
  const owners = new Map<string, CaseEvent>()
  for (const one of [...standingEvents(events), ...events])
    if (!owners.has(caseKey(one))) owners.set(caseKey(one), one)
  const ours = new Set(
    [...owners].flatMap(([key, owner]) => {
      const kind = kinds.find((one) => one.id === owner.kind)
      return kind && counts(owner, kind) ? [key] : []
    }),
  )
  return events.filter((one) => ours.has(caseKey(one)))
}

/** What a card shows of its cases, for the line on what changed since: “KIND opened” → how many. */
export function shownCases(lines: readonly CaseLine[]): Record<string, number> {
  return Object.fromEntries(
    lines.flatMap(({ kind, tally }) =>
      PARTS.flatMap(({ part }) => (tally[part] ? [[`${kind.id} ${part}`, tally[part]] as const] : [])),
    ),
  )
}

const PARTS = [
  { part: 'opened', word: '新增' },
  { part: 'finished', word: '办结' },
  { part: 'open', word: '未办结' },
] as const

/** “困境儿童线索新增1 → 2条”; of what moved without changing these numbers that it did. `news`: what was told since. */
export function caseChanges(
  was: Record<string, number>,
  now: Record<string, number>,
  news: readonly CaseEvent[],
  kinds: readonly RecordKind[],
): string[] {
  return kinds.flatMap((kind) => {
    const own = news.filter((one) => one.kind === kind.id)
    if (!own.length) return []
    const changes = PARTS.flatMap(({ part, word }) => {
      const [before = 0, after = 0] = [was[`${kind.id} ${part}`], now[`${kind.id} ${part}`]]
      return before === after ? [] : [`${word}${before} → ${after}${kind.counted}`]
    })
    if (changes.length) return [`${kind.name}${changes.join('、')}`]
    return [`${kind.name}${own.every((one) => one.withdraws) ? '有撤销' : '有进展'}`]
  })
}
