import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { openHouse } from './assemble-node.ts'
import { greeting } from './commands/greeting.ts'
import { OperatorError, reasonOf } from './errors.ts'
import { readSettings, type Settings } from './settings.ts'

/** The longest that a due row waits when nothing else wakes the worker. */
const IDLE_MS = 2_000
/** Time for the work in hand when the process is told to stop. */
const DRAIN_MS = 8_000

async function main(): Promise<void> {
  const began = performance.now()
  const settings = readSettings(process.env)
  const house = await openHouse(settings)
  const app = createApp({ metrics: house.metrics, ready: house.ready, rooms: await house.rooms() })
  void house.placePassages()
  const server = await listen(app.fetch, settings)
  const stopLongConnection = await house.startLongConnection()

  let stopping = false
  let wake = () => {}
  house.onArrival(() => wake())
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const ticks = new Set<Promise<void>>()
  const working = (async () => {
    while (!stopping) {
      const tick: Promise<void> = house.worker.tick().finally(() => ticks.delete(tick))
      ticks.add(tick)
      // What arrives while a slow turn is at work does not wait for its end.
      const woken = pause(IDLE_MS)
      await Promise.race([tick, woken])
      if (ticks.size) {
        await woken
        continue
      }
      wake()
      const due = (await house.worker.untilDue().catch(() => undefined)) ?? IDLE_MS
      await pause(Math.max(20, Math.min(due, IDLE_MS)))
    }
    await Promise.all(ticks)
  })()

  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : settings.port
  const report = await house.loaded()
  process.stdout.write(`${greeting({ settings, port, report, ms: performance.now() - began })}\n`)

  const stop = async () => {
    if (stopping) return
    stopping = true
    wake()
    server.close()
    stopLongConnection()
    await Promise.race([working, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
    await house.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function listen(fetch: (request: Request) => Response | Promise<Response>, settings: Settings) {
  return new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const server = serve({ fetch, port: settings.port, hostname: settings.host }, () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE'
      reject(
        busy
          ? new OperatorError(
              `端口 ${settings.port} 已被占用：关掉占用它的程序，或者换一个，例如 PORT=3001 npm start`,
            )
          : new OperatorError(`不能在 ${settings.host}:${settings.port} 上监听：${reasonOf(error)}`),
      )
    })
  })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof OperatorError ? error.message : `没有启动：${reasonOf(error)}`}\n`)
  process.exit(error instanceof OperatorError ? 2 : 1)
})
