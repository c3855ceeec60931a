import type { Place, Problem } from './settings-file.ts'

/**
 * What is wrong between the parts of the settings. Works on the files as written, so that a wrong word in one line does
 * not hide the problems of the others.
 */
export function indicatorProblems(raw: unknown): Problem[] {
  const ids = listed(raw, 'indicators').map(({ at, value }) => ({
    at: [...at, 'id'],
    text: textIn(value, 'id'),
  }))
  return repeated(ids).map(({ at, text }) => ({ at, text: `编号 ${text} 用了两次，每个指标要有自己的编号` }))
}

export function organizationProblems(raw: unknown, indicators: unknown): Problem[] {
  const units = listed(raw, 'units')
  const people = listed(raw, 'people')
  const ids = new Set(units.map(({ value }) => textIn(value, 'id')))
  const field = (rows: Row[], key: string): Told[] =>
    rows.map(({ at, value }) => ({ at: [...at, key], text: textIn(value, key) }))
  return [
    ...repeated(field(units, 'id')).map(({ at, text }) => ({ at, text: `单位编号 ${text} 用了两次` })),
    ...nameProblems(units),
    ...repeated(field(people, 'open_id')).map(({ at, text }) => ({ at, text: `open_id ${text} 用了两次` })),
    ...field(people, 'unit')
      .filter(({ text }) => text && !ids.has(text))
      .map(({ at, text }) => ({ at, text: `单位编号 ${text} 不在 units 里` })),
    ...parentProblems(units),
    ...formerProblems(units, ids),
    ...dutyProblems(raw, ids, indicators),
  ]
}

/** A name must mean one unit. An alias may be shared: then the bot asks which one is meant. */
function nameProblems(units: readonly Row[]): Problem[] {
  const names = units.map(({ at, value }) => ({ at: [...at, 'name'], text: textIn(value, 'name') }))
  const twice = repeated(names).map(({ at, text }) => ({
    at,
    text: `“${text}”是两个单位的名称，报数时分不清`,
  }))
  const taken = units.flatMap(({ at, value }, own) =>
    textsIn(value, 'aliases').flatMap((alias, place): Problem[] => {
      const other = names.find((one, index) => index !== own && one.text !== '' && one.text === alias)
      return other
        ? [{ at: [...at, 'aliases', place], text: `别名“${alias}”是另一个单位的名称，请删掉` }]
        : []
    }),
  )
  return [...twice, ...taken]
}

function parentProblems(units: readonly Row[]): Problem[] {
  const kinds = new Map(units.map(({ value }) => [textIn(value, 'id'), textIn(value, 'kind')]))
  return units.flatMap(({ at, value }): Problem[] => {
    const parent = textIn(value, 'parent')
    if (!parent) return []
    const place = [...at, 'parent']
    if (!kinds.has(parent)) return [{ at: place, text: `parent ${parent} 不在 units 里` }]
    return kinds.get(parent) === 'street'
      ? []
      : [{ at: place, text: `parent ${parent} 不是街道，要写街道的编号` }]
  })
}

/** A unit that was merged into another is no more, and was merged once. */
function formerProblems(units: readonly Row[], ids: ReadonlySet<string>): Problem[] {
  const former = units.flatMap(({ at, value }) =>
    textsIn(value, 'was').map((text, place): Told => ({ at: [...at, 'was', place], text })),
  )
  return [
    ...former
      .filter(({ text }) => ids.has(text))
      .map(({ at, text }) => ({ at, text: `was 里的 ${text} 还在 units 里，并掉的单位要从 units 里删掉` })),
    ...repeated(former).map(({ at, text }) => ({
      at,
      text: `was 里的 ${text} 写了两次，一个单位只能并入一个`,
    })),
  ]
}

function dutyProblems(raw: unknown, units: ReadonlySet<string>, indicators: unknown): Problem[] {
  const known = new Set(listed(indicators, 'indicators').map(({ value }) => textIn(value, 'id')))
  return listed(raw, 'reporting').flatMap(({ at, value }) => {
    const strange = (key: string, ids: ReadonlySet<string>, where: string) =>
      textsIn(value, key).flatMap((id, place): Problem[] =>
        ids.has(id) ? [] : [{ at: [...at, key, place], text: `${id} 不在 ${where} 里` }],
      )
    return [
      ...strange('units', units, 'units'),
      ...(indicators === undefined ? [] : strange('indicators', known, 'indicators.yaml')),
    ]
  })
}

interface Row {
  at: Place
  value: unknown
}
interface Told {
  at: Place
  text: string
}

function listed(raw: unknown, key: string): Row[] {
  const list = fieldIn(raw, key)
  return Array.isArray(list) ? list.map((value, place) => ({ at: [key, place], value })) : []
}

function fieldIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

function textIn(value: unknown, key: string): string {
  const found = fieldIn(value, key)
  return typeof found === 'string' || typeof found === 'number' ? String(found).trim() : ''
}

function textsIn(value: unknown, key: string): string[] {
  const found = fieldIn(value, key)
  return Array.isArray(found) ? found.map((one) => String(one).trim()) : []
}

/** The second and later of equal texts. */
function repeated(all: readonly Told[]): Told[] {
  const seen = new Set<string>()
  return all.filter(({ text }) => {
    const again = text !== '' && seen.has(text)
    seen.add(text)
    return again
  })
}
