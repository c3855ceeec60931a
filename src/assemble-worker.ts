import { createApp } from './app.ts'
import { assemble } from './assemble.ts'
import { connectFeishu } from './assemble-feishu.ts'
import { figuresLinksTo, linksTo, reportLinksTo } from './assemble-links.ts'
import { createPictures } from './assemble-pictures.ts'
import { type Clock, clockFrom, dayOf, systemClock } from './clock.ts'
import { OperatorError } from './errors.ts'
import { createLog } from './log.ts'
import type { Incoming } from './message.ts'
import { type FeishuSettings, readSettings, type Settings } from './settings.ts'
import { type D1, openD1 } from './storage/d1.ts'
import { createPieces } from './storage/pieces.ts'
import { figuresRoutes } from './web/figures.ts'
import { reportRoutes } from './web/report-page.ts'
import { sourceRoutes } from './web/sources.ts'

/*
 * The same house on Cloudflare Workers. Not there, since the platform has no place for it: the long connection (webhook only),
 * the local chat page, and reading documents (no folder, 128 MB, a limit on CPU time): the index is made on Node and brought
 * over with `export-index`. Voice messages are answered with a word on how to write instead: what decodes them would have to be
 * compiled at run time. Counters are those of one isolate.
 */

/** What the Worker is bound to (wrangler.toml); all other bindings that are text are settings. */
export interface WorkerBindings {
  DB: D1
  WAKE: { send(what: string, options?: { delaySeconds?: number }): Promise<unknown> }
}

/** What the platform gives: work that outlives the answer, and where log lines go. */
export interface WorkerPlatform {
  waitUntil(work: Promise<unknown>): void
  write(line: string): void
}

export interface WorkerHouse {
  fetch(request: Request): Response | Promise<Response>
  /**
   * Works and delivers until nothing is due, then orders the next wake; also for what a crash left.
   * @throws when the database does not answer: the queue then wakes again.
   */
  work(): Promise<void>
}

/** Rows that fall due later than this are left to the cron, which comes every minute. */
const CRON_MS = 60_000

/** @throws OperatorError in Chinese naming every setting that is wrong or missing. */
export function openWorkerHouse(bindings: WorkerBindings, platform: WorkerPlatform): WorkerHouse {
  const { feishu: feishuSettings, ...settings } = workerSettings(bindings)
  const clock: Clock = settings.now ? clockFrom(settings.now) : systemClock
  const log = createLog(settings.logLevel, platform.write)
  const store = openD1(bindings.DB)
  const feishu = connectFeishu(feishuSettings, {
    ...{ clock, log, pieces: createPieces(store) },
    ...{ fetch: outliving(platform), background: false },
  })
  const { transport, fetchText, fetchFile, settle } = feishu
  const pictures = createPictures(settings.pictures, { feishu: feishu.photoReader }, feishu.fetchPicture)
  const key = feishuSettings.appSecret
  const house = assemble({
    ...{ store, clock, log, transport, fetchText, fetchFile, pictures, settle, model: settings.model },
    ...(settings.bitable ? { mirror: feishu.mirror(settings.bitable) } : {}),
    ...(settings.publicUrl
      ? {
          linkOf: linksTo(settings.publicUrl, key, clock),
          figuresLink: figuresLinksTo(settings.publicUrl, key, clock),
          reportLink: reportLinksTo(settings.publicUrl, key, clock),
        }
      : {}),
  })
  // The inbox is the truth; a wake that gets lost costs a minute, until the cron comes.
  const wake = () => platform.waitUntil(bindings.WAKE.send('arrived'))
  const wires = {
    metrics: house.metrics,
    async insert(incoming: Incoming, receivedAt: string) {
      const stored = await house.inbox.insert(incoming, receivedAt)
      // A press is worked by whoever waits for its toast.
      if (incoming.kind !== 'pressed') wake()
      return stored
    },
    press(row: number) {
      const work = house.worker.workRow(row).finally(wake)
      // Whoever pressed may have been answered before the work is done.
      platform.waitUntil(work.catch(() => undefined))
      return work
    },
  }
  let timezone = 'Asia/Shanghai'
  const sources = sourceRoutes({
    async document(path) {
      timezone = (await house.bureau()).organization.timezone
      return house.documents.document(path)
    },
    heads: () => house.documents.heads(),
    ...{ key, clock, today: () => dayOf(clock(), timezone) },
  })
  const app = createApp({
    metrics: house.metrics,
    ready: house.ready,
    rooms: [
      feishu.routes(wires),
      sources,
      figuresRoutes({ page: house.figuresPage, key, clock }),
      reportRoutes({ page: house.filledPage, key, clock }),
    ],
  })
  return {
    fetch: (request) => app.fetch(request),
    async work() {
      await house.worker.tick()
      const due = await house.worker.untilDue()
      if (due !== undefined && due < CRON_MS)
        await bindings.WAKE.send('due', { delaySeconds: Math.max(1, Math.ceil(due / 1000)) })
    },
  }
}

/**
 * Several requests may wait for one call, for a token say. On Workers a call ends with the request that made it, and whoever
 * else waits would wait for ever: so the platform is asked to keep that request until the answer is there, wholly read.
 */
function outliving(platform: WorkerPlatform): typeof fetch {
  return (input, init) => {
    const call = fetch(input, init).then(async (answer) =>
      answer.body ? new Response(await answer.arrayBuffer(), answer) : answer,
    )
    platform.waitUntil(call.catch(() => undefined))
    return call
  }
}

function workerSettings(bindings: WorkerBindings): Settings & { feishu: FeishuSettings } {
  const texts = Object.entries(bindings).filter(([, value]) => typeof value === 'string')
  const { feishu, ...settings } = readSettings(Object.fromEntries(texts))
  if (!feishu)
    throw new OperatorError(
      '没有接飞书：Workers 上没有本地聊天页，要用 wrangler secret put 设置 FEISHU_APP_ID、FEISHU_APP_SECRET、FEISHU_ENCRYPT_KEY、FEISHU_VERIFICATION_TOKEN（本地试用写在 .dev.vars 里）',
    )
  if (feishu.mode === 'websocket')
    throw new OperatorError('FEISHU_MODE：Workers 上没有长连接，只能是 webhook')
  if (settings.pictures.ocr)
    throw new OperatorError('OCR_ENGINE：Workers 上不能自己识别图片，去掉这项设置（飞书的识别照常用）')
  return { ...settings, feishu }
}
