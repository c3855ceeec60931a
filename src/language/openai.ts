import type { ChatOpenAI } from '@langchain/openai'
import { type Model, type ModelAnswer, type ModelCall, ModelError, type ModelFault } from './model.ts'

export interface OpenAiSettings {
  baseUrl: string
  apiKey: string
  model: string
  firstTokenMs?: number
  wholeMs?: number
}

/** A whole answer of a task is a few hundred characters: whatever is longer is a server gone mad. */
const MAX_ANSWER = 20_000
/** How the answer is made to be JSON, strictest first. */
type Mode = 'json_schema' | 'tool' | 'plain'
const MODES: readonly Mode[] = ['json_schema', 'tool', 'plain']

/** A model behind any OpenAI-compatible server. The library is loaded with the first call: start-up does not pay for it. */
export function createOpenAiModel(settings: OpenAiSettings): Model {
  const { firstTokenMs = 8_000, wholeMs = 25_000 } = settings
  let client: Promise<ChatOpenAI> | undefined
  let mode: Mode = 'json_schema'

  async function connect(): Promise<ChatOpenAI> {
    const { ChatOpenAI } = await import('@langchain/openai')
    return new ChatOpenAI({
      model: settings.model,
      apiKey: settings.apiKey || 'none',
      configuration: { baseURL: settings.baseUrl },
      useResponsesApi: false,
      temperature: 0,
      maxRetries: 0,
      streamUsage: false,
    })
  }

  async function once(call: ModelCall, as: Mode): Promise<ModelAnswer> {
    client ??= connect()
    const chat = await client
    const clock = deadline(firstTokenMs, wholeMs, call.signal)
    try {
      const stream = await chat.stream(messagesOf(call), {
        signal: clock.signal,
        max_tokens: call.maxTokens,
        ...shapeOptions(call, as),
      } as Parameters<ChatOpenAI['stream']>[1])
      let text = ''
      let begun = false
      for await (const chunk of stream) {
        clock.heard()
        text += chunk.tool_call_chunks?.map((one) => one.args ?? '').join('') || textOf(chunk.content)
        begun = true
        if (text.length > MAX_ANSWER) throw new ModelError('too-long')
        call.heard?.(text)
      }
      // A proxy's page, say: it came with 200, and no sign of it was meant for us.
      if (!begun) throw new ModelError('unreadable', 'no events')
      return { text, tokens: estimate(call, text) }
    } catch (error) {
      throw clock.reason() ?? modelError(error)
    } finally {
      clock.stop()
    }
  }

  return {
    name: settings.model,
    async call(call) {
      if (!call.schema) return once(call, 'plain')
      for (let at = MODES.indexOf(mode); ; at++) {
        const as = MODES[at] ?? 'plain'
        try {
          const answer = await once(call, as)
          mode = as
          return answer
        } catch (error) {
          // A server that does not know the strict form says so at once; what it can do is found out once and remembered.
          const unknown = error instanceof ModelError && error.fault === 'request'
          if (!unknown || as === 'plain') throw error
        }
      }
    },
  }
}

function messagesOf({ system, user, images = [] }: ModelCall): Parameters<ChatOpenAI['stream']>[0] {
  const content = images.length
    ? [{ type: 'text', text: user }, ...images.map((url) => ({ type: 'image_url', image_url: { url } }))]
    : user
  return [
    { role: 'system', content: system },
    { role: 'user', content },
  ]
}

function shapeOptions({ schema }: ModelCall, mode: Mode): Record<string, unknown> {
  if (!schema || mode === 'plain') return {}
  const { name, shape } = schema
  if (mode === 'json_schema')
    return { response_format: { type: 'json_schema', json_schema: { name, schema: shape, strict: true } } }
  const tool = { type: 'function', function: { name, description: name, parameters: shape } }
  return { tools: [tool], tool_choice: { type: 'function', function: { name } } }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (typeof part?.text === 'string' ? part.text : '')).join('')
}

/** Chinese is about a token and a half a character; rounded up, it only guards the budget. */
function estimate({ system, user }: ModelCall, answer: string): number {
  return Math.ceil((system.length + user.length + answer.length) * 1.2)
}

/** Two clocks: for the first sign and for the whole. */
function deadline(firstMs: number, wholeMs: number, outer: AbortSignal | undefined) {
  const controller = new AbortController()
  let why: ModelError | undefined
  const end = (fault: ModelFault) => () => {
    why ??= new ModelError(fault)
    controller.abort()
  }
  const first = setTimeout(end('timeout'), firstMs)
  const whole = setTimeout(end('timeout'), wholeMs)
  const cancel = end('cancelled')
  if (outer?.aborted) cancel()
  outer?.addEventListener('abort', cancel)
  return {
    signal: controller.signal,
    heard: () => clearTimeout(first),
    reason: () => why,
    stop: () => {
      clearTimeout(first)
      clearTimeout(whole)
      outer?.removeEventListener('abort', cancel)
    },
  }
}

/** By status alone: what the server wrote may hold anything, the key too. */
function modelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : Number.NaN
  if (status === 401 || status === 403) return new ModelError('auth', `status ${status}`)
  if (status === 429) return new ModelError('rate', 'status 429')
  if (status === 404) return new ModelError('missing', 'status 404')
  if (status >= 500) return new ModelError('server', `status ${status}`)
  if (status >= 400) return new ModelError('request', `status ${status}`)
  if (hasCertificateFault(error)) return new ModelError('certificate')
  if (error instanceof SyntaxError) return new ModelError('unreadable')
  return new ModelError('network')
}

/** The reason lies in what caused the error, or in what caused that. */
function hasCertificateFault(error: unknown): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++)
    if ('code' in one && /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(?:VERIFY|GET_ISSUER)/.test(String(one.code)))
      return true
  return false
}
