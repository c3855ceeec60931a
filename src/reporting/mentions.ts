import type { Organization, Unit } from '../roster/organization.ts'
import type { Catalogue, Indicator } from './catalogue.ts'

/** A name of the catalogue or of a unit as it stands in a text. Several: the name is shared and must be asked about. */
export interface Mention<T> {
  start: number
  end: number
  /** What it can mean. */
  of: T[]
  /** Of a unit: only where something took place (“在渔湾”). */
  place?: boolean
}

/** Words that stand between the parts of a name when people turn it around: “适老化今儿又干完俩户” needs none. */
interface Name<T> {
  name: string
  of: T[]
}

/** Indicators named in a text, longest name first, none overlapping. */
export function findIndicators(text: string, catalogue: Catalogue): Mention<Indicator>[] {
  return longest(text, indicatorNames(catalogue))
}

/** Units named in a text; a community's name is never its street's (新河湾社区 is not 新河街道). */
export function findUnits(text: string, organization: Organization): Mention<Unit>[] {
  const names: Name<Unit>[] = organization.units.flatMap((unit) =>
    [unit.name, ...unit.aliases, ...shortNames(unit)].map((name) => ({ name, of: [unit] })),
  )
  const grown = merge(names)
  return (
    longest(text, grown)
      // “某某路”, “某某镇”: a place that only starts like the unit.
      .filter(({ end }) => !/^(?:路|镇|村|市|省|县|小学|医院)/.test(text.slice(end, end + 2)))
      .map((one) => (/[在到去]$/.test(text.slice(0, one.start)) ? { ...one, place: true } : one))
  )
}

/** Units that a text names but nobody knows: words before 街道 or 社区 that are in no name. */
export function unknownUnits(
  text: string,
  organization: Organization,
): { start: number; end: number; words: string }[] {
  const known = findUnits(text, organization)
  return [...text.matchAll(/([\u4e00-\u9fa5]{2,4}?)(街道|社区|街办)/g)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      words: match[0],
      stem: match[1] ?? '',
    }))
    .filter(({ start, end }) => !known.some((one) => one.start < end && start < one.end))
    .filter(
      ({ stem }) => !/[各全本我们该所有个每在的和是由到为帮替代报城居]|社区|街道|今|昨|周|月/.test(stem),
    )
    .map(({ start, end, words }) => ({ start, end, words }))
}

/** Two names are near when they share most of their signs. */
export function nearestUnits(words: string, organization: Organization): Unit[] {
  const signs = new Set(words.replace(/街道|社区|街办/g, ''))
  return organization.units
    .map((unit) => ({ unit, shared: [...unit.name].filter((sign) => signs.has(sign)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ unit }) => unit)
}

/** 新河街道 → 新河, when no other unit is called so. */
function shortNames(unit: Unit): string[] {
  const short = unit.name.replace(/(?:街道|社区|科|镇|乡)$/, '')
  return unit.kind !== 'section' && short.length >= 2 && short !== unit.name ? [short] : []
}

const cache = new WeakMap<Catalogue, Name<Indicator>[]>()

function indicatorNames(catalogue: Catalogue): Name<Indicator>[] {
  const known = cache.get(catalogue)
  if (known) return known
  const names = merge(
    catalogue.flatMap((indicator) =>
      [indicator.name, ...indicator.aliases].flatMap((name) =>
        variants(name).map((one) => ({ name: one, of: [indicator] })),
      ),
    ),
  )
  cache.set(catalogue, names)
  return names
}

/** As it is written, and turned around where it ends in a verb: 适老化改造 → 改造适老化, 困境儿童走访 → 走访困境儿童. */
function variants(name: string): string[] {
  const [, thing, act] = /^(.{2,})(改造|走访|评估|培训|服务|登记|建设|发放|咨询|支出)$/.exec(name) ?? []
  return thing && act ? [name, `${act}${thing}`, `${thing}的${act}`] : [name]
}

function merge<T>(names: Name<T>[]): Name<T>[] {
  const byName = new Map<string, Set<T>>()
  for (const { name, of } of names) {
    const all = byName.get(name) ?? new Set<T>()
    for (const one of of) all.add(one)
    byName.set(name, all)
  }
  return [...byName]
    .map(([name, of]) => ({ name, of: [...of] }))
    .sort((a, b) => b.name.length - a.name.length)
}

function longest<T>(text: string, names: readonly Name<T>[]): Mention<T>[] {
  const found: Mention<T>[] = []
  for (const { name, of } of names)
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const end = at + name.length
      if (!found.some((one) => at < one.end && one.start < end)) found.push({ start: at, end, of })
    }
  return found.sort((a, b) => a.start - b.start)
}
