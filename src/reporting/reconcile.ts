import type { Indicator } from './catalogue.ts'
import type { Entry, Figure } from './entry.ts'
import { count, dayText, type Remark } from './remark.ts'

/** How many entries behind a sum are named. */
const NAMED = 5

/** A running total never falls. */
export function falls(figure: Figure, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'cumulative') return undefined
  const higher = counted(same)
    .filter((entry) => entry.measure === 'cumulative' && entry.from === figure.from && entry.to <= figure.to)
    .findLast((entry) => entry.value > figure.value)
  if (!higher) return undefined
  return {
    kind: 'below',
    question: `${higher.reporterName}报过截至${dayText(higher.to)}累计 ${count(higher.value, indicator)}，这次的 ${count(figure.value, indicator)} 反而少 ${count(round(higher.value - figure.value), indicator)}，请确认。`,
  }
}

/** The last running total and what was reported since must make the stated one. */
export function disagrees(figure: Figure, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'cumulative') return undefined
  const recorded = counted(same)
  const base = recorded
    .filter((entry) => entry.measure === 'cumulative' && entry.from === figure.from && entry.to < figure.to)
    .sort((a, b) => (a.to < b.to ? 1 : -1))[0]
  const after = recorded.filter(
    (entry) =>
      entry.measure === 'increment' &&
      entry.from > (base?.to ?? '') &&
      entry.from >= figure.from &&
      entry.to <= figure.to,
  )
  if (!base && !after.length) return undefined
  const known = round((base?.value ?? 0) + after.reduce((sum, entry) => sum + entry.value, 0))
  // Without an earlier total the increments on record may be only a part: more is no contradiction, less is.
  if (base ? known === figure.value : known <= figure.value) return undefined
  const told = figure.value < known ? '少' : '多'
  const difference = count(round(Math.abs(figure.value - known)), indicator)
  return {
    kind: 'disagrees',
    question: `台账上到${dayText(figure.to)}是 ${count(known, indicator)}（${behind(base, after, indicator)}），您报的 ${count(figure.value, indicator)} ${told} ${difference}，请确认以哪个为准。`,
    suggest: { label: `按台账记${count(known, indicator)}`, value: known },
  }
}

/** “本周9户” after figures of single days of that week: perhaps they are in it, and would count twice. */
export function covered(figure: Figure, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'increment' || figure.value === 0) return undefined
  const inside = same.filter(
    (entry) =>
      entry.measure === 'increment' &&
      entry.value > 0 &&
      entry.from >= figure.from &&
      entry.to <= figure.to &&
      (entry.from > figure.from || entry.to < figure.to),
  )
  if (inside.length) {
    const sum = round(inside.reduce((total, entry) => total + entry.value, 0))
    const rest = round(figure.value - sum)
    const named = inside.length > 1 ? `，共 ${count(sum, indicator)}` : ''
    return {
      kind: 'covered',
      question: `这几天里已报过 ${partsOf(inside, indicator)}${named}，这次的 ${count(figure.value, indicator)} 是另外新增的吗？`,
      ...(rest > 0 ? { suggest: { label: `已含，只补${count(rest, indicator)}`, value: rest } } : {}),
    }
  }
  const around = same.findLast(
    (entry) =>
      entry.measure === 'increment' &&
      entry.value > 0 &&
      entry.from <= figure.from &&
      entry.to >= figure.to &&
      (entry.from < figure.from || entry.to > figure.to),
  )
  if (!around) return undefined
  return {
    kind: 'covered',
    question: `${around.reporterName}已报过${dayText(around.from)}—${dayText(around.to)}的 ${count(around.value, indicator)}，这次的 ${count(figure.value, indicator)} 不在其中、要另计吗？`,
  }
}

/** What waits for confirmation is no part of any sum. */
function counted(same: readonly Entry[]): Entry[] {
  return same.filter((entry) => entry.status === 'recorded')
}

function behind(base: Entry | undefined, after: readonly Entry[], indicator: Indicator): string {
  const parts = [
    ...(base ? [`${dayText(base.to)}累计 ${count(base.value, indicator)}`] : []),
    ...(after.length ? [`${base ? '之后' : ''}${partsOf(after, indicator)}`] : []),
  ]
  return parts.join('，')
}

function partsOf(entries: readonly Entry[], indicator: Indicator): string {
  const named = entries.slice(-NAMED).map((entry) => {
    const days = entry.from === entry.to ? dayText(entry.to) : `${dayText(entry.from)}—${dayText(entry.to)}`
    return `${days} ${count(entry.value, indicator)}`
  })
  const more = entries.length > NAMED ? `等${entries.length}笔` : ''
  return `${named.join('、')}${more}`
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
