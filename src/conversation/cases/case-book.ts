import type { RecordField, RecordKind } from '../../knowledge/records.ts'
import type { ChatRef } from '../../message.ts'
import type { CaseEvent, CaseState } from '../../reporting/cases/event.ts'
import type { Organization, Person } from '../../roster/organization.ts'
import { unitById, withParts } from '../../roster/organization.ts'
import { visibleUnits } from '../../roster/permissions.ts'

/** Reading case events, oldest first. Writing happens only through `Inbox.commit`. */
export interface CaseBook {
  ofKind(kind: string): Promise<CaseEvent[]>
  ofMessage(messageId: string): Promise<CaseEvent[]>
  all(): Promise<CaseEvent[]>
  /** What came after a `Ledger.mark`. */
  since(mark: string): Promise<CaseEvent[]>
}

/** Whose rights count, and who reads along. */
export interface CaseAudience {
  person: Person
  chat: Pick<ChatRef, 'kind'>
  /** A leader has ordered it into this group: all may be counted there. */
  published?: boolean
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
  one: Pick<CaseState, 'org' | 'reporter'>,
  kind: RecordKind,
  organization: Organization,
): boolean {
  const units = visibleUnits(person, organization)
  return (
    units === 'all' || units.has(one.org) || kind.see.includes(person.unit) || one.reporter === person.openId
  )
}

/** Which cases an answer counts: those the person sees; in a group, where everybody reads along, the own unit's alone. */
export function countsFor(
  { person, chat, published }: CaseAudience,
  organization: Organization,
): (one: Pick<CaseState, 'org' | 'reporter'>, kind: RecordKind) => boolean {
  if (chat.kind === 'private' || published) return (one, kind) => seesCase(person, one, kind, organization)
  const own = withParts([person.unit], organization)
  return ({ org }) => own.has(org)
}

/** A personal field as it may be seen outside of a private chat: 138****0000, 王*. */
export function maskedValue(field: RecordField, value: string): string {
  if (!field.personal) return value
  if (field.type === 'phone')
    return value.replace(/\d(?=\d{4})/g, (digit, at: number) => (at < 3 ? digit : '*'))
  return value.length > 1 ? `${value[0]}${'*'.repeat(Math.min(3, value.length - 1))}` : '*'
}
