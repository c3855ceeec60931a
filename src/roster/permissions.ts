import { type Organization, type Person, unitById, withParts } from './organization.ts'

/** Units whose figures a person sees: staff their own unit and its communities, leaders and admins all. */
export function visibleUnits(person: Person, organization: Organization): Set<string> | 'all' {
  if (person.role !== 'staff') return 'all'
  return withParts([person.unit], organization)
}

/**
 * Whether a person's word counts for a unit without anybody's confirmation: the own unit; a section's staff for every
 * unit that it looks after; a street for its communities (and for those that no street is named for); admins for all.
 */
export function mayReportFor(person: Person, unitId: string, organization: Organization): boolean {
  if (person.unit === unitId || person.role === 'admin') return true
  const own = unitById(organization, person.unit)
  const target = unitById(organization, unitId)
  if (!own || !target) return false
  if (own.kind === 'section') return true
  return own.kind === 'street' && target.kind === 'community' && (target.parent ?? own.id) === own.id
}

/** Only the reporter, the leader of the unit (of a community also its street's) and admins change or withdraw a figure. */
export function mayChange(
  person: Person,
  entry: { reporter: string; org: string },
  organization?: Organization,
): boolean {
  if (person.openId === entry.reporter || person.role === 'admin') return true
  if (person.role !== 'leader') return false
  return (
    person.unit === entry.org || (organization && unitById(organization, entry.org)?.parent) === person.unit
  )
}

/**
 * Whose word makes a figure count that somebody else said for their unit: its leaders, else its people, else the street's
 * that it belongs to, else the admins.
 */
export function confirmersOf(unitId: string, organization: Organization): Person[] {
  const { people } = organization
  const parent = unitById(organization, unitId)?.parent
  const of = (unit: string | undefined, role?: Person['role']) =>
    people.filter((one) => unit !== undefined && one.unit === unit && (!role || one.role === role))
  const found = [of(unitId, 'leader'), of(unitId), of(parent, 'leader'), of(parent)].find(
    (list) => list.length,
  )
  return found ?? people.filter((one) => one.role === 'admin')
}

export function firstAdmin(organization: Organization): Person | undefined {
  return organization.people.find((person) => person.role === 'admin')
}
