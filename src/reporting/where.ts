import type { Amount } from './amounts.ts'
import type { Clause } from './clauses.ts'
import { isFiller } from './filler.ts'
import type { PeriodMention } from './periods.ts'
import type { Sheet } from './sheet.ts'
import { firstFrom, lastBefore } from './stretch.ts'
import type { UnitMention } from './units.ts'

/** A heading stands at most this far behind the beginning of its clause. */
const NEAR = 40
/** Clauses behind an amount that are looked at for its time. */
const AHEAD = 6

interface Heading<T> {
  one: T
  sentence: number
  /** It heads what follows beyond its sentence. */
  far: boolean
}

/** Where and when, as a reader keeps it in mind from clause to clause. */
export class Where {
  readonly #sheet: Sheet
  #unit: Heading<UnitMention> | undefined
  /** In brackets: for the rest of the brackets alone. */
  #unitAside: Heading<UnitMention> | undefined
  #period: Heading<PeriodMention> | undefined
  #periodNear: Heading<PeriodMention> | undefined

  constructor(sheet: Sheet) {
    this.#sheet = sheet
  }

  /** Takes note of a clause that has been read. */
  pass(clause: Clause): void {
    const { masked } = this.#sheet
    const far =
      clause.amounts.length > 0 ||
      clause.mentions.length > 0 ||
      this.#isTitle(clause) ||
      isFiller(masked.slice(clause.start, clause.end))
    const leads = (one: { start: number }) =>
      one.start - clause.start <= NEAR && isFiller(masked.slice(clause.start, one.start))
    for (const unit of clause.units) {
      if (unit.place || !leads(unit)) continue
      const heading = { one: unit, sentence: clause.sentence, far }
      if (clause.aside) this.#unitAside = heading
      else this.#unit = heading
    }
    for (const period of clause.periods) {
      const heading = { one: period, sentence: clause.sentence, far }
      if (leads(period)) this.#period = heading
      else if (clause.aside) continue
      this.#periodNear = heading
    }
  }

  /** A first line without numbers heads the whole message. */
  #isTitle(clause: Clause): boolean {
    const { clauses, text } = this.#sheet
    return clause === clauses[0] && /^\s*\n/.test(text.slice(clause.end, clause.end + 4))
  }

  /** The unit named last before the amount; a place, or one in the middle of other talk, only in its own clause. */
  unitOf(amount: Amount, clause: Clause, place: number): UnitMention | undefined {
    const { units } = clause
    const [first] = units
    const own = lastBefore(units, amount.start, (one) => !one.place)
    if (own) return own
    const behind = units[firstFrom(units, amount.end)]
    if (
      behind?.place === false &&
      isFiller(this.#sheet.masked.slice(amount.end, behind.start)) &&
      !this.#heads(behind, clause)
    )
      return behind
    return (
      this.#inBrackets(clause, place) ??
      this.#heading(clause) ??
      (first && first.end <= amount.start ? first : undefined)
    )
  }

  /** “完成7户：松林3”: the unit belongs to the number behind it. */
  #heads(unit: UnitMention, clause: Clause): boolean {
    const next = clause.amounts[firstFrom(clause.amounts, unit.end)]
    return next !== undefined && isFiller(this.#sheet.masked.slice(unit.end, next.start))
  }

  /** “公益活动1场(渔湾)”: in brackets right behind the figure. */
  #inBrackets(clause: Clause, place: number): UnitMention | undefined {
    const next = this.#sheet.clauses[place + 1]
    if (!next?.aside || clause.aside || next.units.length !== 1 || next.amounts.length) return undefined
    return isFiller(this.#sheet.masked.slice(next.start, next.end)) ? next.units[0] : undefined
  }

  #heading(clause: Clause): UnitMention | undefined {
    const aside = clause.aside && this.#unitAside?.sentence === clause.sentence ? this.#unitAside : undefined
    const heading = aside ?? this.#unit
    return heading && (heading.far || heading.sentence === clause.sentence) ? heading.one : undefined
  }

  /** The last time said before it in its clause, its sentence, or as a heading; else the first one behind it. */
  periodOf(amount: Amount, clause: Clause, place: number): PeriodMention | undefined {
    const { periods } = clause
    const own = lastBefore(periods, amount.start) ?? periods[firstFrom(periods, amount.end)]
    if (own) return own
    if (this.#periodNear?.sentence === clause.sentence) return this.#periodNear.one
    const heading = this.#period
    if (heading && (heading.far || heading.sentence === clause.sentence)) return heading.one
    return this.#behind(clause, place)
  }

  #behind(clause: Clause, place: number): PeriodMention | undefined {
    const { clauses, periods } = this.#sheet
    if (!periods.length) return undefined
    for (const next of clauses.slice(place + 1, place + 1 + AHEAD)) {
      if (next.sentence !== clause.sentence) return undefined
      const found = next.periods.find((one) => !next.amounts.some((amount) => amount.start > one.start))
      if (found) return found
    }
    return undefined
  }
}
