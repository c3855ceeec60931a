import { parseArgs } from 'node:util'
import { lifeLines } from '../conversation/reports/life.ts'
import { UsageError } from '../errors.ts'
import { createArchive } from '../storage/archive.ts'
import type { Command } from './command.ts'

export const trace: Command = {
  usage: 'trace 登记编号 [--json]   一条登记的来龙去脉（编号见 records 的 id）',
  async run(args, io, open) {
    const options = { json: { type: 'boolean' } } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [id, ...more] = positionals
    if (!id || more.length) throw new UsageError('要写一个登记编号，例如 trace om_1.1；编号见 records 的 id')
    const house = await open()
    const life = await createArchive(house.store).life(id)
    if (!life) throw new UsageError(`没有编号为 ${id} 的登记；编号见 records 的 id`)
    if (values.json) io.out(JSON.stringify(life))
    else for (const line of lifeLines(life, await house.bureau())) io.out(line)
  },
}
