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
/** No message: what piece 0 stands in where it has grown, the id of its card or `PATCHED`. Kept from before it is sent. */
const LIVE_PIECE = 300
/** A growing text in a message that is changed as such. */
export const PATCHED = 'patched'

/** What a growing text stands in; undefined where none does. */
export function liveIn(pieces: readonly Piece[]): string | undefined {
  return pieces.find(({ piece }) => piece === LIVE_PIECE)?.messageId || undefined
}

export function withoutLive(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(({ piece }) => piece !== LIVE_PIECE)
}

/** Empty: nothing any more. */
export function rememberLive(pieces: SentPieces, key: string, live: string): Promise<void> {
  return pieces.remember(key, { piece: LIVE_PIECE, messageId: live, form: 'interactive' })
}
