import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { renderReply } from '../../src/feishu/cards/render.ts'
import type { Reply } from '../../src/reply.ts'
import { cardHtml } from '../../src/web/card-view.ts'
import { replies } from '../feishu/cards/replies.ts'
import { samples } from '../feishu/cards/samples.ts'

async function drawn(reply: Reply): Promise<string> {
  const parts = renderReply(reply).map(async ({ content }) => String(await cardHtml(JSON.parse(content))))
  return (await Promise.all(parts)).join('')
}

test('an answer shows title, bold first line, linked document, folded words and grey foot', async () => {
  const page = await drawn(samples.answer)
  expect(page).toContain('<header class="card-head t-blue"><h3>适老化改造补贴</h3></header>')
  expect(page).toContain('<strong>按50%补贴，每户最高3,000元，超出部分自付。</strong>')
  expect(page).toMatch(
    /<a href="https:\/\/bureau\.example[^"]*" target="_blank" rel="noopener noreferrer">《困难老年人/,
  )
  expect(page).toMatch(/<details class="panel"><summary>原文<\/summary>/)
  expect(page).toContain('“80周岁以上独居且重度以上失能 | 50% | 3000”')
  expect(page).toContain('<span class="c-grey">截至2026年6月24日有效的文件')
})

test('a correction strikes the old figure and keeps the new one', async () => {
  expect(await drawn(samples.corrected)).toContain('<del>12户</del> → 10户')
})

test('buttons carry their value, forms their fields, links only web addresses', async () => {
  expect(await drawn(samples.confirm)).toContain(
    'data-press="{&quot;id&quot;:&quot;e3&quot;,&quot;action&quot;:&quot;report.confirm&quot;}"',
  )
  const form = await drawn(samples.edit)
  expect(form).toMatch(/<input name="value:e1" value="12"/)
  expect(form).toContain('type="submit"')
  expect(form.indexOf('</form>')).toBeLessThan(form.indexOf('不改了'))
  const bad = {
    body: {
      elements: [
        {
          tag: 'button',
          text: { content: 'x' },
          behaviors: [{ type: 'open_url', default_url: 'javascript:alert(1)' }],
        },
      ],
    },
  }
  expect(String(await cardHtml(bad))).not.toContain('javascript')
})

test('a summary draws its chart and its tables, folded ones too', async () => {
  const page = await drawn(samples.summary)
  expect(page.match(/<polyline/g)).toHaveLength(2)
  expect(page).toContain('<th scope="col">今年累计</th>')
  expect(page).toMatch(/<details[\s\S]*<th scope="col">街道<\/th>/)
})

/** All that our drawings are made of. */
const TAGS = new Set(
  'article header h3 div p br hr strong em del code a span ul li table thead tbody tr th td details summary form label input button figure figcaption svg g line text polyline circle rect #text #document-fragment'.split(
    ' ',
  ),
)

test('no text of a card becomes an element, a handler or a foreign link', async () => {
  await fc.assert(
    fc.asyncProperty(replies, async (reply) => {
      visit(parseFragment(await drawn(reply)) as Parsed)
    }),
    { numRuns: 15, interruptAfterTimeLimit: 15_000 },
  )
}, 60_000)

type Parsed = { nodeName: string; attrs?: { name: string; value: string }[]; childNodes?: Parsed[] }

function visit(node: Parsed): void {
  if (!TAGS.has(node.nodeName)) throw new Error(`element ${node.nodeName}`)
  for (const { name, value } of node.attrs ?? []) {
    if (/^(on|style|src$)/.test(name)) throw new Error(`attribute ${name}`)
    if (name === 'href' && !value.startsWith('https://a.example/')) throw new Error(`link ${value}`)
  }
  for (const child of node.childNodes ?? []) visit(child)
}
