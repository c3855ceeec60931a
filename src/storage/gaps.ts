import { sql } from 'drizzle-orm'
import type { Store } from './store.ts'

/** Questions without an answer and numbers without an indicator, newest last. */
export interface GapList {
  list(): Promise<{ kind: string; text: string; times: number; last: string }[]>
}

export function createGaps(store: Store): GapList {
  return {
    async list() {
      const rows = await store.all(sql`
        SELECT kind, text, count(*) AS times, max(at) AS last FROM gaps GROUP BY kind, text ORDER BY last`)
      return rows as unknown as Awaited<ReturnType<GapList['list']>>
    },
  }
}
