import { dayOf } from '../../clock.ts'
import { personById, unitById } from '../../roster/organization.ts'
import type { FilledBlank } from '../../summary/fill/fill.ts'
import { momentText, spanText } from '../../summary/wording.ts'
import type { Scene, Setting } from '../scene.ts'
import { valueText } from '../wording.ts'
import { type FillOrder, fillStored, mayFill } from './fill.ts'

/** What a link to a filled report carries, signed: whose rights, which template, which days. */
export interface ReportLink extends FillOrder {
  person: string
}

/** The page behind such a link: the text with its figures, and where each comes from. */
export interface FilledPage {
  title: string
  /** “截至6月24日10:20” */
  at: string
  /** Lines of the report in pieces; a piece with `blank` is a figure, or what waits for one. */
  lines: { text: string; blank?: number; state?: FilledBlank['state'] }[][]
  blanks: { state: FilledBlank['state']; words: string; about: string; sources: string[][] }[]
}

/** The page, with the rights that the link's person has now; undefined when there are none. */
export async function filledPage(
  link: ReportLink,
  setting: Setting,
  now: string,
): Promise<FilledPage | undefined> {
  const bureau = await setting.bureau()
  const { organization } = bureau
  const scene: Scene = { ...setting, bureau, now, today: dayOf(now, organization.timezone) }
  if (!mayFill(personById(organization, link.person))) return undefined
  const filled = await fillStored(link, scene).catch(() => undefined)
  if (!filled) return undefined
  const { report, title } = filled
  return {
    title: `${title} ${spanText(link, scene.today)}`,
    at: `截至${momentText(now, organization.timezone)}`,
    lines: report.lines.map((line) => piecesOf(line, report.blanks)),
    blanks: report.blanks.map((blank) => ({
      state: blank.state,
      words: `${blank.before}${blank.state === 'filled' ? blank.text : '＿＿'}${blank.after}`,
      about: [blank.name, blank.time, blank.reason].filter(Boolean).join('，'),
      sources: blank.sources.map((entry) => [
        unitById(organization, entry.org)?.name ?? entry.org,
        entry.from === entry.to ? entry.to : `${entry.from}至${entry.to}`,
        valueText(entry.value, entry.unit),
        `${entry.reporterName} ${momentText(entry.sentAt, organization.timezone)}`,
        entry.words,
      ]),
    })),
  }
}

function piecesOf(
  { text, blanks }: { text: string; blanks: { start: number; end: number; place: number }[] },
  all: readonly FilledBlank[],
): FilledPage['lines'][number] {
  const pieces: FilledPage['lines'][number] = []
  let at = 0
  for (const { start, end, place } of blanks) {
    const blank = all[place]
    if (start > at) pieces.push({ text: text.slice(at, start) })
    if (blank)
      pieces.push({ text: blank.state === 'filled' ? blank.text : '＿＿', blank: place, state: blank.state })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
