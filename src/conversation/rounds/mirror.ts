import { later } from '../../clock.ts'
import type { ChatRef } from '../../message.ts'
import type { NoticeReply } from '../../reply.ts'
import { firstAdmin } from '../../roster/permissions.ts'
import { mirrorFields } from '../../summary/files/mirror-row.ts'
import type { MirrorBook, MirrorTable } from '../ports.ts'
import type { Setting } from '../scene.ts'
import type { Occasions } from './rounds.ts'

export interface MirrorParts {
  book: MirrorBook
  table: MirrorTable
  setting: Pick<Setting, 'bureau' | 'words'>
  occasions: Occasions
  /** Where a person is met in private. */
  privateChat(openId: string): ChatRef
}

const BATCH = 100
/** In one run: the queue of a Worker ends what takes longer than two minutes. */
const BATCHES = 20
/** What an admin has to set right is not tried again before this. */
const HOLD_MS = 10 * 60_000

/**
 * Appends to an outside table what it lacks of the ledger, which never reads it back. A batch is taken down before it is
 * sent, and sent under a token of its own rows: however often it is sent, the table has it once.
 * Returns how many lines were appended.
 */
export function createMirror(parts: MirrorParts): (now: string) => Promise<number> {
  const { book, table, setting } = parts
  let held = ''
  return async (now) => {
    if (now < held) return 0
    const bureau = await setting.bureau()
    let count = 0
    for (let i = 0; i < BATCHES; i++) {
      const lines = await book.batch(BATCH)
      if (!lines.length) break
      const keys = lines.map((line) => line.key)
      const token = await tokenOf(keys)
      const outcome = await table.append(
        lines.map(({ entry }) => mirrorFields(entry, bureau)),
        token,
      )
      if (outcome.kind === 'held') {
        held = later(now, HOLD_MS)
        await tellAdmin(parts, `mirror:${token}:${outcome.code}`, outcome.remedy, now)
      }
      if (outcome.kind !== 'done') break
      await book.mark(keys, now)
      count += lines.length
    }
    return count
  }
}

/** Told once for the batch that is stuck: when it has gone through and another gets stuck, that is news again. */
async function tellAdmin(parts: MirrorParts, key: string, remedy: string, now: string): Promise<void> {
  const { bureau, words } = parts.setting
  const admin = firstAdmin((await bureau()).organization)
  if (!admin || (await parts.occasions.done([key])).has(key)) return
  const reply: NoticeReply = {
    kind: 'notice',
    tone: 'plain',
    title: '',
    lines: [words.mirrorHeld(remedy)],
    buttons: [],
  }
  const outgoing = [{ key, chat: parts.privateChat(admin.openId), op: 'send' as const, reply }]
  await parts.occasions.settle({ key, dueAt: now, outgoing }, now)
}

/** The same rows, the same token; in the shape of a UUID v4, as the platform asks for. */
async function tokenOf(keys: readonly string[]): Promise<string> {
  const text = new TextEncoder().encode([...keys].sort().join('\n'))
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
