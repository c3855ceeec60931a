import { Temporal } from 'temporal-polyfill'
import type { Indicator } from './catalogue.ts'
import type { Entry, Figure } from './entry.ts'

/** Why a figure should be confirmed before it counts, as a question. */
export interface Remark {
  kind: 'unusual' | 'repeated' | 'below' | 'disagrees'
  question: string
}

/** A figure and who claims it. */
type Claimed = Figure & { reporter: string }

/** One increment of longer than this is not held against the usual (CONTRACT §1 `typical`). */
const TYPICAL_DAYS = 7

/** More than the catalogue's usual maximum in one increment of at most a week. */
export function unusual(figure: Figure, indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'increment' || indicator.typicalMax === undefined) return undefined
  if (figure.value <= indicator.typicalMax || daysOf(figure) > TYPICAL_DAYS) return undefined
  const text = `${figure.value.toLocaleString('en-US')}${indicator.unit}`
  return {
    kind: 'unusual',
    question: `比平常多（一般不超过${indicator.typicalMax}${indicator.unit}），请确认：${indicator.name} ${text}？`,
  }
}

/**
 * Everything remarkable about a figure, given the entries of its indicator that stand (recorded or pending).
 * The order is that in which they are asked about.
 */
export function remarks(figure: Claimed, history: readonly Entry[], indicator: Indicator): Remark[] {
  const same = history.filter((entry) => entry.indicator === figure.indicator && entry.org === figure.org)
  return [
    unusual(figure, indicator),
    repeated(figure, same, indicator),
    below(figure, same, indicator),
    disagrees(figure, same, indicator),
  ].filter((one) => one !== undefined)
}

/** The same unit's figure for the same days, already there: from somebody else, or the very same number again. */
function repeated(figure: Claimed, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  const before = same.find(
    (entry) =>
      entry.from === figure.from &&
      entry.to === figure.to &&
      entry.measure === figure.measure &&
      entry.measure !== 'level' &&
      (entry.value === figure.value || entry.reporter !== figure.reporter),
  )
  if (!before) return undefined
  const text = `${before.value.toLocaleString('en-US')}${indicator.unit}`
  const again = before.value === figure.value ? '与这条相同' : '这条另计吗'
  return {
    kind: 'repeated',
    question: `${before.reporterName}已报过同一天的${indicator.name} ${text}，${again}？`,
  }
}

/** A running total never falls. */
function below(figure: Figure, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'cumulative') return undefined
  const higher = same.find(
    (entry) =>
      entry.measure === 'cumulative' &&
      entry.from === figure.from &&
      entry.to <= figure.to &&
      entry.value > figure.value,
  )
  if (!higher) return undefined
  return {
    kind: 'below',
    question: `比${higher.to}报的累计 ${higher.value.toLocaleString('en-US')}${indicator.unit} 还少，请确认。`,
  }
}

/** The last running total and what was reported since must make the stated one. */
function disagrees(figure: Figure, same: readonly Entry[], indicator: Indicator): Remark | undefined {
  if (figure.measure !== 'cumulative') return undefined
  const base = same
    .filter((entry) => entry.measure === 'cumulative' && entry.from === figure.from && entry.to < figure.to)
    .sort((a, b) => (a.to < b.to ? 1 : -1))[0]
  const after = same.filter(
    (entry) =>
      entry.measure === 'increment' &&
      entry.from > (base?.to ?? '') &&
      entry.from >= figure.from &&
      entry.to <= figure.to,
  )
  if (!base && !after.length) return undefined
  const known = (base?.value ?? 0) + after.reduce((sum, entry) => sum + entry.value, 0)
  // Without an earlier total the increments on record may be only a part: more is no contradiction, less is.
  if (base ? known === figure.value : known <= figure.value) return undefined
  const text = (value: number) => `${value.toLocaleString('en-US')}${indicator.unit}`
  return {
    kind: 'disagrees',
    question: `台账上到那天是 ${text(known)}${base ? `（${base.to}累计 ${text(base.value)}，之后又报 ${text(known - base.value)}）` : ''}，与您报的 ${text(figure.value)} 不一致，请确认以哪个为准。`,
  }
}

function daysOf(figure: Figure): number {
  return Temporal.PlainDate.from(figure.from).until(Temporal.PlainDate.from(figure.to)).days + 1
}
