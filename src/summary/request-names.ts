import type { Glossary } from '../knowledge/document.ts'
import type { Catalogue, Indicator } from '../reporting/catalogue.ts'
import type { Organization } from '../roster/organization.ts'
import { FILLER } from './request-words.ts'

const GAP = '□'
/** Signs of a part of a name that is looked for as it stands. */
const LONGEST_PART = 10
const SHORTEST_PART = 4

export interface NamesIn {
  /** In the order of the catalogue or of the organization. */
  ids: string[]
  rest: string
}

/** Units that a text names, longest names first: 新河湾社区 is not 新河街道. */
export function unitsIn(text: string, organization: Organization): NamesIn {
  const names = organization.units
    .filter((unit) => unit.kind !== 'section')
    .flatMap((unit) => {
      const short = unit.name.replace(/(?:街道|社区|镇|乡|村)$/, '')
      const all = [unit.name, ...unit.aliases, ...(short.length > 1 ? [short] : [])]
      return all.map((name) => ({ name, id: unit.id }))
    })
    .sort((a, b) => b.name.length - a.name.length)
  const found = new Set<string>()
  let rest = text
  for (const { name, id } of names) {
    if (!rest.includes(name)) continue
    found.add(id)
    rest = rest.replaceAll(name, GAP)
  }
  return { ids: organization.units.map((unit) => unit.id).filter((id) => found.has(id)), rest }
}

/** Indicators by whole name or alias; exact, so what the name says (补贴发放) is not taken for a question of policy. */
export function indicatorsNamed(text: string, catalogue: Catalogue, glossary: Glossary): NamesIn {
  const names = catalogue.flatMap((one) => [one.name, ...one.aliases].map((name) => ({ name, id: one.id })))
  const known = new Map(names.map(({ name, id }) => [name, id]))
  const synonyms = glossary.flatMap((terms) => {
    const ids = terms.flatMap((term) => known.get(term) ?? [])
    return ids.length
      ? terms.filter((term) => !known.has(term)).map((name) => ({ name, id: ids[0] ?? '' }))
      : []
  })
  const all = [...names, ...synonyms].sort((a, b) => b.name.length - a.name.length)
  const found = new Set<string>()
  let rest = text
  for (const name of new Set(all.map((one) => one.name))) {
    if (!rest.includes(name)) continue
    for (const one of all) if (one.name === name) found.add(one.id)
    rest = rest.replaceAll(name, GAP)
  }
  return { ids: inOrder(catalogue, found), rest }
}

/** Indicators by their section, or by a word that their names hold: 养老, 培训. What is left is in nobody's list. */
export function indicatorsMeant(text: string, catalogue: Catalogue, organization: Organization): NamesIn {
  const found = new Set<string>()
  let rest = text
  for (const { words, section } of sectionWords(catalogue, organization)) {
    if (!rest.includes(words)) continue
    for (const one of catalogue) if (one.section === section) found.add(one.id)
    rest = rest.replaceAll(words, GAP)
  }
  const unknown: string[] = []
  const parts = partsIn(rest, catalogue)
  for (const word of [...parts.words, ...contentOf(parts.rest)]) {
    const held =
      holders(catalogue, (name) => name.includes(word)) ??
      holders(catalogue, (name) => scattered(name, word)) ??
      []
    if (held.length) for (const one of held) found.add(one.id)
    else unknown.push(word)
  }
  return { ids: inOrder(catalogue, found), rest: unknown.join(' ') }
}

/** Stretches of a text that stand so in a name, longest first: they may hold words that else say nothing (入户评估). */
function partsIn(text: string, catalogue: Catalogue): { words: string[]; rest: string } {
  const names = catalogue.flatMap((one) => [one.name, ...one.aliases])
  const words: string[] = []
  let rest = text
  for (let length = LONGEST_PART; length >= SHORTEST_PART; length--)
    for (let at = 0; at + length <= rest.length; at++) {
      const part = rest.slice(at, at + length)
      if (!/^\p{Script=Han}+$/u.test(part) || !names.some((name) => name.includes(part))) continue
      words.push(part)
      rest = rest.replaceAll(part, GAP)
    }
  return { words, rest }
}

/** What is left of a text when the words that may stand around any request are taken away. */
function contentOf(text: string): string[] {
  return text
    .replace(FILLER, ' ')
    .split(/[\s□;]+/)
    .filter((word) => word.length > 1)
}

/** Those with such a name; undefined where there are none. */
function holders(catalogue: Catalogue, fits: (name: string) => boolean): Indicator[] | undefined {
  const held = catalogue.filter((one) => [one.name, ...one.aliases].some(fits))
  return held.length ? held : undefined
}

/** The name holds the signs of the word in their order. */
function scattered(name: string, word: string): boolean {
  if (word.length < 3) return false
  let at = 0
  for (const sign of name) if (sign === word[at]) at += 1
  return at === word.length
}

/** A section is called by its name, its aliases, its name without 科, and by the word it begins with. */
function sectionWords(
  catalogue: Catalogue,
  organization: Organization,
): { words: string; section: string }[] {
  const sections = [...new Set(catalogue.map((one) => one.section))]
  return sections
    .flatMap((section) => {
      const unit = organization.units.find((one) => one.kind === 'section' && one.name === section)
      const stem = section.replace(/(?:科|股|办公室|办|所|室|处|站|中心|委员会)$/, '')
      const parts = stem.split(/[和与、]/).filter((part) => part.length > 1)
      const forms = [
        section,
        ...(unit?.aliases ?? []),
        stem,
        ...parts,
        ...parts.map((part) => part.slice(0, 2)),
      ]
      const short = (unit?.aliases ?? [])
        .map((alias) => alias.replace(/[科股办所室处]$/, ''))
        .filter((one) => one.length > 1)
      return [...new Set([...forms, ...short])]
        .filter((words) => words.length > 1)
        .map((words) => ({ words, section }))
    })
    .sort((a, b) => b.words.length - a.words.length)
}

function inOrder(catalogue: Catalogue, found: ReadonlySet<string>): string[] {
  return catalogue.map((one: Indicator) => one.id).filter((id) => found.has(id))
}
