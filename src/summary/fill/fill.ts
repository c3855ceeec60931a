import type { Entry } from '../../reporting/entry.ts'
import { unitById } from '../../roster/organization.ts'
import { type BookInput, type Books, type Figure, openBooks } from './figures.ts'
import { type Mapping, signatureOf } from './mapping.ts'
import { type Meaning, meaningOf, type Reader } from './meaning.ts'
import { written } from './measure.ts'
import { type Pick, pickKey, pickName, pickOf } from './pick.ts'
import { scopeOf } from './quantity.ts'
import { type Spot, spotsOf } from './sentences.ts'
import type { Replacement, Template } from './template.ts'

interface Candidate {
  indicator: string
  name: string
  value: number
  text: string
}

export interface FilledBlank {
  /** A few words on both sides. */
  before: string
  after: string
  state: 'filled' | 'doubtful' | 'missing'
  /** Id, or how a choice is written (`pick.ts`); null where none is meant or it is not known. */
  indicator: string | null
  name: string
  /** In the blank's own unit; null unless filled. */
  value: number | null
  /** What stands in the blank now. */
  text: string
  time: string
  /** Why it is doubtful or missing, or what to know about a filled one. */
  reason: string
  candidates: Candidate[]
  sources: Entry[]
  /** How the mapping calls it. */
  signature: string
}

export interface FilledReport {
  text: string
  docx?: Uint8Array
  blanks: FilledBlank[]
  /** The lines as they were and which blanks stand in them, for pages. */
  lines: { text: string; blanks: { start: number; end: number; place: number }[] }[]
}

export interface Reading {
  spot: Spot
  meaning: Meaning
}

/** What the template's blanks ask for, before any figure is looked up. */
export function readBlanks(template: Template, reader: Reader, mapping: Mapping): Reading[] {
  const scope = scopeOf(template.lines)
  return template.lines.flatMap((line, place) => {
    let before: Meaning | undefined
    return spotsOf(line, place).map((spot) => {
      const read = meaningOf(spot, before, scope, reader)
      const meaning = chosen(read, mapping.get(signatureOf(spot)), reader)
      before = meaning
      return { spot, meaning }
    })
  })
}

/** Ids of all indicators that a template may need: only their entries have to be read. Undefined: all, to count who reported. */
export function indicatorsOf(readings: readonly Reading[]): string[] | undefined {
  if (readings.some(({ meaning }) => meaning.kind === 'count')) return undefined
  return [
    ...new Set(
      readings.flatMap(({ meaning }) =>
        meaning.kind === 'figure' ? meaning.indicators.map((one) => one.id) : [],
      ),
    ),
  ]
}

/** A person's choice stands above the reading of the words, as long as it can be counted in the blank's measure. */
function chosen(read: Meaning, choice: string | undefined, reader: Reader): Meaning {
  if (!choice) return read
  if (choice === 'none') return { kind: 'open', reason: '已选择不填' }
  const pick = pickOf(choice, reader.catalogue)
  if (!pick || read.kind !== 'figure') return read
  return { ...read, indicators: pick.operands, sure: true, reason: '', pick }
}

/** Fills the blanks from the ledger. Pure; what is not certain stays as it is. */
export function fillTemplate(
  template: Template,
  readings: readonly Reading[],
  reader: Reader,
  input: Omit<BookInput, 'catalogue' | 'organization'>,
): FilledReport {
  const books = openBooks({ ...input, catalogue: reader.catalogue, organization: reader.organization })
  const results = readings.map((one) => resultOf(one, template, books, reader))
  let at = 0
  const lines = template.lines.map(({ text, blanks }) => ({
    text,
    blanks: blanks.map((blank) => ({ ...blank, place: at++ })),
  }))
  const replacements = lines.map((line) => line.blanks.map(({ place }) => results[place]?.replacement))
  const out = template.write(replacements)
  return { ...out, blanks: results.map(({ blank }) => blank), lines }
}

function resultOf(
  { spot, meaning }: Reading,
  template: Template,
  books: Books,
  reader: Reader,
): { blank: FilledBlank; replacement?: Replacement } {
  const { text, blanks } = template.lines[spot.line]!
  const { start, end } = blanks[spot.place]!
  const base: FilledBlank = {
    before: text.slice(Math.max(0, start - 14), start),
    after: text.slice(end, end + 10),
    state: 'missing',
    indicator: null,
    name: '',
    value: null,
    text: spot.mark,
    time: '',
    reason: '',
    candidates: [],
    sources: [],
    signature: signatureOf(spot),
  }
  if (meaning.kind === 'open') return { blank: { ...base, reason: meaning.reason } }
  if (meaning.kind === 'words')
    return {
      blank: { ...base, state: 'filled', text: meaning.text, reason: meaning.reason },
      replacement: { text: meaning.text, end },
    }
  if (meaning.kind === 'count') {
    const { missing, owing, complete } = books.tally
    const value = meaning.of === 'missing' ? missing.length : meaning.of === 'owing' ? owing : complete
    if (!owing) return { blank: { ...base, reason: '没有设哪些单位要报' } }
    return {
      blank: { ...base, state: 'filled', value, text: String(value), reason: '按应报清单统计' },
      replacement: { text: String(value), end },
    }
  }
  const options = optionsOf(meaning, books).map((one) => ({ ...one, ...about(one, reader) }))
  const known = options.flatMap((one) =>
    one.figure.value === undefined ? [] : [{ ...one, now: value(one, meaning, reader) }],
  )
  const [first] = options
  const [best] = known
  if (!first) return { blank: base }
  const told = ({ indicator, name, time }: (typeof options)[number]) => ({ indicator, name, time })
  if (!best) return { blank: { ...base, ...told(first), reason: first.figure.reason || '没有数据' } }
  const doubt = meaning.sure ? best.figure.reason || best.now.doubt : meaning.reason
  if (doubt)
    return {
      blank: {
        ...base,
        ...told(best),
        state: 'doubtful',
        reason: doubt,
        candidates: known.map(({ indicator, name, now }) => ({
          ...{ indicator, name, value: now.value, text: now.text },
        })),
        sources: [...new Set(known.flatMap(({ figure }) => figure.entries))],
      },
    }
  const { now, figure } = best
  const reach = end + (now.dropOver ? meaning.measured.over : 0)
  const blank = {
    ...base,
    ...told(best),
    state: 'filled' as const,
    value: now.value,
    text: now.text,
    reason: figure.note || lacking(best.pick, meaning, books),
    sources: figure.entries,
  }
  return { blank, replacement: { text: now.text, end: reach } }
}

interface Option {
  pick: Pick
  figure: Figure
}

/** What was chosen, else each indicator that may be meant; before them their sum, where the words ask for it. */
function optionsOf(meaning: FigureMeaning, books: Books): Option[] {
  const { asked, org, indicators } = meaning
  const of = (pick: Pick): Option[] => {
    const figures = pick.operands.map((one) => books.of(asked, one, org, pick.of))
    const [figure] = figures
    if (!figure) return []
    if (figures.length > 1) return [{ pick, figure: added(figures) }]
    return (
      figure.apart?.map((one) => ({ pick: { ...pick, of: one.of }, figure: one.figure })) ?? [
        { pick, figure },
      ]
    )
  }
  if (meaning.pick) return of(meaning.pick)
  return [
    ...(meaning.sum ? of({ operands: indicators }) : []),
    ...indicators.flatMap((one) => of({ operands: [one] })),
  ]
}

/** Of several in one unit; none while one of them is lacking. */
function added(figures: readonly Figure[]): Figure {
  const lacking = figures.find((one) => one.value === undefined)
  return {
    ...(lacking ? {} : { value: figures.reduce((sum, one) => sum + (one.value ?? 0), 0) }),
    entries: figures.flatMap((one) => one.entries),
    time: figures[0]?.time ?? '',
    reason: figures.find((one) => one.reason)?.reason ?? '',
    note: `由${figures.length}项相加`,
  }
}

function about({ pick, figure }: Option, { organization }: Reader) {
  const name = pickName(pick, (id) => unitById(organization, id)?.name ?? id)
  return { indicator: pickKey(pick), name, time: figure.time }
}

type FigureMeaning = Extract<Meaning, { kind: 'figure' }>

function value({ pick, figure }: Option, { measured }: FigureMeaning, reader: Reader) {
  const unit = pick.operands[0]?.unit ?? ''
  const factor = measured.percent ? 1 : (reader.measures.fit(measured.word, unit)?.factor ?? 1)
  return written((figure.value ?? 0) / factor, measured)
}

/** A sum that is not complete yet is right as of now, and says so. */
function lacking({ operands }: Pick, meaning: FigureMeaning, books: Books): string {
  if (operands[0]?.kind === 'level' || meaning.asked.when.kind !== 'report') return ''
  const owed = (ids: readonly string[]) => operands.some((one) => ids.includes(one.id))
  const units = books.tally.missing.filter((one) => owed(one.indicators)).length
  return units ? `还有${units}个单位没有报` : ''
}
