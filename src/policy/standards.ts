import { rangesOf } from './quantities.ts'
import type { Unit } from './units.ts'
import { type Lexicon, plain } from './words.ts'

/** One of several cases that a rule tells apart: a row, an item, a clause; or a column of a table. */
export interface Tier {
  unit: Unit
  /** What decides whether it applies, in `plain` form. */
  label: string
  /** What is said of it, verbatim. */
  text: string
}

/** The cases of one table, list or sentence. A matrix has columns that are cases too. */
export interface Tiers {
  rows: Tier[]
  columns?: Tier[]
  /** The question has picked the columns already. */
  crossed?: boolean
  /** Unit and rhythm told above the table: “元/月”. */
  lead: string
  /** What stands in the sentence before its first case, verbatim. */
  opening?: string
  /** 三星、四星分别奖励5万元、10万元: names and values told in two rows of one sentence. */
  paired?: boolean
  /** Pieces of one sentence between commas: they are compared, the sentence is told whole. */
  loose?: boolean
}

export interface Picked {
  rows: Tier[]
  columns: Tier[]
  /** Nothing in the question told the cases apart. */
  undecided: boolean
  columnsUndecided: boolean
  /** The clause of another rule that leads to the case: 75分以上不满90分为合格. */
  by?: { unit: Unit; text: string } | undefined
}

const VALUE =
  /\d\s*(?:万|千)?元|\d%|全额|不予|每[^，。；]{1,5}(?:不少于|至少)?\d+次|\d+个?(?:工作日|日|小时|月)/
/** Quantities by which rules tell cases apart; days and months are mostly time limits. */
const DECIDING = new Set([
  'hours',
  'beds',
  'age',
  'area',
  'score',
  'years',
  'money',
  'percent',
  'ratio',
  'people',
])
/** What bands are of; a share that must be reached is no band. */
const BANDS = new Set(['hours', 'beds', 'age', 'area', 'score', 'years', 'people'])
const CLASS = /[一二三四五六七八九十\d]+[类级星档]|[轻中重]度|完全失能/

/** The cases that a unit is one of; undefined where it stands for itself. */
export function tiersAround(unit: Unit, all: readonly Unit[], lexicon: Lexicon): Tiers | undefined {
  const { passage } = unit
  if (unit.kind === 'row') return tableOf(unit, all)
  if (passage.parent !== undefined) {
    const siblings = all.filter(
      (one) =>
        one.passage.document === passage.document &&
        one.passage.parent === passage.parent &&
        isCase(one.own, lexicon),
    )
    if (siblings.length > 1 && siblings.some((one) => one === unit))
      return { rows: siblings.map((one) => ({ unit: one, label: one.own, text: one.text })), lead: unit.near }
  }
  return casesIn(unit, lexicon)
}

/** The cases that one text tells apart in itself. */
export function casesIn(unit: Unit, lexicon: Lexicon): Tiers | undefined {
  const clauses = unit.text.match(/[^；;。]+[；;。]?/g) ?? []
  const pairs = clauses.flatMap(pairedIn)
  if (pairs.length > 1)
    return {
      rows: pairs.map(([name, text]) => ({ unit, label: plain(name), text })),
      lead: unit.near,
      paired: true,
    }
  const cases = clauses.filter((clause) => isCase(plain(clause), lexicon))
  if (cases.length > 1)
    return { rows: cases.map((text) => ({ unit, label: plain(text), text })), lead: unit.near }
  const steps = (unit.text.match(/[^，,；;。]+[，,；;。]?/g) ?? []).filter(
    (piece) =>
      (CLASS.test(plain(piece)) || namesCategory(plain(piece), lexicon) || banded(plain(piece))) &&
      /\d/.test(piece),
  )
  if (steps.length > 2) {
    const opening = unit.text.slice(0, unit.text.indexOf(steps[0] ?? ''))
    return { rows: steps.map((text) => ({ unit, label: plain(text), text })), lead: unit.near, opening }
  }
  const pieces = (unit.text.match(/[^，,；;。]+[，,；;。]?/g) ?? []).filter((piece) =>
    /\d\s*(?:万|千)?元|\d%/.test(plain(piece)),
  )
  if (pieces.length > 1)
    return { rows: pieces.map((text) => ({ unit, label: plain(text), text })), lead: unit.near, loose: true }
  return undefined
}

/** The names and the values that 分别 sets beside each other, each value with the words before the first; empty where they do not match. */
export function pairedIn(clause: string): [name: string, text: string][] {
  const at = clause.indexOf('分别')
  if (at < 0) return []
  const told = /([^，,；;。]+?)(?:的)?[，,]?[^，,、；;。]{0,6}$/.exec(clause.slice(0, at))?.[1] ?? ''
  const [names, values] = [told, clause.slice(at + 2).replace(/[，,；;。].*$/, '')].map((text) =>
    text.split(/、|和|及(?!格)|以及/).filter(Boolean),
  )
  if (!names || !values || names.length < 2 || names.length !== values.length) return []
  if (!values.every((value) => /\d/.test(value))) return []
  const opening = /^[^\d]*/.exec(values[0] ?? '')?.[0] ?? ''
  const unit = /\d(万?元|%|小时|[天日年分人名个])[^\d]*$/.exec(values.at(-1) ?? '')?.[1] ?? ''
  return names.map((name, place) => {
    const value = values[place] ?? ''
    const whole = `${place ? opening : ''}${value}`
    return [name, `${name}，${whole}${/\d$/.test(value) ? unit : ''}`]
  })
}

/** 80周岁至89周岁每人每月50元: a band and what it is given. */
function banded(piece: string): boolean {
  return VALUE.test(piece) && rangesOf(piece).some(({ dimension }) => BANDS.has(dimension))
}

function isCase(own: string, lexicon: Lexicon): boolean {
  if (!VALUE.test(own)) return false
  return (
    rangesOf(own).some((range) => DECIDING.has(range.dimension)) ||
    CLASS.test(own) ||
    namesCategory(own, lexicon)
  )
}

export function namesCategory(text: string, lexicon: Lexicon): boolean {
  lexicon.canonNames.lastIndex = 0
  return lexicon.canonNames.test(text)
}

function tableOf(unit: Unit, all: readonly Unit[]): Tiers {
  const { passage } = unit
  const rows = all
    .filter(
      (one) =>
        one.kind === 'row' &&
        one.passage.document === passage.document &&
        one.passage.parent === passage.parent,
    )
    .sort((a, b) => a.passage.ordinal - b.passage.ordinal)
    .map((one) => ({ unit: one, label: one.own, text: one.text }))
  const columns = passage.columns ?? []
  const others = columns.slice(1)
  const matrix =
    others.length > 1 && others.filter((name) => rangesOf(plain(name)).length).length >= others.length - 1
  if (!matrix) return { rows, lead: unit.near }
  for (const row of rows) row.label = plain(row.unit.passage.cells?.[0] ?? row.text)
  return {
    rows,
    columns: others.map((name) => ({ unit, label: plain(name), text: name })),
    lead: unit.near,
  }
}
