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
