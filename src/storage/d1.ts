import type { SQL } from 'drizzle-orm'
import { compiled, type Row, type Store } from './store.ts'

/** What of Cloudflare's D1 binding is used. */
export interface D1 {
  prepare(sql: string): D1Statement
  batch(statements: D1Statement[]): Promise<{ results?: unknown[] }[]>
}

interface D1Statement {
  bind(...params: unknown[]): D1Statement
  all(): Promise<{ results?: unknown[] }>
}

/** The same Store over D1: a batch is its transaction. */
export function openD1(d1: D1): Store {
  const bound = (statement: SQL) => {
    const { sql, params } = compiled(statement)
    return d1.prepare(sql).bind(...params)
  }
  return {
    async all<T extends Row>(statement: SQL): Promise<T[]> {
      return ((await bound(statement).all()).results ?? []) as T[]
    },
    async atomically(statements) {
      const results = await d1.batch(statements.map(bound))
      return results.map((result) => (result.results ?? []) as Row[])
    },
    close() {},
  }
}
