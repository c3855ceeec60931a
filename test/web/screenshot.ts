import { join } from 'node:path'
import { hasChromium, launchChromium } from './browser.ts'
import { servePage } from './page-house.ts'

/**
 * Makes docs/screenshot.png: `node test/web/screenshot.ts [ADDRESS [PERSON]]`.
 * With an address it speaks to a running assistant, as that person; without one to a page with sample replies.
 */
const SENTENCES = [
  '83岁独居老太太，重度失能，不是低保，改造政府出多少',
  '今天适老化改造完成12户，能力评估30人',
]

export async function takeScreenshot(file: string, address?: string, person = 'ou_wang'): Promise<void> {
  const served = address ? undefined : await servePage()
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
    await page.goto(`${address ?? served?.url}/?as=${person}&in=private`)
    for (const [index, sentence] of SENTENCES.entries()) {
      await page.getByLabel('消息').fill(sentence)
      await page.keyboard.press('Enter')
      await page.locator('.item.bot').nth(index).waitFor()
    }
    await page.evaluate('document.activeElement.blur()')
    await page.screenshot({ path: file })
  } finally {
    await browser.close()
    await served?.close()
  }
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '../../docs/screenshot.png')
  if (!hasChromium()) process.exit(2)
  await takeScreenshot(file, process.argv[2], process.argv[3])
  console.log(file)
}
