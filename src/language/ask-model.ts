import { z } from 'zod'
import { filled, HOUSE_RULES, type Prompt } from '../../prompts/prompt.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { type Breaker, createBreaker } from './breaker.ts'
import type { Budget } from './budget.ts'
import { readJson } from './json-answer.ts'
import { maskEach } from './mask.ts'
import { type Model, ModelError } from './model.ts'

/** Whose message it is, and until when somebody waits for it. */
interface Errand {
  chat: string
  signal?: AbortSignal
  /** Pictures to be looked at, as data URLs: what is in them cannot be masked. */
  images?: readonly string[]
}

type Heard = (soFar: string) => void

/**
 * Runs one task. `fault` says why an answer is no good: then the model is asked once more, told the reason. `heard` is told what
 * has come so far, as it came but for the masks: nothing of it has been looked at.
 */
export type AskModel = <T>(
  prompt: Prompt<T>,
  given: Record<string, string>,
  errand: Errand,
  fault?: (answer: T) => string | undefined,
  heard?: Heard,
) => Promise<T | undefined>

const MAX_TOKENS = 700
/** What servers count for a picture, about. */
const PICTURE_TOKENS = 2_000
/** One retry of a call that failed on its way, after a pause of up to twice this. */
const PAUSE_MS = 250
const WORTH_ANOTHER = new Set(['network', 'rate', 'server'])
/** Somebody has to set it right. */
const LASTING = new Set(['auth', 'missing', 'request', 'certificate', 'unreadable'])

export interface AskParts {
  /** In order of preference. */
  models: readonly Model[]
  budget: Budget
  clock: Clock
  log: Log
  metrics: Metrics
  /** 0 … 1, for jitter. */
  random(): number
}

/** Undefined whenever there is no good answer, for whatever reason: the plain answer stands then. Never throws. */
export function createAskModel(parts: AskParts): AskModel {
  const breakers = new Map<Model, Breaker>(parts.models.map((model) => [model, createBreaker()]))
  const told = new Set<string>()
  /** Whoever has waited in vain once waits for no other model. */
  const waited = new WeakSet<Errand>()

  async function call(system: string, user: string, prompt: Prompt<unknown>, errand: Errand, heard?: Heard) {
    const { clock, budget, metrics } = parts
    const day = clock().slice(0, 10)
    const { maxTokens = MAX_TOKENS } = prompt
    const pictures = (errand.images?.length ?? 0) * PICTURE_TOKENS
    const expected = Math.ceil((system.length + user.length) * 1.2) + maxTokens + pictures
    if (!budget.allows(day, errand.chat, expected)) {
      metrics.count('model_calls_total', { task: prompt.name, outcome: 'over-budget' })
      return undefined
    }
    const schema = {
      name: prompt.name.replaceAll('-', '_'),
      shape: z.toJSONSchema(prompt.output) as Record<string, unknown>,
    }
    for (const model of parts.models) {
      const breaker = breakers.get(model)
      if (waited.has(errand)) break
      if (!breaker?.allows(clock())) continue
      const answer = await tried(model, breaker, {
        system,
        user,
        schema,
        maxTokens,
        ...signalOf(errand),
        ...(heard ? { heard } : {}),
      })
      if (answer === 'cancelled') return undefined
      if (answer === 'slow') waited.add(errand)
      else if (answer) {
        budget.spent(day, errand.chat, answer.tokens + pictures)
        metrics.count('model_tokens_total', {}, answer.tokens + pictures)
        return answer.text
      }
    }
    metrics.count('model_calls_total', { task: prompt.name, outcome: 'unavailable' })
    return undefined
  }

  async function tried(model: Model, breaker: Breaker, request: Parameters<Model['call']>[0]) {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await model.call(request)
        breaker.succeeded()
        return answer
      } catch (error) {
        const fault = error instanceof ModelError ? error.fault : 'network'
        if (fault === 'cancelled') return 'cancelled'
        tell(model, fault, error)
        if (attempt === 0 && WORTH_ANOTHER.has(fault)) {
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (1 + parts.random())))
          continue
        }
        breaker.failed(parts.clock(), fault === 'timeout')
        return fault === 'timeout' ? 'slow' : undefined
      }
    }
  }

  /** Sizes and outcomes only. What the operator must set right is said once, not with every message. */
  function tell(model: Model, fault: string, error: unknown): void {
    const lasting = LASTING.has(fault)
    const key = `${model.name}:${fault}`
    parts.metrics.count('model_faults_total', { fault })
    if (lasting && told.has(key)) return
    told.add(key)
    parts.log(lasting ? 'error' : 'warn', 'model-fault', {
      kind: fault,
      ...(error instanceof ModelError ? { reason: `${model.name}: ${error.message}` } : {}),
    })
  }

  return async (prompt, given, errand, fault, heard) => {
    if (!parts.models.length) return undefined
    const masked = maskEach(given)
    const system = HOUSE_RULES
    const unmasked: Heard | undefined = heard && ((soFar) => heard(masked.restore(soFar)))
    let user = filled(prompt, masked.texts)
    for (let attempt = 0; attempt < 2; attempt++) {
      const text = await call(system, user, prompt as Prompt<unknown>, errand, unmasked)
      if (text === undefined) return undefined
      const read = readJson(text, prompt.output, masked.restore)
      const reason = 'value' in read ? fault?.(read.value) : read.reason
      const outcome = reason === undefined ? 'used' : attempt === 0 ? 'refused-once' : 'refused'
      parts.metrics.count('model_calls_total', { task: prompt.name, outcome })
      if (reason === undefined && 'value' in read) return read.value
      user = `${user}\n\n上一次的回答不能用：${reason}。请改正后重新输出 JSON。`
    }
    return undefined
  }
}

function signalOf({ signal, images }: Errand): Pick<Parameters<Model['call']>[0], 'signal' | 'images'> {
  return { ...(signal ? { signal } : {}), ...(images ? { images } : {}) }
}
