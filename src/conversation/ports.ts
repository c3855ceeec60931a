import type { ChatRef, Incoming } from '../message.ts'
import type { Reply } from '../reply.ts'
import type { Entry, EntryAct } from '../reporting/entry.ts'
import type { ChatContext, Claimed, Outgoing, Turn } from './turn.ts'

/**
 * The durable inbox. Chats are independent; within a chat rows are handled one at a time, in arrival order; one that fails
 * again and again steps aside after half a minute.
 * All times are passed in as UTC ISO.
 */
export interface Inbox {
  /** One durable insert; `fresh: false` for a redelivery (same event id or same dedup key). */
  insert(incoming: Incoming, receivedAt: string): Promise<{ fresh: boolean; id: number }>
  /** The next due row of any chat that has no row under a live lease, leased until `leaseUntil`; undefined when nothing is due. */
  claim(now: string, leaseUntil: string): Promise<Claimed | undefined>
  /** A given row, if it is due and its chat is free: for presses, which are answered while the caller waits. */
  claimRow(id: number, now: string, leaseUntil: string): Promise<Claimed | undefined>
  /**
   * Writes the turn and marks the row done, all or nothing. False when the lease was lost: then nothing is written.
   * A retried or doubled commit has no second effect.
   */
  commit(claimed: Claimed, turn: Turn, now: string): Promise<boolean>
  /** Puts the row back until `retryAt`, or into the dead letters when `retryAt` is undefined. */
  /** `told`: what the sender hears of it, sent once however often it fails. */
  fail(claimed: Claimed, reason: string, retryAt: string | undefined, told?: Outgoing): Promise<void>
  /** When the next waiting row falls due; undefined when none waits. */
  nextDue(): Promise<string | undefined>
  list(which: 'waiting' | 'dead'): Promise<InboxRow[]>
  /** Makes a dead row due at once. False when there is no such dead row. */
  replay(id: number, now: string): Promise<boolean>
}

export interface InboxRow {
  id: number
  kind: string
  chatId: string
  receivedAt: string
  status: string
  tries: number
  reason: string
}

/** A row of the outbox to be delivered, under a lease. */
export interface Parcel {
  id: number
  key: string
  chat: ChatRef
  op: 'send' | 'update'
  /** The delivered message to update; set for `update`. */
  target?: string
  /** The outbox key under which that message was sent; set for `update`. */
  updates?: string
  replyTo?: string
  reply: Reply
  tries: number
  leaseToken: string
}

export interface Outbox {
  /** The next due parcel of a chat that is free and under its rate (5/s a chat, 50/s in all, counted from what was sent). */
  claim(now: string, leaseUntil: string, options?: { unlimited?: boolean }): Promise<Parcel | undefined>
  sent(parcel: Parcel, messageId: string, now: string): Promise<void>
  /** Later again. The rest of the chat waits behind it: order is kept. */
  retry(parcel: Parcel, reason: string, retryAt: string): Promise<void>
  /** Given up, with the reason; the chat goes on. */
  giveUp(parcel: Parcel, reason: string): Promise<void>
  nextDue(): Promise<string | undefined>
  /** Whether a message may go to this chat now beside what is sent; then it counts as one that was, in this process. */
  takeRoom(chatId: string, now: string): Promise<boolean>
  /** The outbox key under which a delivered message was sent: a pressed card finds its own row. */
  keyOfMessage(messageId: string): Promise<string | undefined>
  list(
    which: 'waiting' | 'failed',
  ): Promise<{ id: number; key: string; chatId: string; status: string; tries: number; reason: string }[]>
}

/** As of now, whatever the clock says: one that was set back hides nothing that is written. */
export const ALL_KNOWN = '9999-12-31T23:59:59.999Z'

/** Reading the ledger. Writing happens only through `Inbox.commit`. */
export interface Ledger {
  /** How far the ledger is written: changes with every entry, every act and every event of a case. */
  mark(): Promise<string>
  /** What came after a mark: entries written or acted upon since, as they stand now, and those acts. */
  since(mark: string): Promise<{ entries: Entry[]; acts: EntryAct[] }>
  /** As it stands now, or stood at a time. */
  entry(id: string, at?: string): Promise<Entry | undefined>
  /** Entries that came of one message, oldest first, with their present status. */
  ofMessage(messageId: string): Promise<Entry[]>
  /** Entries that say to replace this one, oldest first. */
  replacing(id: string): Promise<Entry[]>
  /** What happened to these entries, oldest first. */
  acts(entryIds: readonly string[]): Promise<EntryAct[]>
  /** What a message or press did to entries, its own or others'. */
  causedBy(cause: string): Promise<EntryAct[]>
  /** The latest entries of a person in a chat, newest first. */
  recentBy(reporter: string, chatId: string, limit: number): Promise<Entry[]>
  /** Everything written up to `at`, with the status known then; only what touches from..to, only these indicators. Oldest first. */
  asKnownAt(
    at: string,
    range?: { from: string; to: string },
    only?: { indicators?: readonly string[] },
  ): Promise<Entry[]>
  /**
   * What the tally of a period and the one before it needs, as known at `at`: what lies further back in the year in sums; with
   * `allUnits` of all units together, for a tally that counts them all. `heirs`: units that were merged into others.
   */
  forSummary(
    at: string,
    period: { from: string; to: string },
    previous: { from: string; to: string },
    how?: { allUnits?: boolean; heirs?: ReadonlyMap<string, string> },
  ): Promise<Entry[]>
  /** What the courses of flows over consecutive whole weeks or months need, as known at `at`, in sums over the units. */
  overTime(
    at: string,
    periods: readonly { from: string; to: string }[],
    of: { every: 'week' | 'month'; indicators?: readonly string[]; orgs?: ReadonlySet<string> },
  ): Promise<Entry[]>
}

/** Report templates of the bureau. Choices about blanks are written with the turn that made them. */
export interface Reports {
  names(): Promise<string[]>
  template(name: string): Promise<{ name: string; bytes: Uint8Array } | undefined>
  /** What blanks mean, as YAML text: chosen in chat, and written beside the template by the bureau, which stands above. */
  blanks(name: string): Promise<{ chosen: string; written: string }>
}

/** A table outside that is given every line of the ledger and never read back. */
export interface MirrorTable {
  id: string
  /** Appends rows, each its columns by name; the same `token` appends once. `held`: an admin must set something right. */
  append(
    rows: readonly Record<string, string | number>[],
    token: string,
  ): Promise<
    { kind: 'done' } | { kind: 'retry'; reason: string } | { kind: 'held'; code: number; remedy: string }
  >
}

/** Which lines that table has: an entry as it was written or as an act left it, one line each. */
export interface MirrorBook {
  /** The batch that is on its way, else the next one, taken down as on its way; empty: nothing is lacking. */
  batch(limit: number): Promise<{ key: string; entry: Entry }[]>
  /** The table has them. */
  mark(keys: readonly string[], now: string): Promise<void>
}

export interface Contexts {
  read(chatId: string, personId: string): Promise<ChatContext | undefined>
}

/** Sends what the outbox holds. `failed` says what to do next; the transport has mapped its own codes. */
export interface Transport {
  send(parcel: Parcel): Promise<Delivery>
  /** A sign of life on a message that takes longer; never throws. */
  acknowledge?(messageId: string): Promise<void>
  /** Takes the sign back; never throws. */
  release?(messageId: string): Promise<void>
  /**
   * Shows a text that still grows where the parcel with this key will stand, which then takes its place. Best effort: never throws;
   * resolves once this text or a later one is shown, or given up.
   */
  grow?(target: LiveTarget, text: string): Promise<void>
  /** Once this resolves the text under this key grows no further, and no call is made for it; never throws. */
  still?(key: string): Promise<void>
  /** Whether a growing text stands under this key, one of an earlier process too. */
  stands?(key: string): Promise<boolean>
}

/** Where a growing text will stand: the `send` parcel that it becomes. */
export interface LiveTarget {
  key: string
  chat: ChatRef
  replyTo: string
}

export type Delivery =
  | { kind: 'sent'; messageId: string }
  | { kind: 'retry'; reason: string; afterMs?: number }
  | { kind: 'gone'; reason: string }
