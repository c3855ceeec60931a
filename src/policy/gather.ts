import type { DocumentHead } from '../knowledge/ports.ts'
import { asksWhether, kindsAsked } from './kinds.ts'
import type { Filter, Found, PassageIndex } from './ports.ts'
import type { Asked } from './question.ts'
import { type Scored, scoreUnit } from './rank.ts'
import { type Hit, search } from './search.ts'
import { ruledIn } from './standing.ts'
import { unitsOf } from './units.ts'
import { tokensFor, type Weighed, type Weights, weigh } from './weights.ts'

/** Documents whose passages are read whole for the close look. */
const DOCUMENTS = 8

export type Head = DocumentHead & { id: number; issuer: string; audience: string[] }

/** What the documents hold for a question: units, best first, with the question's words as they weigh here. */
export interface Gathered {
  terms: Weighed[]
  units: Scored[]
  hits: Hit[]
  passages: ReadonlyMap<number, readonly Found[]>
}

export async function gather(
  asked: Asked,
  filter: Filter,
  index: PassageIndex,
  preferred = '',
): Promise<Gathered> {
  const weights = await weightsFor(asked, index, filter)
  const terms = told(weigh(asked.terms, weights), asked.text)
  const expansion = asked.terms.flatMap((term) =>
    term.alts.filter((alt) => alt !== term.text && alt.length > 1).slice(0, 6),
  )
  const hits = await search(asked.text, filter, index, expansion)
  const documents = bestDocuments(hits)
  const passages = await Promise.all(documents.map((id) => index.passagesOf(id, filter)))
  const best = Math.max(...hits.map((hit) => hit.total), Number.MIN_VALUE)
  const priors = new Map(hits.map((hit) => [hit.id, hit.total / best]))
  const cut = passages.flatMap((some) => unitsOf(some))
  const question = { ...asked, terms, preferred, ruled: ruledIn(cut, asked.facts) }
  const units = cut
    .map((unit) => scoreUnit(unit, question, priors.get(unit.passage.id) ?? 0))
    .sort((a, b) => b.score - a.score)
  return { terms, units, hits, passages: new Map(documents.map((id, place) => [id, passages[place] ?? []])) }
}

/** In a long story the clauses that ask count whole, what was told around them less. */
function told(all: Weighed[], text: string): Weighed[] {
  const terms = all.map((term) => (isHome(term, text) ? { ...term, weight: term.weight * HOME } : term))
  if (text.length <= 45) return terms
  const clauses = [...text.matchAll(/[^,，。;；?？!！]+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    asks: kindsAsked(match[0]).length > 0,
  }))
  return terms.map((term) => {
    const clause = clauses.find((one) => term.start >= one.start && term.start < one.end)
    return clause?.asks || term.category ? term : { ...term, weight: term.weight * 0.2 }
  })
}

/** What the place where someone lives counts, where that is told and not asked. */
const HOME = 0.3

/** 五保老人住在敬老院，护理费多少: where, in a clause that asks nothing. */
function isHome({ start, end, category }: Weighed, text: string): boolean {
  const lives =
    /住(?:在|进|着)?$/.test(text.slice(0, start)) || /^住(?:在|进|着)$/.test(text.slice(start, end))
  const rest = /^[^，,。；;？?！!]*[，,。；;]/.exec(text.slice(end))?.[0]
  return lives && !category && rest !== undefined && !kindsAsked(rest).length && !asksWhether(rest)
}

function bestDocuments(hits: readonly Hit[]): number[] {
  return [...new Set(hits.map((hit) => hit.document))].slice(0, DOCUMENTS)
}

async function weightsFor(asked: Asked, index: PassageIndex, { readers }: Filter): Promise<Weights> {
  const { total, of } = await index.frequencies(tokensFor(asked.terms), readers)
  const rarest = Math.log(1 + (total + 0.5) / 0.5)
  return {
    known: (token) => of.has(token),
    idf: (token) => {
      const df = of.get(token)
      return df ? Math.log(1 + (total - df + 0.5) / (df + 0.5)) : rarest
    },
  }
}
