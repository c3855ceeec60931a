import type { Button, Chart, Contact } from '../../reply.ts'
import { escapeMarkdown, pieces, plainSafe, tidy } from './escape.ts'

/** The pieces that all cards are made of: Feishu card JSON 2.0, only properties that it knows. */

export type Element = { tag: string; [property: string]: unknown }

export type Template = 'blue' | 'green' | 'orange' | 'grey' | 'turquoise' | 'red'

/** A card before it is cut to the platform's limits. */
export interface Draft {
  title: string
  template: Template
  /** What the list of chats shows. */
  preview: string
  elements: Element[]
}

/** Longest text of one element; longer text goes on in the next one. */
const TEXT_PIECE = 1200

const MAIN_BUTTONS = 4
const PANEL_TITLE = 60
/** What a button may carry; a choice longer than this is text to read, not a button. */
const BUTTON_VALUE = 600

export function plain(text: string): Element {
  return { tag: 'plain_text', content: plainSafe(text) }
}

export function markdown(content: string, size: 'normal' | 'notation' = 'normal'): Element {
  return { tag: 'markdown', content, text_size: size }
}

/** Text of people or documents as paragraphs, inert. */
export function paragraphs(text: string): Element[] {
  return pieces(text, TEXT_PIECE).map((piece) => markdown(escapeMarkdown(piece)))
}

/** The sentence that the card is there for: bold while it is short enough to be one. */
export function leading(text: string): Element[] {
  const [first = '', ...rest] = pieces(text, TEXT_PIECE)
  if (!first) return []
  const end = first.indexOf('\n')
  const line = end < 0 ? first : first.slice(0, end)
  if (line.length > 80) return paragraphs(text)
  const below = end < 0 ? '' : first.slice(end + 1)
  const head = markdown(bold(line))
  return [head, ...(below.trim() ? paragraphs(below) : []), ...rest.flatMap(paragraphs)]
}

export function bold(text: string): string {
  return wrap('**', text)
}

export function struck(text: string): string {
  return wrap('~~', text)
}

function wrap(mark: string, text: string): string {
  const inner = escapeMarkdown(text.replace(/\n/g, ' '))
  return inner ? `${mark}${inner}${mark}` : ''
}

/** Small and grey, at the end: source, as of, whom to ask. */
export function footNotes(parts: (string | undefined)[]): Element[] {
  const text = parts.filter((part) => part?.trim()).join(' · ')
  return pieces(text, TEXT_PIECE).map((piece) =>
    markdown(`<font color='grey'>${escapeMarkdown(piece)}</font>`, 'notation'),
  )
}

export function contactWords(contact: Contact | undefined): string {
  if (!contact) return ''
  // A bare number would read like one with the telephone's.
  const room = contact.room?.replace(/^[A-Za-z]?\d{1,5}$/, '$&室')
  return [contact.section, room, contact.phone, contact.person].filter(Boolean).join(' ')
}

/** 2026-06-24 → 2026年6月24日; anything else as it is. */
export function dayWords(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : day
}

/** Folded until it is tapped. A title too long for one line stands whole inside. */
export function panel(title: string, inner: Element[]): Element {
  const elements = tidy(title).length > PANEL_TITLE ? [...paragraphs(title), ...inner] : inner
  return {
    tag: 'collapsible_panel',
    expanded: false,
    header: {
      title: plain(clip(title, PANEL_TITLE)),
      icon: { tag: 'standard_icon', token: 'down-small-ccm_outlined', size: '16px 16px' },
      icon_position: 'follow_text',
      icon_expanded_angle: -180,
    },
    border: { color: 'grey', corner_radius: '6px' },
    padding: '8px 12px 8px 12px',
    vertical_spacing: '8px',
    elements,
  }
}

/** One row of at most four buttons, one of them the main one; what is more waits folded below. */
export function buttonRow(buttons: Button[]): Element[] {
  let mainSeen = false
  const spoken: Element[] = []
  const shown = buttons.flatMap((button) => {
    const behavior = behaviorOf(button)
    if (!behavior) return []
    if (JSON.stringify(behavior).length > BUTTON_VALUE) {
      spoken.push(...paragraphs(button.label))
      return []
    }
    const type = button.style === 'primary' && mainSeen ? 'default' : (button.style ?? 'default')
    if (type === 'primary') mainSeen = true
    return [{ tag: 'button', text: plain(clip(button.label, 60)), type, behaviors: [behavior] }]
  })
  if (!shown.length) return spoken
  const main = sideBySide(shown.slice(0, MAIN_BUTTONS))
  const rest: Element[] = []
  for (let at = MAIN_BUTTONS; at < shown.length; at += MAIN_BUTTONS)
    rest.push(panel('更多', [sideBySide(shown.slice(at, at + MAIN_BUTTONS))]))
  return [...spoken, main, ...rest]
}

function sideBySide(elements: Element[]): Element {
  return {
    tag: 'column_set',
    flex_mode: 'flow',
    horizontal_spacing: '8px',
    columns: elements.map((element) => ({ tag: 'column', width: 'auto', elements: [element] })),
  }
}

/** Undefined for a link that is no web address: such a button would do harm or nothing. */
export function behaviorOf(button: Button): Record<string, unknown> | undefined {
  if (button.action !== 'open') return { type: 'callback', value: { ...button.value, action: button.action } }
  const url = webAddress(button.value.url)
  return url ? { type: 'open_url', default_url: url } : undefined
}

export function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:\/\/[^\s<>"'`\\]+$/i.test(value)) return undefined
  return value.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('[', '%5B').replaceAll(']', '%5D')
}

export function clip(text: string, size: number): string {
  const one = plainSafe(text).replace(/\s+/g, ' ')
  return one.length <= size
    ? one
    : `${one
        .slice(0, size - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

/** VChart; a phone shows it at 16:9. */
export function chartElement(chart: Chart): Element {
  const values = chart.series.flatMap((series) =>
    series.points.map((point) => ({
      label: clip(point.label, 40),
      value: Number.isFinite(point.value) ? point.value : 0,
      series: clip(series.name, 40),
    })),
  )
  const grouped = chart.kind === 'bar' && chart.series.length > 1
  return {
    tag: 'chart',
    aspect_ratio: '16:9',
    chart_spec: {
      type: chart.kind,
      title: { text: clip(chart.title, 60) },
      data: { values },
      xField: grouped ? ['label', 'series'] : 'label',
      yField: 'value',
      seriesField: 'series',
      legends: { visible: chart.series.length > 1, orient: 'bottom' },
    },
  }
}
