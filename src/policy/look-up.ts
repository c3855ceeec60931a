import type { ReaderKeys } from '../roster/organization.ts'
import type { PassageIndex } from './ports.ts'
import { eventOf, tellEvent } from './schedule.ts'
import { contentOf, type Hit, search } from './search.ts'
import { unitsOf } from './units.ts'

/** Text of the documents for some words, of what these readers may see on that day; empty where there is none. */
export interface LookUp {
  /** The nearest passages, each with its document, word for word. */
  passages(words: string, readers: ReaderKeys, asOf: string): Promise<string>
  /** What the tables of the nearest documents hold for that day and later, a line each. */
  events(words: string, readers: ReaderKeys, asOf: string): Promise<string>
}

const PASSAGES = 3
const DOCUMENTS = 3
const EVENTS = 8
const LONGEST = 600

export function createLookUp(index: PassageIndex): LookUp {
  return {
    async passages(words, readers, asOf) {
      const hits = await search(words, { readers, asOf }, index)
      return hits.slice(0, PASSAGES).map(passageText).join('\n')
    },
    async events(words, readers, asOf) {
      const filter = { readers, asOf }
      const hits = await search(words, filter, index)
      const documents = [...new Set(hits.map((hit) => hit.document))].slice(0, DOCUMENTS)
      const passages = await Promise.all(documents.map((one) => index.passagesOf(one, filter)))
      const coming = passages
        .flatMap(unitsOf)
        .flatMap((unit) => (unit.kind === 'row' ? eventOf(unit, asOf) : []))
        .filter((event) => event.end >= asOf)
        .sort((a, b) => (a.start < b.start ? -1 : 1))
      const named = coming.filter(({ unit }) => shareWords(words, unit.text))
      return (named.length ? named : coming)
        .slice(0, EVENTS)
        .map((event) => `《${event.unit.passage.title}》${tellEvent(event)}。`)
        .join('\n')
    },
  }
}

/** Two signs in a row that are more than asking: a text that has none of the question's is about something else. */
export function shareWords(text: string, question: string): boolean {
  const [a, b] = [contentOf(text), contentOf(question)]
  for (let at = 0; at + 2 <= a.length; at++)
    if (/^\p{Script=Han}{2}$/u.test(a.slice(at, at + 2)) && b.includes(a.slice(at, at + 2))) return true
  return false
}

export function passageText(hit: Hit): string {
  return wholeUpTo(`《${hit.title}》${hit.headings.join('·')} ${hit.text}`, LONGEST)
}

/** As many whole sentences as fit: half a sentence lacks its condition, half a figure is another. */
export function wholeUpTo(text: string, most: number): string {
  if (text.length <= most) return text
  const ends = [...text.slice(0, most).matchAll(/[。；;！？\n]/g)]
  const end = ends.at(-1)
  return end ? text.slice(0, end.index + 1) : ''
}
