import { asObject, type JsonObject, textAt } from '../json.ts'

interface Facts {
  /** refused: the platform said no · unreachable: no answer at all, or none of the platform's · timeout: none in time. */
  kind: 'refused' | 'unreachable' | 'timeout'
  path: string
  status?: number
  code?: number
  /** `ErrCode: N` inside the message of a refused card. */
  subCode?: number
  /** The card is being changed by somebody else at this moment. */
  locked?: boolean
  /** Scopes that the platform names as missing. */
  scopes?: string[]
  /** Milliseconds after which the rate limit is lifted. */
  resetMs?: number
  logId?: string
}

/**
 * A call that did not succeed. Holds what decides on the next step and nothing that was sent or received: no body, no header,
 * not even the platform's own words, which quote messages back.
 */
export class CallFailure extends Error {
  override name = 'CallFailure'
  readonly facts: Facts

  constructor(facts: Facts) {
    const what = facts.code !== undefined ? `code ${facts.code}` : facts.kind
    super(`${what}${facts.status ? ` (HTTP ${facts.status})` : ''} ${facts.path}`)
    this.facts = facts
  }
}

/** Reads a refusal from an answer's body; undefined when the answer says success. */
export function refusalIn(body: unknown, answer: { path: string; status: number; headers: Headers }) {
  const { path, status, headers } = answer
  const json = asObject(body)
  const code = typeof json?.code === 'number' ? json.code : undefined
  if (json && status < 400 && (code === undefined || code === 0)) return undefined
  const reset = Number(headers.get('x-ogw-ratelimit-reset') ?? '')
  const logId = headers.get('x-tt-logid') ?? (json && textAt(asObject(json.error) ?? {}, 'log_id')) ?? ''
  return new CallFailure({
    // A page of some proxy is no answer of the platform.
    kind: json && code !== undefined ? 'refused' : 'unreachable',
    path,
    status,
    ...(code !== undefined ? { code } : {}),
    ...(json ? hints(json) : {}),
    ...(reset > 0 ? { resetMs: reset * 1_000 } : {}),
    ...(logId ? { logId } : {}),
  })
}

function hints(body: JsonObject): Pick<Facts, 'subCode' | 'locked' | 'scopes'> {
  const message = textAt(body, 'msg')
  const sub = /ErrCode:\s*(\d+)/.exec(message)?.[1]
  const scopes = [...new Set(message.match(/\b[a-z]+(?::[a-z0-9_.]+)+\b/g) ?? [])]
  return {
    ...(sub ? { subCode: Number(sub) } : {}),
    ...(message.includes('card action is lock') ? { locked: true } : {}),
    ...(scopes.length ? { scopes } : {}),
  }
}
