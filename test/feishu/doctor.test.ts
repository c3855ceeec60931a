import { afterEach, expect, test } from 'vitest'
import { createCalls } from '../../src/feishu/api/calls.ts'
import { createClient } from '../../src/feishu/api/client.ts'
import { examine } from '../../src/feishu/doctor.ts'
import { silentLog } from '../../src/log.ts'
import { testApp } from '../support/feishu/events.ts'
import { type Platform, startPlatform } from '../support/feishu/platform.ts'
import { openTenant } from '../support/feishu/tenant.ts'

const open: Platform[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function clinic(
  more: {
    appSecret?: string
    encryptKey?: string
    publicUrl?: string
    mirrored?: boolean
    phrased?: boolean
  } = {},
) {
  const platform = await startPlatform()
  open.push(platform)
  const { publicUrl = '', mirrored = false, phrased = false, ...keys } = more
  const settings = { ...testApp, ...keys, domain: platform.url, mode: 'webhook' as const }
  const clock = () => new Date().toISOString()
  const client = createClient({ settings, clock, log: silentLog, timeoutMs: 500 })
  const look = async () => {
    const findings = await examine({
      settings,
      publicUrl,
      mirrored,
      phrased,
      client,
      calls: createCalls(client.call),
      clock,
    })
    return findings.map(({ state, line }) => `${state} ${line}`).join('\n')
  }
  return { platform, look }
}

const ALL = [
  ...['im:message:send_as_bot', 'im:message.p2p_msg:readonly', 'im:message.group_at_msg:readonly'],
  ...['im:message:readonly', 'im:message.group_msg', 'im:message.reactions:write_only', 'im:resource'],
  ...['im:chat:read', 'im:chat.members:bot_access'],
]

test('all is right', async () => {
  const { platform, look } = await clinic()
  for (const scope of ALL) platform.scopes.add(scope)
  const text = await look()
  expect(text).not.toContain('wrong')
  expect(text).toMatch(/机器人“民政助手”已启用[\s\S]*权限齐全[\s\S]*在 1 个群里/)
})

test('each missing scope is named with what is lost', async () => {
  const { platform, look } = await clinic()
  for (const scope of ALL.slice(1)) platform.scopes.add(scope)
  expect(await look()).toContain('wrong 缺权限 im:message:send_as_bot（不能发消息）')
})

test('the scope for the copy of the ledger is asked for only where it is made', async () => {
  const { platform, look } = await clinic({ mirrored: true })
  for (const scope of ALL) platform.scopes.add(scope)
  expect(await look()).toContain('wrong 缺权限 base:record:create（台账抄不到多维表格）')
})

test('the scope for growing answers is asked for only where a model is asked', async () => {
  const { platform, look } = await clinic({ phrased: true })
  for (const scope of ALL) platform.scopes.add(scope)
  expect(await look()).toContain('wrong 缺权限 cardkit:card:write（查得久的答复不能边查边显示）')
  platform.scopes.add('cardkit:card:write')
  expect(await look()).not.toContain('wrong')
})

test.each([
  ['a wrong secret', { appSecret: 'wrong-secret' }, /wrong 取不到访问凭证/],
  ['no key', { encryptKey: '' }, /wrong 没有 FEISHU_ENCRYPT_KEY/],
  ['an address that leads nowhere', { publicUrl: 'http://127.0.0.1:9' }, /wrong 回调地址 .* 连不上/],
])('%s is told with what to set right', async (_, more, expected) => {
  const { look } = await clinic(more)
  expect(await look()).toMatch(expected)
})

test('no network is told as that', async () => {
  const { platform, look } = await clinic()
  await platform.close()
  expect(await look()).toMatch(/wrong 连不上 http:\/\/127.0.0.1/)
})

test('the own address is called as Feishu calls it', async () => {
  const tenant = await openTenant()
  const publicUrl = tenant.url.replace('/feishu/events', '')
  expect(await (await clinic({ publicUrl })).look()).toContain(`ok 回调地址 ${tenant.url} 通`)
  const other = await clinic({ publicUrl, encryptKey: 'another-key' })
  expect(await other.look()).toContain('要一样')
  await tenant.close()
})
