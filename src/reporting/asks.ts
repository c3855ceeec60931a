import type { Assigned } from './assign.ts'
import type { Indicator } from './catalogue.ts'
import type { OpenQuestion } from './context.ts'
import type { Figure } from './entry.ts'
import { type Sheet, wordsOf } from './sheet.ts'
import { nearestUnits } from './units.ts'

/** A question back. `figure`: the one best reading that waits for the answer; `choices`: texts to send instead. */
export interface Ask {
  kind:
    | 'indicator'
    | 'unit'
    | 'organization'
    | 'money'
    | 'estimate'
    | 'sum'
    | 'unusual'
    | 'number'
    | 'period'
    | 'correction'
    | 'unsure'
  question: string
  figure?: Figure
  choices?: { label: string; text: string }[]
}

/** A question with what its answer would complete. */
export interface Asked {
  ask: Ask
  open?: OpenQuestion
}

/** Longest text behind a button. */
const MAX_CHOICE = 500

export function askIndicator(sheet: Sheet, one: Assigned, figure: Figure): Asked {
  const name = one.named ? wordsOf(sheet, one.named.start, one.named.end) : figure.words
  const text = (indicator: Indicator) => replaced(sheet, one.named, indicator.name)
  return {
    ask: {
      kind: 'indicator',
      question: `“${figure.words}”里的“${name}”指哪一项：${one.of.map((indicator) => indicator.name).join('，还是')}？`,
      choices: one.of.map((indicator) => ({ label: indicator.name, text: text(indicator) })),
    },
    open: { kind: 'indicator', figure: { ...figure, indicator: '' }, indicators: one.of.map(({ id }) => id) },
  }
}

export function askMoney(sheet: Sheet, figure: Figure, one: Assigned): Asked {
  const { start, numberEnd, value = 0 } = one.amount
  const number = wordsOf(sheet, start, numberEnd)
  return {
    ask: {
      kind: 'money',
      question: `“${figure.words}”是 ${number}元，还是 ${number}万元？`,
      choices: ['元', '万元'].map((unit) => ({
        label: `${number}${unit}`,
        text: replaced(sheet, { start, end: numberEnd }, `${number}${unit}`),
      })),
    },
    open: { kind: 'money', figure, number: value },
  }
}

export function askOrganization(
  sheet: Sheet,
  figure: Figure,
  unit: { start: number; end: number; words: string },
): Asked {
  const near = nearestUnits(unit.words, sheet.bureau.organization).map((one) => one.name)
  const hint = near.length ? `是${near.join('、')}吗？` : '请写单位全称。'
  return {
    ask: {
      kind: 'organization',
      question: `名单里没有“${unit.words}”这个单位，${hint}`,
      ...(near.length
        ? { choices: near.map((name) => ({ label: name, text: replaced(sheet, unit, name) })) }
        : {}),
    },
    open: { kind: 'organization', figure: { ...figure, org: '' } },
  }
}

export function askEstimate(figure: Figure): Asked {
  return {
    ask: { kind: 'estimate', question: `“${figure.words}”是约数，请报准确的数。` },
    open: { kind: 'estimate', figure },
  }
}

export function askWhether(figure: Figure): Asked {
  return { ask: { kind: 'unsure', question: `“${figure.words}”要登记吗？`, figure } }
}

export function askNumber(figure: Figure, why: string): Asked {
  return { ask: { kind: 'number', question: `“${figure.words}”${why}` }, open: { kind: 'number', figure } }
}

export function askUnit(figure: Figure, measure: string, indicator: Indicator): Asked {
  return {
    ask: {
      kind: 'unit',
      question: `“${figure.words}”的单位是“${measure}”，${indicator.name}按“${indicator.unit}”统计，请确认。`,
    },
    open: { kind: 'unit', figure },
  }
}

/** “3户5人”: the reading in the indicator's own measure waits for a yes. */
export function askDouble(sheet: Sheet, figure: Figure, one: Assigned, next: Assigned): Asked {
  const words = wordsOf(sheet, one.amount.start, next.amount.end)
  const own = wordsOf(sheet, one.amount.start, one.amount.end)
  return { ask: { kind: 'unit', question: `“${words}”里有两个数，按 ${own}记，对吗？`, figure } }
}

export function askPeriod(figure: Figure, words: string, problem: 'nonexistent' | 'unknown'): Asked {
  const why = problem === 'nonexistent' ? '没有这一天' : '不清楚是哪几天'
  return { ask: { kind: 'period', question: `“${words}”${why}，请写明日期再报：${figure.words}。` } }
}

/** `parts`: the figures that wait until it is settled; one question for all. */
export function askSum(indicator: Indicator, stated: number, parts: readonly Figure[]): Asked[] {
  const sum = Math.round(parts.reduce((all, one) => all + one.value, 0) * 1000) / 1000
  const text = (value: number) => `${value.toLocaleString('en-US')}${indicator.unit}`
  const question = `${indicator.name}合计写的是 ${text(stated)}，各项相加是 ${text(sum)}，请核对。`
  return parts.map((figure) => ({ ask: { kind: 'sum', question, figure } }))
}

/** The message with a stretch put otherwise, as a text to send again. */
function replaced(sheet: Sheet, stretch: { start: number; end: number } | undefined, words: string): string {
  const { at } = sheet.folded
  const start = stretch ? (at[stretch.start] ?? 0) : 0
  const end = stretch ? (at[stretch.end - 1] ?? 0) + 1 : 0
  const [before, behind] = [
    sheet.original.slice(0, Math.min(start, MAX_CHOICE)),
    sheet.original.slice(end, end + MAX_CHOICE),
  ]
  return `${before}${words}${behind}`.slice(0, MAX_CHOICE)
}
