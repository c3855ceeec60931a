import type { Indicator } from './catalogue.ts'
import { fitOf } from './measures.ts'
import type { Sheet } from './sheet.ts'

/** Of several, those that are counted in this very measure; a name that the catalogue gives to two is asked about. */
export function strictest(of: readonly Indicator[], measure: string): Indicator[] {
  return narrowed(of, (one) => fitOf(measure, one.unit)?.strict === true)
}

/** Of several that a few words can mean: what the talk, the sender's section, then the sender's duties point to. */
export function preferred(sheet: Sheet, of: Indicator[], last: Indicator | undefined): Indicator[] {
  const { organization } = sheet.bureau
  const sender = organization.units.find((unit) => unit.id === sheet.sender)
  const duties = organization.reporting.filter((duty) => duty.units.includes(sheet.sender))
  const evidence: ((one: Indicator) => boolean)[] = [
    (one) => last !== undefined && one.id !== last.id && sharesWords(one.name, last.name),
    (one) => sender?.kind === 'section' && one.section === sender.name,
    (one) => duties.some((duty) => duty.indicators.includes(one.id)),
  ]
  return evidence.reduce((list, by) => (list.length < 2 ? list : narrowed(list, by)), of)
}

function narrowed(list: readonly Indicator[], by: (one: Indicator) => boolean): Indicator[] {
  const kept = list.filter(by)
  return kept.length ? kept : [...list]
}

/** Three signs in a row. */
export function sharesWords(a: string, b: string): boolean {
  for (let at = 0; at + 3 <= a.length; at++) if (b.includes(a.slice(at, at + 3))) return true
  return false
}
