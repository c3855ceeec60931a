import { clip, type Draft, type Element, paragraphs, plain } from './elements.ts'

/** Feishu counts 30 KB of request body, where the card stands as a string in a string; the rest is for ids. */
const CARD_BYTES = 27_000
const PART_BYTES = 9_000
const CARD_ELEMENTS = 180
const CARD_TABLES = 5
const PANEL_TABLES = 4
const TITLE = 60

export type Card = Record<string, unknown>

/** Cuts a draft into as many cards as its content needs; nothing is left out. */
export function pack(draft: Draft): Card[] {
  const long = draft.title.length > TITLE
  const parts = [...(long ? paragraphs(draft.title) : []), ...draft.elements].flatMap(divide)
  const groups: Element[][] = [[]]
  let used = { bytes: 0, elements: 0, tables: 0 }
  for (const part of parts) {
    const cost = costOf(part)
    const full =
      used.bytes + cost.bytes > CARD_BYTES ||
      used.elements + cost.elements > CARD_ELEMENTS ||
      used.tables + cost.tables > CARD_TABLES
    if (full && groups.at(-1)?.length) {
      groups.push([])
      used = { bytes: 0, elements: 0, tables: 0 }
    }
    groups.at(-1)?.push(part)
    used = {
      bytes: used.bytes + cost.bytes,
      elements: used.elements + cost.elements,
      tables: used.tables + cost.tables,
    }
  }
  return groups.map((elements, index) => frame(draft, elements, index, groups.length))
}

function frame(draft: Draft, elements: Element[], index: number, count: number): Card {
  const name = clip(draft.title, TITLE)
  const title = count > 1 ? `${name}（${index + 1}/${count}）` : name
  return {
    schema: '2.0',
    config: { update_multi: true, width_mode: 'fill', summary: { content: clip(draft.preview || name, 80) } },
    ...(name ? { header: { title: plain(title), template: draft.template } } : {}),
    body: {
      direction: 'vertical',
      padding: '12px 12px 12px 12px',
      vertical_spacing: '8px',
      elements: elements.length ? elements : [plainBlock('（空）')],
    },
  }
}

function plainBlock(text: string): Element {
  return { tag: 'div', text: plain(text) }
}

/** An element that is too large for a card beside others, as several of its kind. */
function divide(element: Element): Element[] {
  const cost = costOf(element)
  if (cost.bytes <= PART_BYTES && cost.tables <= PANEL_TABLES) return [element]
  if (element.tag === 'table')
    return chunks(element.rows as object[]).map((rows) => ({
      ...element,
      page_size: Math.min(10, rows.length),
      rows,
    }))
  if (element.tag === 'collapsible_panel')
    return chunks(element.elements as Element[]).map((elements) => ({ ...element, elements }))
  if (element.tag === 'column_set')
    return chunks(element.columns as object[]).map((columns) => ({ ...element, columns }))
  return [element]
}

function chunks<T extends object>(items: T[]): T[][] {
  const out: T[][] = [[]]
  let bytes = 0
  let tables = 0
  for (const item of items) {
    const cost = costOf(item)
    if ((bytes + cost.bytes > PART_BYTES || tables + cost.tables > PANEL_TABLES) && out.at(-1)?.length) {
      out.push([])
      bytes = 0
      tables = 0
    }
    out.at(-1)?.push(item)
    bytes += cost.bytes
    tables += cost.tables
  }
  return out
}

function costOf(element: object): { bytes: number; elements: number; tables: number } {
  let elements = 0
  let tables = 0
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { tag, content } = value as Partial<Element>
    if (tag) elements += 1
    if (tag === 'table' || (tag === 'markdown' && String(content).includes('| --- |'))) tables += 1
    for (const [key, inner] of Object.entries(value)) if (!NO_ELEMENTS.has(key)) walk(inner)
  }
  walk(element)
  return { bytes: bytesOf(element), elements, tables }
}

const NO_ELEMENTS = new Set(['behaviors', 'rows', 'chart_spec'])

function bytesOf(value: object): number {
  return new TextEncoder().encode(JSON.stringify(JSON.stringify(value))).length
}
