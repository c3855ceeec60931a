import type { Assigned } from './assign.ts'
import type { Indicator } from './catalogue.ts'
import { isFiller } from './filler.ts'
import { fitOf } from './measures.ts'
import type { Sheet } from './sheet.ts'
import type { UnitMention } from './units.ts'

/**
 * “青石、江口分别为5人、6人” gives each unit its own amount, “青石、江口各3次” and “改造、评估均为0” give one amount to all.
 */
export function distribute(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  return each(sheet, respectively(sheet, assigned))
}

function respectively(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  const all = [...assigned]
  for (const match of sheet.text.matchAll(/分别|依次/g)) {
    const sentence = sentenceAt(sheet, match.index)
    const behind = all.filter((one) => one.amount.start > match.index && one.clause.sentence === sentence)
    if (behind.length < 2) continue
    const begin = sheet.clauses.find((one) => one.sentence === sentence)?.start ?? 0
    const units = sheet.units.filter((one) => one.start >= begin && one.end <= match.index && one.of)
    const mentions = sheet.mentions.filter((one) => one.start >= begin && one.end <= match.index)
    for (const [place, one] of behind.entries()) {
      const index = all.indexOf(one)
      const unit = units.length === behind.length ? units[place] : one.unit
      const mention = mentions.length === behind.length ? mentions[place] : mentions.at(-1)
      if (!mention || (units.length !== behind.length && mentions.length !== behind.length)) continue
      all[index] = { ...one, unit, unitHere: unit !== undefined, of: mention.of, named: mention, plain: true }
    }
  }
  return all
}

function each(sheet: Sheet, assigned: readonly Assigned[]): Assigned[] {
  return assigned.flatMap((one, place): Assigned[] => {
    const lead = sheet.masked.slice(one.lead.start, one.amount.start)
    if (!/(?:各|均|都|皆|每[个家]?)[^，,。]{0,4}$/.test(lead)) return [one]
    const begin = Math.max(
      sheet.clauses.find((clause) => clause.sentence === one.clause.sentence)?.start ?? 0,
      assigned[place - 1]?.amount.end ?? 0,
    )
    const units = sheet.units.filter(
      (unit) => unit.start >= begin && unit.end <= one.amount.start && unit.of && !unit.place,
    )
    const indicators = sheet.mentions
      .filter(
        (mention) => mention.start >= begin && mention.end <= one.amount.start && mention.of.length === 1,
      )
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

function sentenceAt(sheet: Sheet, place: number): number {
  return sheet.clauses.find((one) => one.start <= place && place < one.end)?.sentence ?? -1
}
