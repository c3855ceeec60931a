import type { Log } from '../../log.ts'

/** What the SDK says that is worth an operator's line; the rest of its words may hold messages, addresses or secrets. */
const KNOWN = [
  'handshake timeout',
  'no pong',
  'ws connect failed',
  'ws error',
  'connect failed',
  'unable to connect',
  'send data failed',
  'invoke event failed',
  'failed to handle inbound frame',
  'failed to merge event fragments',
  'invalid pong payload',
  'invalid appId',
]

/** A logger for the SDK that lets through which of the known things happened, and nothing of what it was given. */
export function createSdkLog(log: Log) {
  const note = (...given: unknown[]) => {
    const text = words(given)
    const known = KNOWN.find((one) => text.includes(one))
    if (known) log('warn', 'feishu-sdk', { reason: known })
  }
  const silent = () => {}
  return { error: note, warn: note, info: silent, debug: silent, trace: silent }
}

function words(given: unknown[]): string {
  return given
    .flat()
    .filter((one) => typeof one === 'string')
    .join(' ')
}
