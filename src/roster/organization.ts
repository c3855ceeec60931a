/** The bureau, its units and people: organization.yaml as data (CONTRACT §1). */
export interface Unit {
  id: string
  name: string
  kind: 'street' | 'community' | 'section'
  aliases: string[]
  /** The street that a community belongs to. */
  parent?: string
  /** Ids of the units that were merged into this one: what they reported is shown here. */
  was?: string[]
}

type Role = 'staff' | 'leader' | 'admin'

export interface Person {
  openId: string
  name: string
  unit: string
  role: Role
  /** On leave, days included: not reminded of anything. */
  away?: { from: string; to: string }[]
}

/** Who owes which indicators, how often, until when (`friday 17:00`, bureau time). */
export interface ReportingDuty {
  units: string[]
  indicators: string[]
  every: 'day' | 'week' | 'month' | 'quarter'
  due: string
  /** Nobody is missing who does not report it. */
  optional?: boolean
  /** The chat that is told at the deadline who has not reported. */
  group?: string
}

export interface Organization {
  bureau: string
  timezone: string
  units: Unit[]
  people: Person[]
  reporting: ReportingDuty[]
}

/**
 * The audience keys that a reader holds: everybody `all`; anyone in organization.yaml also `staff` and the id of the own unit.
 * A document is shown when one of its audience keys is among them.
 */
export type ReaderKeys = readonly string[]

export const PUBLIC_READER: ReaderKeys = ['all']

/** The keys of a person; of nobody in the list: the public's. */
export function readerKeys(person: Person | undefined): ReaderKeys {
  return person ? ['all', 'staff', person.unit] : PUBLIC_READER
}

export function personById(organization: Organization, openId: string): Person | undefined {
  return organization.people.find((person) => person.openId === openId)
}

/** The unit of that id, or the one that it was merged into. */
export function unitById(organization: Organization, id: string): Unit | undefined {
  const { units } = organization
  return units.find((unit) => unit.id === id) ?? units.find((unit) => unit.was?.includes(id))
}

/** Units that are no more, and the ones that they were merged into. */
export function heirsOf({ units }: Organization): ReadonlyMap<string, string> {
  return new Map(units.flatMap(({ id, was = [] }) => was.map((old) => [old, id] as const)))
}

/** The units, their communities, and those that were merged into any of them. */
export function withParts(ids: readonly string[], { units }: Organization): Set<string> {
  const all = units.filter((unit) => ids.includes(unit.id) || ids.includes(unit.parent ?? ''))
  return new Set([...ids, ...all.flatMap(({ id, was = [] }) => [id, ...was])])
}
