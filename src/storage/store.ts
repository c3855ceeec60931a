import { type SQL, sql } from 'drizzle-orm'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'

export type Row = Record<string, unknown>

/** One database layer for two engines: better-sqlite3 on Node, D1 on Workers. */
export interface Store {
  /** Rows of one statement; of a writing one those of its RETURNING. */
  all<T extends Row = Row>(statement: SQL): Promise<T[]>
  /**
   * Runs the statements in one transaction, all or none: the only way to write several rows, since D1 has batches and no
   * interactive transactions. Returns the rows of each.
   * @throws the engine's error; nothing is written then.
   */
  atomically(statements: readonly SQL[]): Promise<Row[][]>
  close(): void
}

const dialect = new SQLiteSyncDialect()

/** The text and parameters of a statement, for either engine. */
export function compiled(statement: SQL): { sql: string; params: unknown[] } {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  return { sql: text, params }
}

/** `IN` over any number of values: D1 takes no more than 100 parameters. */
export function among(values: Iterable<string | number>): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify([...values])}))`
}
