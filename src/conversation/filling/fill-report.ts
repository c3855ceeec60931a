import { decode } from '../../knowledge/decode.ts'
import type { Catalogue } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import { fitOf, measurePattern } from '../../reporting/measures.ts'
import { findUnits } from '../../reporting/units.ts'
import type { Organization } from '../../roster/organization.ts'
import { docxTemplate } from '../../summary/fill/docx-template.ts'
import {
  type FilledReport,
  fillTemplate,
  indicatorsOf,
  type Reading,
  readBlanks,
} from '../../summary/fill/fill.ts'
import type { Mapping } from '../../summary/fill/mapping.ts'
import type { Measures } from '../../summary/fill/naming.ts'
import { type Template, textTemplate } from '../../summary/fill/template.ts'
import type { Ledger } from '../ports.ts'
import type { Bureau } from '../scene.ts'

/** Nobody reviews more in one report; what has more is no report template. */
const MAX_BLANKS = 400

export interface FillRequest {
  template: Template
  mapping: Mapping
  from: string
  to: string
  /** UTC ISO */
  at: string
}

/**
 * Fills a template from the ledger as known at `at`.
 * @throws Error in plain Chinese when there are too many blanks.
 */
export async function fillReport(
  request: FillRequest,
  bureau: Pick<Bureau, 'catalogue' | 'glossary' | 'organization'>,
  ledger: Pick<Ledger, 'asKnownAt'>,
): Promise<FilledReport> {
  const { template, mapping, from, to, at } = request
  const count = template.lines.reduce((sum, line) => sum + line.blanks.length, 0)
  if (count > MAX_BLANKS) throw new Error(`有 ${count} 处空白，超过 ${MAX_BLANKS} 处，请把底稿拆开`)
  const reader = { ...bureau, measures: measuresOf(bureau.catalogue, bureau.organization) }
  const readings = readBlanks(template, reader, mapping)
  const entries = await entriesFor(readings, request, ledger)
  return fillTemplate(template, readings, reader, { entries, from, to, at })
}

/** Of this year what the blanks ask for; of the years before only for those that look back. */
async function entriesFor(
  readings: readonly Reading[],
  { from, to, at }: Pick<FillRequest, 'from' | 'to' | 'at'>,
  ledger: Pick<Ledger, 'asKnownAt'>,
): Promise<Entry[]> {
  // The week of New Year's Day began in December.
  const december = `${Number(to.slice(0, 4)) - 1}-12-25`
  const year = { from: from < december ? from : december, to }
  const all = indicatorsOf(readings)
  const back = indicatorsOf(readings.filter(looksBack)) ?? []
  const now = all?.filter((one) => !back.includes(one))
  const named = readings.flatMap(({ meaning }) =>
    meaning.kind === 'figure' && 'year' in meaning.asked.when ? (meaning.asked.when.year ?? []) : [],
  )
  const past = { from: `${Math.min(Number(from.slice(0, 4)) - 1, ...named)}-01-01`, to }
  const [old, own] = await Promise.all([
    back.length ? ledger.asKnownAt(at, past, { indicators: back }) : [],
    now?.length === 0 ? [] : ledger.asKnownAt(at, year, now ? { indicators: now } : {}),
  ])
  return [...new Map([...old, ...own].map((entry) => [entry.id, entry])).values()]
}

/** Levels may have been told last year; comparisons and named times may lie there. */
function looksBack({ meaning }: Reading): boolean {
  if (meaning.kind !== 'figure') return false
  const { asked, indicators } = meaning
  const near = ['report', 'week', 'month', 'quarter', 'half', 'year'].includes(asked.when.kind)
  return !near || asked.against !== undefined || indicators.some((one) => one.kind === 'level')
}

/** A template by its name and bytes. @throws Error in plain Chinese when it cannot be read. */
export function openTemplate(name: string, bytes: Uint8Array): Template {
  if (/\.docx$/i.test(name)) return docxTemplate(bytes)
  return textTemplate(decode(bytes), /\.md$/i.test(name))
}

function measuresOf(catalogue: Catalogue, organization: Organization): Measures {
  const pattern = measurePattern(catalogue)
  return {
    fit: fitOf,
    measureAt(text, at) {
      pattern.lastIndex = at
      return pattern.exec(text)?.[2] ?? ''
    },
    units: (text) =>
      findUnits(text, organization).flatMap(({ of, start, end }) =>
        of && of.kind !== 'section' ? [{ id: of.id, start, end }] : [],
      ),
  }
}
