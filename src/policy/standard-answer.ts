import type { StandardAnswer } from '../knowledge/standard-answers.ts'
import type { PolicyQuestion } from './answer.ts'
import type { Remembered } from './follow-up.ts'
import type { Outcome } from './outcome.ts'
import type { PassageIndex } from './ports.ts'
import { readQuestion } from './question.ts'
import { basis, marksOf, quoteFrom } from './sources.ts'
import { unsupported } from './support.ts'
import { type Lexicon, plain } from './words.ts'

/**
 * What the bureau has written itself for just this question; undefined where it has not, where the asker may not know it, and
 * where it or the document that it rests on does not hold on the day. It leaves through the same last look as any answer.
 */
export async function standardAnswer(
  { text, asOf, readers }: PolicyQuestion,
  answers: readonly StandardAnswer[],
  { index, lexicon }: { index: PassageIndex; lexicon: Lexicon },
): Promise<{ outcome: Outcome; context: Remembered } | undefined> {
  const asked = folded(text)
  const mine = answers.filter(
    (one) => (!one.until || one.until >= asOf) && one.audience.some((key) => readers.includes(key)),
  )
  const found =
    mine.find((one) => one.questions.some((form) => folded(form) === asked)) ??
    mine.find((one) => one.questions.some((form) => alike(folded(form), asked)))
  // A form that only asks folds to nothing, and so does “？”.
  if (!found || asked.length < 2) return undefined
  const head = (await index.heads(readers)).find((one) => one.path === found.basis.document)
  if (!head || head.validFrom > asOf || (head.validTo !== '' && head.validTo < asOf)) return undefined
  const quotes = [quoteFrom(head, found.basis.section, found.basis.quote)]
  const passages = await index.passagesOf(head.id, { readers, asOf })
  const grounds = [
    ...marksOf(head),
    found.basis.section,
    ...passages.flatMap((one) => [one.text, ...one.headings]),
  ]
  const answer = `${found.answer}\n${basis(quotes, asOf)}`
  if (unsupported(answer, grounds, text).length) return undefined
  const { terms, facts, kinds, denied } = readQuestion(text, lexicon, [plain(head.title)])
  return {
    outcome: { kind: 'answer', title: head.title, answer, quotes, asOf, grounds },
    context: {
      ...{ version: 1, text: plain(text), terms, facts, kinds, denied },
      ...{ document: head.path, day: asOf, clarifying: false },
    },
  }
}

const OPENING =
  /^(?:(?:您好|你好|请问|请教|打扰一下|麻烦问下|我?想问下?|问一下|咨询一下|我想知道)[,，、。!！ ]*)+/
const PARTICLES = /[吗呢呀啊吧么哦的了]+/g
const SAME: readonly [RegExp, string][] = [
  [/怎么样?|咋样?|如何/g, '怎么'],
  [/多少钱|多少元|几多钱|好多钱/g, '多少'],
  [/哪些|什么|啥/g, '什么'],
  [/能不能|可不可以|能否|是否可以|可以不可以/g, '能'],
  [/可以/g, '能'],
]

/** A question without what only asks: two that fold alike are the same question. */
function folded(text: string): string {
  const open = plain(text).trim().replace(OPENING, '')
  const same = SAME.reduce((told, [pattern, name]) => told.replace(pattern, name), open)
  return same.replace(/[^\p{L}\p{N}]/gu, '').replace(PARTICLES, '')
}

/** Shortest question in which an odd sign more or less changes nothing. */
const LONG = 10
const HARMLESS = /^[我们咱您你请要想去来给还就在是有个这那都也到办]*$/

/** Nearly all pairs of signs shared, and what differs neither names nor counts nor denies anything. */
function alike(form: string, asked: string): boolean {
  if (form.length < LONG || asked.length < LONG) return false
  const [a, b] = [pairsOf(form), pairsOf(asked)]
  const shared = [...a].filter((pair) => b.has(pair)).length
  if ((2 * shared) / (a.size + b.size) < 0.8) return false
  return HARMLESS.test(without(form, asked) + without(asked, form))
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
}

/** The signs of one text that the other has not, each counted. */
function without(text: string, other: string): string {
  const left = [...other]
  return [...text]
    .filter((sign) => {
      const at = left.indexOf(sign)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
    .join('')
}
