import { asksWhether, kindsAsked } from './kinds.ts'
import { type Outcome, outcomeText } from './outcome.ts'
import { plain } from './words.ts'

/** Answered of one message; what is beyond is named, so that nobody thinks it was overlooked. */
const MOST = 5
/** Fewer are parts of one question, see `parts`. */
const SEVERAL = 4

/** The questions of a message that holds a list of them, as they were asked; undefined where it is one question. */
export function questionsIn(text: string): string[] | undefined {
  const pieces = text
    .split(/[?？\n]+|(?<=[。；;])/)
    .map((piece) =>
      piece.replace(/^\s*(?:\d{1,2}[.、．)）]|[一二三四五六七八九十]、|[(（]\d{1,2}[)）])\s*/, '').trim(),
    )
    .filter((piece) => piece.length > 3 && (kindsAsked(plain(piece)).length > 0 || asksWhether(plain(piece))))
  return pieces.length >= SEVERAL ? pieces : undefined
}

/** One answer out of several, numbered as they were asked; what could not be answered says so in its place. */
export async function answerEach(
  questions: readonly string[],
  asOf: string,
  answer: (text: string) => Promise<Outcome>,
): Promise<Outcome> {
  const outcomes: Outcome[] = []
  for (const question of questions.slice(0, MOST)) outcomes.push(await answer(question))
  const told = outcomes.filter((one) => one.kind === 'answer' || one.kind === 'clarify')
  const lines = outcomes.map((one, place) => `${place + 1}. ${briefly(one)}`)
  const rest = questions.slice(MOST)
  if (rest.length)
    lines.push(
      `一次最多答${MOST}个，还有：${rest.map((one) => `“${one.slice(0, 20)}”`).join('、')}，请再发一次。`,
    )
  const text = lines.join('\n')
  if (!told.length)
    return {
      kind: 'not-found',
      lead: '这几个问题都没有查到。',
      searched: rest.length ? (lines.at(-1) ?? '') : '',
      asOf,
    }
  return {
    kind: 'answer',
    title: told[0]?.title ?? '',
    answer: text,
    quotes: told.flatMap((one) => one.quotes),
    asOf,
    grounds: told.flatMap((one) => one.grounds ?? []),
  }
}

function briefly(outcome: Outcome): string {
  if (outcome.kind === 'not-found') return '没有查到相关的规定。'
  return outcomeText(outcome)
}
