import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import { recordLine } from '../summary/records.ts'
import type { Command } from './command.ts'

export const records: Command = {
  usage: 'records [--from 日期] [--to 日期] [--json]   台账，一行一条',
  async run(args, io, open) {
    const { values } = parseArgs({
      args,
      options: { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' } },
    })
    const { from = '0001-01-01', to = '9999-12-31' } = values
    for (const day of [from, to])
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new UsageError(`日期应写成 2026-06-24，收到“${day}”`)
    if (from > to) throw new UsageError(`起始日 ${from} 晚于截止日 ${to}`)
    const house = await open()
    for (const entry of await house.ledger.asKnownAt(house.clock(), { from, to }))
      io.out(JSON.stringify(recordLine(entry)))
  },
}
