import { join } from 'node:path'
import { hasChromium, launchChromium } from './browser.ts'
import { openProduct, type Product } from './product.ts'

/** Makes docs/screenshot.png of the product itself with the sample bureau: `node test/web/screenshot.ts`. */
const SENTENCES = [
  '83岁独居老太太，重度失能，不是低保，改造政府出多少',
  '今天适老化改造完成12户，能力评估30人',
  '本周汇总',
]

/** What was reported before the picture is taken, so that the summary has weeks to compare. */
const BEFORE: [string, string][] = [
  ['ou_xh_wang', '6月1日至7日适老化改造9户，能力评估41人'],
  ['ou_ml_gu', '6月1日至7日适老化改造7户，能力评估36人'],
  ['ou_np_tian', '6月8日至14日适老化改造6户，能力评估28人'],
  ['ou_xh_wang', '6月8日至14日适老化改造11户，能力评估44人'],
  ['ou_ml_gu', '6月15日至21日适老化改造8户，能力评估39人'],
  ['ou_xh_wang', '6月15日至21日适老化改造10户，能力评估45人'],
  ['ou_ml_gu', '昨天适老化改造9户，能力评估33人'],
  ['ou_np_tian', '昨天适老化改造7户，能力评估31人'],
]

/** A street's leader asks, reports and reads the week, at 1280 px. */
export async function takeScreenshot(file: string, product: Product): Promise<void> {
  for (const [person, text] of BEFORE) await product.say(person, text)
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1730 } })
    await page.goto(`${product.url}/?as=ou_xh_tang&in=private`)
    for (const [index, sentence] of SENTENCES.entries()) {
      await page.getByLabel('消息').fill(sentence)
      await page.keyboard.press('Enter')
      await page.locator('.item.bot').nth(index).waitFor()
    }
    await page.locator('.card-head', { hasText: '周报' }).waitFor()
    await page.locator('.ledger').waitFor()
    await page.evaluate('document.activeElement.blur()')
    await page.screenshot({ path: file })
  } finally {
    await browser.close()
  }
}

if (import.meta.main) {
  if (!hasChromium()) process.exit(2)
  const file = join(import.meta.dirname, '../../docs/screenshot.png')
  const product = await openProduct()
  await takeScreenshot(file, product).finally(() => product.close())
  console.log(file)
}
