import { sql } from 'drizzle-orm'
import type { Store } from './store.ts'

interface Piece {
  piece: number
  messageId: string
  form: 'interactive' | 'text' | 'file'
}

/** What was sent of each parcel, kept for as long as its outbox row: a retry sends the rest, an update finds every card. */
export function createPieces(store: Store) {
  return {
    /** In their order. */
    async of(key: string): Promise<Piece[]> {
      const rows = await store.all(
        sql`SELECT piece, message_id AS messageId, form FROM outbox_pieces WHERE key = ${key} ORDER BY piece`,
      )
      return rows as unknown as Piece[]
    },
    /** A piece that was sent again takes the place of the one before. */
    async remember(key: string, { piece, messageId, form }: Piece): Promise<void> {
      await store.atomically([
        sql`INSERT INTO outbox_pieces (key, piece, message_id, form) VALUES (${key}, ${piece}, ${messageId}, ${form})
            ON CONFLICT (key, piece) DO UPDATE SET message_id = excluded.message_id, form = excluded.form`,
      ])
    },
  }
}
