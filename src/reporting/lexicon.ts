import type { Glossary } from '../knowledge/document.ts'
import type { Catalogue, Indicator } from './catalogue.ts'
import { contentOf, isFiller } from './filler.ts'

/** A name of an indicator in a text. Several in `of`: the name is shared and must be asked about. */
export interface Mention {
  start: number
  end: number
  of: Indicator[]
  /** Only a synonym of the glossary: counts in the indicator's very unit alone. */
  weak: boolean
}

/** What a phrase without a whole name can mean: every content word of it belongs to the names of these indicators. */
export interface Guess {
  indicator: Indicator
  /** How many signs of the phrase it explains. */
  covered: number
  /** Its words are one of the indicator's names, turned around or not. */
  whole: boolean
  /** Its words hold the end of a name: 改造 of 适老化改造, not of 改造前评估. */
  head: boolean
  /** No sign of the phrase is left over. */
  clean: boolean
  /** Where the words of the name stand in the phrase. */
  pieces: { start: number; end: number }[]
}

interface Word {
  indicator: Indicator
  /** All names, one a line: what stands in here belongs to the indicator. */
  names: string
  list: string[]
}

export interface Lexicon {
  /** By first two signs, longest name first. */
  names: Map<string, { name: string; of: Indicator[]; weak: boolean }[]>
  /** Which indicators have these two signs side by side in a name. */
  pairs: Map<string, Set<Word>>
  words: Word[]
}

const known = new WeakMap<Catalogue, Lexicon>()

/** Built once a catalogue. Terms of the glossary stand for each other inside names. */
export function lexiconOf(catalogue: Catalogue, glossary: Glossary): Lexicon {
  const before = known.get(catalogue)
  if (before) return before
  const words = catalogue.map((indicator): Word => {
    const list = [...new Set([indicator.name, ...indicator.aliases].filter((name) => name.length > 1))]
    return { indicator, list, names: list.join('\n') }
  })
  const lexicon: Lexicon = { names: new Map(), pairs: new Map(), words }
  for (const word of words) for (const name of word.list) addName(lexicon, name, word.indicator)
  for (const word of words) for (const name of synonyms(word, glossary)) addSynonym(lexicon, name, word)
  for (const list of lexicon.names.values()) list.sort((a, b) => b.name.length - a.name.length)
  for (const word of words)
    for (let at = 0; at + 1 < word.names.length; at++) {
      const pair = word.names.slice(at, at + 2)
      if (pair.includes('\n')) continue
      const having = lexicon.pairs.get(pair)
      if (having) having.add(word)
      else lexicon.pairs.set(pair, new Set([word]))
    }
  known.set(catalogue, lexicon)
  return lexicon
}

function addName(lexicon: Lexicon, name: string, indicator: Indicator, weak = false): void {
  const key = name.slice(0, 2)
  const list = lexicon.names.get(key) ?? []
  const same = list.find((one) => one.name === name)
  if (!same) list.push({ name, of: [indicator], weak })
  else if (!same.of.includes(indicator)) same.of.push(indicator)
  lexicon.names.set(key, list)
}

/** A term of the glossary never overrules a name of the catalogue. */
function addSynonym(lexicon: Lexicon, name: string, word: Word): void {
  if (lexicon.names.get(name.slice(0, 2))?.some((one) => one.name === name)) return
  addName(lexicon, name, word.indicator, true)
}

/** A concept that the glossary knows by other words, where a name is one of them. */
function synonyms({ list }: Word, glossary: Glossary): string[] {
  return glossary
    .filter((group) => group.some((term) => list.includes(term)))
    .flatMap((group) => group.filter((term) => term.length > 1 && !list.includes(term)))
}

/** Behind a name: it is only part of another noun (评估员, 轮训名额). */
const COMPOUND =
  /^(?:员(?!工)|责任|有效期|系统|档案|资料|方案|名额|标准|补贴|津贴|经费|预算|材料|物资|设备|老师|讲师|专家|费(?!用)|志愿者|办法|细则|文件|政策|记录本|表(?:格|样)?(?![示彰])|群(?!众)|会议?(?!员)|车|队员|小组|平台|软件|账号|证(?!明)|协议|合同|制度|考核|流程|模板|通知|维[保修]|保养|困人|故障|操作|管理|负责人|联系人|钥匙|地点|时间|地址|场地|会场|路线|方法|技巧|要点|须知|事宜|的事|推进会|部署会|动员会|工作会|现场会|专班|办公室|补助|奖补|奖励|手册|合同|签字|期间|期限|时限|过程|时(?![长间段\d一二三四五六七八九十两])|中(?![心医])|率(?![先领]))/

/** All names in a text, longest first, none overlapping; a name that only begins another noun is left out. */
export function findMentions(text: string, lexicon: Lexicon): Mention[] {
  const all: Mention[] = []
  for (let at = 0; at + 1 < text.length; at++) {
    const list = lexicon.names.get(text.slice(at, at + 2))
    if (!list) continue
    for (const { name, of, weak } of list)
      if (text.startsWith(name, at)) all.push({ start: at, end: at + name.length, of, weak })
  }
  all.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  const found: Mention[] = []
  const taken = new Uint8Array(text.length)
  for (const one of all) {
    if (taken[one.start] || taken[one.end - 1]) continue
    taken.fill(1, one.start, one.end)
    found.push(one)
  }
  return found.filter(({ end }) => !COMPOUND.test(text.slice(end, end + 4))).sort((a, b) => a.start - b.start)
}

/** Longest phrase that is looked at; nobody names an indicator in more words. */
const MAX_PHRASE = 40

/** Indicators whose names contain every content word of a phrase, best first; those as good as the best stay in the list. */
export function guess(phrase: string, lexicon: Lexicon, allowed: (indicator: Indicator) => boolean): Guess[] {
  const from = Math.max(0, phrase.length - MAX_PHRASE)
  const text = phrase.slice(from)
  const words = new Set<Word>()
  for (let at = 0; at + 1 < text.length; at++)
    for (const word of lexicon.pairs.get(text.slice(at, at + 2)) ?? [])
      if (allowed(word.indicator)) words.add(word)
  const found = [...words].flatMap((word) => {
    const one = explain(text, from, word, lexicon.words)
    return one ? [one] : []
  })
  const rank = (one: Guess) => one.covered * 4 + (one.whole ? 2 : 0) + (one.head ? 1 : 0)
  const best = Math.max(0, ...found.map(rank))
  return found.filter((one) => rank(one) === best)
}

/** What only those newly enrolled are called. */
const NEW = /注册/

/** How a phrase is made of the words of one indicator; undefined when something in it belongs to none of its names. */
function explain(text: string, from: number, word: Word, all: readonly Word[]): Guess | undefined {
  const pieces: Guess['pieces'] = []
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = 2
    while (at + length <= text.length && word.names.includes(text.slice(at, at + length))) length += 1
    length -= 1
    if (length >= 2 && !isFiller(text.slice(at, at + length))) {
      pieces.push({ start: at, end: at + length })
      rest += ' '
      at += length
    } else {
      rest += text[at]!
      at += 1
    }
  }
  // “厕所又改了5户”: 改 belongs to 厕所改造.
  const left = contentOf(rest)
  if (!pieces.length) return undefined
  const said = pieces.map(({ start, end }) => text.slice(start, end))
  const signs = sorted(said.join(''))
  const whole = word.list.some((name) => name.length === signs.length && sorted(name) === signs)
  const head = word.list.some((name) => said.some((piece) => name.endsWith(piece)))
  // “社区”, “残疾人”: words of many names, and of none the thing itself.
  if (!whole && !head && said.every((piece) => isShared(piece, word, all))) return undefined
  // “志愿者45名”: not the ones newly registered.
  if (!whole && word.list.every((name) => NEW.test(name)) && !NEW.test(text)) return undefined
  const own = [...left].every((sign) => word.names.includes(sign))
  // “查扣过期商品”: a whole name with a short word in between.
  if (left && !own && !(whole && pieces.length > 1 && left.length <= 3)) return undefined
  return {
    indicator: word.indicator,
    covered: signs.length,
    whole,
    head,
    clean: left === '',
    pieces: pieces.map(({ start, end }) => ({ start: from + start, end: from + end })),
  }
}

function isShared(piece: string, word: Word, all: readonly Word[]): boolean {
  return all.some((other) => other !== word && other.names.includes(piece))
}

function sorted(text: string): string {
  return [...text].sort().join('')
}
