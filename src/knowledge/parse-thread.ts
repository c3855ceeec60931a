import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../errors.ts'
import { readDocument, readSheetRows, type SourceFile } from './read-document.ts'

interface Job {
  id: number
  file: SourceFile
  want: 'document' | 'sheets'
}

/** Runs in a worker thread with memory limits: a document that goes wrong takes only this thread with it. */
const { cMapUrl } = workerData as { cMapUrl: string }

parentPort?.on('message', async ({ id, file, want }: Job) => {
  try {
    const result = await (want === 'sheets' ? readSheetRows(file) : readDocument(file, cMapUrl))
    parentPort?.postMessage({ id, result })
  } catch (error) {
    parentPort?.postMessage({ id, reason: reasonOf(error) })
  }
})
