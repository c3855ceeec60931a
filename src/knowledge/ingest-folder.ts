import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { Worker } from 'node:worker_threads'
import { OperatorError } from '../errors.ts'
import { readBureau } from './bureau.ts'
import type { Document } from './document.ts'
import { READABLE } from './gate.ts'
import { type IngestReport, ingest } from './ingest.ts'
import type { DocumentStore } from './ports.ts'
import type { SourceFile } from './read-document.ts'

/** What a parser may take before it is stopped: the largest sound document needs a tenth. */
const MEMORY_MB = 256
const TIME_MS = 20_000

/**
 * Reads the knowledge folder into the index: the bureau's settings and its documents (Node only).
 * @throws OperatorError when the settings are wrong or the folder is not there.
 */
export async function ingestFolder(folder: string, store: DocumentStore, now: string): Promise<IngestReport> {
  const text = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined)
  const entries = await readdir(folder).catch(() => undefined)
  if (!entries)
    throw new OperatorError(`没有知识文件夹 ${folder}：用 KNOWLEDGE_DIR 指向它，写法见 knowledge/README.md`)
  const [indicators, organization, glossary] = await Promise.all(
    ['indicators.yaml', 'organization.yaml', 'glossary.yaml'].map(text),
  )
  const bureau = readBureau({ indicators, organization, glossary })
  const thread = createThread()
  try {
    const source = { list: () => listFiles(join(folder, 'documents')), parse: thread.parse }
    const report = await ingest(source, store, now)
    await store.writeFile('bureau', JSON.stringify(bureau), now)
    return report
  } finally {
    await thread.stop()
  }
}

/** Readable files and those that must be refused by name; sidecars belong to their file, dot files to nobody. */
async function listFiles(folder: string): Promise<SourceFile[]> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const names = found
    .filter((entry) => entry.isFile() && !/^[.~]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const sidecars = new Set(names.filter((name) => isSidecar(name)))
  return Promise.all(
    names
      .filter((name) => !sidecars.has(name))
      .map(async (name) => ({
        path: relative(folder, name).split(sep).join('/').normalize('NFC'),
        bytes: new Uint8Array(await readFile(name)),
        sidecar: sidecars.has(`${name}.yaml`) ? await readFile(`${name}.yaml`, 'utf8') : undefined,
      })),
  )
}

function isSidecar(name: string): boolean {
  return READABLE.some((format) => name.endsWith(`.${format}.yaml`))
}

/** One long-lived thread for the whole folder; a fresh one after it was stopped or ran out of memory. */
function createThread() {
  let worker: Worker | undefined
  let next = 0
  const cMapUrl = `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')}${sep}`
  const script = new URL(
    import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.mjs',
    import.meta.url,
  )

  function start(): Worker {
    const options = {
      workerData: { cMapUrl },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stderr: true,
    }
    worker = new Worker(script, options)
    worker.unref()
    return worker
  }

  async function stop(): Promise<void> {
    const running = worker
    worker = undefined
    await running?.terminate()
  }

  return {
    stop,
    parse(file: SourceFile): Promise<Document> {
      const running = worker ?? start()
      const id = next++
      return new Promise<Document>((resolve, reject) => {
        const end = (finish: () => void, broken: boolean) => {
          clearTimeout(timer)
          running.off('message', onMessage)
          running.off('error', onError)
          if (broken) void stop()
          finish()
        }
        const onMessage = (answer: { id: number; document?: Document; reason?: string }) => {
          if (answer.id !== id) return
          const { document } = answer
          end(() => (document ? resolve(document) : reject(new Error(answer.reason))), false)
        }
        const onError = () => end(() => reject(new Error('太大或太复杂，读的时候内存不够，没有读')), true)
        const timer = setTimeout(
          () => end(() => reject(new Error(`读了 ${TIME_MS / 1000} 秒还没有读完，没有读`)), true),
          TIME_MS,
        )
        running.on('message', onMessage)
        running.on('error', onError)
        running.postMessage({ id, file })
      })
    },
  }
}
