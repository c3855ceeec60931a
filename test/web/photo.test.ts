import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { hasOcr } from '../../src/knowledge/ocr.ts'
import { openProduct, type Product } from './product.ts'

const PERSON = { person: 'ou_xh_wang', kind: 'private' }
const PHOTO = readFileSync(join(import.meta.dirname, '../knowledge/files/表格照片.jpg')).toString('base64')

let product: Product | undefined
afterEach(() => product?.close())

/** What the chat shows, as HTML. */
async function shown(): Promise<string> {
  const answer = await fetch(`${product?.url}/chat/feed?person=${PERSON.person}&kind=private`)
  return ((await answer.json()) as { items: { html: string }[] }).items.map((item) => item.html).join('')
}

const send = (name: string, content = PHOTO) =>
  product?.post('/chat/file', { ...PERSON, addressed: true, name, content })

describe('a photo attached on the chat page', { timeout: 60_000 }, () => {
  test('is answered in plain words where nothing reads pictures, and so is sound', async () => {
    product = await openProduct()
    await send('表格.jpg')
    expect(await shown()).toContain('图片现在还读不了，请打成文字发来')
    await send('录音.ogg')
    expect(await shown()).toContain('这种文件里的数字读不了')
  })

  test.skipIf(!hasOcr())(
    'is read by the house itself, with no network, and counts once confirmed',
    async () => {
      product = await openProduct({ OCR_ENGINE: 'tesseract' })
      await send('表格.jpg')
      const card = await shown()
      expect(card).toContain('适老化改造 | 12户')
      const [, messageId = ''] = /class="item bot" id="([^"]+)"/.exec(card) ?? []
      const [, value = '{}'] = /data-press="([^"]*photo\.yes[^"]*)"/.exec(card) ?? []
      const unescaped = value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
      await product.post('/chat/press', { ...PERSON, messageId, value: JSON.parse(unescaped), form: {} })
      expect(await shown()).toMatch(/已登记 2 项[\s\S]*12户/)
    },
  )
})
