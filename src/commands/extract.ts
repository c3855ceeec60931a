import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import { type Reading, readMessage } from '../reporting/read.ts'
import type { Command } from './command.ts'
import { readReportLines, unitIdOf } from './report-lines.ts'

export const extract: Command = {
  usage: 'extract --jsonl 文件   一句话里读出哪些数，不登记',
  async run(args, io, open) {
    const { values } = parseArgs({ args, options: { jsonl: { type: 'string' } } })
    if (!values.jsonl) throw new UsageError('缺少 --jsonl 文件（- 为标准输入）')
    const lines = await readReportLines(values.jsonl, io)
    const house = await open({ inMemory: true, empty: true })
    const bureau = await house.bureau()
    const contexts = new Map<string, Reading['context']>()
    for (const { id, text, sentAt, sender, conversation } of lines) {
      const unit = unitIdOf(sender.unit, bureau.organization)
      const context = conversation ? contexts.get(conversation) : undefined
      const reading = readMessage({ text, sentAt, sender: { name: sender.name, unit }, context }, bureau)
      if (conversation) contexts.set(conversation, reading.context)
      io.out(
        JSON.stringify({
          id,
          kind: reading.kind,
          entries: reading.figures.map(({ indicator, value, org, from, to, measure }) => ({
            ...{ indicator, value, org, from, to, measure },
          })),
          ask: [...new Set(reading.asks.map((ask) => ask.question))],
        }),
      )
    }
  },
}
