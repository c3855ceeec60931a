import { UsageError } from '../errors.ts'
import type { Command } from './command.ts'

export const summary: Command = {
  usage: 'summary',
  async run() {
    throw new UsageError('还没有做')
  },
}
