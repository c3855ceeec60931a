import type { Organization, Unit } from '../roster/organization.ts'

/** A unit named in a text. `of` undefined: said like a unit, but in nobody's list. */
export interface UnitMention {
  start: number
  end: number
  of: Unit | undefined
  words: string
  /** Only where something took place (“在渔湾”). */
  place: boolean
}

interface Names {
  /** By first two signs, longest first. */
  index: Map<string, { name: string; unit: Unit; full: boolean }[]>
  people: string[]
  ending: RegExp
}

const known = new WeakMap<Organization, Names>()

/** Units named in a folded text; a community's name is never its street's (新河湾社区 is not 新河街道). */
export function findUnits(text: string, organization: Organization): UnitMention[] {
  const names = namesOf(organization)
  const all: UnitMention[] = []
  for (let at = 0; at + 1 < text.length; at++) {
    const list = names.index.get(text.slice(at, at + 2))
    const hit = list?.find(({ name }) => text.startsWith(name, at))
    if (!hit) continue
    const end = at + hit.name.length
    const grown = hit.full ? undefined : longer(text, end, names)
    if (grown) all.push({ start: at, end: grown, of: undefined, words: text.slice(at, grown), place: false })
    else if (!isOther(text, at, end, hit.full)) {
      const place = /[在到去往]$/.test(text.slice(Math.max(0, at - 1), at))
      all.push({ start: at, end, of: hit.unit, words: hit.name, place })
    }
    at = Math.max(at, (grown ?? end) - 1)
  }
  return all
}

/** Units that a text names but nobody knows. `masked`: known names and time expressions blanked with □. */
export function unknownUnits(masked: string, organization: Organization): UnitMention[] {
  const { ending } = namesOf(organization)
  return [...masked.matchAll(ending)].flatMap((match): UnitMention[] => {
    const [, lead = '', stem = '', suffix = ''] = match
    if (NO_NAME.test(stem)) return []
    const start = match.index + lead.length
    const end = start + stem.length + suffix.length
    return [{ start, end, of: undefined, words: masked.slice(start, end), place: false }]
  })
}

/** Stretches that are people's names: 赵四方 counts nothing. */
export function findPeople(text: string, organization: Organization): { start: number; end: number }[] {
  return namesOf(organization).people.flatMap((name) => {
    const start = text.indexOf(name)
    return start < 0 ? [] : [{ start, end: start + name.length }]
  })
}

/** Two names are near when they share most of their signs. */
export function nearestUnits(words: string, organization: Organization): Unit[] {
  const stem = (name: string) => name.replace(/(?:街道|社区|街办|镇|乡|村)$/, '')
  const signs = new Set(stem(words))
  return organization.units
    .filter((unit) => unit.kind !== 'section')
    .map((unit) => ({ unit, shared: [...stem(unit.name)].filter((sign) => signs.has(sign)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ unit }) => unit)
}

const NO_NAME =
  /[各全本我们该所有个每是和由到为帮替代这那哪某几两多其余他别兄弟相关部分涉及辖的今昨周月完成开展走进深入基层城乡农居]|[返回下还]$|(?:和谐|文明|平安|绿色|美丽|完整|友好|共建|未来)$|^(?:街道|社区|老旧|示范|试点|重点|先进|智慧)/

function namesOf(organization: Organization): Names {
  const before = known.get(organization)
  if (before) return before
  const index: Names['index'] = new Map()
  const taken = new Set(organization.units.flatMap((unit) => [unit.name, ...unit.aliases]))
  for (const unit of organization.units)
    for (const { name, full } of unitNames(unit, taken)) {
      const key = name.slice(0, 2)
      const list = index.get(key) ?? []
      list.push({ name, unit, full })
      index.set(
        key,
        list.sort((a, b) => b.name.length - a.name.length),
      )
    }
  const kinds = ['街道', '社区', '街办', '镇', '乡', '村'].filter(
    (kind) =>
      kind.length > 1 ||
      organization.units.some((unit) => unit.kind !== 'section' && unit.name.endsWith(kind)),
  )
  const ending = new RegExp(
    `([\\s，,。；;:、(□替帮代为给]|^)([\\u4e00-\\u9fa5]{2,3}?)(${kinds.join('|')})(?=[□\\s:，,、)]|[^，,。;；\\n\\d]{1,8}\\d|[今昨本上周月报有完新的开共那这]|\\d|$)`,
    'g',
  )
  const people = organization.people.map((person) => person.name).filter((name) => name.length > 1)
  const names = { index, people, ending }
  known.set(organization, names)
  return names
}

/** Full name, aliases, and 新河 for 新河街道 when nothing else is called so. */
function unitNames(unit: Unit, taken: ReadonlySet<string>): { name: string; full: boolean }[] {
  const short = unit.name.replace(/(?:街道|社区|镇|乡|村)$/, '')
  const own = [unit.name, ...unit.aliases].map((name) => ({
    name,
    full: /(?:街道|社区|镇|乡|村|科|办|站|局|委|府|处)$/.test(name),
  }))
  return unit.kind !== 'section' && short.length >= 2 && !taken.has(short)
    ? [...own, { name: short, full: false }]
    : own
}

/** “新河社区”, “东湖湾社区”: begins like a short name but goes on to another one. The end of that name. */
function longer(text: string, end: number, names: Names): number | undefined {
  const more = /^([一-龥]{0,2}?)(?:街道|社区|小区|村(?!卫|级|里|民|委)|镇(?!区|上|里)|乡(?!村|镇|里))/.exec(
    text.slice(end, end + 5),
  )
  if (!more || /[各三两几个辖所属全的和与及、今昨本农]/.test(more[1] ?? '')) return undefined
  if (more[1] && names.index.has(text.slice(end, end + 2))) return undefined
  return /小区$/.test(more[0]) ? undefined : end + more[0].length
}

/** It only starts like the unit (新河路), or is named to be left out. */
function isOther(text: string, start: number, end: number, full: boolean): boolean {
  const after = text.slice(end, end + 10)
  const before = text.slice(Math.max(0, start - 4), start)
  if (!full && /^(?:路|镇|村|市|省|县|小学|中学|医院|大道|公园|小区|河|湖|桥|花园|大厦|广场)/.test(after))
    return true
  if (
    /^(?:街道)?的?(?:由|归|等|还没|没|未|另|稍后|晚点|明天)[^，,。;；]{0,6}(?:报|发|给)|^(?:联办|合办|合作|一起办|共同)/.test(
      after,
    )
  )
    return true
  return /(?:不是|不含|不包括|除|除了|不算|并非|区别于|比|感谢)$/.test(before)
}
