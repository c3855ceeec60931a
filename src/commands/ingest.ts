import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import type { IngestReport } from '../knowledge/ingest.ts'
import { ingestFolder } from '../knowledge/ingest-folder.ts'
import type { Command, Io } from './command.ts'
import { explainFile } from './ingest-explain.ts'

/** Progress is told for folders that take a while. */
const MANY = 100

export const ingest: Command = {
  usage:
    'ingest [知识文件夹]   重建索引，只读有变化的文件；ingest --explain 文件 [--json]   看一份文件读成了什么',
  async run(args, io, open) {
    const { positionals, values } = parseArgs({
      ...{ args, allowPositionals: true },
      options: { explain: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    if (values.explain !== undefined) {
      if (positionals.length) throw new UsageError('--explain 一次看一份文件，后面不要再写别的')
      return explainFile(values.explain, values.json, io, await open())
    }
    if (values.json) throw new UsageError('--json 和 --explain 一起用')
    const [folder, ...others] = positionals
    if (others.length) throw new UsageError(`只要一个知识文件夹，收到 ${positionals.length} 个`)
    const began = performance.now()
    // Opening brings the index up to date with the folder of the settings.
    const house = await open()
    const report = folder
      ? await ingestFolder(resolve(folder), house.documents, house.clock(), {
          progress: progressTo(io),
          ocr: house.ocr,
        })
      : house.ingestReport
    const { documents, passages, changed, removed, refused } = report
    const ms = Math.round(performance.now() - began)
    for (const line of told(report)) io.err(line)
    io.out(JSON.stringify({ documents, passages, changed, removed, refused, ms }))
  },
}

function progressTo(io: Io): (done: number, of: number) => void {
  return (done, of) => {
    if (of >= MANY && done % MANY === 0) io.err(`已看过 ${done}/${of} 份`)
  }
}

/** What a clerk wants to know, a line each. */
function told({ documents, passages, changed, removed, refused }: IngestReport): string[] {
  return [
    `索引里有文件 ${documents} 份、段落 ${passages} 条；这次读了 ${changed} 份，移除 ${removed} 份`,
    ...refused.map(({ path, reason }) => `${path}：${reason}`),
  ]
}
