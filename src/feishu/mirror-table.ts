import type { MirrorTable } from '../conversation/ports.ts'
import type { Calls } from './api/calls.ts'
import { actionOf, remedyOf } from './api/codes.ts'
import { CallFailure } from './api/failure.ts'

/** A table of a Feishu Base (多维表格) that rows are only ever appended to. */
export function createMirrorTable(calls: Calls, target: { appToken: string; tableId: string }): MirrorTable {
  return {
    id: target.tableId,
    async append(rows, token) {
      try {
        await calls.append(target, rows, token)
        return { kind: 'done' }
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error
        if (actionOf('append', error) === 'retry') return { kind: 'retry', reason: error.message }
        const { code = 0 } = error.facts
        return {
          kind: 'held',
          code,
          remedy: remedyOf('append', error) ?? `多维表格不收这些内容（错误码 ${code}）`,
        }
      }
    },
  }
}
