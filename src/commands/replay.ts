import { parseArgs } from 'node:util'
import { OperatorError } from '../errors.ts'
import type { Command } from './command.ts'
import { replayInbox } from './replay-inbox.ts'

export const replay: Command = {
  usage: 'replay --check   把收到过的全部消息在内存里重走一遍，核对台账是否一字不差',
  async run(args, io, open) {
    parseArgs({ args, options: { check: { type: 'boolean' } } })
    const house = await open()
    const result = await replayInbox(house, await house.fresh())
    io.out(JSON.stringify(result))
    if (!result.same) throw new OperatorError('重放得到的台账与现有台账不一致，见上面的 differences。')
  },
}
