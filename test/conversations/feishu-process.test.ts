import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createEvents } from '../support/feishu/events.ts'
import { openLongConnection } from '../support/feishu/long-connection.ts'
import { startPlatform } from '../support/feishu/platform.ts'
import { environment } from '../support/feishu/tenant.ts'

const root = resolve(import.meta.dirname, '../..')

test('the bundled program answers over the long connection, and its logs hold no secret', async () => {
  execFileSync(process.execPath, ['build.mjs', '--quiet'], { cwd: root })
  const folder = mkdtempSync(join(tmpdir(), 'minzheng-process-'))
  const platform = await startPlatform()
  const line = openLongConnection(platform)
  const env = {
    ...{ ...process.env, ...environment(platform, join(folder, 'assistant.db')) },
    ...{ PORT: '0', HOST: '127.0.0.1', FEISHU_MODE: 'websocket', LOG_LEVEL: 'debug' },
  }
  const child = spawn(process.execPath, ['dist/node.mjs'], { cwd: root, env })
  let log = ''
  child.stderr.on('data', (bytes: Buffer) => {
    log += bytes
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    await expect.poll(() => log, { timeout: 15_000 }).toContain('long-connection-ready')
    const event = createEvents().text({
      ...{ text: '低保家庭适老化改造每户最多补多少', from: 'ou_xh_wang', messageId: 'om_process' },
    })
    platform.saidIn(event)
    expect(await line.push(event)).toMatchObject({ code: 200 })
    await expect.poll(() => platform.visible(), { timeout: 10_000 }).toHaveLength(1)
    expect(platform.visible()[0]).toMatchObject({ msgType: 'interactive', parentId: 'om_process' })
  } finally {
    child.kill('SIGTERM')
    await ended
    await platform.close()
    rmSync(folder, { recursive: true })
  }
  expect(child.exitCode).toBe(0)
  expect(log).not.toMatch(/canary|低保/)
}, 40_000)
