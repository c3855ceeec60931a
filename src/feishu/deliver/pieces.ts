import type { Content } from '../api/calls.ts'

/** A message that one piece of a parcel became. */
export interface Piece {
  /** 0, 1 … for the messages in order; from `TEXT_PIECES` those of a fall-back to text. */
  piece: number
  messageId: string
  form: Content['msgType']
}

/** What was sent of a parcel, kept beside the outbox: a retry sends only the rest, an update finds every card. */
export interface SentPieces {
  of(key: string): Promise<Piece[]>
  remember(key: string, piece: Piece): Promise<void>
}

export const TEXT_PIECES = 100
export const NOTICE_PIECE = 200
