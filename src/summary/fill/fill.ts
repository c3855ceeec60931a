import type { Indicator } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import { type BookInput, type Books, type Figure, openBooks } from './figures.ts'
import { type Mapping, signatureOf } from './mapping.ts'
import { type Meaning, meaningOf, type Reader } from './meaning.ts'
import { written } from './measure.ts'
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
  /** Id; null where none is meant or it is not known. */
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
  const indicator = reader.catalogue.find((one) => one.id === choice)
  if (!indicator || read.kind !== 'figure') return read
  return { ...read, indicators: [indicator], sure: true, reason: '' }
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
  const options = meaning.indicators.map((indicator) => ({
    indicator,
    figure: books.of(meaning.asked, indicator, meaning.org),
  }))
  const known = options.flatMap((one) =>
    one.figure.value === undefined ? [] : [{ ...one, now: value(one, meaning, reader) }],
  )
  const [first] = options
  if (!first) return { blank: base }
  if (!known.length || !first)
    return { blank: { ...base, ...about(first), reason: first.figure.reason || '没有数据' } }
  const [best] = known
  const candidates = known.map(({ indicator, now }) => ({
    indicator: indicator.id,
    name: indicator.name,
    value: now.value,
    text: now.text,
  }))
  const doubt = meaning.sure
    ? best!.figure.reason && !best!.figure.reason.startsWith('由')
      ? best!.figure.reason
      : best!.now.doubt
    : meaning.reason
  if (doubt)
    return {
      blank: {
        ...base,
        ...about(best!),
        state: 'doubtful',
        reason: doubt,
        candidates,
        sources: best!.figure.entries,
      },
    }
  const { now, figure } = best!
  const reach = end + (now.dropOver ? meaning.measured.over : 0)
  const blank = {
    ...base,
    ...about(best!),
    state: 'filled' as const,
    value: now.value,
    text: now.text,
    reason: figure.reason || lacking(best!.indicator, meaning, books),
    sources: figure.entries,
  }
  return { blank, replacement: { text: now.text, end: reach } }
}

function about({ indicator, figure }: { indicator: Indicator; figure: Figure }) {
  return { indicator: indicator.id, name: indicator.name, time: figure.time }
}

type FigureMeaning = Extract<Meaning, { kind: 'figure' }>

function value(
  { indicator, figure }: { indicator: Indicator; figure: Figure },
  { measured }: FigureMeaning,
  reader: Reader,
) {
  const factor = measured.percent ? 1 : (reader.measures.fit(measured.word, indicator.unit)?.factor ?? 1)
  return written((figure.value ?? 0) / factor, measured)
}

/** A sum that is not complete yet is right as of now, and says so. */
function lacking(indicator: Indicator, meaning: FigureMeaning, books: Books): string {
  if (indicator.kind === 'level' || meaning.asked.when.kind !== 'report') return ''
  const units = books.tally.missing.filter((one) => one.indicators.includes(indicator.id)).length
  return units ? `还有${units}个单位没有报` : ''
}
