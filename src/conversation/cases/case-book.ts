import type { RecordField, RecordKind } from '../../knowledge/records.ts'
import type { CaseEvent, CaseState } from '../../reporting/cases/event.ts'
import type { Organization, Person } from '../../roster/organization.ts'
import { unitById } from '../../roster/organization.ts'
import { visibleUnits } from '../../roster/permissions.ts'

/** Reading case events, oldest first. Writing happens only through `Inbox.commit`. */
export interface CaseBook {
  ofKind(kind: string): Promise<CaseEvent[]>
  ofMessage(messageId: string): Promise<CaseEvent[]>
  all(): Promise<CaseEvent[]>
}

/** Whether the person's unit, or its kind, is among those that report this kind of record. */
export function mayReportCase(person: Person, kind: RecordKind, organization: Organization): boolean {
  if (!kind.report.length || person.role === 'admin') return true
  const unit = unitById(organization, person.unit)
  return kind.report.includes(person.unit) || (unit !== undefined && kind.report.includes(unit.kind))
}

/** Staff see their own unit's cases, and the sections that look after a kind all of it; leaders and admins everything. */
export function seesCase(
  person: Person,
  one: CaseState,
  kind: RecordKind,
  organization: Organization,
): boolean {
  const units = visibleUnits(person, organization)
  return (
    units === 'all' || units.has(one.org) || kind.see.includes(person.unit) || one.reporter === person.openId
  )
}

/** A personal field as it may be seen outside of a private chat: 138****0000, 王*. */
export function maskedValue(field: RecordField, value: string): string {
  if (!field.personal) return value
  if (field.type === 'phone')
    return value.replace(/\d(?=\d{4})/g, (digit, at: number) => (at < 3 ? digit : '*'))
  return value.length > 1 ? `${value[0]}${'*'.repeat(Math.min(3, value.length - 1))}` : '*'
}
