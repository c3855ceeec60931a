import type { ChatRef, Incoming } from '../message.ts'
import type { Occasion, Reply, Toast } from '../reply.ts'
import type { CaseEvent } from '../reporting/cases/event.ts'
import type { Entry, EntryAct } from '../reporting/entry.ts'
import type { SummaryRequest } from '../summary/request.ts'
import type { Asked } from './answers/answered.ts'
import type { StandingOrder } from './rounds/standing-orders.ts'

/** One thing to send. `key` is unique for ever: it is the outbox row, and Feishu's `uuid` is derived from it. */
export interface Outgoing {
  key: string
  chat: ChatRef
  /** send: a new message · update: the card sent earlier under the key `updates`. */
  op: 'send' | 'update'
  updates?: string
  /** Answer in the thread of this message. */
  replyTo?: string
  reply: Reply
  /** The card is a summary: late figures change it where it stands. */
  summary?: PostedSummary
}

/** What a summary that stands in a chat is remembered with. */
export interface PostedSummary {
  /** Whose rights the figures were counted with. */
  personId: string
  request: SummaryRequest
  /** A leader has ordered it into a group. */
  published?: boolean
  /** YYYY-MM-DD */
  from: string
  to: string
  shown: ShownFigures
}

/** Figures as a card last showed them, by indicator (levels: by indicator and unit), and its lines on what changed. */
export interface ShownFigures {
  /** `Ledger.mark` when they were read: what came later is not among them. */
  seen: string
  totals: Record<string, number>
  years: Record<string, number>
  levels: Record<string, number>
  /** Of kinds of records: “KIND opened” and so on; a card from before them has none. */
  cases?: Record<string, number>
  changes: string[]
}

/** What a chat remembers of one person, for follow-ups. The features own the shape of their part. */
export interface ChatContext {
  /** UTC ISO; older than 30 minutes is forgotten. */
  at: string
  policy?: unknown
  reporting?: unknown
  summary?: unknown
  cases?: unknown
  /** What the last answer told of a schedule. */
  events?: Occasion[]
}

/** A question without an answer or a number without an indicator, for the admin. */
export interface Gap {
  kind: 'question' | 'indicator'
  text: string
}

interface Feedback {
  answerId: string
  helpful: boolean
}

/** All that one arrival causes; written in one atomic step together with `inbox done`. */
export interface Turn {
  entries: Entry[]
  acts: EntryAct[]
  outgoing: Outgoing[]
  context?: ChatContext
  gaps: Gap[]
  /** What was told of cases, milestones and leads, or taken back. */
  caseEvents?: CaseEvent[]
  feedback?: Feedback
  /** The question that was answered: votes and hand-overs refer to it. */
  asked?: Asked
  /** Something to be sent regularly, ordered or cancelled. */
  standing?: { set?: StandingOrder; cancel?: string[] }
  /** What was chosen for the blanks of a report template: the whole mapping file. */
  blanks?: { template: string; content: string }
  toast?: Toast
  /** Why nothing was done, where nothing was: logged and counted. */
  ignored?: string
  /** What the message was taken for: the `kind` of CONTRACT §4. */
  understood?: string
}

/** An arrival taken from the inbox under a lease. */
export interface Claimed {
  id: number
  incoming: Incoming
  receivedAt: string
  /** This try, from 1. */
  tries: number
  leaseToken: string
}
