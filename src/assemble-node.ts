import { resolve } from 'node:path'
import type { Hono } from 'hono'
import { assemble, type House, type HouseParts } from './assemble.ts'
import { localChatRoom } from './assemble-chat.ts'
import { connectFeishu } from './assemble-feishu.ts'
import { figuresLinksTo, linksTo, reportLinksTo } from './assemble-links.ts'
import { createPictures, ownReader } from './assemble-pictures.ts'
import { type Clock, clockFrom, dayOf, systemClock } from './clock.ts'
import type { Transport } from './conversation/ports.ts'
import { examples } from './conversation/welcome.ts'
import { OperatorError } from './errors.ts'
import { renderReply } from './feishu/cards/render.ts'
import type { Finding } from './feishu/doctor.ts'
import { decodeOpus } from './feishu/voice/decode.ts'
import type { IngestReport } from './knowledge/ingest.ts'
import { ingestFolder, readBureau } from './knowledge/ingest-folder.ts'
import { hasOcr } from './knowledge/ocr.ts'
import { createPictureReader, readSheetFile } from './knowledge/parse-worker.ts'
import { createLog, type Log } from './log.ts'
import type { Incoming } from './message.ts'
import type { Settings } from './settings.ts'
import { createDocumentStore } from './storage/documents.ts'
import { createPieces } from './storage/pieces.ts'
import { openSqlite } from './storage/sqlite.ts'
import { privateChat } from './web/chat-page-deps.ts'
import { figuresRoutes } from './web/figures.ts'
import { reportRoutes } from './web/report-page.ts'
import { sourceRoutes } from './web/sources.ts'

export interface OpenOptions {
  /** A database that is gone with the process: rehearsals. */
  inMemory?: boolean
  /** The bureau's settings without its documents. */
  empty?: boolean
  /** Lowest level of log lines; the settings' by default. */
  log?: Settings['logLevel']
  at?(step: string): void
}

/** What was loaded, for the operator. */
export interface Loaded {
  bureau: string
  documents: number
  passages: number
  indicators: number
  people: number
  refused: { path: string; reason: string }[]
  examples: string[]
}

/** The house as Node serves it: files, SQLite, the chat page, the long connection. */
export interface NodeHouse extends House {
  rooms(): Promise<Hono[]>
  startLongConnection(): Promise<() => void>
  /** Calls back whenever something has arrived. */
  onArrival(wake: () => void): void
  loaded(): Promise<Loaded>
  /** What is right with Feishu and what is not; undefined when it is not connected. */
  examineFeishu(): Promise<Finding[] | undefined>
  ingestReport: IngestReport
  /** Where the documents are read from, absolute. */
  knowledgeDir: string
  /** Pages that are pictures are read. */
  ocr: boolean
  /** A house of its own over an empty database in memory, with the same settings of the bureau; it reaches nobody. */
  fresh(): Promise<House>
  close(): Promise<void>
}

const NO_OCR =
  'OCR_ENGINE：设了 tesseract，但识别图片的包没有装上。运行 npm ci --include=optional；不识别就去掉这项设置'

const MIGRATIONS = resolve(import.meta.dirname, '../migrations')

/**
 * Opens the database, brings the index up to date with the knowledge folder, and puts the parts together.
 * @throws OperatorError for what the operator must set right.
 */
export async function openHouse(settings: Settings, options: OpenOptions = {}): Promise<NodeHouse> {
  const clock: Clock = settings.now ? clockFrom(settings.now) : systemClock
  const log: Log = createLog(options.log ?? settings.logLevel, (line) => process.stderr.write(line))
  const store = openSqlite(options.inMemory ? ':memory:' : resolve(settings.databasePath), MIGRATIONS)
  let arrived = () => {}
  try {
    const { ocr } = settings.pictures
    if (ocr && !hasOcr()) throw new OperatorError(NO_OCR)
    const folder = resolve(settings.knowledgeDir)
    const documents = createDocumentStore(store)
    const ingestReport = await (options.empty
      ? readBureau(folder, documents, clock())
      : ingestFolder(folder, documents, clock(), { ocr }))
    const feishu =
      settings.feishu &&
      connectFeishu(settings.feishu, { clock, log, pieces: createPieces(store), decode: decodeOpus })
    const chat = settings.localChat ? localChatRoom({ clock, render: renderReply }) : undefined
    const linkKey = settings.feishu?.appSecret || crypto.randomUUID()
    const parts: HouseParts = {
      ...{ store, clock, log, model: settings.model, readSheet: readSheetFile },
      ...(chat && !feishu ? { privateChat } : {}),
      transport: route(feishu?.transport, chat?.transport),
      ...(settings.publicUrl || settings.localChat
        ? {
            linkOf: linksTo(settings.publicUrl || `http://localhost:${settings.port}`, linkKey, clock),
            reportLink: reportLinksTo(
              settings.publicUrl || `http://localhost:${settings.port}`,
              linkKey,
              clock,
            ),
            figuresLink: figuresLinksTo(
              settings.publicUrl || `http://localhost:${settings.port}`,
              linkKey,
              clock,
            ),
          }
        : {}),
      ...(feishu ? { fetchText: feishu.fetchText, settle: feishu.settle } : {}),
      ...(feishu?.hear ? { hear: feishu.hear } : {}),
      pictures: createPictures(
        settings.pictures,
        { feishu: feishu?.photoReader, ocr: ocr ? ownReader(createPictureReader()) : undefined },
        async (picture) =>
          isLocal(picture.messageId)
            ? ((await chat?.fetchFile(picture.messageId)) ?? 'gone')
            : (feishu?.fetchPicture(picture) ?? 'gone'),
      ),
      fetchFile: async (messageId, key) =>
        isLocal(messageId) ? chat?.fetchFile(messageId) : feishu?.fetchFile(messageId, key),
      // A rehearsal's figures are nobody's.
      ...(feishu && settings.bitable && !options.inMemory ? { mirror: feishu.mirror(settings.bitable) } : {}),
      ...(options.at ? { at: options.at } : {}),
    }
    const house = assemble(parts)
    const insert = async (incoming: Incoming, receivedAt: string) => {
      const result = await house.inbox.insert(incoming, receivedAt)
      // A press is worked by whoever waits for its toast: a worker woken now would take it away.
      if (incoming.kind !== 'pressed') arrived()
      return result
    }
    const press = (row: number) =>
      house.worker.workRow(row).finally(() => {
        arrived()
      })
    const { timezone } = (await house.bureau()).organization
    const rooms = async () => [
      ...(feishu ? [feishu.routes({ insert, press, metrics: house.metrics })] : []),
      ...(chat ? [await chat.routes({ house, insert, press })] : []),
      sourceRoutes({
        document: (path) => house.documents.document(path),
        heads: () => house.documents.heads(),
        key: linkKey,
        clock,
        today: () => dayOf(clock(), timezone),
      }),
      figuresRoutes({ page: house.figuresPage, key: linkKey, clock }),
      reportRoutes({ page: house.filledPage, key: linkKey, clock }),
    ]
    return {
      ...house,
      ingestReport,
      ...{ knowledgeDir: folder, ocr },
      rooms,
      startLongConnection: async () =>
        settings.feishu?.mode === 'websocket' && feishu
          ? feishu.startLongConnection({ insert, press, metrics: house.metrics })
          : () => {},
      onArrival: (wake) => {
        arrived = wake
      },
      examineFeishu: async () =>
        feishu?.examine(settings.publicUrl, {
          mirrored: settings.bitable !== undefined,
          phrased: Boolean(settings.model?.models.length),
        }),
      loaded: () => loaded(house, ingestReport),
      fresh: async () => {
        const empty = openSqlite(':memory:', MIGRATIONS)
        await readBureau(resolve(settings.knowledgeDir), createDocumentStore(empty), clock())
        return assemble({ store: empty, clock, log, transport: route(undefined, undefined) })
      },
      close: async () => store.close(),
    }
  } catch (error) {
    store.close()
    throw error
  }
}

/** Chats and messages of the local page go there, everything else to Feishu. */
function route(feishu: Transport | undefined, chat: Transport | undefined): Transport {
  const of = (id: string) => (isLocal(id) || !feishu ? chat : feishu)
  return {
    async send(parcel) {
      const transport = of(parcel.chat.id)
      return transport ? transport.send(parcel) : { kind: 'gone', reason: 'no transport for this chat' }
    },
    acknowledge: async (messageId) => of(messageId)?.acknowledge?.(messageId),
    release: async (messageId) => of(messageId)?.release?.(messageId),
    grow: async (target, text) => of(target.chat.id)?.grow?.(target, text),
    // A key begins with the id of its message.
    still: async (key) => of(key)?.still?.(key),
    stands: async (key) => (await of(key)?.stands?.(key)) ?? false,
  }
}

function isLocal(id: string): boolean {
  return /^o[cm]_local_/.test(id)
}

async function loaded(house: House, report: IngestReport): Promise<Loaded> {
  const bureau = await house.bureau()
  return {
    bureau: bureau.organization.bureau,
    documents: report.documents,
    passages: report.passages,
    indicators: bureau.catalogue.length,
    people: bureau.organization.people.length,
    refused: report.refused,
    examples: examples(bureau),
  }
}
