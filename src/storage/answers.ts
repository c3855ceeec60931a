import { sql } from 'drizzle-orm'
import type { Asked, AskedQuestions } from '../conversation/answers/answered.ts'
import type { Store } from './store.ts'

/** What was asked and how it was voted on, read from `answers` and `feedback`. */
export function createAsked(store: Store): AskedQuestions {
  return {
    async byId(answerId) {
      const [row] = await store.all(sql`SELECT * FROM answers WHERE answer_id = ${answerId}`)
      return (
        row && {
          answerId,
          question: String(row.question),
          outcome: String(row.outcome) as Asked['outcome'],
          documents: JSON.parse(String(row.documents)) as string[],
          chat: { id: String(row.chat_id), kind: row.chat_kind === 'group' ? 'group' : 'private' },
          personId: String(row.person_id),
        }
      )
    },
    async vote(answerId, personId) {
      const [row] = await store.all(
        sql`SELECT helpful FROM feedback WHERE answer_id = ${answerId} AND person_id = ${personId}`,
      )
      return row && Number(row.helpful) === 1
    },
  }
}
