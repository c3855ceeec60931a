import { holds, type Quantity, quantitiesOf, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import type { Unit } from './units.ts'
import { held, isMeasure, type Weighed } from './weights.ts'
import { canonical, type Lexicon, plain } from './words.ts'

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
    (piece) => (CLASS.test(plain(piece)) || namesCategory(plain(piece), lexicon)) && /\d/.test(piece),
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

function isCase(own: string, lexicon: Lexicon): boolean {
  if (!VALUE.test(own)) return false
  return (
    rangesOf(own).some((range) => DECIDING.has(range.dimension)) ||
    CLASS.test(own) ||
    namesCategory(own, lexicon)
  )
}

function namesCategory(text: string, lexicon: Lexicon): boolean {
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

/** A table whose columns hold figures of one kind for several kinds of people: where the question names one, rows and columns cross. */
export function crossed(tiers: Tiers, asked: Asked, terms: readonly Weighed[], lexicon: Lexicon): Tiers {
  const first = tiers.rows[0]?.unit
  const names = first?.kind === 'row' && !tiers.columns ? (first.passage.columns ?? []).slice(1) : []
  const unitIn = (name: string) => /[（(]([^（）()]+)[）)]$/.exec(name.trim())?.[1] ?? ''
  const alike =
    first !== undefined &&
    names.length > 1 &&
    new Set(names.map(unitIn)).size === 1 &&
    tiers.rows.every(({ unit }) =>
      (unit.passage.cells ?? []).slice(1).every((cell) => /^[\d.,]*$/.test(cell.trim())),
    )
  if (!alike) return tiers
  const columns = names.map((name) => ({ unit: first, label: plain(name), text: name }))
  const named = select(columns, asked, terms, lexicon)
  // 非山区 beside 山区: the other columns.
  const denied = named.some(({ label }) => asked.text.includes(`非${label.replace(/\(.*$/, '').trim()}`))
  const meant = denied ? columns.filter((one) => !named.includes(one)) : named
  if (!meant.length || meant.length === columns.length) return tiers
  const rows = tiers.rows.map((row) => ({ ...row, label: plain(row.unit.passage.cells?.[0] ?? row.text) }))
  return { ...tiers, rows, columns: meant, crossed: true }
}

/** Which cases the question means: by ranges, categories, and words that only some of them hold. */
export function pick(tiers: Tiers, asked: Asked, terms: readonly Weighed[], lexicon: Lexicon): Picked {
  const rows = select(tiers.rows, asked, terms, lexicon)
  const columns =
    tiers.columns && (tiers.crossed ? tiers.columns : select(tiers.columns, asked, terms, lexicon))
  return {
    rows: rows.length ? rows : tiers.rows,
    columns: columns?.length ? columns : (tiers.columns ?? []),
    undecided: rows.length === 0,
    columnsUndecided: columns !== undefined && columns.length === 0,
  }
}

function select(tiers: readonly Tier[], asked: Asked, terms: readonly Weighed[], lexicon: Lexicon): Tier[] {
  const named = tiers.filter((tier) => namedBy(tier, asked.text))
  if (named.length === 1) return named
  const rest = tiers.filter((tier) => /^(?:[（(].{1,3}[）)])?(?:其他|一般|普通)/.test(tier.label))
  if (rest.length === 1 && ORDINARY.test(asked.text)) return rest
  const evidence: Set<Tier>[] = []
  const note = (found: Tier[]) => {
    if (found.length && found.length < tiers.length) evidence.push(new Set(found))
  }
  for (const fact of asked.facts) note(fitting(tiers, fact))
  for (const term of terms) {
    if (isMeasure(term) || sharedBy(term, tiers)) continue
    const name = canonical(term.text, lexicon)
    const found = tiers.filter((tier) =>
      term.category ? covers(canonical(tier.label, lexicon), name, lexicon) : held(term, tier.label) === 1,
    )
    // A word that most cases share tells little: 儿童 among kinds of children.
    if (term.category || found.length <= tiers.length / 2) note(exactest(found, term, lexicon))
  }
  // Agreeing evidence narrows; evidence for different cases asks for each of them.
  const sets: Set<Tier>[] = []
  for (const one of evidence.sort((a, b) => a.size - b.size)) {
    const agreeing = sets.findIndex((set) => [...set].some((tier) => one.has(tier)))
    if (agreeing < 0) sets.push(one)
    else sets[agreeing] = new Set([...(sets[agreeing] ?? [])].filter((tier) => one.has(tier)))
  }
  const chosen = new Set(sets.flatMap((set) => [...set]))
  return tiers.filter((tier) => chosen.has(tier))
}

/** 普通老人家庭: none of the kinds that are named. */
const ORDINARY = /(?:其他|普通|一般)的?(?:家庭|老|人|对象|户|群众|居民|儿童|孩子)/

/** The question holds the name of a row as it stands: 器具3210号. */
function namedBy({ unit }: Tier, question: string): boolean {
  const name = unit.kind === 'row' ? plain(unit.passage.cells?.[0] ?? '').trim() : ''
  return name.length > 3 && question.includes(name)
}

/** What the whole rule is about tells none of its clauses apart. */
function sharedBy(term: Weighed, tiers: readonly Tier[]): boolean {
  const [first, second] = tiers
  return (
    !term.category && first !== undefined && first.unit === second?.unit && held(term, first.unit.far) === 1
  )
}

/** 技师 stands in 高级技师 too: the case that is called just so wins. */
function exactest(found: Tier[], term: Weighed, lexicon: Lexicon): Tier[] {
  const names = new Set([term.text, ...term.alts].map((name) => canonical(name, lexicon)))
  const exact = found.filter((tier) => {
    const cell = tier.unit.kind === 'row' ? plain(tier.unit.passage.cells?.[0] ?? '') : tier.label
    return (
      names.has(canonical(cell, lexicon)) || names.has(canonical(cell.replace(/\([^()]*\)$/, ''), lexicon))
    )
  })
  return exact.length ? exact : found
}

const GRADES = ['能力完好', '轻度失能', '中度失能', '重度失能', '完全失能']

/** A label names a category, itself or as part of “… 以上”. */
function covers(label: string, name: string, lexicon: Lexicon): boolean {
  // 失能 is not meant where 半失能 stands.
  const named: readonly string[] | null = label.match(lexicon.canonNames)
  if (lexicon.canon.has(name) ? named?.includes(name) : label.includes(name)) return true
  const grade = GRADES.indexOf(name)
  if (grade < 0) return false
  return GRADES.some((one, place) => {
    const stem = one.slice(0, 2)
    return place > 0 && label.includes(`${stem}以上`) && grade >= place
  })
}

/** The cases whose range holds a fact; on a shared boundary the one that begins there (“以上”含本数). */
function fitting(tiers: readonly Tier[], fact: Quantity): Tier[] {
  const found = tiers.flatMap((tier) => {
    const range = rangesOf(tier.label).find((one) => one.dimension === fact.dimension)
    return range && holds(range, fact.value) ? [{ tier, range }] : []
  })
  const begins = found.filter(({ range }) => range.min === fact.value)
  const ends = found.filter(({ range }) => range.max === fact.value && range.min !== fact.value)
  const kept = begins.length && ends.length ? found.filter((one) => !ends.includes(one)) : found
  if (
    kept.length ||
    tiers.some((tier) => rangesOf(tier.label).some((one) => one.dimension === fact.dimension))
  )
    return kept.map(({ tier }) => tier)
  // 100小时为一星, 300小时为二星: thresholds; the last one that is reached.
  const reached = tiers
    .flatMap((tier) => {
      const [one] = quantitiesOf(tier.label).filter((each) => each.dimension === fact.dimension)
      return one ? [{ tier, value: one.value }] : []
    })
    .filter((one) => one.value <= fact.value)
    .sort((a, b) => b.value - a.value)
  if (reached.length && tiers.length > 2) return reached[0] ? [reached[0].tier] : []
  // 90分: a case may name a single value.
  return tiers.filter((tier) => tier.label.includes(`${fact.value}${fact.unit}`))
}

/** A fact that none of the cases holds although all of them ask for its kind: 78岁 where the first tier is 80. */
export function outside(tiers: Tiers, asked: Asked): Quantity | undefined {
  return asked.facts.find((fact) => {
    const ranges = tiers.rows.map((tier) =>
      rangesOf(tier.label).find((one) => one.dimension === fact.dimension),
    )
    return ranges.every((range) => range !== undefined && !holds(range, fact.value))
  })
}
