import { parseArgs } from 'node:util'
import { instantAt } from '../clock.ts'
import { UsageError } from '../errors.ts'
import { moved } from '../knowledge/days.ts'
import { dayOfText } from '../knowledge/metadata.ts'
import type { Command } from './command.ts'

export const gaps: Command = {
  usage: 'gaps [--from 日期] [--to 日期]   没有查到的问题、没帮上的回答、没有对应指标的数字',
  async run(args, io, open) {
    const { values } = parseArgs({ args, options: { from: { type: 'string' }, to: { type: 'string' } } })
    const from = checkedDay(values.from, '--from')
    const to = checkedDay(values.to, '--to')
    if (from && to && from > to) throw new UsageError('--from 比 --to 晚，起止日期写反了')
    const house = await open()
    const { timezone } = (await house.bureau()).organization
    const range = {
      ...(from ? { from: instantAt(from, '00:00', timezone) } : {}),
      ...(to ? { to: instantAt(moved(to, { days: 1 }), '00:00', timezone) } : {}),
    }
    for (const gap of await house.gaps.list(range)) io.out(JSON.stringify(gap))
  },
}

function checkedDay(day: string | undefined, option: string): string | undefined {
  if (day !== undefined && dayOfText(day) !== day)
    throw new UsageError(`${option} 应写成 2026-06-24 这样真有的日子，收到“${day}”`)
  return day
}
