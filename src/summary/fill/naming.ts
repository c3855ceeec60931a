import type { Glossary } from '../../knowledge/document.ts'
import type { Catalogue, Indicator } from '../../reporting/catalogue.ts'
import { COMPOUND, contentOf, NARROWING } from './words.ts'

/** How measure words count and which units a text names; reporting's own reading, handed in. */
export interface Measures {
  /** How a measure word counts in a base unit; undefined when it cannot. */
  fit(measure: string, unit: string): { factor: number; strict: boolean } | undefined
  /** The longest measure word at a place; empty where there is none. */
  measureAt(text: string, at: number): string
  /** Ids of streets and communities that a text names, in order. */
  units(text: string): { id: string; start: number; end: number }[]
}

/** How well the words around a blank name an indicator. */
export interface Match {
  indicator: Indicator
  /** Signs of the text that belong to its name. */
  covered: number
  /** The whole name stands there, whatever the order of its words. */
  full: boolean
  /** Words beside the name that may narrow it or make it something else; empty when all is plain. */
  doubt: string
  /** Where its words stand. */
  spans: Span[]
  /** Where each of its names that stands there whole has its words. */
  covers: Span[][]
}

interface Span {
  start: number
  end: number
}

const names = new WeakMap<Catalogue, Map<Indicator, string[]>>()

/** Names, aliases, and what the glossary says for them. */
function namesOf(catalogue: Catalogue, glossary: Glossary): Map<Indicator, string[]> {
  const known = names.get(catalogue)
  if (known) return known
  const all = new Map(
    catalogue.map((indicator) => {
      const own = [indicator.name, ...indicator.aliases].filter((name) => name.length > 1)
      return [indicator, [...new Set(own)]] as [Indicator, string[]]
    }),
  )
  for (const list of all.values())
    for (const group of glossary)
      for (const term of group)
        for (const name of list.slice(0, 8))
          if (name === term)
            for (const other of group) if (other.length > 2 && !list.includes(other)) list.push(other)
  names.set(catalogue, all)
  return all
}

/**
 * What `text` names, best first. `blank`: where the blank stands in it, `behind` where its measure ends. Only indicators that
 * `fits` are looked at.
 */
export function matchesIn(
  text: string,
  blank: number,
  behind: number,
  catalogue: Catalogue,
  glossary: Glossary,
  fits: (indicator: Indicator) => boolean,
): Match[] {
  const found: Match[] = []
  for (const [indicator, list] of namesOf(catalogue, glossary)) {
    if (!fits(indicator)) continue
    const all = list.flatMap((name) => cover(text, blank, name, indicator) ?? [])
    const best = all.sort((a, b) => Number(b.full) - Number(a.full) || b.covered - a.covered)[0]
    const covers = all.filter((one) => one.full).map((one) => one.spans)
    if (best) found.push({ ...best, covers, doubt: doubtOf(text, blank, behind, best, list) })
  }
  return found.sort((a, b) => Number(b.full) - Number(a.full) || b.covered - a.covered)
}

/** The pieces of a name of two signs and more that stand in a text, each nearest to the blank. */
function cover(text: string, blank: number, name: string, indicator: Indicator): Match | undefined {
  const spans: Match['spans'] = []
  let missing = 0
  for (let at = 0; at < name.length; ) {
    let length = 1
    while (at + length < name.length && text.includes(name.slice(at, at + length + 1))) length += 1
    if (length < 2) {
      if (!/[的和与及]/.test(name[at]!)) missing += 1
      at += 1
      continue
    }
    const start = nearest(text, name.slice(at, at + length), blank)
    spans.push({ start, end: start + length })
    at += length
  }
  const covered = spans.reduce((sum, { start, end }) => sum + end - start, 0)
  if (covered < 2) return undefined
  spans.sort((a, b) => a.start - b.start)
  const last = spans.at(-1)!
  const full = missing === 0 && spans.length <= 3 && !COMPOUND.test(text.slice(last.end))
  const match = { indicator, covered, full, doubt: '', spans, covers: [] }
  return full || covered * 2 >= name.length ? match : undefined
}

function nearest(text: string, words: string, blank: number): number {
  let best = -1
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (best < 0 || Math.abs(at - blank) < Math.abs(best - blank)) best = at
  return best
}

/**
 * Words that make the named thing another one: those that stand directly before the name, within it, between it and the blank
 * (适老化改造安装扶手*户), and any word that narrows it (低保家庭适老化改造*户).
 */
function doubtOf(
  text: string,
  blank: number,
  behind: number,
  match: Match,
  names: readonly string[],
): string {
  const signs = [...text]
  for (const { start, end } of match.spans) signs.fill('·', start, end)
  const words = signs.join('')
  const first = match.spans[0]!.start
  const last = match.spans.at(-1)!.end
  const narrow = [...words.matchAll(NARROWING)]
    .map(({ 0: word }) => word)
    .filter((word) => word === '其中' || !match.indicator.name.includes(word))
  if (narrow[0]) return narrow[0]
  const plain = explained(words, names)
  const gap = (from: number, to: number) => gapOf(plain.slice(from, to))
  if (last <= blank)
    return gap(first, last) || contentOf(plain.slice(last, blank)) || beside(plain.slice(0, first))
  if (first >= blank) return gap(behind, last)
  return gap(first, blank) || gap(behind, last) || beside(plain.slice(0, first))
}

/** Words of other names of the same thing say nothing new: 困难 of 困难老人家庭. */
function explained(words: string, names: readonly string[]): string {
  const list = names.join('\n')
  let out = words
  for (let at = 0; at + 1 < words.length; at++) {
    let length = 0
    while (at + length < words.length && list.includes(words.slice(at, at + length + 1))) length += 1
    if (length < 2) continue
    out = `${out.slice(0, at)}${'·'.repeat(length)}${out.slice(at + length)}`
    at += length - 1
  }
  return out
}

/** Short words between the parts of a name (书记上专题党课) leave it what it is; a longer one may not. */
function gapOf(words: string): string {
  return (
    words
      .split('·')
      .map(contentOf)
      .find((content) => content.length > 2) ?? ''
  )
}

/** What stands before a name without a pause and is no filler: 某某适老化改造. */
function beside(words: string): string {
  const phrase = words.slice(
    Math.max(...['，', '：', '、', ',', ':', '（', ' '].map((sign) => words.lastIndexOf(sign))) + 1,
  )
  const content = contentOf(phrase)
  return content && phrase.endsWith(content.slice(-1)) ? content : ''
}
