import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Embed } from '../policy/nearness.ts'
import { createBreaker } from './breaker.ts'
import { mask } from './mask.ts'

export interface EmbeddingSettings {
  baseUrl: string
  apiKey: string
  model: string
}

/** Somebody waits for a question; nobody for passages. */
const WAIT_MS = { question: 1_500, passages: 30_000 }
const LONGEST = 2_000
const answer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
})

/** Vectors from any OpenAI-compatible server; none while it fails. What belongs to persons is masked, nothing is logged of the texts. */
export function createEmbed(settings: EmbeddingSettings, parts: { clock: Clock; log: Log }): Embed {
  const breaker = createBreaker()
  let told = false
  return async (texts, what) => {
    if (!breaker.allows(parts.clock())) return undefined
    try {
      const response = await fetch(`${settings.baseUrl}/embeddings`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(settings.apiKey ? { authorization: `Bearer ${settings.apiKey}` } : {}),
        },
        body: JSON.stringify({
          ...{ model: settings.model, encoding_format: 'float' },
          input: texts.map((text) => mask(text.slice(0, LONGEST)).text),
        }),
        signal: AbortSignal.timeout(WAIT_MS[what]),
      })
      if (!response.ok) throw new Error(`status ${response.status}`)
      const { data } = answer.parse(await response.json())
      const vectors = data.toSorted((a, b) => a.index - b.index).map((one) => one.embedding)
      if (vectors.length !== texts.length || vectors.some((one) => one.length !== vectors[0]?.length))
        throw new Error('other vectors than texts')
      breaker.succeeded()
      return vectors
    } catch (error) {
      breaker.failed(parts.clock(), true)
      // Said once: search goes on by words alone.
      if (!told) parts.log('warn', 'embedding-fault', { reason: reasonFor(error) })
      told = true
      return undefined
    }
  }
}

/** Never what the server wrote. */
function reasonFor(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return /^status \d+$/.test(error.message) ? error.message : error.name
}
