import { expect, it } from 'vitest'
import type { FilledPage } from '../../src/conversation/filling/filled-page.ts'
import { reportAddress, reportRoutes } from '../../src/web/report-page.ts'

const LINK = { person: 'ou_a', template: 'weekly.md', from: '2026-06-22', to: '2026-06-28' }
const PAGE: FilledPage = {
  title: '周报',
  at: '截至6月28日',
  lines: [
    [{ text: '# 周报（底稿）' }],
    [{ text: '完成' }, { text: '12', blank: 0, state: 'filled' }, { text: '户' }],
  ],
  blanks: [
    {
      state: 'filled',
      words: '完成12户',
      about: '',
      sources: [['新河街道', '2026-06-24', '12户', '王芳', '<script>']],
    },
  ],
}

it('shows each figure with its sources, escaped, and only under a link that is genuine and not run out', async () => {
  let now = '2026-06-28T00:00:00.000Z'
  const app = reportRoutes({ page: async () => PAGE, key: 'secret', clock: () => now })
  const address = await reportAddress('', 'secret', LINK, '2026-07-01T00:00:00.000Z')
  const page = await app.request(address)
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('href="#b1"')
  expect(html).toContain('<h2>周报（底稿）</h2>')
  expect(html).toContain('&lt;script&gt;')
  expect((await app.request(address.replace('ou_a', 'ou_b'))).status).toBe(404)
  expect((await app.request('/reports')).status).toBe(404)
  now = '2026-07-02T00:00:00.000Z'
  expect((await app.request(address)).status).toBe(404)
})
