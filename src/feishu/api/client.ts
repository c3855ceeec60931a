import type { Client } from '@larksuiteoapi/node-sdk'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import { asObject, textAt } from '../json.ts'
import { actionOf, type Call, remedyOf } from './codes.ts'
import { CallFailure } from './failure.ts'
import { createHttp, type SdkHttp } from './http.ts'
import { createSdkLog } from './sdk-log.ts'
import { createTenantToken, type FreshToken } from './token.ts'

export interface AppSettings {
  appId: string
  appSecret: string
  /** Without a trailing slash. */
  domain: string
}

export interface ClientParts {
  settings: AppSettings
  clock: Clock
  log: Log
  fetch?: typeof fetch
  /** Milliseconds; 10,000, and 30,000 for files. */
  timeoutMs?: number
  fileTimeoutMs?: number
}

type Options = { headers: { Authorization: string } }

/** Runs one call of the SDK with our token. Throws CallFailure, after a second try where that may help. */
export type Caller = <T>(call: Call, run: (client: Client, options: Options) => Promise<T>) => Promise<T>

export interface FeishuClient {
  call: Caller
  /** Without a token; for what the SDK has no typed call for. */
  http: SdkHttp
  /** Fetches a token now, whether one is held or not. */
  checkToken(): Promise<void>
}

/** The SDK's client over our own HTTP, token and log. The SDK is loaded on first use: a start without Feishu pays nothing. */
export function createClient(parts: ClientParts): FeishuClient {
  const { settings, clock, log } = parts
  const { timeoutMs = 10_000, fileTimeoutMs = 30_000 } = parts
  const http = createHttp({
    fetch: parts.fetch ?? ((input, init) => fetch(input, init)),
    timeoutMs,
    fileTimeoutMs,
  })
  const token = createTenantToken(() => noted('token', () => fetchToken(http, settings)), clock)
  const told = new Set<string>()
  let loading: Promise<Client> | undefined

  const load = () => {
    loading ??= import('./sdk.ts').then(
      ({ Client: SdkClient, LoggerLevel }) =>
        new SdkClient({
          ...{ appId: settings.appId, appSecret: settings.appSecret, domain: settings.domain },
          // Its own cache fetches a token for each of several first calls.
          ...{ httpInstance: http, disableTokenCache: true },
          ...{ logger: createSdkLog(log), loggerLevel: LoggerLevel.warn },
        }),
    )
    return loading
  }

  async function noted<T>(call: Call, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      if (error instanceof CallFailure) note(call, error)
      throw error
    }
  }

  function note(call: Call, failure: CallFailure): void {
    const { code, status, path, logId } = failure.facts
    const fields = {
      kind: call,
      path,
      reason: failure.facts.kind,
      ...(code === undefined ? {} : { code }),
      ...(status === undefined ? {} : { status }),
      ...(logId ? { logId } : {}),
    }
    log(actionOf(call, failure) === 'bug' ? 'error' : 'warn', 'feishu-call-failed', fields)
    const remedy = remedyOf(call, failure)
    if (!remedy || told.has(`${code}${remedy}`)) return
    told.add(`${code}${remedy}`)
    log('error', 'feishu-needs-admin', { ...fields, reason: remedy })
  }

  return {
    http,
    checkToken: () => noted('token', () => fetchToken(http, settings)).then(() => {}),
    async call(name, run) {
      const client = await load()
      const used = await token.get()
      try {
        return await noted(name, () => run(client, authorized(used)))
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error
        if (actionOf(name, error) === 'new-token') {
          const renewed = await token.renew(used)
          return noted(name, () => run(client, authorized(renewed)))
        }
        // A kept connection that the other side has closed; every call may be repeated, those that send by their uuid.
        if (error.facts.kind === 'unreachable' && error.facts.status === undefined)
          return noted(name, () => run(client, authorized(used)))
        throw error
      }
    },
  }
}

function authorized(token: string): Options {
  return { headers: { Authorization: `Bearer ${token}` } }
}

async function fetchToken(http: SdkHttp, settings: AppSettings): Promise<FreshToken> {
  const answer = asObject(
    await http.request({
      method: 'POST',
      url: `${settings.domain}/open-apis/auth/v3/tenant_access_token/internal`,
      data: { app_id: settings.appId, app_secret: settings.appSecret },
    }),
  )
  const token = textAt(answer ?? {}, 'tenant_access_token')
  if (!token) throw new CallFailure({ kind: 'unreachable', path: '/auth/v3/tenant_access_token/internal' })
  return { token, expiresIn: Number(answer?.expire) || 0 }
}
