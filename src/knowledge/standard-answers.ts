import { z } from 'zod'
import { dayOfText } from './days.ts'
import type { Document, Refusal } from './document.ts'
import type { DocumentHead } from './ports.ts'
import { openSettings, type SettingsFile, shaped } from './settings-file.ts'
import { isNamed } from './validity.ts'

/** An answer that the bureau has written itself, with the words it rests on. */
export interface StandardAnswer {
  /** Ways of asking; the first is what a reader is shown. */
  questions: string[]
  answer: string
  basis: {
    /** Path below `documents/`. */
    document: string
    section: string
    /** Verbatim in one passage of the document. */
    quote: string
  }
  /** YYYY-MM-DD, included; empty: open. */
  until: string
  /** Who is told: keys as in a document's audience. */
  audience: string[]
}

/** With where it stands in the file: “answers.yaml 第 12 行”. */
export interface ListedAnswer extends StandardAnswer {
  place: string
}

const FILE = 'answers.yaml'
const text = (what: string) => z.string(what).trim().min(1, what)
const words = (what: string) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(text(what), what))
const item = z.object(
  {
    questions: words('要列出问法，例如 [适老化改造要自己出钱吗]').refine(
      (forms) => forms.length > 0,
      '至少要写一种问法',
    ),
    answer: text('要写答复'),
    basis: z.object(
      {
        document: text('要写依据的文件：路径、标题或者文号'),
        section: z.preprocess((value) => value ?? '', z.string('要写文字')),
        quote: text('要写依据的原文'),
      },
      '要写成 { document: 文件, quote: 原文 }',
    ),
    until: z.preprocess(
      (value) => value ?? '',
      z
        .string('要写成 2026-12-31')
        .refine((day) => day === '' || dayOfText(day) === day, '要写成 2026-12-31 这样真有的日子'),
    ),
    audience: z.preprocess((value) => value ?? ['all'], words('要写成列表，例如 [all]')),
  },
  '要写成 { questions: […], answer: …, basis: … }',
)

const list = z.preprocess(
  (value) => value ?? {},
  z.object({ answers: z.preprocess((value) => value ?? [], z.array(z.unknown())) }),
)

/** Reads answers.yaml; a missing file is no answers. What is wrong with one answer leaves the others be. */
export function readStandardAnswers(
  source: string | undefined,
  readers: ReadonlySet<string>,
): { answers: ListedAnswer[]; refused: Refusal[] } {
  if (source === undefined) return { answers: [], refused: [] }
  const opened = openSettings(FILE, source)
  if (opened.broken.length) return { answers: [], refused: opened.broken.map(refusalOf) }
  const file = shaped(opened, list)
  if (file.value === undefined)
    return { answers: [], refused: [{ path: FILE, reason: '第一行要写 answers:，下面列出答复' }] }
  const answers: ListedAnswer[] = []
  const refused: Refusal[] = []
  for (const [index, raw] of file.value.answers.entries()) {
    const part: SettingsFile = {
      ...{ raw, broken: [] },
      say: ({ at, text: told }) => opened.say({ at: ['answers', index, ...at], text: told }),
    }
    const read = shaped(part, item)
    if (read.value === undefined) {
      refused.push(...read.problems.map(refusalOf))
      continue
    }
    const strange = read.value.audience.filter((key) => !readers.has(key))
    const place = part.say({ at: [], text: '' }).replace(/：$/, '')
    if (strange.length)
      refused.push({ path: place, reason: `audience 里的 ${strange.join('、')} 不是单位编号` })
    else answers.push({ ...read.value, place })
  }
  return { answers, refused }
}

/** “answers.yaml 第 3 行：不是正确的 YAML” */
function refusalOf(problem: string): Refusal {
  const at = problem.indexOf('：')
  return { path: problem.slice(0, at), reason: problem.slice(at + 1) }
}

export interface Library {
  heads(): Promise<DocumentHead[]>
  document(path: string): Promise<Document | undefined>
}

/** Holds each answer against what it rests on; one that its basis does not bear is refused with its place and reason. */
export async function checkAnswers(
  listed: readonly ListedAnswer[],
  library: Library,
): Promise<{ answers: StandardAnswer[]; refused: Refusal[] }> {
  const heads = listed.length ? await library.heads() : []
  const answers: StandardAnswer[] = []
  const refused: Refusal[] = []
  const taken = new Map<string, string>()
  for (const { place, ...answer } of listed) {
    const { document: name } = answer.basis
    const head = heads.find((one) => one.path === name) ?? latest(heads.filter((one) => isNamed(one, name)))
    const document = head && (await library.document(head.path))
    const checked = document ? checkedAgainst(answer, document) : { reason: `库里没有依据的文件“${name}”` }
    const again = answer.questions.map((form) => taken.get(form)).find(Boolean)
    if ('reason' in checked) refused.push({ path: place, reason: checked.reason })
    else if (again) refused.push({ path: place, reason: `问法和 ${again} 的重复` })
    else {
      for (const form of answer.questions) taken.set(form, place)
      answers.push(checked.answer)
    }
  }
  return { answers, refused }
}

function latest(heads: readonly DocumentHead[]): DocumentHead | undefined {
  return [...heads].sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
}

function checkedAgainst(
  answer: StandardAnswer,
  document: Document,
): { answer: StandardAnswer } | { reason: string } {
  const short = answer.questions.find((form) => [...form.replace(/[^\p{L}\p{N}]/gu, '')].length < MIN_FORM)
  if (short) return { reason: `问法“${short}”太短，别的问题也会碰上，请写完整` }
  const found = verbatim(document, answer.basis.quote)
  if (!found) return { reason: `依据的原文在《${document.title}》里找不到，要一字不差` }
  const missing = figuresBeyond(answer.answer, document)
  if (missing.length) return { reason: `答复里的 ${missing.join('、')} 在《${document.title}》里没有` }
  const section = answer.basis.section || found.section
  return { answer: { ...answer, basis: { document: document.path, section, quote: found.quote } } }
}

/** Shorter forms are the beginning of many questions. */
const MIN_FORM = 5

/** The quote as the document has it, white space aside, with the article that holds it. */
function verbatim(document: Document, quote: string): { quote: string; section: string } | undefined {
  const pattern = new RegExp(
    [...quote.replace(/\s/g, '')].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*'),
  )
  if (quote.replace(/[\s|]/g, '').length < 2) return undefined
  for (const { text: told, article, headings } of [...document.passages].reverse()) {
    const [match] = pattern.exec(told) ?? []
    if (match) return { quote: match, section: article || (headings.at(-1) ?? '').slice(0, 30) }
  }
  return undefined
}

const FIGURE = /\d+(?:\.\d+)?(?:万元|元|%|周岁|岁|个工作日|工作日|日|天|个月|年|月|小时|人|户|次|倍)?/g

/** Figures of the answer that stand nowhere in the document; one of a table stands without its unit. */
function figuresBeyond(answer: string, document: Document): string[] {
  const whole = folded(
    [
      document.title,
      document.number,
      ...document.passages.flatMap((one) => [...one.headings, one.text]),
    ].join('\n'),
  )
  const bare = new Set(whole.match(/(?<![\d.])\d+(?:\.\d+)?(?![\d.万千%元])/g))
  const known = new Set(whole.match(FIGURE))
  return (folded(answer).match(FIGURE) ?? []).filter(
    (one) => !known.has(one) && !bare.has(/^[\d.]+/.exec(one)?.[0] ?? ''),
  )
}

function folded(source: string): string {
  return source
    .normalize('NFKC')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/\s/g, ' ')
    .replaceAll('周岁', '岁')
}
