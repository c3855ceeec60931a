import { expect, test } from 'vitest'
import type { Passage } from '../../src/knowledge/document.ts'
import { changesAddress, passOf, signPass, signSource, sourceAddress } from '../../src/web/source-link.ts'
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

const STAFF = { readers: ['all', 'staff', 'xinhe'], expiresAt: SOON }

function routes(extra: Partial<SourceDocument> = {}, ...others: SourceDocument[]) {
  const all = [{ ...open, ...extra }, inner, ...others]
  return sourceRoutes({
    document: async (path) => all.find((one) => one.path === path),
    heads: async () => all.map((one) => ({ path: one.path, supersededBy: one.validity?.supersededBy ?? '' })),
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

const fetched = async (address: string, app = routes()) =>
  (await get(address.replace('#cited', ''), app)).text()

test('a document says whether it holds on the day', async () => {
  const at = (extra: Partial<SourceDocument>) => fetched(sourceAddress('', open.path, ''), routes(extra))
  const until = (validTo: string, supersededBy = '') => ({
    validity: { validFrom: '2024-01-01', validTo, supersededBy },
  })
  expect(await at({})).toContain('现行有效')
  expect(await at({ effective: '2026-07-01' })).toContain('尚未施行（自2026年7月1日起）')
  expect(await at(until('2026-02-28'))).toContain('已于2026年2月28日到期')
  expect(await at({ issued: '', effective: '' })).toContain('没有写明施行日期')
})

const successor: SourceDocument = {
  ...open,
  path: '养老服务/新办法.md',
  title: '新办法',
  effective: '2026-05-01',
  passages: passages.map((one) => ({ ...one, text: one.text.replace('50%', '60%') })),
}
const superseded = {
  validity: { validFrom: '2024-01-01', validTo: '2026-04-30', supersededBy: successor.path },
}

test('versions lead to each other, and what changed is shown sentence by sentence', async () => {
  const app = routes(superseded, successor)
  const old = await fetched(sourceAddress('', open.path, ''), app)
  expect(old).toContain('已被《新办法》替代，2026年4月30日后不再执行')
  expect(old).toContain(`href="${sourceAddress('', successor.path, '')}"`)
  const changes = changesAddress('', open.path)
  expect(old).toContain(`href="${changes}"`)
  expect(await fetched(sourceAddress('', successor.path, ''), app)).toContain(`href="${changes}"`)
  const page = await fetched(changes, app)
  expect(page).toContain('删去：</span>独居 | 50%</del>')
  expect(page).toContain('新增：</span>独居 | 60%</ins>')
  expect(page.match(/<del>/g)).toHaveLength(1)
})

test('a newer version that the reader may not read is neither named nor compared', async () => {
  const hidden = { ...successor, audience: ['staff'] }
  const app = routes(superseded, hidden)
  const page = await fetched(sourceAddress('', open.path, ''), app)
  expect(page).toContain('已被新的文件替代')
  expect(page).not.toContain('新办法')
  expect((await get(changesAddress('', open.path), app)).status).toBe(404)
})

test('a link of somebody who may read both versions leads on for as long as it is open', async () => {
  const both = { audience: ['staff'] }
  const app = routes({ ...superseded, ...both }, { ...successor, ...both })
  const page = await fetched(sourceAddress('', open.path, '', await signPass(KEY, open.path, STAFF)), app)
  const [, onward = ''] = /href="([^"]+)">《新办法》/.exec(page) ?? []
  const answer = await get(onward.replaceAll('&amp;', '&'), app)
  expect(answer.status).toBe(200)
  const token = new URLSearchParams(onward.split('?')[1]).get('t') ?? ''
  expect((await passOf(KEY, successor.path, token, NOW))?.expiresAt).toBe(SOON)
})

test('a citation over several paragraphs, or of some cells of a row, is marked', async () => {
  const two = passages
    .filter((one) => one.kind === 'text')
    .flatMap((one, place) => [
      { ...one, ordinal: 10 + place, text: '第一段的末尾。', headings: [] },
      { ...one, ordinal: 20 + place, text: '第二段的开头。', headings: [] },
    ])
  const flat = two.map(({ parent: _, ...one }) => one)
  const across = await fetched(sourceAddress('', open.path, '末尾。\n第二段'), routes({ passages: flat }))
  expect(across).toContain('<mark id="cited">末尾。</mark>')
  expect(across).toContain('<mark>第二段</mark>')
  const wide = passages.map((one) =>
    one.kind === 'row'
      ? {
          ...one,
          text: `${one.cells?.[0]} | 备注 | ${one.cells?.[1]}`,
          cells: [one.cells?.[0] ?? '', '备注', one.cells?.[1] ?? ''],
        }
      : one,
  )
  const some = await fetched(
    `/sources/${encodeURIComponent('养老服务')}/${encodeURIComponent('办法<试行>.md')}?q=${encodeURIComponent('独居 | 50%')}`,
    routes({ passages: wide }),
  )
  expect(some).toContain('<tr id="cited" class="cited"><td>独居</td>')
})

test('without a valid link an inner document is not told from one that is missing', async () => {
  const token = await signPass(KEY, inner.path, STAFF)
  const of = (pass: typeof STAFF, key = KEY, path = inner.path) => signPass(key, path, pass)
  const tokens = [
    '',
    'nonsense',
    await of({ ...STAFF, expiresAt: '2026-06-24T01:59:59.000Z' }),
    await of(STAFF, 'another key'),
    await of(STAFF, KEY, open.path),
    await of({ ...STAFF, readers: ['all', 'meiling'] }),
    await signSource(KEY, inner.path, SOON),
    token.replace(/^\d+/, (expires) => String(Number(expires) + 1)),
  ]
  const missing = await get('/sources/none.md')
  const nothing = [missing.status, await missing.text(), [...missing.headers]]
  expect(missing.status).toBe(404)
  for (const address of [
    '/sources/%E0%A4%A',
    ...tokens.map((one) => sourceAddress('', inner.path, '', one)),
  ]) {
    const answer = await get(address)
    expect([answer.status, await answer.text(), [...answer.headers]]).toEqual(nothing)
  }
  const page = await get(sourceAddress('', inner.path, '', token))
  expect(page.status).toBe(200)
  expect(page.headers.get('cache-control')).toContain('no-store')
})

test('a link does not outlive the right to read: the audience of today decides', async () => {
  const address = sourceAddress('', inner.path, '', await signPass(KEY, inner.path, STAFF))
  const narrowed = sourceRoutes({
    ...{ document: async () => ({ ...inner, audience: ['meiling'] }), heads: async () => [] },
    ...{ key: KEY, clock: () => NOW, today: () => '2026-06-24' },
  })
  expect((await get(address, narrowed)).status).toBe(404)
})

test('an empty key opens nothing', async () => {
  const forged = `9999999999.${'A'.repeat(12)}.${'A'.repeat(43)}`
  expect(await passOf('', inner.path, forged, NOW)).toBeUndefined()
})
