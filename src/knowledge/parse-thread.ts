import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../errors.ts'
import { readDocument, type SourceFile } from './read-document.ts'

/** Runs in a worker thread with memory limits: a document that goes wrong takes only this thread with it. */
const { cMapUrl } = workerData as { cMapUrl: string }

parentPort?.on('message', async ({ id, file }: { id: number; file: SourceFile }) => {
  try {
    parentPort?.postMessage({ id, document: await readDocument(file, cMapUrl) })
  } catch (error) {
    parentPort?.postMessage({ id, reason: reasonOf(error) })
  }
})
