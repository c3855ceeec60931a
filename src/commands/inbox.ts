import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import type { Command } from './command.ts'

export const inbox: Command = {
  usage: 'inbox [--dead] [--replay 编号]   等待处理的消息；--dead 处理不成的；--replay 重新处理一条',
  async run(args, io, open) {
    const { values } = parseArgs({ args, options: { dead: { type: 'boolean' }, replay: { type: 'string' } } })
    const house = await open()
    if (values.replay === undefined) {
      for (const row of await house.inbox.list(values.dead ? 'dead' : 'waiting')) io.out(JSON.stringify(row))
      return
    }
    const id = Number(values.replay)
    if (!Number.isSafeInteger(id)) throw new UsageError(`编号应是数字，收到“${values.replay}”`)
    if (!(await house.inbox.replay(id, house.clock())))
      throw new UsageError(`没有编号 ${id} 的死信；用 inbox --dead 查看`)
    io.out(JSON.stringify({ replayed: id }))
    io.err('已放回队列：服务运行时几秒内重新处理。')
  },
}
