import { writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { assemble } from '../../src/assemble.ts'
import { clockFrom } from '../../src/clock.ts'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { silentLog } from '../../src/log.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { createInbox } from '../../src/storage/inbox.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { arrivals } from './arrivals.ts'
import { filePlatform } from './file-platform.ts'

/** A process of its own over a database file; at the given step it is gone, as by a power cut. */
export interface ChildTask {
  /** arrive: 300 messages come at once, each is acknowledged by a line with its number. */
  what: 'work' | 'ingest' | 'arrive'
  database: string
  platform: string
  /** UTC ISO: where its clock starts. */
  start: string
  /** The step that it does not live to see, counted from 1; 0: none. */
  dieAt: number
  /** Only stopped there, as a machine that sleeps; it goes on at SIGCONT. */
  asleep?: boolean
}

const root = resolve(import.meta.dirname, '../..')
const task = JSON.parse(process.argv[2] ?? '') as ChildTask
const clock = clockFrom(task.start)
const store = openSqlite(task.database, resolve(root, 'migrations'))

let steps = 0
function at(step: string): void {
  steps += 1
  // At once: a killed process leaves nothing behind in a pipe.
  writeSync(1, `${step}\n`)
  if (steps === task.dieAt) process.kill(process.pid, task.asleep ? 'SIGSTOP' : 'SIGKILL')
}

if (task.what === 'ingest') {
  const documents = createDocumentStore(store)
  const watched: typeof documents = {
    ...documents,
    async put(...document) {
      at('read')
      await documents.put(...document)
      at('put')
    },
    async setValidity(...validity) {
      at('settling')
      await documents.setValidity(...validity)
    },
    async writeFile(...file) {
      at('bureau')
      await documents.writeFile(...file)
    },
  }
  await ingestFolder(resolve(root, 'knowledge'), watched, clock())
} else if (task.what === 'arrive') {
  const inbox = createInbox(store, () => crypto.randomUUID())
  await Promise.all(
    arrivals(300).map(async (message, place) => {
      // In several turns of the event loop, as requests come.
      await new Promise((resolve) => setTimeout(resolve, place % 20))
      await inbox.insert(message, clock())
      at(message.messageId)
    }),
  )
} else {
  const house = assemble({ store, clock, log: silentLog, transport: filePlatform(task.platform), at })
  for (let due: number | undefined = 0; due !== undefined; due = await house.worker.untilDue()) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(due ?? 0, 200)))
    await house.worker.tick()
  }
}
store.close()
