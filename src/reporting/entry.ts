/** One figure of the ledger and what happened to it. */
export type Measure = 'increment' | 'cumulative' | 'level'

/** A figure as read from a message, before anything is stored. */
export interface Figure {
  indicator: string
  /** In the indicator's base unit. */
  value: number
  /** Unit id. */
  org: string
  /** YYYY-MM-DD, both included. */
  from: string
  to: string
  measure: Measure
  /** Where in the message's text it stands: UTF-16 offsets. */
  span: { start: number; end: number }
  /** The exact words there. */
  words: string
}

export type EntryStatus = 'recorded' | 'pending' | 'replaced' | 'withdrawn' | 'declined'

/** A row of the append-only ledger, with the status that its acts have given it at some time. */
export interface Entry extends Figure {
  id: string
  /** Unit of the value, as the catalogue had it then. */
  unit: string
  status: EntryStatus
  /** open_id */
  reporter: string
  reporterName: string
  chatId: string
  messageId: string
  /** UTC ISO: said by the sender; stored by us. */
  sentAt: string
  receivedAt: string
  parserVersion: string
  /** The entry that this one replaces. */
  replaces?: string
}

export type ActKind = 'confirm' | 'decline' | 'replace' | 'withdraw'

/** Something that happened to an entry after it was written; never changes the entry's own row. */
export interface EntryAct {
  entryId: string
  act: ActKind
  /** open_id; empty for a recall, whose actor the platform does not name. */
  by: string
  /** UTC ISO */
  at: string
  /** Message or event that caused it. */
  cause: string
}
