import { parseArgs } from 'node:util'
import { z } from 'zod'
import { UsageError } from '../errors.ts'
import { search as find } from '../policy/search.ts'
import type { Command } from './command.ts'
import { corpusDocuments } from './corpus.ts'

const corpusLine = z.object({ id: z.string(), title: z.string().default(''), text: z.string() })
const queryLine = z.object({ id: z.string(), text: z.string() })

export const search: Command = {
  usage: 'search --corpus 文件 --queries 文件 [--top 10]   用一个临时索引跑一组检索',
  async run(args, io, open) {
    const { values } = parseArgs({
      args,
      options: { corpus: { type: 'string' }, queries: { type: 'string' }, top: { type: 'string' } },
    })
    if (!values.corpus || !values.queries) throw new UsageError('缺少 --corpus 文件 或 --queries 文件')
    const top = Number(values.top ?? '10')
    if (!Number.isInteger(top) || top < 1) throw new UsageError(`--top 应是正整数，收到“${values.top}”`)
    const corpus = lines(corpusLine, await io.jsonLines(values.corpus), values.corpus)
    const queries = lines(queryLine, await io.jsonLines(values.queries), values.queries)
    const house = await open({ inMemory: true, empty: true })
    const { documents, ids } = corpusDocuments(corpus)
    for (const document of documents) await house.documents.put(document, document.path, house.clock())
    for (const query of queries) {
      const began = performance.now()
      const hits = await find(query.text, { readers: ['all'] }, house.passages)
      const ms = performance.now() - began
      io.out(
        JSON.stringify({
          id: query.id,
          hits: hits
            .slice(0, top)
            .map((hit) => ({ id: ids.get(`${hit.path}#${hit.ordinal}`) ?? '', score: hit.total })),
          ms: Number(ms.toFixed(2)),
        }),
      )
    }
  },
}

function lines<T>(schema: z.ZodType<T>, raw: unknown[], file: string): T[] {
  return raw.map((line, place) => {
    const parsed = schema.safeParse(line)
    if (parsed.success) return parsed.data
    throw new UsageError(`${file} 第 ${place + 1} 行：${parsed.error.issues[0]?.path.join('.')} 不对`)
  })
}
