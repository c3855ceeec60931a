import { expect, test } from 'vitest'
import { createEvents } from '../support/feishu/events.ts'
import { openTenant, type Tenant } from '../support/feishu/tenant.ts'

const WANG = 'ou_xh_wang'
const events = createEvents()
const chatId = `oc_${WANG}`

const texts = (tenant: Tenant) => tenant.platform.visible(chatId).map((one) => one.content)

test('while Feishu is down messages wait, and go out in their order, each once', async () => {
  const tenant = await openTenant()
  tenant.platform.fault({ call: 'reply', wrong: { status: 503 } })
  tenant.platform.fault({ call: 'reply', nth: 3, times: 2, wrong: 'cut' })
  await Promise.all(
    [3, 4, 5].map((value) => {
      const at = tenant.house.clock()
      const text = `今天能力评估${value}人`
      return tenant.event(events.text({ text, from: WANG, chatId, messageId: `om_${value}`, at }), 2)
    }),
  )
  const shown = texts(tenant)
  expect(shown).toHaveLength(3)
  for (const value of [3, 4, 5]) expect(tenant.answers(`om_${value}`)).toHaveLength(1)
  const places = [3, 4, 5].map((value) => shown.findIndex((one) => one.includes(`${value}人`)))
  expect([...places].sort()).toEqual(places)
  await tenant.close()
})

test('a person whose answer takes long sees a sign, which goes when the answer is there', async () => {
  const tenant = await openTenant()
  tenant.platform.delay(400)
  const text = '低保家庭适老化改造每户最多补多少'
  const asked = tenant.event(events.text({ text, from: WANG, chatId, messageId: 'om_slow' }))
  const signs: number[] = []
  const watch = setInterval(() => signs.push(tenant.platform.message('om_slow')?.reactions.size ?? 0), 20)
  await asked
  await expect.poll(() => Math.max(0, ...signs), { timeout: 5_000 }).toBe(1)
  clearInterval(watch)
  await expect.poll(() => tenant.platform.callsOf('unreact').length, { timeout: 5_000 }).toBe(1)
  expect(tenant.answers('om_slow')).toHaveLength(1)
  await expect.poll(() => tenant.platform.message('om_slow')?.reactions.size).toBe(0)

  tenant.platform.delay(0)
  await tenant.event(events.text({ text, from: WANG, chatId, messageId: 'om_fast' }))
  expect(tenant.platform.calls.filter((one) => one.path.includes('om_fast/reactions'))).toEqual([])
  await tenant.close()
})

test('an edit that cannot be read back is told to whoever reported', async () => {
  const tenant = await openTenant()
  const at = tenant.house.clock()
  const report = events.text({ text: '今天能力评估28人', from: WANG, chatId, messageId: 'om_r', at })
  await tenant.event(report)
  tenant.platform.fault({ call: 'get', times: 9, wrong: { code: 99991672, msg: '[im:message.group_msg]' } })
  await tenant.event(events.edited({ messageId: 'om_r', from: WANG, chatId, at }))
  expect(tenant.answers('om_r').at(-1)?.content).toContain('读不到')
  await tenant.close()
})
