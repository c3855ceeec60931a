import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../errors.ts'
import type { Ocr } from './ocr.ts'
import { readDocument, readSheetRows, type SourceFile } from './read-document.ts'
import type { PageReader } from './read-scan.ts'

interface Job {
  id: number
  file: SourceFile
  want: 'document' | 'sheets' | 'picture'
}

/** Runs in a worker thread with memory limits: a document that goes wrong takes only this thread with it. */
const { cMapUrl, ocr } = workerData as { cMapUrl: string; ocr: boolean }
let engine: Promise<Ocr> | undefined
/** Two builds of pdfjs in one thread take each other's worker: where pages are read as pictures, everything goes by the larger one. */
const ready = ocr
  ? import('unpdf').then(({ definePDFJSModule }) =>
      definePDFJSModule(() => import('pdfjs-dist/legacy/build/pdf.mjs')),
    )
  : Promise.resolve()

parentPort?.on('message', async ({ id, file, want }: Job) => {
  try {
    await ready
    parentPort?.postMessage({ id, result: await read(want, file, id) })
  } catch (error) {
    parentPort?.postMessage({ id, reason: reasonOf(error) })
  }
})

async function read(want: Job['want'], file: SourceFile, id: number): Promise<unknown> {
  if (want === 'sheets') return readSheetRows(file)
  if (want === 'document') {
    const pages = ocr ? pageReader(file.bytes, id) : undefined
    return readDocument(file, cMapUrl, pages?.read).finally(pages?.close)
  }
  const { textLines } = await import('./ocr.ts')
  return textLines(await (await loaded()).read(file.bytes))
}

function loaded(): Promise<Ocr> {
  engine ??= import('./ocr.ts').then(({ createOcr }) => createOcr())
  return engine
}

/** Each page takes seconds: whoever waits hears that it goes on. */
function pageReader(bytes: Uint8Array, id: number): PageReader {
  let reader: Promise<PageReader> | undefined
  return {
    async read(page) {
      reader ??= Promise.all([import('./read-scan.ts'), loaded()]).then(([{ createPageReader }, one]) =>
        createPageReader(bytes, one),
      )
      const text = await (await reader).read(page)
      parentPort?.postMessage({ id, alive: true })
      return text
    },
    close: async () => (await reader)?.close(),
  }
}
