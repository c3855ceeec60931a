import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Document } from './document.ts'
import type { SourceFile } from './read-document.ts'

/** What a parser may take before it is stopped: the largest sound document needs a tenth. */
const MEMORY_MB = 256
const TIME_MS = 20_000
/** One page that is a picture, on a machine with other things to do. */
const PAGE_MS = 60_000

export interface ParseWorker {
  /** @throws Error with the reason as a Chinese sentence. */
  parse(file: SourceFile): Promise<Document>
  /** The sheets of an xlsx as rows of text. @throws Error like `parse`. */
  sheets(file: SourceFile): Promise<{ name: string; rows: string[][] }[]>
  /** The lines of text in a picture, where pictures are read at all. @throws Error like `parse`. */
  picture(file: SourceFile): Promise<string[]>
  stop(): Promise<void>
}

interface Answer {
  id: number
  result?: unknown
  reason?: string
  /** Still at it: a page of pictures has been read. */
  alive?: true
}

/**
 * Parses in one long-lived thread; a fresh one after it was stopped or ran out of memory (Node only). `ocr`: pages that are
 * pictures are read too. Limits may be lowered for tests.
 */
export function createParseWorker(
  options: { ocr?: boolean; memoryMb?: number; timeMs?: number } = {},
): ParseWorker {
  const { ocr = false, memoryMb = MEMORY_MB } = options
  const { timeMs = ocr ? PAGE_MS : TIME_MS } = options
  let worker: Worker | undefined
  let next = 0

  function start(): Worker {
    worker = new Worker(scriptUrl(), {
      workerData: { cMapUrl: cMapUrl(), ocr },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    })
    worker.unref()
    return worker
  }

  async function stop(): Promise<void> {
    const running = worker
    worker = undefined
    await running?.terminate()
  }

  function ask<T>(want: 'document' | 'sheets' | 'picture', file: SourceFile): Promise<T> {
    const running = worker ?? start()
    const id = next++
    return new Promise<T>((resolve, reject) => {
      const end = (finish: () => void, broken: boolean) => {
        clearTimeout(timer)
        running.off('message', onMessage)
        running.off('error', onError)
        running.off('exit', onExit)
        running.unref()
        if (broken) void stop()
        finish()
      }
      const fail = (reason: string) => end(() => reject(new Error(reason)), true)
      const onMessage = (answer: Answer) => {
        if (answer.id !== id) return
        if (answer.alive) return void timer.refresh()
        const { result, reason } = answer
        end(() => (result ? resolve(result as T) : reject(new Error(reason))), false)
      }
      const onError = (error: unknown) =>
        fail(
          /OUT_OF_MEMORY/.test(codeOf(error))
            ? '太大或太复杂，读的时候内存不够，没有读'
            : '读的时候出错，没有读',
        )
      const onExit = () => fail('读的时候出错，没有读')
      const timer = setTimeout(() => fail(`读了 ${timeMs / 1000} 秒还没有读完，没有读`), timeMs)
      running.on('message', onMessage)
      running.on('error', onError)
      running.on('exit', onExit)
      // While it reads, the process waits for it.
      running.ref()
      running.postMessage({ id, file, want })
    })
  }

  return {
    stop,
    parse: (file) => ask<Document>('document', file),
    sheets: (file) => ask('sheets', file),
    picture: (file) => ask('picture', file),
  }
}

/** Reads one xlsx in a thread of its own, which is gone afterwards. @throws Error with the reason as a Chinese sentence. */
export async function readSheetFile(
  bytes: Uint8Array,
  name: string,
): Promise<{ name: string; rows: string[][] }[]> {
  const worker = createParseWorker()
  try {
    return await worker.sheets({ path: name, bytes })
  } finally {
    await worker.stop()
  }
}

/** Reads pictures one after the other in a thread that is kept. Throws like `parse`. */
export function createPictureReader(): (bytes: Uint8Array) => Promise<string[]> {
  const worker = createParseWorker({ ocr: true })
  let before: Promise<unknown> = Promise.resolve()
  return (bytes) => {
    const read = before.then(() => worker.picture({ path: '图片', bytes }))
    before = read.catch(() => undefined)
    return read
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** From the sources the script is TypeScript, from the bundle it lies beside this file. */
function scriptUrl(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.mjs',
    import.meta.url,
  )
}

/** pdfjs takes a folder, with a separator at its end. */
function cMapUrl(): string {
  return `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')}${sep}`
}
