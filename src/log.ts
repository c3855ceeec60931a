import { configureSync, getJsonLinesFormatter, getLogger, type LogRecord } from '@logtape/logtape'

/** The one log line shape: an event name and allowed fields. Message text, tokens and secrets have no field. */
export interface LogFields {
  code?: number | string
  status?: number
  path?: string
  logId?: string
  inbox?: number
  outbox?: number
  chat?: string
  kind?: string
  reason?: string
  ms?: number
  count?: number
  tries?: number
  file?: string
}

export type Level = 'debug' | 'info' | 'warn' | 'error'

export type Log = (level: Level, event: string, fields?: LogFields) => void

export const silentLog: Log = () => {}

/** JSON lines through `write`; below `lowest` nothing. The last call of a process wins. */
export function createLog(lowest: Level, write: (line: string) => void): Log {
  const format = getJsonLinesFormatter({ categorySeparator: '.', properties: 'flatten' })
  configureSync({
    reset: true,
    sinks: { lines: (record: LogRecord) => write(format(record)) },
    loggers: [
      { category: 'bot', sinks: ['lines'], lowestLevel: lowest === 'warn' ? 'warning' : lowest },
      { category: ['logtape', 'meta'], sinks: [], lowestLevel: 'fatal' },
    ],
  })
  const logger = getLogger('bot')
  return (level, event, fields = {}) => {
    const properties = { ...fields } as Record<string, unknown>
    if (level === 'debug') logger.debug(event, properties)
    else if (level === 'info') logger.info(event, properties)
    else if (level === 'warn') logger.warn(event, properties)
    else logger.error(event, properties)
  }
}
