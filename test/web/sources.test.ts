import { expect, test } from 'vitest'
import type { Passage } from '../../src/knowledge/document.ts'
import { signSource, sourceAddress, verifySource } from '../../src/web/source-link.ts'
import type { SourceDocument } from '../../src/web/source-page.ts'
import { sourceRoutes } from '../../src/web/sources.ts'

const KEY = 'a-long-secret-of-the-house'
const NOW = '2026-06-24T02:00:00.000Z'
const SOON = '2026-06-25T02:00:00.000Z'

const passages: Passage[] = [
  {
    ordinal: 0,
    headings: ['第二章 标准'],
    article: '第五条',
    kind: 'list',
    text: '第五条 申请材料：\n（一）身份证；\n（二）能力评估报告。',
  },
  {
    ordinal: 1,
    headings: ['第二章 标准', '第五条'],
    article: '（二）',
    kind: 'text',
    text: '（二）能力评估报告。',
    parent: 0,
  },
  {
    ordinal: 2,
    headings: ['第二章 标准'],
    article: '第六条',
    kind: 'table',
    text: '类别 | 比例\n特困 | 100%\n独居 | 50%',
    columns: ['类别', '比例'],
  },
  {
    ordinal: 3,
    headings: ['第二章 标准'],
    article: '第六条',
    kind: 'row',
    text: '特困 | 100%',
    columns: ['类别', '比例'],
    cells: ['特困', '100%'],
    parent: 2,
  },
  {
    ordinal: 4,
    headings: ['第二章 标准'],
    article: '第六条',
    kind: 'row',
    text: '独居 | 50%',
    columns: ['类别', '比例'],
    cells: ['独居', '50%'],
    parent: 2,
  },
]

const open: SourceDocument = {
  path: '养老服务/办法<试行>.md',
  title: '适老化改造办法<试行>',
  number: '云民规〔2026〕2号',
  issuer: '云溪区民政局',
  issued: '2026-02-10',
  effective: '2026-03-01',
  expires: '',
  supersedes: [],
  audience: ['all'],
  passages,
}

const inner: SourceDocument = { ...open, path: '内部/方案.md', title: '内部方案', audience: ['staff'] }

function routes(extra: Partial<SourceDocument> = {}) {
  const all = [{ ...open, ...extra }, inner]
  return sourceRoutes({
    document: async (path) => all.find((one) => one.path === path),
    key: KEY,
    clock: () => NOW,
    today: () => '2026-06-24',
  })
}

const get = (address: string, app = routes()) => app.request(address)

test('a document for all opens with its particulars and the cited row marked', async () => {
  const answer = await get(sourceAddress('', open.path, '独居 | 50%').replace('#cited', ''))
  const page = await answer.text()
  expect(answer.status).toBe(200)
  expect(page).toContain('云民规〔2026〕2号 · 云溪区民政局')
  expect(page).toContain('2026年2月10日印发，2026年3月1日起施行')
  expect(page).toContain('<tr id="cited" class="cited"><td>独居</td><td>50%</td></tr>')
  expect(page).toContain('<h1>适老化改造办法&lt;试行&gt;</h1>')
  expect(page.match(/能力评估报告/g)).toHaveLength(1)
  expect(page.match(/第二章 标准/g)).toHaveLength(1)
})

test('a cited item is marked within its article, white space aside', async () => {
  const page = await (
    await get(sourceAddress('', open.path, '（二） 能力 评估报告').replace('#cited', ''))
  ).text()
  expect(page).toContain('<mark id="cited">（二）能力评估报告</mark>。')
})

test('a citation that is no longer there is said so', async () => {
  const page = await (await get(sourceAddress('', open.path, '别的话').replace('#cited', ''))).text()
  expect(page).toContain('没有找到引用的原句')
})

test('a document no longer in force says what replaced it', async () => {
  const validity = { validFrom: '2024-01-01', validTo: '2026-02-28', supersededBy: 'x.md' }
  const page = await (
    await get(sourceAddress('', open.path, ''), routes({ validity, supersededByTitle: '新办法' }))
  ).text()
  expect(page).toContain('已由《新办法》替代，不再执行')
})

test('without a valid token an inner document is not told from one that is missing', async () => {
  const token = await signSource(KEY, inner.path, SOON)
  const bad = [
    sourceAddress('', inner.path, ''),
    sourceAddress('', inner.path, '', await signSource(KEY, inner.path, '2026-06-24T01:59:59.000Z')),
    sourceAddress('', inner.path, '', await signSource('another key', inner.path, SOON)),
    sourceAddress('', inner.path, '', await signSource(KEY, open.path, SOON)),
    sourceAddress(
      '',
      inner.path,
      '',
      token.replace(/^\d+/, (expires) => String(Number(expires) + 1)),
    ),
    '/sources/%E0%A4%A',
  ]
  const missing = await get('/sources/none.md')
  const nothing = [missing.status, await missing.text(), [...missing.headers]]
  for (const address of bad) {
    const answer = await get(address)
    expect([answer.status, await answer.text(), [...answer.headers]]).toEqual(nothing)
  }
  const page = await get(sourceAddress('', inner.path, '', token))
  expect(page.status).toBe(200)
  expect(page.headers.get('cache-control')).toContain('no-store')
})

test('an empty key opens nothing', async () => {
  expect(await verifySource('', inner.path, `9999999999.${'A'.repeat(43)}`, NOW)).toBe(false)
})
