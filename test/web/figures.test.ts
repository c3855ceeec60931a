import { expect, test } from 'vitest'
import type { FiguresLink } from '../../src/conversation/summaries/figure-sources.ts'
import { figuresAddress, figuresRoutes } from '../../src/web/figures.ts'
import { signSource } from '../../src/web/source-link.ts'
import { openStage } from '../support/stage.ts'

const KEY = 'secret of the house'
const NOW = '2026-06-24T02:00:00.000Z'
const LATER = '2026-07-24T02:00:00.000Z'
const request = {
  period: { from: '2026-06-22', to: '2026-06-28', kind: 'week' as const },
  view: 'overview' as const,
}
const linkOf = (person: string): FiguresLink => ({ person, group: false, published: false, request })

async function house() {
  const stage = await openStage()
  await stage.say('ou_xh_wang', '今天适老化改造12户')
  await stage.say('ou_ml_gu', '今天适老化改造7户')
  await stage.say('ou_xh_wang', '更正：今天适老化改造应为10户')
  const app = figuresRoutes({ page: stage.house.figuresPage, key: KEY, clock: () => NOW })
  return { stage, get: async (url: string) => app.request(url) }
}

test('a signed link shows who reported what, in which words, and what was corrected', async () => {
  const { stage, get } = await house()
  const response = await get(await figuresAddress('', KEY, linkOf('ou_lead_cheng'), LATER))
  const page = await response.text()
  expect(response.status).toBe(200)
  expect(page).toMatch(/王芳[\s\S]*适老化改造12户[\s\S]*已更正，未计入/)
  expect(page).toContain('10户（原12户）')
  expect(page).toContain('顾晓曼')
  expect(response.headers.get('cache-control')).toContain('no-store')
  stage.close()
})

test('the page holds what the link’s person may see now, and no more', async () => {
  const { stage, get } = await house()
  const own = await (await get(await figuresAddress('', KEY, linkOf('ou_xh_wang'), LATER))).text()
  expect(own).toContain('王芳')
  expect(own).not.toMatch(/顾晓曼|梅岭/)
  const group = { ...linkOf('ou_lead_cheng'), group: true }
  expect(await (await get(await figuresAddress('', KEY, group, LATER))).text()).not.toMatch(/顾晓曼|王芳/)
  expect((await get(await figuresAddress('', KEY, linkOf('ou_nobody'), LATER))).status).toBe(404)
  stage.close()
})

test('a link that is changed, run out or made for a document opens nothing', async () => {
  const { stage, get } = await house()
  const address = await figuresAddress('', KEY, linkOf('ou_xh_wang'), LATER)
  expect((await get(address.replace('ou_xh_wang', 'ou_lead_cheng'))).status).toBe(404)
  expect((await get(await figuresAddress('', KEY, linkOf('ou_xh_wang'), NOW))).status).toBe(404)
  expect((await get(await figuresAddress('', 'another key', linkOf('ou_xh_wang'), LATER))).status).toBe(404)
  const query = JSON.stringify(linkOf('ou_lead_cheng'))
  const token = await signSource(KEY, query, LATER)
  expect((await get(`/figures?${new URLSearchParams({ q: query, t: token })}`)).status).toBe(404)
  expect((await get('/figures')).status).toBe(404)
  stage.close()
})
