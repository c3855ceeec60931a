import { holds, type Quantity, quantitiesOf, rangesOf } from './quantities.ts'
import type { Asked } from './question.ts'
import { namesCategory, type Picked, type Tier, type Tiers } from './standards.ts'
import { amountIn, valuesOf } from './tell.ts'
import { held, isMeasure, type Weighed } from './weights.ts'
import { canonical, type Lexicon, plain } from './words.ts'

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

export function select(
  tiers: readonly Tier[],
  asked: Asked,
  terms: readonly Weighed[],
  lexicon: Lexicon,
): Tier[] {
  const named = tiers.filter((tier) => namedBy(tier, asked.text))
  if (named.length === 1 && !joinedIn(named[0], asked.text)) return named
  const rest = tiers.filter((tier) => /^(?:[（(].{1,3}[）)])?(?:其他|一般|普通)/.test(tier.label))
  if (rest.length === 1 && ORDINARY.test(asked.text)) return rest
  const evidence: Set<Tier>[] = []
  const note = (found: Tier[]) => {
    if (found.length && found.length < tiers.length) evidence.push(new Set(found))
  }
  for (const fact of asked.facts) note(plainest(fitting(tiers, fact), terms, lexicon))
  for (const term of terms) {
    if (isMeasure(term) || sharedBy(term, tiers)) continue
    const name = canonical(term.text, lexicon)
    const found = tiers.filter((tier) =>
      term.category ? covers(canonical(tier.label, lexicon), name, lexicon) : held(term, tier.label) === 1,
    )
    // A word that most cases share tells little: 儿童 among kinds of children.
    const exact = exactest(found, term, lexicon)
    if (term.category || exact.length <= tiers.length / 2) note(exact)
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

/** 低保老人（60周岁以上） holds every age: where a case fits that is for no kind of people in particular, it is meant. */
function plainest(found: Tier[], terms: readonly Weighed[], lexicon: Lexicon): Tier[] {
  if (terms.some((term) => term.category)) return found
  const open = found.filter(({ label }) => !namesCategory(label, lexicon))
  return open.length ? open : found
}

/** 普通老人家庭: none of the kinds that are named. */
const ORDINARY = /(?:其他|普通|一般)的?(?:家庭|老|人|对象|户|群众|居民|儿童|孩子)/

/** The question holds the name of a row as it stands: 器具3210号. */
function namedBy({ unit }: Tier, question: string): boolean {
  const name = unit.kind === 'row' ? plain(unit.passage.cells?.[0] ?? '').trim() : ''
  return name.length > 3 && question.includes(name)
}

/** 遗体接运和火化: another one is named beside it. */
function joinedIn(tier: Tier | undefined, question: string): boolean {
  const name = plain(tier?.unit.passage.cells?.[0] ?? '').trim()
  return /^[和跟与、加]/.test(question.slice(question.indexOf(name) + name.length))
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
    // 重度、完全失能: a list of grades.
    if (place === grade && new RegExp(`${stem}[、和及或/][^，。；|]{0,6}失能`).test(label)) return true
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

/** The one sum of a case; where it names several, that of the piece which the question means. */
export function amountOf(
  tier: Tier,
  picked: Picked,
  tiers: Tiers,
  { asked, terms, lexicon }: { asked: Asked; terms: readonly Weighed[]; lexicon: Lexicon },
): number | undefined {
  const values = valuesOf(tier, picked, tiers)
  if (values.length < 2 || tier.unit.kind === 'row') return values[0]?.amount
  const pieces = tier.text
    .split(/[，,]/)
    .filter((piece) => amountIn(piece).length === 1)
    .map((text) => ({ unit: tier.unit, label: plain(text), text }))
  const [one, ...rest] = select(pieces, asked, terms, lexicon)
  return one && !rest.length && pieces.length === values.length ? amountIn(one.text)[0]?.amount : undefined
}

/** 周末比平日贵多少: the question names the two columns of a row that are to be set against each other. */
export function setApart({ unit }: Tier, { text }: Asked): boolean {
  const { columns = [], cells = [] } = unit.passage
  const sums = columns.filter((_, place) => place > 0 && /^\d[\d.,]*$/.test(cells[place]?.trim() ?? ''))
  const names = sums.map(
    (column) =>
      plain(column)
        .replace(/\([^()]*\)/g, '')
        .split(' ')
        .at(-1) ?? '',
  )
  const named = names.filter((name) =>
    name.split(/和|、|及|或/).some((one) => one.length > 1 && text.includes(one)),
  )
  return unit.kind === 'row' && sums.length === 2 && named.length === 2
}
