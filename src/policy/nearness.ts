import type { Hit } from './search.ts'

/** A passage that has no vector yet. */
export interface Unplaced {
  id: number
  text: string
}

/** Stored vectors of one model. */
export interface Vectors {
  of(ids: readonly number[]): Promise<ReadonlyMap<number, Float32Array>>
  unplaced(limit: number): Promise<Unplaced[]>
  place(placed: readonly { id: number; vector: readonly number[] }[]): Promise<void>
}

/** Vectors of texts, of the same length each. Undefined while there are none to be had. */
export type Embed = (
  texts: readonly string[],
  what: 'question' | 'passages',
) => Promise<readonly (readonly number[])[] | undefined>

/** How near passages stand to a question in meaning: passage id → cosine. Empty while nobody can tell. */
export type Nearness = (question: string, ids: readonly number[]) => Promise<ReadonlyMap<number, number>>

export function createNearness(embed: Embed, vectors: Vectors): Nearness {
  return async (question, ids) => {
    const known = await vectors.of(ids)
    if (!known.size) return known as ReadonlyMap<number, never>
    const [asked] = (await embed([question], 'question')) ?? []
    if (!asked) return new Map()
    return new Map(
      [...known].flatMap(([id, vector]) =>
        vector.length === asked.length ? [[id, cosine(asked, vector)] as const] : [],
      ),
    )
  }
}

const AT_ONCE = 32

/** Gives every passage its vector, as far as the server goes along; returns how many got one. The rest stays for the next time. */
export async function placeAll(embed: Embed, vectors: Vectors): Promise<number> {
  for (let count = 0; ; ) {
    const batch = await vectors.unplaced(AT_ONCE)
    if (!batch.length) return count
    const made = await embed(
      batch.map(({ text }) => text),
      'passages',
    )
    if (made?.length !== batch.length) return count
    await vectors.place(batch.map(({ id }, i) => ({ id, vector: made[i] ?? [] })))
    count += batch.length
  }
}

/** What nearness weighs beside words. */
const WEIGHT = 0.6

/** Hits in their new order: to the score of the words the nearness is added, stretched to 0 … 1 over those at hand. */
export function fused(hits: readonly Hit[], near: ReadonlyMap<number, number>, weight = WEIGHT): Hit[] {
  const told = hits.flatMap(({ id }) => near.get(id) ?? [])
  const [low, high] = [Math.min(...told), Math.max(...told)]
  if (!(high > low)) return [...hits]
  const scaled = ({ id }: Hit) => ((near.get(id) ?? low) - low) / (high - low)
  return hits
    .map((hit) => ({ ...hit, total: hit.total + weight * scaled(hit) }))
    .sort((a, b) => b.total - a.total)
}

function cosine(a: readonly number[], b: Float32Array): number {
  let [dot, lengthA, lengthB] = [0, 0, 0]
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0]
    dot += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return lengthA && lengthB ? dot / Math.sqrt(lengthA * lengthB) : 0
}
