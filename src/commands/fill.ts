import { UsageError } from '../errors.ts'
import type { Command } from './command.ts'

export const fill: Command = {
  usage: 'fill',
  async run() {
    throw new UsageError('还没有做')
  },
}
