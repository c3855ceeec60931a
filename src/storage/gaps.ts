import { sql } from 'drizzle-orm'
import type { GapLine, GapList } from '../conversation/answers/gaps.ts'
import type { Store } from './store.ts'

export function createGaps(store: Store): GapList {
  return {
    async list({ from = '', to = '9' } = {}) {
      const rows = await store.all(sql`
        SELECT kind, min(text) AS text, count(*) AS times, max(at) AS last FROM (
          SELECT kind, text, at FROM gaps
          UNION ALL
          SELECT 'unhelpful', a.question, f.at FROM feedback f JOIN answers a ON a.answer_id = f.answer_id
          WHERE f.helpful = 0)
        WHERE at >= ${from} AND at < ${to}
        GROUP BY kind, replace(replace(replace(rtrim(trim(text), '？?。！!'), ' ', ''), '，', ''), ',', '')
        ORDER BY times DESC, last DESC`)
      return rows as unknown as GapLine[]
    },
  }
}
