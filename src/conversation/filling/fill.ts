import { findPeriods } from '../../reporting/periods.ts'
import type { Person } from '../../roster/organization.ts'
import type { FilledReport } from '../../summary/fill/fill.ts'
import { readMapping } from '../../summary/fill/mapping.ts'
import { type Period, periodAt, periodOf } from '../../summary/periods.ts'
import type { Scene } from '../scene.ts'
import { fillReport, openTemplate } from './fill-report.ts'

/** Which template is filled for which days. Rides in the buttons of its card. */
export interface FillOrder {
  template: string
  from: string
  to: string
}

export type FillWish =
  | { kind: 'fill'; order: FillOrder; title: string }
  | { kind: 'which'; titles: string[] }
  | { kind: 'none' }

/** A filled report with its name, and how its blanks are called in the mapping. */
export interface FilledTemplate {
  order: FillOrder
  title: string
  report: FilledReport
  /** signature → indicator, as it counts now. */
  mapping: ReadonlyMap<string, string>
  /** What was chosen in chat: the part that a press may change. */
  chosen: ReadonlyMap<string, string>
}

const FILLING = /填(?:一下|一填|写|好|出来|完|报告|底稿|周报|月报)|(?:把|将).{1,20}填|帮我?填|^填/
const ASKING = /怎么|怎样|如何|哪里|什么|吗|能不能|可以|申请|表格|表(?!现)|材料|[?？]/
const REPORT = /周报|月报|季报|年报|报告|底稿|总结|通报|汇报|简报/

/** A wish to have a report filled; undefined when the words are none. A policy question about forms is none. */
export async function fillWish(text: string, scene: Scene): Promise<FillWish | undefined> {
  const said = text.normalize('NFKC').replace(/\s+/g, '')
  if (said.length > 60 || !FILLING.test(said) || !REPORT.test(said)) return undefined
  if (ASKING.test(said.replace(/可以吗|吗$/, ''))) return undefined
  const templates = await titlesOf(scene)
  if (!templates.length) return { kind: 'none' }
  const ranked = templates
    .map((one) => ({ ...one, shared: sharedSigns(said, one.title + one.name) }))
    .sort((a, b) => b.shared - a.shared)
  const [best, second] = ranked
  if (!best) return { kind: 'none' }
  const sure = templates.length === 1 || (best.shared >= 2 && best.shared > (second?.shared ?? 0))
  if (!sure) return { kind: 'which', titles: templates.map((one) => one.title) }
  const { from, to } = periodFor(said, best.text, scene.today)
  return { kind: 'fill', order: { template: best.name, from, to }, title: best.title }
}

interface Titled {
  name: string
  title: string
  text: string
}

/** Every template with its first heading; what cannot be read is called by its file name. */
async function titlesOf(scene: Pick<Scene, 'reports'>): Promise<Titled[]> {
  const names = await scene.reports.names()
  return Promise.all(
    names.map(async (name) => {
      const stem = name.replace(/\.[^.]+$/, '')
      const template = await scene.reports.template(name)
      try {
        const lines = template ? openTemplate(name, template.bytes).lines.map((line) => line.text) : []
        const first =
          lines
            .find((line) => line.trim())
            ?.replace(/^#+\s*/, '')
            .trim() ?? ''
        const title = first.length >= 2 && first.length <= 40 ? first.replace(/[（(]底稿[）)]$/, '') : stem
        return { name, title, text: lines.join('\n') }
      } catch {
        return { name, title: stem, text: '' }
      }
    }),
  )
}

/** How much of the wish's words the title holds: by pairs of signs, those about reports in general aside. */
function sharedSigns(said: string, title: string): number {
  let shared = 0
  for (let at = 0; at + 1 < said.length; at++) {
    const pair = said.slice(at, at + 2)
    if (title.includes(pair) && !['报告', '底稿', '情况'].includes(pair)) shared += 2
  }
  return shared
}

/** The time that is named, else the one that the template speaks of: its week, its month, or the year to date. */
function periodFor(said: string, text: string, today: string): Pick<Period, 'from' | 'to'> {
  const [named] = findPeriods(said.replace(/周报|月报|季报|年报/g, ''), today)
  if (named) {
    const whole = /周|星期|礼拜/.test(said) ? periodAt('week', named.from) : periodOf(named.from, named.to)
    return { from: whole.from, to: whole.to }
  }
  if (/本周|周报/.test(text) || /周报/.test(said)) return periodAt('week', today)
  if (/本月|月报/.test(text) || /月报/.test(said)) return periodAt('month', today)
  if (/本季度|季报/.test(text)) return periodAt('quarter', today)
  return periodAt('year-to-date', today)
}

/**
 * Fills a stored template with the figures as known now. `choice`: what was just chosen for one blank.
 * @throws Error in plain Chinese when it is gone or cannot be filled.
 */
export async function fillStored(
  order: FillOrder,
  scene: Scene,
  choice?: { blank: string; indicator: string },
): Promise<FilledTemplate> {
  const { catalogue } = scene.bureau
  const stored = await scene.reports.template(order.template)
  if (!stored) throw new Error(scene.words.templateGone(order.template))
  const { chosen, written } = await scene.reports.blanks(order.template)
  const own = readMapping(chosen, catalogue).mapping
  if (choice) own.set(choice.blank, choice.indicator)
  // What the bureau wrote beside the template stands above what was pressed.
  const mapping = new Map([...own, ...readMapping(written, catalogue).mapping])
  const template = openTemplate(stored.name, stored.bytes)
  const report = await fillReport(
    { template, mapping, from: order.from, to: order.to, at: scene.now },
    scene.bureau,
    scene.ledger,
  )
  const title = (await titlesOf(scene)).find((one) => one.name === order.template)?.title ?? order.template
  return { order, title, report, mapping, chosen: own }
}

/** Only who sees every unit's figures gets a report of all of them. */
export function mayFill(person: Person | undefined): person is Person {
  return person !== undefined && person.role !== 'staff'
}
