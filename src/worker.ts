import { waitUntil } from 'cloudflare:workers'
import { openWorkerHouse, type WorkerBindings, type WorkerHouse } from './assemble-worker.ts'
import { OperatorError } from './errors.ts'

/** One house for each isolate: D1 holds all that must outlive it. */
let opened: WorkerHouse | undefined

/** Far longer than any round of work that moves. */
const STUCK_MS = 120_000

function house(bindings: WorkerBindings): WorkerHouse {
  opened ??= openWorkerHouse(bindings, { waitUntil, write: (line) => console.log(line.trimEnd()) })
  return opened
}

/** Work that hangs on a request which the platform has ended takes its house with it: the next wake starts with a new one. */
async function work(bindings: WorkerBindings): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stuck = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('work is stuck')), STUCK_MS)
  })
  try {
    await Promise.race([house(bindings).work(), stuck])
  } catch (error) {
    opened = undefined
    throw error
  } finally {
    clearTimeout(timer)
  }
}

export default {
  async fetch(request, bindings) {
    try {
      return await house(bindings).fetch(request)
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error
      console.error(error.message)
      return new Response(error.message, {
        status: 503,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
    }
  },
  async queue(batch, bindings) {
    // Of the dead letter queue: wakes that failed every time. What they should have woken lies in D1, where the cron finds it.
    if (batch.queue.endsWith('-dead')) console.error(`wakes given up: ${batch.messages.length}`)
    else await work(bindings)
  },
  async scheduled(_event, bindings) {
    await work(bindings)
  },
} satisfies ExportedHandler<WorkerBindings>
