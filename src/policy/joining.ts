import type { Outcome } from './outcome.ts'
import { figure } from './quantities.ts'
import { amountIn, moneyText } from './tell.ts'

export type Answer = Extract<Outcome, { kind: 'answer' }>

const basisOf = (text: string) => text.slice(text.lastIndexOf('\n') + 1)
const bodyOf = (text: string) => text.slice(0, Math.max(0, text.lastIndexOf('\n')))

/** Several answers as one, what they share told once. */
export function joined(answers: readonly Answer[]): Answer {
  const [first, ...rest] = answers as [Answer, ...Answer[]]
  const fresh = rest.filter(
    (one, place) => ![first, ...rest.slice(0, place)].some((other) => other.answer === one.answer),
  )
  const bodies = [...new Set([first, ...fresh].map((one) => bodyOf(one.answer)))]
  const bases = [...new Set([first, ...fresh].map((one) => basisOf(one.answer)))]
  const quotes = [first, ...fresh].flatMap((one) => one.quotes)
  const grounds = [first, ...fresh].flatMap((one) => one.grounds ?? [])
  return { ...first, answer: [...bodies, ...bases].join('\n'), quotes, grounds }
}

/** Sums of different benefits with what they come to; undefined where one tells no single amount a month. */
export function summed(answers: readonly Answer[]): Answer | undefined {
  const amounts = answers.flatMap(({ amount }) => amount ?? [])
  const monthly = answers.every(({ answer }) => /每月/.test(bodyOf(answer)) && !/一次性/.test(bodyOf(answer)))
  if (amounts.length < 2 || amounts.length !== answers.length || !monthly) return undefined
  const whole = Math.round(amounts.reduce((sum, one) => sum + one, 0) * 100) / 100
  const told = joined(answers)
  return {
    ...told,
    answer: `${amounts.map(figure).join('＋')}＝${moneyText(whole)}。\n${told.answer}`,
    amount: whole,
  }
}

/** By how much two versions differ, where each tells one sum. */
export function changeOf(one: string, other: string): string {
  const [a, b] = [one, other].map((answer) => amountIn(bodyOf(answer)))
  const [x, y] = [a?.[0]?.amount, b?.[0]?.amount]
  if (a?.length !== 1 || b?.length !== 1 || x === undefined || y === undefined || x === y) return ''
  return `相差${moneyText(Math.abs(x - y))}（${figure(Math.max(x, y))}－${figure(Math.min(x, y))}）。\n`
}
