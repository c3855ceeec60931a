import { Hono } from 'hono'
import type { Clock } from './clock.ts'
import type { MirrorTable, Transport } from './conversation/ports.ts'
import type { Setting } from './conversation/scene.ts'
import type { FetchPicture } from './conversation/transcripts/read-pictures.ts'
import type { PictureReader } from './conversation/transcripts/transcript.ts'
import type { Claimed } from './conversation/turn.ts'
import type { AcceptParts } from './feishu/accept.ts'
import { createCalls } from './feishu/api/calls.ts'
import { createClient } from './feishu/api/client.ts'
import type { SentPieces } from './feishu/deliver/pieces.ts'
import { createFeishuTransport } from './feishu/deliver/transport.ts'
import { examine, type Finding } from './feishu/doctor.ts'
import { fetchFile, fetchWithin } from './feishu/fetch-file.ts'
import { createBotIdentity, settle } from './feishu/gate.ts'
import { startLongConnection } from './feishu/long-connection.ts'
import { createMirrorTable } from './feishu/mirror-table.ts'
import { completeEdit, readMessage } from './feishu/read-message.ts'
import { createPhotoReader } from './feishu/read-photo.ts'
import { type Decode, readVoice } from './feishu/read-voice.ts'
import { feishuRoutes } from './feishu/route.ts'
import type { Log } from './log.ts'
import type { BitableSettings, FeishuSettings } from './settings.ts'

type Wires = Pick<AcceptParts, 'insert' | 'press' | 'metrics'>

/** Feishu's room: how its messages come in and go out. */
export interface FeishuRoom {
  transport: Transport
  fetchText: NonNullable<Setting['fetchText']>
  fetchFile: NonNullable<Setting['fetchFile']>
  fetchPicture: FetchPicture
  photoReader: PictureReader
  /** Not there where no voice can be decoded. */
  hear?: NonNullable<Setting['hear']>
  /** Finishes what the edge could not know: whom a mention meant, what an edited message says now. */
  settle(claimed: Claimed): Promise<Claimed>
  /** The table that the ledger is copied to. */
  mirror(table: BitableSettings): MirrorTable
  routes(wires: Wires): Hono
  startLongConnection(wires: Wires): Promise<() => void>
  /** What is right and what is to be set right, for the operator; `publicUrl` empty when there is none. */
  examine(publicUrl: string, uses?: { mirrored?: boolean; phrased?: boolean }): Promise<Finding[]>
}

export interface FeishuParts {
  clock: Clock
  log: Log
  /** What was sent of each parcel, beside the outbox. */
  pieces: SentPieces
  /** Milliseconds for one call; 10,000. */
  timeoutMs?: number
  /** Calls out; the runtime's own by default. */
  fetch?: typeof fetch
  /** A call may go on after the request that made it: so on Node, not on Workers. */
  background?: boolean
  /** Decodes voice messages; not there on Workers. */
  decode?: Decode
}

/** No reader takes a larger picture. */
const MAX_PICTURE = 20 * 1024 * 1024

/** Makes no call yet: nothing is loaded or asked before the first message or delivery. */
export function connectFeishu(settings: FeishuSettings, parts: FeishuParts): FeishuRoom {
  const { clock, log, pieces, background = true, decode } = parts
  const client = createClient({ settings, ...parts })
  const calls = createCalls(client.call)
  const identity = createBotIdentity(async () => (await calls.botInfo()).openId, clock, log)
  const botOpenId = () => (background ? identity.known() : identity.held())

  async function own(): Promise<string> {
    const openId = await identity.openId()
    // Tried again with the row: whether the bot was meant is not guessed.
    if (!openId) throw new Error('the bot does not know its own id yet')
    return openId
  }

  return {
    transport: createFeishuTransport({ calls, pieces, log }),
    fetchText: async (messageId) => (await readMessage(calls, messageId, await own()))?.text,
    fetchFile: (messageId, key) => fetchFile(calls, messageId, key),
    fetchPicture: (picture) => fetchWithin(calls, picture, MAX_PICTURE),
    photoReader: createPhotoReader(calls),
    ...(decode ? { hear: (messageId, key) => readVoice(calls, decode, messageId, key) } : {}),
    async settle(claimed) {
      const { incoming } = claimed
      if (incoming.kind === 'said' && incoming.mentions)
        return { ...claimed, incoming: settle(incoming, await own()) }
      if (incoming.kind !== 'edited' || incoming.text) return claimed
      const read = await readMessage(calls, incoming.messageId, await own())
      return { ...claimed, incoming: completeEdit(incoming, read) }
    },
    mirror: (table) => createMirrorTable(calls, table),
    routes: (wires) =>
      new Hono().route('/feishu/events', feishuRoutes({ ...wires, settings, clock, log, botOpenId })),
    startLongConnection: (wires) =>
      startLongConnection({ ...wires, settings, http: client.http, clock, log, botOpenId }),
    examine: (publicUrl, uses = {}) => examine({ settings, publicUrl, ...uses, client, calls, clock }),
  }
}
