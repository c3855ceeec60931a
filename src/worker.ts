import { waitUntil } from 'cloudflare:workers'
import { openWorkerHouse, type WorkerBindings, type WorkerHouse } from './assemble-worker.ts'
import { OperatorError } from './errors.ts'

/** One house for each isolate: D1 holds all that must outlive it. */
let opened: WorkerHouse | undefined

function house(bindings: WorkerBindings): WorkerHouse {
  opened ??= openWorkerHouse(bindings, { waitUntil, write: (line) => console.log(line.trimEnd()) })
  return opened
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
    else await house(bindings).work()
  },
  async scheduled(_event, bindings) {
    await house(bindings).work()
  },
} satisfies ExportedHandler<WorkerBindings>
