import { Converter } from 'opencc-js/t2cn'
import type { Glossary } from '../knowledge/document.ts'
import { CATEGORIES } from './lexicon/categories.ts'
import { EMPTY_WORDS } from './lexicon/empty-words.ts'
import { BROADER, ELSEWHERE, MATTERS } from './lexicon/matters.ts'
import { SPEECH } from './lexicon/speech.ts'

/** A word of the question, under every name that documents may use for it. */
export interface Term {
  /** As asked. */
  text: string
  /** The preferred name of its concept; the word itself where it has none. */
  concept: string
  /** What to look for, the asked word itself among them. */
  alts: readonly string[]
  start: number
  end: number
  /** Names a kind of people, a grade: picks a tier rather than a subject. */
  category: boolean
  /** Known to the glossary or the field's lexicon. */
  known: boolean
  /** Named in a title or in the bureau's glossary: what the talk is about. */
  topic?: boolean
  /** A matter of another authority, unless a document speaks of it. */
  foreign?: boolean
}

/** All names of all concepts, compiled once per glossary. */
export interface Lexicon {
  /** Longest name first. */
  names: RegExp
  alts: ReadonlyMap<string, readonly string[]>
  concepts: ReadonlyMap<string, string>
  /** Names of one sign: they count only where they stand alone. */
  single: ReadonlyMap<string, readonly string[]>
  categories: ReadonlySet<string>
  /** Every name of a category → its preferred name. */
  canon: ReadonlyMap<string, string>
  canonNames: RegExp
  /** Preferred names of kinds of people and grades. */
  categoryNames: RegExp
}

const FOREIGN: ReadonlySet<string> = new Set(ELSEWHERE.flat())
const simplified = Converter({ from: 't', to: 'cn' })
/** 二类, 四星, C级: a class by its number is a name of its own. */
const CLASSES =
  /[一二三四五六七八九十甲乙丙丁\d]+[类星档](?!似)|[a-e][级类档]|[甲乙丙丁]级|[一二三四五六]级|\d[a](?![a-z级])/g
/** Verbs of asking that stick to the word before: 改造补多少. */
const TRAILING = '免减补给收拨出发领拿交办报付赔奖换算占招考归管满后'
const SUFFIXES = '站员岗费券证卡点院室会队所师工生金险率额类'
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** NFKC, simplified, lower case, no emoji: what question and documents are compared in. */
export function plain(text: string): string {
  return simplified(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('劵', '券')
    .replace(/(?:\p{Extended_Pictographic}|\u200d|\ufe0f)/gu, '')
}

/** `places`: the bureau's units under all their names; they are words as any other. */
export function buildLexicon(glossary: Glossary, places: Glossary = []): Lexicon {
  const categories = merged([...CATEGORIES, ...glossary.map((group) => group.map(plain))])
  const groups = [...categories, ...SPEECH, ...MATTERS, ...ELSEWHERE, ...places]
  const alts = new Map<string, Set<string>>()
  const concepts = new Map<string, string>()
  for (const group of groups)
    for (const name of group) {
      if (!concepts.has(name)) concepts.set(name, group[0] ?? name)
      const all = alts.get(name) ?? new Set<string>()
      for (const other of group) all.add(other)
      alts.set(name, all)
    }
  for (const [name, broader] of BROADER)
    for (const other of groups) if (other.includes(name)) for (const one of other) alts.get(one)?.add(broader)
  const canon = new Map(categories.flatMap((group) => group.map((name) => [name, group[0] ?? name] as const)))
  const fieldNames = new Set(merged([...CATEGORIES]).flat())
  const sorted = new Map([...alts].map(([name, all]) => [name, [...all].sort((a, b) => b.length - a.length)]))
  return {
    names: anyOf([...alts.keys()].filter((name) => name.length > 1)),
    alts: sorted,
    concepts,
    single: new Map([...sorted].filter(([name]) => name.length === 1)),
    categories: fieldNames,
    canon,
    canonNames: anyOf([...canon.keys()].filter((name) => name.length > 1)),
    categoryNames: anyOf([...new Set([...fieldNames].map((name) => canon.get(name) ?? name))]),
  }
}

/** Groups that share a name are one concept; the bureau's preferred term comes last and wins nothing but its place. */
function merged(groups: Glossary): string[][] {
  const found: string[][] = []
  for (const group of groups) {
    const same = found.find((one) => one.some((name) => group.includes(name)))
    if (same) same.push(...group.filter((name) => !same.includes(name)))
    else found.push([...group])
  }
  return found
}

function anyOf(names: string[]): RegExp {
  const sorted = names.sort((a, b) => b.length - a.length)
  return new RegExp(sorted.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') || '$^', 'g')
}

/** Every name of a category written as its preferred one: two texts then agree where they mean the same. */
export function canonical(text: string, lexicon: Lexicon): string {
  return text.replace(lexicon.canonNames, (name) => lexicon.canon.get(name) ?? name)
}

/** The words of a question that say what it is about, in order. `taken`: stretches that are facts already. */
export function termsOf(
  question: string,
  lexicon: Lexicon,
  taken: readonly { start: number; end: number }[] = [],
  titles: readonly string[] = [],
): Term[] {
  const covered = new Array<boolean>(question.length).fill(false)
  for (const span of taken) covered.fill(true, span.start, span.end)
  const starts = new Set([...segmenter.segment(question)].map((one) => one.index))
  const terms: Term[] = []
  const take = (text: string, start: number, category: boolean, title = false) => {
    const end = start + text.length
    if (covered.slice(start, end).some(Boolean)) return
    covered.fill(true, start, end)
    const alts = lexicon.alts.get(text) ?? [text]
    const concept = lexicon.concepts.get(text) ?? text
    const kind = category || lexicon.categories.has(text)
    const topic = title || (!kind && lexicon.canon.has(text))
    terms.push({
      text,
      concept,
      alts,
      start,
      end,
      category: kind,
      known: true,
      topic,
      foreign: FOREIGN.has(text),
    })
  }
  for (const match of question.matchAll(CLASSES)) take(match[0], match.index, true)
  for (const { text, start } of titlePhrases(question, titles, starts)) {
    lexicon.canonNames.lastIndex = 0
    if (!lexicon.canonNames.test(text)) take(text, start, false, true)
  }
  // A name within a longer word is not meant: 廉租房 is no 租房.
  const open = [...question].map((sign, place) => (covered[place] ? '\0' : sign)).join('')
  for (const match of open.matchAll(lexicon.names))
    if (starts.has(match.index) || match[0].length > 2) take(match[0], match.index, false)
  for (const run of contentRuns(question, covered)) {
    const before = terms.find((term) => term.known && term.end === run.start)
    if (
      before &&
      run.text.length > 1 &&
      SUFFIXES.includes(run.text[0] ?? '') &&
      TRAILING.includes(run.text[1] ?? '')
    )
      run.text = run.text.slice(0, 1)
    if (run.text.length > 1 || /[a-z]/.test(run.text)) {
      terms.push({ ...run, concept: run.text, alts: [run.text], category: false, known: false })
    } else if (before && SUFFIXES.includes(run.text)) {
      // 社工 + 站: the longer word first.
      before.text += run.text
      before.end = run.start + 1
      before.alts = [before.text, ...before.alts]
    } else {
      const alts = lexicon.single.get(run.text)
      const concept = lexicon.concepts.get(run.text) ?? run.text
      if (alts) terms.push({ ...run, concept, alts, category: false, known: true })
    }
  }
  return terms.sort((a, b) => a.start - b.start)
}

/** The longest stretches that the question shares with a title: 两项补贴 is a subject, not two of something. */
function titlePhrases(
  question: string,
  titles: readonly string[],
  words: ReadonlySet<number>,
): { text: string; start: number }[] {
  const found: { text: string; start: number }[] = []
  for (let start = 0; start < question.length; ) {
    let length = 0
    // 普通老人家庭 shares no 人家庭 with a title.
    if (!words.has(start)) {
      start += 1
      continue
    }
    while (
      start + length < question.length &&
      titles.some((title) => title.includes(question.slice(start, start + length + 1)))
    )
      length += 1
    const text = question.slice(start, start + length)
    if (length >= 4 && /^\p{Script=Han}+$/u.test(text)) found.push({ text, start })
    start += Math.max(1, length >= 4 ? length : 1)
  }
  return found
}

/** What is left between names and facts once empty words are out: stretches of one or more words. */
function contentRuns(
  question: string,
  covered: readonly boolean[],
): { text: string; start: number; end: number }[] {
  const rest = [...question].map((sign, place) => (covered[place] ? '|' : sign)).join('')
  const runs: { words: string[]; start: number; end: number }[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(rest)) {
    const last = runs.at(-1)
    // 卫生间: the last sign of a longer word is no word for between.
    const ends = segment === '间' && last?.end === index
    if (!isWordLike || (!ends && (isEmpty(segment) || COUNTING.test(segment)))) continue
    if (last?.end === index && !/[a-z\d]/.test(segment)) {
      last.words.push(segment)
      last.end += segment.length
    } else runs.push({ words: [segment], start: index, end: index + segment.length })
  }
  const named = runs.filter(({ words }) => !isEmpty(words.join('')))
  return named.map(({ words, start, end }) => {
    // 改造补 多少, 报街道: a verb at either end is the asking's, not the word's.
    while (words.length > 1 && TRAILING.includes(words.at(-1) ?? '')) end -= words.pop()?.length ?? 0
    while (words.length > 1 && TRAILING.includes(words[0] ?? '')) start += words.shift()?.length ?? 0
    const text = words.join('')
    // 集中供养的: the particle is the sentence's.
    return text.length > 2 && /[的了]$/.test(text)
      ? { text: text.slice(0, -1), start, end: end - 1 }
      : { text, start, end }
  })
}

/** 人的, 了我: made of nothing but empty signs. */
export function isEmpty(word: string): boolean {
  if (word.length > 1 && /[的了]$/.test(word) && EMPTY_WORDS.has(word.slice(0, -1))) return true
  return EMPTY_WORDS.has(word) || (word.length > 1 && [...word].every((sign) => PARTICLES.includes(sign)))
}

const PARTICLES =
  '的了着过地得吗呢吧啊呀嘛人我你他她它这那给是在有也都就还又再要能去会可想没不些来把被跟和与很太'
const COUNTING = /^[\d.]+$|^[一二两三四五六七八九十几]+[个名位家户张次]?$/
