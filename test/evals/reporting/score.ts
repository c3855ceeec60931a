import type { Figure } from '../../../src/reporting/entry.ts'
import type { Reading } from '../../../src/reporting/read.ts'
import type { Case, ExpectedEntry } from './cases.ts'

export interface Score {
  entryF1: number
  valueF1: number
  kinds: number
  askRecall: number
  needlessAsks: number
  falseRecords: number
  /** One line each: what was wanted and what came. */
  failures: string[]
}

/** The figures of issue bars, as the scorer of the development set counts them. */
export function score(all: readonly Case[], readings: readonly Reading[]): Score {
  const sum = { gold: 0, got: 0, exact: 0, value: 0, kinds: 0, asks: 0, asked: 0, clear: 0, needless: 0 }
  let silent = 0
  let falseRecords = 0
  const failures: string[] = []
  for (const [place, one] of all.entries()) {
    const reading = readings[place]!
    const kindRight = one.kinds.includes(reading.kind)
    const best = one.entries && bestOf(one.entries, reading.figures)
    if (best) {
      sum.gold += best.list.length
      sum.got += reading.figures.length
      sum.exact += best.exact
      sum.value += best.value
      if (one.entries?.every((list) => !list.length)) {
        silent += 1
        if (reading.figures.length) falseRecords += 1
      }
    }
    if (kindRight) sum.kinds += 1
    if (one.ask) {
      sum.asks += 1
      if (reading.asks.length) sum.asked += 1
    } else {
      sum.clear += 1
      if (reading.asks.length) sum.needless += 1
    }
    const entriesRight =
      !best || (best.exact === best.list.length && reading.figures.length === best.list.length)
    if (!kindRight || !entriesRight || one.ask !== reading.asks.length > 0)
      failures.push(`${one.line} [${one.tag}] ${JSON.stringify(one.text)} → ${show(reading)}`)
  }
  const f1 = (hits: number) => (2 * hits) / (sum.gold + sum.got)
  return {
    entryF1: f1(sum.exact),
    valueF1: f1(sum.value),
    kinds: sum.kinds / all.length,
    askRecall: sum.asked / sum.asks,
    needlessAsks: sum.needless / sum.clear,
    falseRecords: falseRecords / silent,
    failures,
  }
}

function bestOf(lists: readonly ExpectedEntry[][], figures: readonly Figure[]) {
  const marked = lists.map((list) => ({
    list,
    exact: matches(list, figures, same),
    value: matches(list, figures, (a, b) => a.indicator === b.indicator && a.value === b.value),
  }))
  const gain = (one: (typeof marked)[number]) => (2 * one.exact + 1) / (one.list.length + figures.length + 1)
  return marked.reduce((best, one) => (gain(one) > gain(best) ? one : best))
}

function matches(
  list: readonly ExpectedEntry[],
  figures: readonly Figure[],
  equal: (wanted: ExpectedEntry, got: Figure) => boolean,
): number {
  const left = [...figures]
  return list.filter((wanted) => {
    const at = left.findIndex((got) => equal(wanted, got))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
}

function same(wanted: ExpectedEntry, got: Figure): boolean {
  return (
    wanted.indicator === got.indicator &&
    Math.abs(wanted.value - got.value) < 1e-6 &&
    wanted.org === got.org &&
    wanted.from === got.from &&
    wanted.to === got.to &&
    wanted.measures.includes(got.measure)
  )
}

function show({ kind, figures, asks }: Reading): string {
  const list = figures.map(
    (one) =>
      `${one.indicator}=${one.value}@${one.org}:${one.from.slice(5)}..${one.to.slice(5)}!${one.measure}`,
  )
  const questions = asks.map((ask) => ask.question)
  return `${kind} ${list.join('; ')}${questions.length ? ` ? ${questions.join(' ')}` : ''}`
}
