import type { EventDispatcher } from '@larksuiteoapi/node-sdk'
import { reasonOf } from '../errors.ts'
import { type AcceptParts, accept, CALLBACKS, type CallbackAnswer } from './accept.ts'
import type { AppSettings } from './api/client.ts'
import { CallFailure } from './api/failure.ts'
import type { SdkHttp } from './api/http.ts'
import { createSdkLog } from './api/sdk-log.ts'
import { parseEvent } from './events.ts'
import { asObject } from './json.ts'

export interface LongConnectionParts extends AcceptParts {
  settings: AppSettings
  http: SdkHttp
  botOpenId(): string | undefined
  /** Milliseconds until a connection that ended for good is begun anew; 60,000. */
  restartMs?: number
  /** Seconds without an answer to a ping after which the connection counts as dead and is made anew; 30. */
  pingTimeoutS?: number
}

const HANDSHAKE_MS = 15_000

/**
 * Takes events over the SDK's long connection into the same `accept` as the webhook: stored, then acknowledged. Node only.
 * Returns when it has been begun; the returned function ends it.
 */
export async function startLongConnection(parts: LongConnectionParts): Promise<() => void> {
  const { WSClient, LoggerLevel } = await import('./api/sdk.ts')
  const { settings, log } = parts
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const client = new WSClient({
    ...settings,
    httpInstance: endpointHttp(parts.http),
    logger: createSdkLog(log),
    loggerLevel: LoggerLevel.warn,
    handshakeTimeoutMs: HANDSHAKE_MS,
    wsConfig: { pingTimeout: parts.pingTimeoutS ?? 30 },
    onReady: () => log('info', 'long-connection-ready'),
    onReconnecting: () => log('warn', 'long-connection-lost'),
    onReconnected: () => log('info', 'long-connection-back'),
    onError: (error) => {
      log('error', 'long-connection-ended', { reason: reasonOf(error) })
      if (!stopped) timer = setTimeout(begin, parts.restartMs ?? 60_000)
    },
  })
  // The SDK's own dispatcher flattens events and checks nothing: the bodies come here as they are.
  const eventDispatcher = { invoke: (body: unknown) => take(parts, body) } as unknown as EventDispatcher
  const begin = () => void client.start({ eventDispatcher })

  begin()
  return () => {
    stopped = true
    clearTimeout(timer)
    client.close({ force: true })
  }
}

/** @throws when it could not be stored: the platform is told so and delivers again. */
async function take(parts: LongConnectionParts, body: unknown): Promise<CallbackAnswer | undefined> {
  const { settings, clock, log, metrics } = parts
  const expected = {
    appId: settings.appId,
    verificationToken: undefined,
    botOpenId: parts.botOpenId(),
  }
  const parsed = parseEvent(asObject(body) ?? {}, expected, clock())
  if (parsed.kind === 'incoming') {
    const answer = await accept(parts, parsed.incoming)
    return parsed.incoming.kind === 'pressed' ? answer : undefined
  }
  const reason = parsed.kind === 'challenge' ? 'challenge' : parsed.reason
  const outcome = parsed.kind === 'ignored' ? 'ignored' : 'refused'
  metrics.count(CALLBACKS, { outcome, reason })
  log(outcome === 'ignored' ? 'info' : 'warn', `callback-${outcome}`, {
    reason,
    ...(parsed.kind === 'ignored' ? { kind: parsed.type.slice(0, 80) } : {}),
  })
  return undefined
}

const BUSY = 1

/** The SDK reads the codes of this one call itself; but “busy” would end it for good, so that one stays thrown. */
function endpointHttp(http: SdkHttp): SdkHttp {
  return {
    ...http,
    request: async <R>(options: Parameters<SdkHttp['request']>[0]): Promise<R> => {
      try {
        return await http.request(options)
      } catch (error) {
        const code = error instanceof CallFailure ? error.facts.code : undefined
        if (code === undefined || code === BUSY) throw error
        return { code, data: {}, msg: `code ${code}` } as R
      }
    },
  }
}
