import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import { indexSql } from '../storage/index-sql.ts'
import type { Command } from './command.ts'

export const exportIndex: Command = {
  usage: 'export-index --out 文件.sql   把索引写成 SQL，给 Cloudflare D1 用',
  async run(args, io, open) {
    const { values } = parseArgs({ args, options: { out: { type: 'string' } } })
    if (!values.out) throw new UsageError('缺少 --out 文件.sql')
    const house = await open()
    const statements = await Array.fromAsync(indexSql(house.store))
    const text = statements.map((statement) => `${statement};\n`).join('')
    try {
      await io.writeFile(values.out, text)
    } catch {
      throw new UsageError(`写不进 ${values.out}：检查文件夹是否存在、能不能写`)
    }
    io.out(
      JSON.stringify({
        ...(await house.documents.counts()),
        statements: statements.length,
        file: values.out,
      }),
    )
    io.err(
      `下一步：npx wrangler d1 execute minzheng --remote --file ${values.out}（本地试用把 --remote 换成 --local）`,
    )
  },
}
