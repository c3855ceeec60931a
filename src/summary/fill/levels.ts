import type { Organization, Unit } from '../../roster/organization.ts'
import { unitById } from '../../roster/organization.ts'
import type { LevelTally } from '../tally.ts'
import { STREETS } from './pick.ts'

/** Levels that must not be added up, each with whom it is of. */
interface LevelPart {
  of: string
  levels: LevelTally[]
}

export interface SeenLevels {
  /** What adds up; empty when the parts stand apart. */
  together: LevelTally[]
  apart: LevelPart[]
  reason: string
}

/**
 * Who may be added up of those who told a level. Streets do. A section keeps a list of the whole district, so beside the streets
 * (or another section) its figure is the same people once more; a community's may lie within its street's.
 */
export function seenLevels(levels: readonly LevelTally[], organization: Organization): SeenLevels {
  const unit = (one: LevelTally): Unit | undefined => unitById(organization, one.org)
  const name = (one: LevelTally) => unit(one)?.name ?? one.org
  const sections = levels.filter((one) => unit(one)?.kind === 'section')
  const local = levels.filter((one) => unit(one)?.kind !== 'section')
  const orgs = new Set(local.map((one) => one.org))
  const within = local.filter((one) => orgs.has(unit(one)?.parent ?? ''))
  const outer = local.filter((one) => !within.includes(one))
  if (sections.length + Number(local.length > 0) > 1) {
    const apart = sections.map((one) => ({ of: one.org, levels: [one] }))
    if (local.length) apart.push({ of: STREETS, levels: outer })
    const who = [...sections.map(name), ...(local.length ? ['街道'] : [])].join('和')
    return { together: [], apart, reason: `${who}都报了这个数，可能是同一批，不能相加` }
  }
  const reason = within.length
    ? `${[...new Set(within.map((one) => unitById(organization, unit(one)?.parent ?? '')?.name ?? ''))].join('、')}和所辖社区都报了，社区的没有再加`
    : ''
  return { together: within.length ? outer : [...levels], apart: [], reason }
}
