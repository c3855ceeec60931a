import type { RecordKind } from '../../knowledge/records.ts'
import { type CaseEvent, casesOf, codeOf, standingEvents } from '../../reporting/cases/event.ts'
import type { Organization } from '../../roster/organization.ts'
import { type CaseSources, COUNTED } from '../../summary/case-sources.ts'
import type { SummaryFileParts } from '../../summary/files/parts.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import { unitName } from '../../summary/tables.ts'
import { momentText, spanText } from '../../summary/wording.ts'
import type { CaseAudience } from '../cases/case-book.ts'
import type { Scene } from '../scene.ts'
import { caseEventsFor, caseLines } from './case-part.ts'

/** The events behind a summary's cases. What was said may name people: it is told in private alone. */
export async function caseSourcesFor(
  request: SummaryRequest,
  audience: CaseAudience,
  scene: Scene,
): Promise<CaseSources[]> {
  const events = await caseEventsFor(request, audience, scene)
  const { records = [], organization } = scene.bureau
  const withWords = audience.chat.kind === 'private'
  return caseSources(events, records, request.period, { organization, today: scene.today, withWords })
}

/** What was told of each kind in a period, oldest first; what was taken back says so. `events`: those that may be seen. */
function caseSources(
  events: readonly CaseEvent[],
  kinds: readonly RecordKind[],
  { from, to }: { from: string; to: string },
  { organization, today, withWords }: { organization: Organization; today: string; withWords: boolean },
): CaseSources[] {
  const standing = new Set(standingEvents(events).map((one) => one.id))
  return kinds.flatMap((kind) => {
    const own = events.filter(
      (one) => one.kind === kind.id && !one.withdraws && one.day >= from && one.day <= to,
    )
    const rows = own.map((one) => ({
      code: codeOf(one.caseId),
      unit: unitName(one.org, organization),
      stage: kind.stages.find(({ id }) => id === one.stage)?.name ?? '',
      day: spanText({ from: one.day, to: one.day }, today),
      said: `${one.reporterName} ${momentText(one.sentAt, organization.timezone)}`,
      words: withWords ? one.words : '',
      state: standing.has(one.id) ? COUNTED : '已撤销',
    }))
    return rows.length
      ? [{ name: kind.name, counted: rows.filter((row) => row.state === COUNTED).length, rows }]
      : []
  })
}

/** Cases as a summary's file has them. `events`: known and to be seen, oldest first. */
export function casesForFile(
  events: readonly CaseEvent[],
  kinds: readonly RecordKind[],
  period: { from: string; to: string },
  how: { organization: Organization; today: string; withWords: boolean },
): NonNullable<SummaryFileParts['cases']> {
  const told = casesOf(events.filter((one) => one.day <= period.to))
  return {
    lines: caseLines(events, kinds, period, how.today),
    listed: told.map((one) => ({ ...one, code: codeOf(one.caseId) })),
    sources: caseSources(events, kinds, period, how),
  }
}
