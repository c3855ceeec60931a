import { addressesMachines } from '../policy/guard.ts'
import { faultOfText } from './text-guard.ts'

/** A sentence, a clause of an enumeration or a row of a table, as the document has it. */
interface Unit {
  text: string
  /** Without what only numbers or ends it. */
  bare: string
  /** Place of the words that it hangs on: “有下列情形之一的，不予补贴：”, the head of a table. */
  lead?: number
}

const END = /[^。！？；!?;]*(?:[。！？；!?;]+|$)/g
const ITEM = /^(?:[（(][一二三四五六七八九十百\d]+[)）]|[①-⑳]|\d{1,2}[.．、)）])/
/** The words before a list end where its first item begins. */
const LISTED = /[：:](?=\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[①-⑳]))/g
const NUMBERING = /^(?:第[一二三四五六七八九十百\d]+[条章节款项]|[一二三四五六七八九十]+、|答[：:])/
/** Says what the sentence before does not hold for. */
const EXCEPT = /^(?:但|不过|除外|否则|除[^，。]*外)/
/** Alone it says something about what stands before it. */
const HANGS = /^(?:但|不过|除外|否则|其中|前[款项述]|上述|以上|该|此|另外)/
const LONGEST = 300

/**
 * What an answer copies from a passage, in the passage's own words: its sentences one after the other as far as each stands whole
 * in the passage, with the words that each hangs on and the exceptions to it. What it says in words of its own ends this. A
 * sentence that is still being written does not count unless the answer is `whole`. Empty: nothing may be shown.
 */
export function quotedFrom(source: string, answer: string, whole: boolean): string {
  const units = unitsOf(source)
  const chosen = new Set<number>()
  for (const bare of spokenIn(answer, whole)) {
    const at = units.findIndex((unit) => unit.bare === bare)
    const unit = units[at]
    if (!unit || (HANGS.test(bare) && !chosen.has(at - 1))) break
    const parts = new Set(chosen)
    if (unit.lead !== undefined) parts.add(unit.lead)
    parts.add(at)
    for (let next = at + 1; EXCEPT.test(units[next]?.bare ?? ''); next++) parts.add(next)
    const text = told(units, parts)
    if (text.length > LONGEST || faultOfText(text, [source], []) || addressesMachines(text)) break
    for (const part of parts) chosen.add(part)
  }
  const places = [...chosen]
  // The words before a list say nothing without it.
  const ready = places.findLastIndex((at) => !/[：:]$/.test(units[at]?.text ?? ''))
  return told(units, places.slice(0, ready + 1))
}

/** In the order in which they were chosen; what stands before it stays before it. */
function told(units: readonly Unit[], places: Iterable<number>): string {
  return [...places].map((at) => units[at]?.text ?? '').reduce(joined, '')
}

function joined(before: string, next: string): string {
  return before && !/[。！？；：!?;:]$/.test(before) ? `${before}；${next}` : before + next
}

function unitsOf(source: string): Unit[] {
  const units: Unit[] = []
  let list: number | undefined
  for (const text of piecesOf(source)) {
    const isRow = text.includes(' | ')
    const lead = isRow
      ? units.findIndex((one) => one.text.includes(' | '))
      : ITEM.test(text)
        ? list
        : undefined
    if (/[：:]$/.test(text)) list = units.length
    units.push({ text, bare: bareOf(text), ...(lead !== undefined && lead >= 0 ? { lead } : {}) })
  }
  return units
}

/** The bare sentences of an answer that have come to their end. */
function spokenIn(answer: string, whole: boolean): string[] {
  const pieces = piecesOf(answer)
  const ended = whole || /[。！？；!?;\n]\s*$/.test(answer)
  return (ended ? pieces : pieces.slice(0, -1)).map(bareOf).filter(Boolean)
}

function piecesOf(text: string): string[] {
  const lines = text.replace(LISTED, '$&\n').split('\n')
  return lines
    .flatMap((line) => line.match(END) ?? [])
    .map((one) => one.trim())
    .filter(Boolean)
}

function bareOf(text: string): string {
  return text
    .trim()
    .replace(NUMBERING, '')
    .trim()
    .replace(ITEM, '')
    .normalize('NFKC')
    .replace(/[\s“”"'‘’]+/g, '')
    .replace(/[。.!?;:,，、]+$/, '')
}
