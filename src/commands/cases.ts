import { parseArgs } from 'node:util'
import { publicFields } from '../conversation/cases/cases.ts'
import { UsageError } from '../errors.ts'
import { caseCounts, casesOf, codeOf } from '../reporting/cases/event.ts'
import type { Command } from './command.ts'

export const cases: Command = {
  usage:
    'cases [--kind 种类] [--counts] [--personal]   个案、节点、线索；--counts 各阶段的数；--personal 连个人信息',
  async run(args, io, open) {
    const { values } = parseArgs({
      args,
      options: { kind: { type: 'string' }, counts: { type: 'boolean' }, personal: { type: 'boolean' } },
    })
    const house = await open()
    const { records = [] } = await house.bureau()
    const known = records.map((one) => one.id)
    if (values.kind !== undefined && !known.includes(values.kind))
      throw new UsageError(
        `没有“${values.kind}”这种记录，records.yaml 里有：${known.join('、') || '（没有）'}`,
      )
    const all = casesOf(await house.cases.all())
    for (const kind of records.filter((one) => values.kind === undefined || one.id === values.kind)) {
      if (values.counts) {
        io.out(JSON.stringify({ kind: kind.id, ...caseCounts(all, kind.id) }))
        continue
      }
      for (const { caseId, fields, ...one } of all.filter(({ kind: id }) => id === kind.id))
        io.out(
          JSON.stringify({
            code: codeOf(caseId),
            ...one,
            fields: values.personal ? fields : publicFields(kind, fields),
          }),
        )
    }
  },
}
