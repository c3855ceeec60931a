import type { Command } from './command.ts'

export const gaps: Command = {
  usage: 'gaps   没有查到的问题和没有对应指标的数字',
  async run(_args, io, open) {
    const house = await open()
    for (const gap of await house.gaps.list()) io.out(JSON.stringify(gap))
  },
}
