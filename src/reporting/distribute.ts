import type { Assigned } from './assign.ts'
import type { Indicator } from './catalogue.ts'
import type { Clause } from './clauses.ts'
import { isFiller } from './filler.ts'
import { fitOf } from './measures.ts'
import type { Sheet } from './sheet.ts'
import { firstFrom } from './stretch.ts'
import type { UnitMention } from './units.ts'

/**
 * “青石、江口分别为5人、6人” gives each unit its own amount, “青石、江口各3次” and “改造、评估均为0” give one amount to all,
 * “新增3户，累计25户（无障碍改造）” names at last what was counted.
 */
export function distribute(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  return each(sheet, respectively(sheet, namedAtLast(sheet, assigned)))
}

function namedAtLast(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  const naming = sheet.clauses.filter(
    (clause, place) =>
      clause.mentions.length === 1 &&
      !clause.amounts.length &&
      (clause.aside || /^\s*[都均全](?:是|为)/.test(clause.text) || endsSentence(sheet, place)) &&
      isFiller(sheet.masked.slice(clause.start, clause.end)),
  )
  if (!naming.length) return [...assigned]
  const bySentence = Map.groupBy(naming, (clause) => clause.sentence)
  return assigned.map((one) => {
    if (one.of.length) return one
    const behind = bySentence.get(one.clause.sentence)?.find((clause) => clause.start >= one.amount.end)
    const [named] = behind?.mentions ?? []
    const of = named?.of.filter((indicator) => fitOf(one.amount.measure, indicator.unit)) ?? []
    const strict = of.some((indicator) => fitOf(one.amount.measure, indicator.unit)?.strict)
    return of.length && (one.plain || strict) ? { ...one, of, named } : one
  })
}

/** “今天改好了4户，适老改造” */
function endsSentence({ clauses }: Sheet, place: number): boolean {
  const sentence = clauses[place]?.sentence
  return (
    clauses[place + 1]?.sentence !== sentence &&
    clauses[place - 1]?.sentence === sentence &&
    clauses[place - 1]?.amounts.length === 1
  )
}

function respectively(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  if (!/分别|依次/.test(sheet.text)) return [...assigned]
  const all = [...assigned]
  const sentences = Map.groupBy(sheet.clauses, (clause) => clause.sentence)
  const places = Map.groupBy(all.keys(), (place) => all[place]!.clause.sentence)
  for (const [sentence, clauses] of sentences) {
    const said = clauses.find((clause) => /分别|依次/.test(clause.text))
    if (!said) continue
    const at = said.start + said.text.search(/分别|依次/)
    const behind = (places.get(sentence) ?? []).filter((place) => all[place]!.amount.start > at)
    const units = clauses.flatMap((clause) => clause.units).filter((one) => one.end <= at && one.of)
    const mentions = clauses.flatMap((clause) => clause.mentions).filter((one) => one.end <= at)
    const periods = clauses.flatMap((clause) => clause.periods).filter((one) => one.end <= at)
    const lists = [units, mentions, periods].filter((list) => list.length === behind.length)
    if (behind.length < 2 || !lists.length) continue
    for (const [step, place] of behind.entries()) {
      const one = all[place]!
      const unit = units.length === behind.length ? units[step] : one.unit
      const mention = mentions.length === behind.length ? mentions[step] : mentions.at(-1)
      const period = periods.length === behind.length ? periods[step] : one.period
      const of = mention?.of ?? all[behind[0]!]!.of
      if (of.length)
        all[place] = {
          ...one,
          unit,
          unitHere: unit !== undefined,
          of,
          named: mention ?? all[behind[0]!]!.named,
          period,
          plain: true,
        }
    }
  }
  return all
}

function each(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  if (!/[各均都皆每]/.test(sheet.text)) return [...assigned]
  return assigned.flatMap((one, place): Assigned[] => {
    const lead = sheet.masked.slice(one.lead.start, one.amount.start)
    if (!/(?:各|均|都|皆|每[个家]?)[^，,。]{0,4}$/.test(lead)) return [one]
    const before = listBefore(sheet, one, assigned[place - 1]?.amount.end ?? 0)
    const units = before
      .flatMap((clause) => clause.units)
      .filter((unit) => unit.end <= one.amount.start && unit.of && !unit.place)
    const indicators = before
      .flatMap((clause) => clause.mentions)
      .filter((mention) => mention.end <= one.amount.start && mention.of.length === 1)
      .map((mention) => ({ mention, of: mention.of[0]! }))
      .filter(({ of }) => fitOf(one.amount.measure, of.unit))
    const things: { of: Indicator[]; named: Assigned['named'] }[] =
      indicators.length > 1 ? indicators.map(({ of, mention }) => ({ of: [of], named: mention })) : [one]
    const places: (UnitMention | undefined)[] = units.length > 1 ? units : [one.unit]
    if (things.length * places.length < 2 || !isFiller(lead)) return [one]
    return things.flatMap((thing) =>
      places.map((unit) => ({
        ...one,
        of: thing.of,
        named: thing.named,
        unit,
        unitHere: units.length > 1 || one.unitHere,
      })),
    )
  })
}

/** The clauses of the sentence since the amount before, its own included. */
function listBefore(sheet: Sheet, one: Assigned, from: number): Clause[] {
  const clauses: Clause[] = []
  for (let at = firstFrom(sheet.clauses, one.clause.start); at >= 0; at--) {
    const clause = sheet.clauses[at]!
    if (clause.sentence !== one.clause.sentence || clause.start < from) break
    clauses.unshift(clause)
  }
  return clauses
}
