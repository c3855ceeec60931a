import type { Hono } from 'hono'
import type { Clock } from './clock.ts'
import type { Transport } from './conversation/ports.ts'
import type { Setting } from './conversation/scene.ts'
import type { Claimed } from './conversation/turn.ts'
import type { AcceptParts } from './feishu/accept.ts'
import type { Log } from './log.ts'
import type { FeishuSettings } from './settings.ts'

type Wires = Pick<AcceptParts, 'insert' | 'press' | 'metrics'>

/** Feishu's room: how its messages come in and go out. */
export interface FeishuRoom {
  transport: Transport
  fetchText: NonNullable<Setting['fetchText']>
  settle(claimed: Claimed): Promise<Claimed>
  routes(wires: Wires): Hono
  startLongConnection(wires: Wires): Promise<() => void>
}

export function connectFeishu(_settings: FeishuSettings, _parts: { clock: Clock; log: Log }): FeishuRoom {
  throw new Error('not connected')
}
