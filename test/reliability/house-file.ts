import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { assemble } from '../../src/assemble.ts'
import { later } from '../../src/clock.ts'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { silentLog } from '../../src/log.ts'
import type { Incoming } from '../../src/message.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import type { ChildTask } from '../support/crash-child.ts'
import { filePlatform } from '../support/file-platform.ts'

const root = resolve(import.meta.dirname, '../..')
export const migrations = resolve(root, 'migrations')
export const START = '2026-06-24T02:00:00.000Z'
export const later24 = (seconds: number) => later(START, seconds * 1_000)

/** A database file that knows the sample bureau, to be copied for each run. */
export async function bureauFile() {
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-crash-'))
  const base = join(folder, 'base.db')
  const store = openSqlite(base, migrations)
  await ingestFolder(resolve(root, 'knowledge'), createDocumentStore(store), START)
  store.close()
  let place = 0
  const inboxes = new Map<readonly Incoming[], string>()
  return {
    folder,
    /** A fresh copy in whose inbox these messages lie, and a platform that has seen nothing. */
    async withInbox(messages: readonly Incoming[]) {
      const database = join(folder, `${++place}.db`)
      let filled = inboxes.get(messages)
      if (!filled) {
        filled = join(folder, `inbox-${inboxes.size}.db`)
        inboxes.set(messages, filled)
        copyFileSync(base, filled)
        const { house, close } = openFile(filled, join(folder, 'none'), () => START)
        for (const one of messages) await house.inbox.insert(one, START)
        close()
      }
      copyFileSync(filled, database)
      return { database, platform: join(folder, `${place}.platform`) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function openFile(database: string, platform: string, clock: () => string) {
  const store = openSqlite(database, migrations)
  const house = assemble({ store, clock, log: silentLog, transport: filePlatform(platform) })
  return { house, store, close: () => store.close() }
}

/** Works on the file, from `start` on, until nothing waits any more: what a restarted process does. */
export async function finish(files: { database: string; platform: string }, start: string) {
  let now = start
  const { house, store, close } = openFile(files.database, files.platform, () => now)
  for (
    let due = await house.worker.untilDue(), rounds = 0;
    due !== undefined;
    due = await house.worker.untilDue()
  ) {
    if (++rounds > 200) throw new Error('something waits for ever')
    now = later(now, Math.max(due, 1_100))
    await house.worker.tick()
  }
  const entries = await house.ledger.asKnownAt(later(now, 1_000))
  const dead = await house.inbox.list('dead')
  const failed = await house.outbox.list('failed')
  close()
  return {
    store,
    now,
    dead,
    failed,
    ledger: entries.map((one) => `${one.id} ${one.indicator} ${one.value} ${one.status}`),
  }
}

/** The child and what it needs, bundled: it starts in a fifth of the time. */
async function bundled(): Promise<string> {
  const outdir = join(root, 'dist/test')
  await build({
    entryPoints: [join(root, 'test/support/crash-child.ts'), join(root, 'src/knowledge/parse-thread.ts')],
    ...{ outdir, entryNames: '[name]', outExtension: { '.js': '.mjs' } },
    ...{ bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node24' },
    external: ['better-sqlite3', 'pdfjs-dist', '@napi-rs/canvas'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);\nconst __dirname = import.meta.dirname;",
    },
    logLevel: 'warning',
  })
  return join(outdir, 'crash-child.mjs')
}

let script: Promise<string> | undefined

/** Starts a process of its own; `end` tells the steps that it went through and whether it was killed. */
export async function startChild(task: ChildTask) {
  script ??= bundled()
  const child = spawn(process.execPath, [await script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const steps = () => output.split('\n').filter(Boolean)
  const closed = once(child, 'close')
  return {
    child,
    async reached(count: number) {
      while (steps().length < count) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    async end() {
      const [code, signal] = await closed
      if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the process ended with ${code}`)
      return { steps: steps(), killed: signal === 'SIGKILL' }
    },
  }
}

export const runChild = async (task: ChildTask) => (await startChild(task)).end()

let counter = 0

export function says(chat: string, text: string, sender = 'ou_xh_wang'): Incoming {
  const n = ++counter
  return {
    ...{ kind: 'said', eventId: `ev_${n}`, messageId: `om_${n}`, senderId: sender, sentAt: START, text },
    chat: { id: chat, kind: 'private' },
    addressed: true,
  }
}
