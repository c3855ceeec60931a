import { sql } from 'drizzle-orm'
import type { Reports } from '../conversation/ports.ts'
import type { Store } from './store.ts'

/** The report templates that ingest kept, and what people have said about their blanks. */
export function createReports(store: Store): Reports {
  async function read(name: string): Promise<string | undefined> {
    const [row] = await store.all(sql`SELECT content FROM bureau_files WHERE name = ${name}`)
    return row && String(row.content)
  }
  const names = async () => JSON.parse((await read('reports')) ?? '[]') as string[]

  return {
    names,
    async template(name) {
      const content = (await names()).includes(name) ? await read(`report:${name}`) : undefined
      if (content === undefined) return undefined
      const bytes = /\.docx$/i.test(name)
        ? Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))
        : new TextEncoder().encode(content)
      return { name, bytes }
    },
    async blanks(name) {
      return {
        chosen: (await read(`blanks:${name}`)) ?? '',
        written: (await read(`report-blanks:${name}`)) ?? '',
      }
    },
  }
}
