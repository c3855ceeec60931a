import { unitOf, withUnit } from './cells.ts'
import { addressesMachines } from './guard.ts'
import type { Found } from './ports.ts'
import { plain } from './words.ts'

/** The smallest thing that answers: a sentence, an item, a row; with what it stands under. */
export interface Unit {
  passage: Found
  kind: 'sentence' | 'item' | 'row' | 'reply'
  /** Verbatim: what is quoted. */
  text: string
  /** `plain` forms, for comparing: the unit itself, what it stands in directly, and headings with title. */
  own: string
  near: string
  far: string
  /** What shows whether money, a date … is told: cells with the unit of their column. */
  told: string
  /** The whole document in `plain` form: a word that stands elsewhere in it is not foreign to it. */
  document: string
}

const SIGNATURE =
  /^(?:[\u4e00-\u9fa5]{2,30}(?:局|委员会|办公室|人民政府|厅|办事处)|\d{4}年\d{1,2}月\d{1,2}日|[\u4e00-\u9fa5]{1,10}〔\d{4}〕\s*\d+\s*号|各[\u4e00-\u9fa5，,、]{2,40}[:：]|.{0,60} > .{0,60})$/

/** Cuts the passages of one document into units. Tables are told by their rows, lists by their items. */
export function unitsOf(passages: readonly Found[]): Unit[] {
  const document = plain(
    passages
      .filter((one) => one.parent === undefined)
      .map((one) => one.text)
      .join('\n'),
  )
  let asked = { text: '', under: '' }
  let measured = asked
  return passages
    .flatMap((passage): Omit<Unit, 'document'>[] => {
      const under = passage.headings.join('\n')
      if (under !== asked.under) asked = { text: '', under }
      if (passage.kind === 'text' && QUESTION.test(passage.text)) {
        asked = { text: passage.text.replace(/^(?:问|q)[:：]/i, ''), under }
        return []
      }
      if (passage.kind === 'text' && MEASURED.test(passage.text)) {
        measured = { text: passage.text, under }
        return []
      }
      if (passage.kind === 'table') return []
      if (passage.kind === 'row')
        return addressesMachines(passage.text)
          ? []
          : [rowUnit(passage, measured.under === under ? measured.text : '')]
      const items = new Set(
        passage.kind === 'list'
          ? passages.filter((one) => one.parent === passage.ordinal).flatMap((one) => one.text.split('\n'))
          : [],
      )
      const lines = passage.text
        .split('\n')
        .filter((line) => !items.has(line) && !SIGNATURE.test(line.trim()))
      const [first = '', ...rest] = lines
      const own = rest.length && QUESTION.test(first) ? first : ''
      return (own ? rest : lines)
        .flatMap((line) => sentences(line))
        .flatMap((text) => textUnit(passage, text, own || asked.text))
    })
    .map((unit) => ({ ...unit, document }))
}

/** `measured`: what stands above the table for all of it: 单位：元/人·月. */
function rowUnit(passage: Found, measured: string): Omit<Unit, 'document'> {
  const columns = (passage.columns ?? []).join(' | ')
  const lead = `${passage.headings.at(-1) ?? ''}\n${measured}`
  const told = (passage.cells ?? []).map((cell, place) =>
    withUnit(cell, unitOf(passage.columns?.[place] ?? '', lead)),
  )
  return {
    passage,
    kind: 'row',
    text: passage.text,
    own: plain(passage.text),
    near: plain(`${columns}\n${lead}`),
    far: plain([passage.title, ...passage.headings.slice(0, -1)].join('\n')),
    told: plain(told.join(' | ')),
  }
}

/** A text without the question that it answers. */
export function withoutQuestion(text: string): string {
  const [first = '', ...rest] = text.split('\n')
  return rest.length && QUESTION.test(first) ? rest.join('\n') : text
}

/** A line that only asks is the heading of what follows. */
const QUESTION = /^[^\n。；]{4,40}[?？]$/
const MEASURED = /^[（(]?(?:计量)?单位[:：][^\n。]{1,16}$/

/** `asked`: the question above that the text answers; empty where there is none. */
function textUnit(passage: Found, text: string, asked: string): Omit<Unit, 'document'>[] {
  // What leads over to items or a table is told with them.
  if (
    addressesMachines(text) ||
    /现印发给你们|认真贯彻|遵照执行|现通知如下/.test(text) ||
    passage.title === text ||
    /[:：]$/.test(text)
  )
    return []
  const answers = /^(?:答|A)[:：]/.test(passage.text) ? (passage.headings.at(-1) ?? '') : asked
  const lead = `${passage.headings.at(-1) ?? ''}
${asked}
${passage.text}`
  return [
    {
      passage,
      kind: answers ? 'reply' : passage.parent === undefined ? 'sentence' : 'item',
      text,
      own: plain(answers ? `${answers}\n${text}` : text),
      near: plain(lead),
      far: plain([passage.title, ...passage.headings].join('\n')),
      told: plain(passage.parent === undefined ? text : `${passage.headings.at(-1) ?? ''}${text}`).replace(
        /《[^》]*》/g,
        '',
      ),
    },
  ]
}

/** Sentences with their marks; a short opening (“三、建设补助。”) stays with what follows. */
export function sentences(line: string): string[] {
  const parts = line.match(/[^。！？]+[。！？]?[”』」）)]?/g) ?? []
  const merged: string[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last !== undefined && last.length <= 12) merged[merged.length - 1] = last + part
    else merged.push(part)
  }
  return merged.map((part) => part.trim()).filter(Boolean)
}
