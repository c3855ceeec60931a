import { tokensOf } from '../knowledge/tokens.ts'
import { isEmpty, type Term } from './words.ts'

/** How rare each token is among all passages; what stands nowhere weighs most. */
export interface Weights {
  idf(token: string): number
  known(token: string): boolean
}

export interface Weighed extends Term {
  weight: number
  /** Bigrams of the asked word with their weights. */
  pieces: readonly (readonly [string, number])[]
  /** Where no document has the word for a sum as a whole: what the sum is for. */
  stems: readonly string[]
  /** Stands in no document under any of its names. */
  unheard: boolean
}

/** Words for how often and how much: they place a figure, they are no subject. */
const MEASURES =
  /^(?:一|每)(?!餐)|^(?:差额|补贴比例|比例|不低于|赔偿|发放|领取|拨付|承担|同时符合|补贴|补助|补|费用|享受|申请|提交|最多|最高|多少钱|价|办理|评估|电话|材料|老年人|街道|社区|联系人|地点|地址|提交|领|拿|提高|调整|增加|涨到)$/

export function isMeasure(term: Term): boolean {
  return !term.category && (MEASURES.test(term.concept) || MEASURES.test(term.text))
}

export function weigh(words: readonly Term[], weights: Weights): Weighed[] {
  return (
    words
      .flatMap((term) => heardPieces(term, weights))
      .map((term) => {
        const pieces = bigrams(term.text).map((piece) => [piece, weights.idf(piece)] as const)
        const known = (alt: string) => bigrams(alt).every((piece) => weights.known(piece))
        const whole = term.alts.filter(known)
        const stems = whole.length ? [] : stemsOf(term).filter(known)
        const heard = whole.length ? whole : stems
        const long = heard.filter((alt) => alt.length > 1)
        const best = Math.min(...(long.length ? long : heard).map((alt) => common(alt, weights)))
        const rare = pieces.reduce((sum, [, weight]) => sum + weight, 0) / Math.max(1, pieces.length)
        const idf = heard.length ? best : rare
        const generic = isMeasure(term)
        const role = term.category ? 0.9 : generic ? 0.3 : term.text.length === 1 ? 0.4 : 1
        const unheard = !heard.length && (term.known || pieces.every(([piece]) => !weights.known(piece)))
        const length = Math.sqrt(Math.min(4, Math.max(2, term.text.length)) / 2)
        return { ...term, pieces, stems, unheard, weight: idf * length * role * (unheard ? 0.25 : 1) }
      })
      // 没去, a name of something where documents speak of it.
      .filter((term) => !(term.unheard && isEmpty(term.text)))
  )
}

/** A run of words that no document has as a whole, cut where no document joins two signs: 街道那一关 → 街道, 那一关. */
function heardPieces(term: Term, weights: Weights): Term[] {
  if (term.known || /[a-z\d]/.test(term.text)) return [term]
  if (term.text.length < 3) {
    const rest = weights.known(term.text) ? term : withoutParticles(term)
    return rest.text.length > 1 ? [term] : []
  }
  const pieces: Term[] = []
  let from = 0
  for (let at = 1; at <= term.text.length; at++) {
    if (at < term.text.length && weights.known(term.text.slice(at - 1, at + 1))) continue
    const text = term.text.slice(from, at)
    const last = pieces.at(-1)
    const place = { start: term.start + from, end: term.start + at }
    // Single signs that join nothing stay together as the part that nobody has heard of.
    if (text.length === 1 && last && !weights.known(last.text.slice(-2)) && last.end === place.start) {
      last.text += text
      last.end = place.end
    } else pieces.push({ ...term, ...place, text })
    from = at
  }
  return pieces
    .map((piece) => (weights.known(piece.text.slice(0, 2)) ? piece : withoutParticles(piece)))
    .filter((piece) => piece.text.length > 1)
    .map((piece) => ({ ...piece, concept: piece.text, alts: [piece.text] }))
}

/** 改了, 能减: what nobody has heard of and is a verb with its particles names nothing. */
function withoutParticles(piece: Term): Term {
  const text = piece.text.replace(/^[没不去能要都就也还再会可想把被给]+|[了没不去着过吗呢些]+$/g, '')
  return { ...piece, text }
}

function common(alt: string, weights: Weights): number {
  return Math.max(...bigrams(alt).map((piece) => weights.idf(piece)))
}

function bigrams(text: string): string[] {
  if (text.length < 2 || /^[a-z\d.]+$/.test(text)) return [text]
  return Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2))
}

/** 护理费, 运营补贴: the word for a sum that the sum itself need not repeat; what it is paid for must stand there. */
const SUM = /(?:费用?|金|款|补贴|补助|津贴|标准|待遇|奖励|价格?|钱)$/

function stemsOf(term: Term): string[] {
  return [term.text, ...term.alts].flatMap((alt) => {
    const stem = alt.replace(SUM, '')
    return stem !== alt && stem.length > 1 ? [stem] : []
  })
}

/** How far a text holds a word: 1 under one of its names, else the share of its pieces. */
export function held(term: Weighed, text: string): number {
  if (term.alts.some((alt) => text.includes(alt))) return 1
  if (term.stems.some((stem) => text.includes(stem))) return 0.85
  if (term.text.length < 3) return 0
  const all = term.pieces.reduce((sum, [, weight]) => sum + weight, 0)
  const there = term.pieces.reduce((sum, [piece, weight]) => sum + (text.includes(piece) ? weight : 0), 0)
  return all ? (there / all) * 0.9 : 0
}

/** Tokens whose frequencies `weigh` needs. */
export function tokensFor(terms: readonly Term[]): string[] {
  return [
    ...new Set(
      terms
        .flatMap((term) => [term.text, ...term.alts].flatMap(bigrams))
        .flatMap((piece) => [piece, ...tokensOf(piece)]),
    ),
  ]
}
